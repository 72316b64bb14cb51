"""MkDocs driven by the command `ndrc`: a portfolio is read for `ndrc verifier`, built for `ndrc pdf` and `ndrc voir`.

With a configuration of our own, for the portfolio may be somebody else's; with its author's when that is asked for.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import mkdocs
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.structure.files import File, Files, file_sort_key, set_exclusions

from ndrc_portfolio.disk.cache import project_cache
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.hosts.held import holding
from ndrc_portfolio.hosts.mkdocs.config_faults import why_unreadable
from ndrc_portfolio.hosts.mkdocs.files import site_of
from ndrc_portfolio.hosts.mkdocs.judged import judged
from ndrc_portfolio.hosts.mkdocs.links import look_at_links, look_at_menu
from ndrc_portfolio.hosts.mkdocs.own import left_out, not_taken, own_configuration
from ndrc_portfolio.hosts.mkdocs.plugin import NdrcPortfolioPlugin
from ndrc_portfolio.hosts.mkdocs.voice import faults_kept
from ndrc_portfolio.messages.diagnostic import Diagnostic, count
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.pdf.printable import Printable
from ndrc_portfolio.portfolio.asked import asked, readable_settings
from ndrc_portfolio.portfolio.configuration.options import PLUGIN
from ndrc_portfolio.portfolio.configuration.settings import UnreadableSettings, read_settings
from ndrc_portfolio.portfolio.readers.audience import configuration_for
from ndrc_portfolio.portfolio.reading import Asked, Read, annexe_pages, read
from ndrc_portfolio.reglement.complete import Complete, complete
from ndrc_portfolio.rendering.pages import Edition, dossier_of

Printing = Literal["pdf", "word", "pages"]
"""What a portfolio is built for, without its being a site."""


class PortfolioFautif(Exception):
    """Errors in the portfolio keep it from being built."""

    def __init__(self, diagnostics: Sequence[Diagnostic], fiches: int) -> None:
        super().__init__("errors")
        self.diagnostics = diagnostics
        self.fiches = fiches


def read_configuration(file: Path) -> Complete:
    """The portfolio of a configuration, read and checked as a build would, and nothing that it names is run.

    Raises:
        UnreadableSettings: MkDocs would refuse it, or the plugin is not in it.
        FormulaireError: the models of its session cannot be had.
    """
    settings = readable_settings(file)
    config, remarks = judged(settings)  # first: what MkDocs refuses has its place in its file
    return _verified(asked(settings, "verifier"), config, remarks)


def verified(given: Asked) -> Complete:
    """The same of what is asked already.

    Raises:
        UnreadableSettings: MkDocs would refuse its settings.
    """
    return _verified(given, *judged(given.settings))


def _verified(given: Asked, config: MkDocsConfig, remarks: Sequence[Diagnostic]) -> Complete:
    found = read(given)
    whole = complete(found)
    return whole._replace(diagnostics=[*whole.diagnostics, *remarks, *_dead_links(found, whole, config)])


def _dead_links(found: Read, whole: Complete, config: MkDocsConfig) -> list[Diagnostic]:
    files = _files(found, config)
    site = site_of(files, config, found, whole.checklist if found.audience == "candidat" else None, serve=False)
    linked = look_at_links(found, site, files, config, serve=False)
    return [*linked.faults, *look_at_menu(config.nav, linked.files, found.asked.settings)]


def _files(found: Read, config: MkDocsConfig) -> Files:
    """What MkDocs would find in the folder of the sources, of the files that were read: it would follow any link."""
    places = str(config.docs_dir), str(config.site_dir), config.use_directory_urls
    files = sorted((File(uri, *places) for uri in found.portfolio.files), key=file_sort_key)
    set_exclusions(files, config)
    kept: dict[str, File] = {}
    for file in files:  # of an index.md and a README.md, which make one page, the first
        if file.dest_uri not in kept or not kept[file.dest_uri].inclusion.is_included():
            kept[file.dest_uri] = file
    return Files(list(kept.values()))


@contextmanager
def built(audience: Audience, command: Printing, *, avec_mkdocs: bool = False) -> Iterator[Printable]:
    """The portfolio of the current folder, built for a reader, to be printed or measured.

    `avec_mkdocs`: by its own configuration, and all that it names.

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
        left = None
        if avec_mkdocs:
            config, remarks = _load(file, site_dir=str(site_dir), strict=False)
            _plugin(config).config["audience"] = audience
        else:
            settings = readable_settings(file)
            remarks, left = judged(settings)[1], not_taken(settings)
            given = asked(settings, command, audience)
            config = own_configuration(given, site_dir)
            _plugin(config).given = given
        warnings += map(log_line, remarks)
        yield _printable(_build(config, command, warnings), site_dir, warnings, left)


def shown(given: Asked, site_dir: Path, url: str, nonce: str) -> list[str]:
    """Build a portfolio to be looked at, under a URL, with its faults on its pages; what it has not of its settings.

    `nonce` is the mark that its own scripts bear.

    Raises:
        UnreadableSettings: its sources are not there.
        PortfolioFautif: it cannot be shown to these readers.
        PrintError: MkDocs could not build it.
    """
    config = own_configuration(given, site_dir, ["search"])
    plugin = _plugin(config)
    plugin.given, plugin.nonce, config.site_url = given, nonce, url
    with _kept_log() as warnings:
        _build(config, "serve", warnings)
    return [name for name, _ in left_out(given.settings)]


def _build(config: MkDocsConfig, command: Printing | Literal["serve"], warnings: Sequence[str]) -> Edition:
    plugin = _plugin(config)
    config.plugins.on_startup(command="serve" if command == "serve" else "build", dirty=False)
    plugin.command = command
    try:
        build(config, serve_url=config.site_url if command == "serve" else None)
    except MkDocsException as fault:
        raise _failure(plugin, warnings or [str(fault)]) from None
    finally:
        config.plugins.on_shutdown()
    return plugin.edition


def _printable(edition: Edition, site_dir: Path, warnings: Sequence[str], left: Diagnostic | None) -> Printable:
    read = edition.read
    printed = [dossier_of(edition, dossier) for dossier in edition.site.dossiers]
    return Printable(
        dossiers=[dossier for dossier in printed if dossier.documents],
        rendering=edition.rendering,
        home=edition.site.home,
        docs=read.asked.docs,
        site=site_dir,
        cache=read.asked.cache,
        epreuves=frozenset(form.epreuve for form in read.asked.formulaires.values()),
        annexe_pages=annexe_pages(read),
        warnings=warnings,
        left=left,
        rules=edition.checklist.summary if edition.checklist and read.audience == "candidat" else "",
    )


def _load(file: Path, **values: Any) -> tuple[MkDocsConfig, list[Diagnostic]]:
    """A configuration as MkDocs reads it, with values of our own, and what it remarks on it.

    Raises:
        UnreadableSettings: MkDocs refuses it.
    """
    settings = read_settings(file, anywhere=True)
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

    logger = logging.getLogger(mkdocs.__name__)
    before = logger.propagate
    handler = Handler(logging.WARNING)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield kept
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
