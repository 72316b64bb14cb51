"""MkDocs driven by the command `ndrc`: a portfolio is read for `ndrc verifier`, and built for `ndrc pdf`."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.structure.files import get_files

from ndrc_portfolio.cache import project_cache
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.hosts.held import holding
from ndrc_portfolio.hosts.mkdocs import reading
from ndrc_portfolio.hosts.mkdocs.config_faults import why_unreadable
from ndrc_portfolio.hosts.mkdocs.files import site_of
from ndrc_portfolio.hosts.mkdocs.links import look_at_links, look_at_menu
from ndrc_portfolio.hosts.mkdocs.plugin import NdrcPortfolioPlugin
from ndrc_portfolio.hosts.mkdocs.voice import faults_kept
from ndrc_portfolio.messages.diagnostic import Diagnostic, count
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.pdf.printable import Printable
from ndrc_portfolio.portfolio.audience import configuration_for
from ndrc_portfolio.portfolio.options import PLUGIN
from ndrc_portfolio.portfolio.reading import Read, annexe_pages, read
from ndrc_portfolio.portfolio.settings import UnreadableSettings, read_settings
from ndrc_portfolio.reglement.complete import Complete, complete
from ndrc_portfolio.rendering.pages import Edition, dossier_of


class PortfolioFautif(Exception):
    """Errors in the portfolio keep it from being built."""

    def __init__(self, diagnostics: Sequence[Diagnostic], fiches: int) -> None:
        super().__init__("errors")
        self.diagnostics = diagnostics
        self.fiches = fiches


def read_configuration(file: Path) -> Complete:
    """The portfolio of a configuration, read and checked as a build would.

    Raises:
        UnreadableSettings: MkDocs cannot read it, or the plugin is not in it.
        FormulaireError: the models of its session cannot be had.
    """
    config, remarks = _load(file)
    try:
        found = read(reading.asked(config, _plugin(config).config, "verifier"))
        whole = complete(found)
        return whole._replace(diagnostics=[*whole.diagnostics, *remarks, *_dead_links(found, whole, config)])
    except MkDocsException as fault:
        raise UnreadableSettings(f"{file.name} ne peut pas être lu : {fault}") from None


def _dead_links(found: Read, whole: Complete, config: MkDocsConfig) -> list[Diagnostic]:
    files = get_files(config)
    site = site_of(files, config, found, whole.checklist if found.audience == "candidat" else None, serve=False)
    linked = look_at_links(found, site, files, config, serve=False)
    return [*linked.faults, *look_at_menu(config.nav, linked.files, found.asked.settings)]


@contextmanager
def built(audience: Audience, command: Literal["pdf", "pages"]) -> Iterator[Printable]:
    """The portfolio of the current folder, built for a reader, to be printed or measured.

    Raises:
        UnreadableSettings: its configuration is refused.
        PortfolioFautif: there are errors to mend first.
        PrintError: MkDocs could not build it.
    """
    file = configuration_for(Path(), audience)
    with (
        holding(project_cache(Path.cwd()), "impression-") as folder,
        _kept_log() as warnings,
    ):
        site_dir = folder / "portfolio"  # « site » is the public's, and refused to others
        config, remarks = _load(file, site_dir=str(site_dir), strict=False)
        warnings += map(log_line, remarks)
        plugin = _plugin(config)
        plugin.config["audience"] = audience
        config.plugins.on_startup(command="build", dirty=False)
        plugin.command = command
        try:
            build(config)
        except MkDocsException as fault:
            raise _failure(plugin, warnings or [str(fault)]) from None
        finally:
            config.plugins.on_shutdown()
        yield _printable(plugin.edition, site_dir, warnings)


def _printable(edition: Edition, site_dir: Path, warnings: Sequence[str]) -> Printable:
    asked = edition.read.asked
    printed = [dossier_of(edition, dossier) for dossier in edition.site.dossiers]
    return Printable(
        dossiers=[dossier for dossier in printed if dossier.documents],
        rendering=edition.rendering,
        home=edition.site.home,
        docs=asked.docs,
        site=site_dir,
        cache=asked.cache,
        epreuves=frozenset(form.epreuve for form in asked.formulaires.values()),
        annexe_pages=annexe_pages(edition.read),
        warnings=warnings,
        rules=edition.checklist.summary if edition.checklist and asked.audience == "candidat" else "",
    )


def _load(file: Path, **values: Any) -> tuple[MkDocsConfig, list[Diagnostic]]:
    """A configuration as MkDocs reads it, with values of our own, and what it remarks on it.

    Raises:
        UnreadableSettings: MkDocs refuses it.
    """
    settings = read_settings(file)
    try:
        with faults_kept(settings) as faults:
            config = load_config(str(file), **values)
    except Abort:
        raise UnreadableSettings(f"{file.name} ne peut pas être lu : corrigez-le d’abord.", faults) from None
    except (ConfigurationError, ValueError, OSError) as failure:
        raise why_unreadable(failure, settings) from None
    return config, faults


def _plugin(config: MkDocsConfig) -> NdrcPortfolioPlugin:
    plugin = config.plugins.get(PLUGIN)
    if not isinstance(plugin, NdrcPortfolioPlugin):
        name = Path(config.config_file_path).name
        raise UnreadableSettings(f"il manque ndrc-portfolio sous « plugins: » dans {name}.")
    return plugin


def _failure(plugin: NdrcPortfolioPlugin, warnings: Sequence[str]) -> Exception:
    found = getattr(plugin, "read", None)
    if found is not None and count(found.diagnostics, "error"):
        fiches = sum(fiche.formulaire is not None for fiche in found.portfolio.fiches.values())
        return PortfolioFautif(found.diagnostics, fiches)
    return PrintError("\n  ".join(["le portfolio n’a pas pu être construit.", *warnings]))


@contextmanager
def _kept_log() -> Iterator[list[str]]:
    """What MkDocs logs is kept, warnings and errors only, instead of written among our lines."""
    kept: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    before = logger.propagate
    handler = Handler(logging.WARNING)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield kept
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
