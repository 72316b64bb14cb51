"""`ndrc pdf` and `ndrc verifier --pages`: build, choose, print, number, bind or measure."""

import argparse
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.cli.here import configuration_here
from ndrc_portfolio.cli.output import show
from ndrc_portfolio.cli.progress import progress
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.hosts.mkdocs.run import PortfolioFautif
from ndrc_portfolio.hosts.mkdocs.run import built as built_for
from ndrc_portfolio.messages.french import plural, typeset
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.pdf import choice
from ndrc_portfolio.pdf.binding import bind
from ndrc_portfolio.pdf.browser import find_browser, print_page
from ndrc_portfolio.pdf.measure import Measured, measure_dossier
from ndrc_portfolio.pdf.numbering import check, number
from ndrc_portfolio.pdf.printable import Printable
from ndrc_portfolio.pdf.read_back import pages_of, printed_numbers
from ndrc_portfolio.pdf.stamp import AUDIENCE_KEY, KEY, fingerprint
from ndrc_portfolio.portfolio.configuration.names import configuration_of_candidate
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from ndrc_portfolio.portfolio.readers.audience import audience_for
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.dossier import (
    PAGE_TO_PRINT,
    Paper,
    PrintedDossier,
    contents,
    every,
    title_anchors,
    to_print,
)

Step = Callable[[str], None]


STEPS = 5  # of `make_pdf`: building, two printings, checking, binding


STEPS_OF_MEASURE = 3  # of `measure`: building, two dossiers; only the commission has more


class Made(NamedTuple):
    """The PDF that was written, what MkDocs warned of meanwhile, and what its author should know of it."""

    path: Path
    pages: int
    warnings: Sequence[str]
    remarks: Sequence[str]


def run(options: argparse.Namespace) -> int:
    """Make the PDF of a dossier or of some fiches, and print where it is."""
    browser = find_browser(options.navigateur)
    audience = audience_for("pdf", configuration_here(), options.audience)
    target = Path(options.sortie) if options.sortie else None
    try:
        with progress(STEPS) as step:
            made = make_pdf(
                options.noms,
                target,
                audience,
                browser,
                recto_verso=options.recto_verso,
                avec_mkdocs=options.avec_mkdocs,
                step=step,
            )
    except PortfolioFautif as faulty:
        show([d for d in faulty.diagnostics if d.severity != "info"], faulty.fiches, sys.stderr)
        print(typeset("Le PDF n’a pas été fait : corrigez d’abord les erreurs."), file=sys.stderr)
        return 1
    for line in (*made.warnings, *made.remarks):
        print(line, file=sys.stderr)
    print(f"{made.path.as_posix()}{typeset(' : ')}{plural(made.pages, 'page')}")
    return 0


def make_pdf(
    noms: Sequence[str],
    sortie: Path | None,
    audience: Audience,
    browser: Path,
    *,
    recto_verso: bool,
    avec_mkdocs: bool,
    step: Step,
) -> Made:
    """Make the PDF of a dossier, or of some fiches, of the portfolio in the current folder.

    `avec_mkdocs`: with the plugins and extensions that its configuration names.

    Raises:
        PortfolioFautif: there are errors to mend first.
        PrintError: it cannot be made for another reason.
    """
    step("Construction du portfolio")
    with built_for(audience, "pdf", avec_mkdocs=avec_mkdocs) as built:
        dossier, nom = choice.choose(noms, built.dossiers, built.docs, built.epreuves)
        # A jury's build has sources of its own; those of the public site are refused to it just the same.
        published = {built.docs, read_settings(configuration_of_candidate(Path.cwd())).docs}
        target = choice.target(sortie, nom, audience, published)
        entries = every(contents(dossier))
        anchors = [entry.anchor for entry in entries]
        boxes = [name for picture in dossier.pictures if (name := picture.name) in built.annexe_pages]
        steps = iter(("Impression", "Impression avec les numéros de page"))
        printed = _pdf_of(built)

        def pages(paper: Paper) -> Mapping[str, int]:
            if label := next(steps, ""):
                step(label)
            _print(built, dossier, browser, paper)
            return pages_of(printed, anchors)

        paper = number(anchors, title_anchors(dossier), pages, Paper(boxes=frozenset(boxes)), recto_verso=recto_verso)
        step("Vérification des numéros de page")
        check(printed_numbers(printed, anchors), entries, paper.pages)
        step("Reliure")
        marks = {KEY: fingerprint(to_print(built.rendering, dossier, built.home)), AUDIENCE_KEY: audience}
        pieces = [built.annexe_pages[name] for name in boxes]
        count = bind(printed, target, entries, pieces, dossier.author, marks, built.cache / "images")
        left = [log_line(built.left)] if built.left else []
        long = choice.too_long(dossier, paper, count)
        return Made(target, count, built.warnings, [*left, *long, *choice.remarks(dossier, audience, built.rules)])


def measure(chemins: Collection[Path], audience: Audience, browser: Path, *, avec_mkdocs: bool, step: Step) -> Measured:
    """Measure the documents whose form has a limit, side by side; all of them, or some.

    Raises:
        PortfolioFautif: there are errors to mend first.
        PrintError: the pages cannot be printed.
    """
    step("Construction du portfolio")
    done = Measured([], [])
    with built_for(audience, "pages", avec_mkdocs=avec_mkdocs) as built:
        done.diagnostics.extend([built.left] if built.left else [])

        def wanted(document: Document) -> bool:
            return document.form.limit > 0 and (not chemins or choice.source(document, built.docs) in chemins)

        for printed in built.dossiers:
            if any(wanted(document) for document, _ in printed.documents):
                step(f"Impression : {printed.dossier.name}")
                own = measure_dossier(printed, wanted, partial(_print, built, printed, browser))
                done.diagnostics.extend(own.diagnostics)
                done.lines.extend(own.lines)
    return done


def _print(built: Printable, dossier: PrintedDossier, browser: Path, paper: Paper) -> Path:
    """Print a dossier, as if it stood in the site, whose style sheets and pictures it has; the PDF."""
    pdf, html = _pdf_of(built), to_print(built.rendering, dossier, built.home, paper)
    print_page(browser, dossier.dossier.name, html, PAGE_TO_PRINT, built.site, pdf)
    return pdf


def _pdf_of(built: Printable) -> Path:
    return built.site.parent / "imprime.pdf"
