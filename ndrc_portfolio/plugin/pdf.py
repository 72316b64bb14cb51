"""A portfolio built for one reader, in a folder that goes away, to be printed.

MkDocs builds in this process, so that afterwards the rendered forms are at hand: a dossier is made again with its
page numbers without building twice.
"""

import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as construire_le_site
from mkdocs.exceptions import MkDocsException

from ndrc_portfolio.cache import dossier_cache
from ndrc_portfolio.diagnostics import Diagnostic, count
from ndrc_portfolio.dossier import Portfolio
from ndrc_portfolio.formulaire import Audience
from ndrc_portfolio.images import PageAnnexe
from ndrc_portfolio.plugin import NdrcPortfolioPlugin, charger, greffon
from ndrc_portfolio.printed_dossier import Dossier
from ndrc_portfolio.printing import ImpressionError
from ndrc_portfolio.rapport import resume
from ndrc_portfolio.reglages import CONFIGURATION, configuration
from ndrc_portfolio.rendering import Rendering


class PortfolioFautif(Exception):
    """Errors in the portfolio keep it from being built."""

    def __init__(self, diagnostics: Sequence[Diagnostic], fiches: int) -> None:
        super().__init__("errors")
        self.diagnostics = diagnostics
        self.fiches = fiches


@dataclass(frozen=True, slots=True)
class Construit:
    """A portfolio that was built: what printing it needs, and nothing of MkDocs.

    `docs`, `site` and `cache` are folders, `home` the URL of the home page, `epreuves` those that there are forms of,
    `pages_d_annexes` where the pictures of PDF annexes come from, by their names. `avertissements` is what MkDocs
    warned of, `regles` what the règlement has against the dossier of the candidate, in a line.
    """

    dossiers: Sequence[Dossier]
    rendering: Rendering
    home: str
    docs: Path
    site: Path
    cache: Path
    epreuves: frozenset[str]
    pages_d_annexes: Mapping[str, PageAnnexe]
    avertissements: Sequence[str]
    regles: str


@contextmanager
def construire(audience: Audience) -> Iterator[Construit]:
    """The portfolio of the current folder, built for a reader.

    Raises:
        PortfolioFautif: there are errors to mend first.
        ImpressionError: it cannot be built for another reason.
    """
    cache = dossier_cache(Path.cwd())
    file = _configuration(audience)
    with (
        tempfile.TemporaryDirectory(prefix="impression-", dir=cache, ignore_cleanup_errors=True) as folder,
        _journal() as warnings,
    ):
        site = Path(folder) / "portfolio"  # « site » is the public's, and refused to others
        try:
            config = charger(file, site_dir=str(site), strict=False)
            plugin = greffon(config)
        except MkDocsException as fault:
            raise ImpressionError(
                "\n  ".join([f"{file.name} ne peut pas être lu.", *(warnings or [str(fault)])])
            ) from None
        plugin.config["audience"] = audience
        config.plugins.on_startup(command="build", dirty=False)
        try:
            construire_le_site(config)
        except MkDocsException:
            raise _echec(plugin, warnings) from None
        finally:
            config.plugins.on_shutdown()
        build = plugin.build
        dossiers = map(build.impressions.dossier, build.portfolio.ensembles)
        yield Construit(
            dossiers=[dossier for dossier in dossiers if dossier.documents],
            rendering=build.rendering,
            home=build.impressions.home,
            docs=Path(config.docs_dir),
            site=site,
            cache=build.cache,
            epreuves=frozenset(form.epreuve for form in build.formulaires.values()),
            pages_d_annexes=build.pages_d_annexes,
            avertissements=warnings,
            regles=resume(build.conformite) if audience == "candidat" else "",
        )


def _configuration(audience: Audience) -> Path:
    own = Path(f"mkdocs.{audience}.yml")
    return own if own.is_file() else configuration(Path()) or Path(CONFIGURATION)


def _echec(plugin: NdrcPortfolioPlugin, warnings: Sequence[str]) -> Exception:
    read: Portfolio | None = getattr(getattr(plugin, "build", None), "portfolio", None)
    if read is not None and count(read.diagnostics, "error"):
        return PortfolioFautif(read.diagnostics, sum(f.formulaire is not None for f in read.fiches.values()))
    return ImpressionError("\n  ".join(["le portfolio n’a pas pu être construit.", *warnings]))


@contextmanager
def _journal() -> Iterator[list[str]]:
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
