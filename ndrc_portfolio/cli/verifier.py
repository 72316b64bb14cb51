"""`ndrc verifier`: what is wrong, before the jury says so."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from ndrc_portfolio.annexes.readable import Refused, refusal_of
from ndrc_portfolio.checks.memory import read_valid
from ndrc_portfolio.cli.arguments import UsageError
from ndrc_portfolio.cli.here import configuration_here
from ndrc_portfolio.cli.output import show
from ndrc_portfolio.cli.progress import progress
from ndrc_portfolio.disk.cache import cache_folder
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.messages.catalogue.annexes import NotAFile
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import github, in_order, to_json
from ndrc_portfolio.portfolio.audience import audience_for
from ndrc_portfolio.portfolio.documents import check_file
from ndrc_portfolio.portfolio.file import PAGES, absolute
from ndrc_portfolio.portfolio.settings import NO_SETTINGS, Settings, configuration_above, read_settings
from ndrc_portfolio.portfolio.settings_file import shown_path
from ndrc_portfolio.portfolio.walk import OUTSIDE, leads_out, walk


def verify(paths: Sequence[str], form: str, *, strict: bool, browser: Path | None = None) -> int:
    """Check files, folders, or the portfolio of the configuration here, and print what is wrong.

    `browser`: print the dossiers with it too, and measure the pages.
    """
    diagnostics, fiches = _check_files(paths) if paths else _check_portfolio()
    not_measured, counts = "", list[str]()
    if browser is not None:
        added, counts, not_measured = _measure_pages(paths, browser, diagnostics)
        diagnostics += added
    diagnostics = in_order(diagnostics)
    if form == "json":
        print(to_json(diagnostics))
    elif form == "github":
        for diagnostic in diagnostics:
            print(github(diagnostic))
    else:
        show(diagnostics, fiches, sys.stdout, counts)
    if not_measured:
        print(typeset(not_measured), file=sys.stdout if form == "texte" else sys.stderr)
    wrong = ("error", "warning") if strict else ("error",)
    return int(any(d.severity in wrong for d in diagnostics))


def run(options: argparse.Namespace) -> int:
    """Carry out `ndrc verifier`."""
    browser = None
    if options.pages:
        from ndrc_portfolio.pdf.browser import find_browser

        browser = find_browser(options.navigateur)
        configuration_here()
    return verify(options.chemins, options.format, strict=options.strict, browser=browser)


def _check_files(paths: Sequence[str]) -> tuple[list[Diagnostic], int]:
    found: dict[Path, Fiche] = {}
    faults: dict[Path, Diagnostic | None] = {}
    valid = cache(read_valid)  # spares the import of jsonschema
    settings_of = cache(read_settings)
    refusals: dict[Path, Diagnostic] = {}
    for path, refused in _pages_in(paths):
        if refused:
            refusals[path] = refused.at(shown_path(path), Place(1))
            continue
        configuration = configuration_above(path)
        settings = settings_of(configuration) if configuration else None
        if settings and configuration and configuration not in faults:
            faults[configuration] = settings.session_fault(settings.options.get("session"))
        forms = (settings or NO_SETTINGS).formulaires((settings or NO_SETTINGS).session)
        known = valid(cache_folder(configuration.parent)) if configuration else None
        fiche = check_file(path, shown_path(path), _root_of_annexes(path, settings), forms, known)
        if fiche is not None:
            found[path] = fiche
    fiches = sum(f.formulaire is not None for f in found.values())
    said = [*filter(None, faults.values()), *refusals.values(), *(d for f in found.values() for d in f.diagnostics)]
    return said, fiches


def _pages_in(paths: Sequence[str]) -> Iterator[tuple[Path, Refused | None]]:
    """The pages of these files and folders, and all that may hide some and is not to be read."""
    for named in paths:
        path = absolute(named)  # a link is checked where it stands
        here = configuration_above(path)
        if here and leads_out(path, here.parent):
            yield path, NotAFile(fichier=path.name, raison=OUTSIDE)
        elif path.is_dir():
            yield from sorted(entry for entry in walk(path) if entry[0].name.endswith(PAGES) or entry[0].is_dir())
        elif path.exists() or path.is_symlink():
            why = refusal_of(path)
            yield path, why if isinstance(why, NotAFile) else None
        else:
            raise UsageError(f"« {named} » n’existe pas.")


def _root_of_annexes(path: Path, settings: Settings | None) -> Path:
    """The folder that the annexes of a file may not leave."""
    return settings.docs if settings and path.is_relative_to(settings.docs) else path.parent


def _measure_pages(
    paths: Sequence[str], browser: Path, diagnostics: Sequence[Diagnostic]
) -> tuple[list[Diagnostic], list[str], str]:
    """What has too many pages, and the pages of each document.

    Else the errors that keep the portfolio from being printed, and a line that says so.
    """
    here = configuration_here()
    from ndrc_portfolio.cli.pdf import STEPS_OF_MEASURE, measure
    from ndrc_portfolio.hosts.mkdocs.run import PortfolioFautif

    wanted = {path for path, refused in _pages_in(paths) if refused is None}
    try:
        with progress(STEPS_OF_MEASURE) as step:
            measured = measure(wanted, audience_for("pdf", here, None), browser, step)
        return measured.diagnostics, measured.lines, ""
    except PortfolioFautif as faulty:
        new = [d for d in faulty.diagnostics if d.severity == "error" and d not in diagnostics]
        return new, [], "Les pages n’ont pas été comptées : corrigez d’abord les erreurs."


def _check_portfolio() -> tuple[list[Diagnostic], int]:
    """The whole portfolio: each fiche, then the rules of the dossier."""
    here = configuration_here(", ou nommez une fiche")
    from ndrc_portfolio.hosts.mkdocs.run import read_configuration  # late: MkDocs takes longer to load than to check

    found = read_configuration(here)
    fiches = sum(f.formulaire is not None for f in found.portfolio.fiches.values())
    return [*found.diagnostics, *found.checklist.diagnostics], fiches
