"""How far a document runs over the pages that its form has, measured on the pages as they were printed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium

from ndrc_portfolio.formulaires.cells import anchor_of
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Champ, Noeud, walk_nodes
from ndrc_portfolio.messages.catalogue.pages import DocumentTooLong, LongerThanModel, SideTooLong
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.pdf.lengths import Length, filled, longest
from ndrc_portfolio.pdf.read_back import count_of, pages_of
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.dossier import Paper, PrintedDossier, contents, every, title_anchors
from ndrc_portfolio.rendering.sheet import LINE, REPEATED_ROW, TEXT_HEIGHT

_SIDES = ("recto", "verso")


class Side(NamedTuple):
    """A side of a document: where it begins in the PDF, what stands on it, the pages it may take.

    `repeated` is how many rows of its table each page repeats. A grid of levels has neither nodes nor such a table.
    `rows` are its rubriques: their anchors and labels.
    """

    anchor: str
    noeuds: tuple[Noeud, ...]
    repeated: int
    pages: int
    rows: tuple[tuple[str, str], ...] = ()


class Limited(NamedTuple):
    """A document that has a limit of pages, and its sides: recto and verso, or the only one."""

    document: Document
    sides: tuple[Side, ...]


class Measured(NamedTuple):
    """What takes too many pages, and how many each document with a limit takes: a line each."""

    diagnostics: list[Diagnostic]
    lines: list[str]


def measure_dossier(
    printed: PrintedDossier, wanted: Callable[[Document], bool], print_paper: Callable[[Paper], Path]
) -> Measured:
    """Measure the documents of a dossier that are `wanted`, side by side; all of them have a limit.

    `print_paper` prints the dossier and gives the PDF.

    Raises:
        PrintError: it cannot be printed.
    """
    limited = [
        Limited(document, sides_of(document, title))
        for (document, _), title in zip(printed.documents, title_anchors(printed), strict=True)
        if wanted(document)
    ]
    begins = [entry.anchor for entry in every(contents(printed))]
    marks = [side.anchor for one in limited for side in one.sides]
    rows = [anchor for one in limited for side in one.sides for anchor, _ in side.rows]
    pdf = print_paper(Paper(marks=[*marks, *rows]))
    pages = pages_of(pdf, [*begins, *marks])
    starts = [*(pages[anchor] for anchor in begins), count_of(pdf) + 1]
    ranges = [side_pages(one.sides, pages, starts) for one in limited]
    diagnostics = [d for one, taken in zip(limited, ranges, strict=True) for d in measure_document(one, pdf, taken)]
    return Measured(diagnostics, [count_line(one, taken) for one, taken in zip(limited, ranges, strict=True)])


def sides_of(document: Document, title: str) -> tuple[Side, ...]:
    """The sides of a document; `title` is the anchor of its title in the dossier, which has the prefix of all its
    anchors."""
    form, prefix = document.form, title.removesuffix("fiche")
    sides: list[list[Noeud]] = [[]]
    for noeud in form.corps:
        if noeud.keyword.verso:
            sides.append([])
        sides[-1].append(noeud)
    share = max(1, form.limit // len(sides))
    repeated = [len(table.head) for table in lay_out(form).tables] or [0]
    return tuple(
        Side(prefix + anchor_of(side[0]) if i else title, tuple(side), repeated[i], share, tuple(_rows(side, prefix)))
        for i, side in enumerate(sides)
    )


def _rows(side: Sequence[Noeud], prefix: str) -> Iterator[tuple[str, str]]:
    for noeud in walk_nodes(tuple(side)):
        if isinstance(noeud, Champ) and noeud.markdown:
            yield prefix + anchor_of(noeud), noeud.libelle


def side_pages(sides: Sequence[Side], pages: Mapping[str, int], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Of each side its first page, and the one past its last, from 1.

    `pages`: where the anchors of the sides stand; `starts`: the pages where entries of the contents begin, and one past
    the last.
    """
    begins = [pages[side.anchor] for side in sides]
    end = min(page for page in starts if page > begins[0])
    return list(pairwise([*begins, end]))


def count_line(limited: Limited, ranges: Sequence[tuple[int, int]]) -> str:
    """« docs/e4/fiche-1.md : 3 pages sur 2 (recto 2, verso 1) »."""
    taken = [last - first for first, last in ranges]
    total, limit = sum(taken), sum(side.pages for side in limited.sides)
    line = f"{limited.document.fiche.path}{typeset(' : ')}{total} page{'s' if total > 1 else ''} sur {limit}"
    if len(taken) > 1 and total > limit:
        line += f" ({', '.join(f'{side} {n}' for side, n in zip(_SIDES, taken, strict=True))})"
    return line


def measure_document(limited: Limited, pdf: Path, ranges: Sequence[tuple[int, int]]) -> list[Diagnostic]:
    """What runs over of a document, whose sides take these pages of the PDF (`side_pages`)."""
    diagnostics = []
    with closing(pdfium.PdfDocument(pdf)) as opened:
        for i, (side, (first, last)) in enumerate(zip(limited.sides, ranges, strict=True)):
            if last - first > side.pages:
                over = _over(opened, first - 1, last - 1, side)
                diagnostics.append(_too_long(limited, i, over, last - first, longest(pdf, side.rows, last)))
    return diagnostics


def _too_long(limited: Limited, i: int, over: float, pages: int, rubriques: Sequence[Length]) -> Diagnostic:
    """That a side runs over by so many millimetres, takes so many pages, and what is the longest on it."""
    document, side, two_sides = limited.document, limited.sides[i], len(limited.sides) > 1
    figures: dict[str, Any] = {
        "mm": ceil(over),
        "lignes": ceil(over / LINE - 0.25),
        "pages": pages,
        "limite": side.pages,
        "rubriques": tuple(rubriques),
        "compact": document.compact,
    }
    article = document.form.article("pages")
    advice = article is not None and article.cout == "conseil"
    message: Message = LongerThanModel(**figures) if advice else DocumentTooLong(**figures)
    if two_sides:
        premier, dernier = side.noeuds[0].libelle, _last_label(side)
        message = SideTooLong(cote=_SIDES[i], premier=premier, dernier=dernier, **figures)
    said = document.fiche.diagnostic(message, _place(document, side))
    return article.cites(said) if article else said


def _over(pdf: Any, first: int, end: int, side: Side) -> float:
    """The millimetres that must go: what stands on the pages in excess, less what the last page allowed has free.

    Rows that a page break must not part move as a whole and leave room behind, so that one line too many may
    show as half a page.
    """
    allowed = first + side.pages
    head = REPEATED_ROW * side.repeated
    over: float = sum(filled(pdf[number]) - head for number in range(allowed, end))
    return max(over - (TEXT_HEIGHT - filled(pdf[allowed - 1])), LINE)


def _last_label(side: Side) -> str:
    noeud = side.noeuds[-1]
    while children := getattr(noeud, "enfants", ()):
        noeud = children[-1]
    return noeud.libelle


def _place(document: Document, side: Side) -> Place:
    """The heading of the first block of the side, else its key, else the line `fiche:`."""
    fiche = document.fiche
    chemin = side.noeuds[0].chemin if side.noeuds else ()
    return fiche.headings.get(chemin) or fiche.front_matter.place(chemin)
