"""MkDocs driven by the command `ndrc`: a portfolio is built for `ndrc pdf`, or to be looked at (`ndrc voir`).

With a configuration of our own, for the portfolio may be somebody else's; with its author's when that is asked for.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException

from ndrc_portfolio.cache import project_cache
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.hosts.held import holding
from ndrc_portfolio.hosts.mkdocs.own import left_out, not_taken, own_configuration
from ndrc_portfolio.hosts.mkdocs.plugin import NdrcPortfolioPlugin
from ndrc_portfolio.messages.diagnostic import Diagnostic, count
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.pdf.printable import Printable
from ndrc_portfolio.portfolio.asked import asked
from ndrc_portfolio.portfolio.audience import configuration_for
from ndrc_portfolio.portfolio.options import PLUGIN
from ndrc_portfolio.portfolio.reading import Asked, annexe_pages
from ndrc_portfolio.portfolio.settings import UnreadableSettings, read_settings
from ndrc_portfolio.portfolio.yaml_numbers import refused_value
from ndrc_portfolio.rendering.pages import Edition, dossier_of


class PortfolioFautif(Exception):
    """Errors in the portfolio keep it from being built."""

    def __init__(self, diagnostics: Sequence[Diagnostic], fiches: int) -> None:
        super().__init__("errors")
        self.diagnostics = diagnostics
        self.fiches = fiches


@contextmanager
def built(audience: Audience, *, avec_mkdocs: bool = False) -> Iterator[Printable]:
    """The portfolio of the current folder, built for a reader; `avec_mkdocs`: by its own configuration.

    Raises:
        PortfolioFautif: there are errors to mend first.
        UnreadableSettings: its configuration cannot be read.
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
            config = _configured(file, site_dir, audience, warnings)
        else:
            given = asked(file, "pdf", audience)
            config, left = own_configuration(given, site_dir), not_taken(given.settings)
            _plugin(config).given = given
        edition = _build(config, "build", warnings)
        yield _printable(edition, site_dir, warnings, left)


def shown(given: Asked, site_dir: Path, url: str, nonce: str) -> list[str]:
    """Build a portfolio to be looked at, under a URL, with its faults on its pages; what it has not of its settings.

    `nonce` is the mark that its own scripts bear.

    Raises:
        PortfolioFautif: it cannot be shown to these readers.
        PrintError: MkDocs could not build it.
    """
    config = own_configuration(given, site_dir, ["search"])
    plugin = _plugin(config)
    plugin.given, plugin.nonce, config.site_url = given, nonce, url
    with _kept_log() as warnings:
        _build(config, "serve", warnings)
    return [name for name, _ in left_out(given.settings)]


def _configured(file: Path, site_dir: Path, audience: Audience, warnings: Sequence[str]) -> MkDocsConfig:
    """The configuration of the author of a portfolio."""
    try:
        config = _load(file, site_dir=str(site_dir), strict=False)
        _plugin(config).config["audience"] = audience
        return config
    except MkDocsException as fault:
        reasons = warnings or [str(fault)]
        raise PrintError("\n  ".join([f"{file.name} ne peut pas être lu.", *reasons])) from None


def _build(config: MkDocsConfig, command: Literal["build", "serve"], warnings: Sequence[str]) -> Edition:
    plugin = _plugin(config)
    config.plugins.on_startup(command=command, dirty=False)
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
