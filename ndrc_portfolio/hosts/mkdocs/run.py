"""MkDocs driven by the command `ndrc`: a portfolio is read for `ndrc verifier`, and built for `ndrc pdf`."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from ndrc_portfolio.cache import project_cache
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.hosts.held import holding
from ndrc_portfolio.hosts.mkdocs import reading
from ndrc_portfolio.hosts.mkdocs.plugin import NdrcPortfolioPlugin
from ndrc_portfolio.messages.diagnostic import Diagnostic, count
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.pdf.printable import Printable
from ndrc_portfolio.portfolio.audience import configuration_for
from ndrc_portfolio.portfolio.options import PLUGIN
from ndrc_portfolio.portfolio.reading import annexe_pages, read
from ndrc_portfolio.portfolio.settings import UnreadableSettings, read_settings, refused_value
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
        ReglagesIllisibles: MkDocs cannot read it, or the plugin is not in it.
    """
    try:
        config = _load(file)
        options = _plugin(config).config
        return complete(read(reading.asked(config, options, "verifier")))
    except Abort:  # MkDocs has logged what is wrong
        raise UnreadableSettings(f"{file.name} ne peut pas être lu ; la raison est dite au-dessus.") from None
    except MkDocsException as fault:
        raise UnreadableSettings(f"{file.name} ne peut pas être lu : {fault}") from None


@contextmanager
def built(audience: Audience) -> Iterator[Printable]:
    """The portfolio of the current folder, built for a reader.

    Raises:
        PortfolioFautif: there are errors to mend first.
        PrintError: MkDocs could not build it.
    """
    file = configuration_for(Path(), audience)
    with (
        holding(project_cache(Path.cwd()), "impression-") as folder,
        _kept_log() as warnings,
    ):
        site_dir = folder / "portfolio"  # « site » is the public's, and refused to others
        try:
            config = _load(file, site_dir=str(site_dir), strict=False)
            plugin = _plugin(config)
        except MkDocsException as fault:
            reasons = warnings or [str(fault)]
            raise PrintError("\n  ".join([f"{file.name} ne peut pas être lu.", *reasons])) from None
        plugin.config["audience"] = audience
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        except MkDocsException:
            raise _failure(plugin, warnings) from None
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


def _load(file: Path, **values: Any) -> MkDocsConfig:
    """A configuration as MkDocs reads it, with values of our own."""
    try:
        return load_config(str(file), **values)
    except ConfigurationError as fault:
        if isinstance(fault.__context__, yaml.YAMLError) and (faults := read_settings(file).faults):
            raise UnreadableSettings(f"{file.name} ne peut pas être lu : corrigez-le d’abord.", faults) from None
        raise
    except ValueError:
        if refused := refused_value(read_settings(file)):
            raise UnreadableSettings(refused) from None
        raise


def _plugin(config: MkDocsConfig) -> NdrcPortfolioPlugin:
    plugin = config.plugins.get(PLUGIN)
    if not isinstance(plugin, NdrcPortfolioPlugin):
        raise ConfigurationError(typeset("il manque ndrc-portfolio sous « plugins: »."))
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
