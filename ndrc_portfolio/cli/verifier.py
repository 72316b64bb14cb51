"""`ndrc verifier`: what is wrong, before the jury says so."""

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from ndrc_portfolio.checks.memory import read_valid
from ndrc_portfolio.cli.here import configuration_here
from ndrc_portfolio.cli.output import show
from ndrc_portfolio.cli.pages import files_in, pages_in, root_of_annexes
from ndrc_portfolio.cli.progress import progress
from ndrc_portfolio.disk.cache import cache_folder
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import gathered, github, in_order, to_json
from ndrc_portfolio.portfolio.configuration.settings import NO_SETTINGS, configuration_above, read_settings
from ndrc_portfolio.portfolio.configuration.settings_file import shown_path
from ndrc_portfolio.portfolio.documents import check_file
from ndrc_portfolio.portfolio.file import PAGES, source_file
from ndrc_portfolio.portfolio.links.check import Targets
from ndrc_portfolio.portfolio.links.of_file import check_links_of_file, targets_of_folder
from ndrc_portfolio.portfolio.readers.audience import audience_for
from ndrc_portfolio.portfolio.readers.gates import Readers, misnamed
from ndrc_portfolio.portfolio.readers.secret import find_numero, without_number


def verify(
    paths: Sequence[str], form: str, *, strict: bool, browser: Path | None = None, avec_mkdocs: bool = False
) -> int:
    """Check files, folders, or the portfolio of the configuration here, and print what is wrong.

    `browser`: print the dossiers with it too, and measure the pages; `avec_mkdocs` is that of `measure`.
    """
    diagnostics, fiches = _check_files(paths) if paths else _check_portfolio()
    not_measured, counts = "", list[str]()
    if browser is not None:
        added, counts, not_measured = _measure_pages(paths, browser, diagnostics, avec_mkdocs=avec_mkdocs)
        diagnostics += added
    diagnostics = in_order(diagnostics)
    if form == "json":
        print(to_json(diagnostics))
    elif form == "github":
        for diagnostic in gathered(diagnostics):
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
    return verify(
        options.chemins, options.format, strict=options.strict, browser=browser, avec_mkdocs=options.avec_mkdocs
    )


def _check_files(paths: Sequence[str]) -> tuple[list[Diagnostic], int]:
    found: dict[Path, Fiche] = {}
    faults: dict[Path, list[Diagnostic]] = {}
    names: list[Diagnostic] = []
    links: list[Diagnostic] = []
    valid = cache(read_valid)  # spares the import of jsonschema
    settings_of = cache(read_settings)
    targets_of: dict[int, Callable[[Path, bool], Targets]] = {}
    refusals: dict[Path, Diagnostic] = {}
    for path, named, refused in files_in(paths):
        if refused:
            refusals[path] = refused.at(shown_path(path), Place(1))
            continue
        configuration = configuration_above(path)
        settings = settings_of(configuration) if configuration else None
        if settings and configuration and configuration not in faults:
            faults[configuration] = settings.option_faults(settings.options)
        session = (settings or NO_SETTINGS).session
        forms = (settings or NO_SETTINGS).formulaires(session)
        if verdict := misnamed(source_file(path, path.name, shown_path(path)), None, Readers("public", forms)):
            names += verdict.diagnostics
        if not named and not path.name.endswith(PAGES):
            continue
        cached = cache_folder(configuration.parent) if configuration else None
        known, pictures = (valid(cached), cached / "images") if cached else (None, None)
        root, extensions = root_of_annexes(path, settings), settings.extensions if settings else None
        fiche = check_file(path, shown_path(path), root, forms, known, pictures, extensions)
        if fiche is not None:
            found[path] = fiche
        targets = targets_of.setdefault(id(forms), cache(partial(targets_of_folder, forms)))
        links += check_links_of_file(path, shown_path(path), fiche, settings, targets)
    fiches = sum(f.formulaire is not None for f in found.values())
    of_options = [d for some in faults.values() for d in some]
    others = [*of_options, *refusals.values(), *names, *links]
    said = [*others, *(d for f in found.values() for d in f.diagnostics)]
    for configuration in faults:
        numero = find_numero(configuration.parent, settings_of(configuration).candidat.get("numero"))
        said = without_number(said, numero) if numero.valeur else said
    return said, fiches


def _measure_pages(
    paths: Sequence[str], browser: Path, diagnostics: Sequence[Diagnostic], *, avec_mkdocs: bool
) -> tuple[list[Diagnostic], list[str], str]:
    """What has too many pages, and the pages of each document.

    Else the errors that keep the portfolio from being printed, and a line that says so.
    """
    here = configuration_here()
    from ndrc_portfolio.cli.pdf import STEPS_OF_MEASURE, measure
    from ndrc_portfolio.hosts.mkdocs.run import PortfolioFautif

    wanted = {path for path, refused in pages_in(paths) if refused is None}
    try:
        with progress(STEPS_OF_MEASURE) as step:
            audience = audience_for("pdf", here, None)
            measured = measure(wanted, audience, browser, avec_mkdocs=avec_mkdocs, step=step)
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
