"""How far a document runs over the pages that its form has, measured on the pages as they were printed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium

from ndrc_portfolio.formulaires.layout import anchor_of, lay_out
from ndrc_portfolio.formulaires.model import Noeud
from ndrc_portfolio.messages.catalogue.pages import DocumentTooLong, SideTooLong
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.pdf.read_back import count_of, pages_of
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.dossier import Paper, PrintedDossier, contents, every, title_anchors
from ndrc_portfolio.rendering.sheet import BOTTOM, LINE, MM, TEXT_HEIGHT, TOP

_RANG = 5.3  # mm: a row of a head that is repeated


_COTES = ("recto", "verso")


class Side(NamedTuple):
    """A side of a document: where it begins in the PDF, what stands on it, the pages it may take.

    `tete` is how many rows of its table each page repeats. A grid of levels has neither nodes nor such a table.
    """

    ancre: str
    noeuds: tuple[Noeud, ...]
    tete: int
    pages: int


class Sides(NamedTuple):
    """A document that has a limit, and its sides."""

    document: Document
    cotes: tuple[Side, ...]

    @classmethod
    def de(cls, document: Document, titre: str) -> "Sides":
        """`titre` is the anchor of its title in the dossier, which has the prefix of all of its anchors."""
        form = document.form
        prefix = titre.removesuffix("fiche")
        sides: list[list[Noeud]] = [[]]
        for noeud in form.corps:
            if noeud.keyword.verso:
                sides.append([])
            sides[-1].append(noeud)
        share = max(1, form.keyword.pages // len(sides))
        tetes = [len(tableau.tete) for tableau in lay_out(form).tableaux] or [0]
        return cls(
            document,
            tuple(
                Side(prefix + anchor_of(side[0]) if i else titre, tuple(side), tetes[i], share)
                for i, side in enumerate(sides)
            ),
        )

    @property
    def ancres(self) -> list[str]:
        return [cote.ancre for cote in self.cotes]


class Measured(NamedTuple):
    """What takes too many pages, and how many each document with a limit takes: a line each."""

    diagnostics: list[Diagnostic]
    comptes: list[str]


def measure_dossier(
    dossier: PrintedDossier, wanted: Callable[[Document], bool], printed: Callable[[Paper], Path]
) -> Measured:
    """Measure the documents of a dossier that are `wanted`, side by side; all of them have a limit.

    `printed` prints the dossier and gives the PDF.

    Raises:
        ImpressionError: it cannot be printed.
    """
    measures = [
        Sides.de(document, title)
        for (document, _), title in zip(dossier.documents, title_anchors(dossier), strict=True)
        if wanted(document)
    ]
    begins = [entry.anchor for entry in every(contents(dossier))]
    marks = [anchor for measure in measures for anchor in measure.ancres]
    pdf = printed(Paper(marks=marks))
    pages = pages_of(pdf, [*begins, *marks])
    starts = [*(pages[anchor] for anchor in begins), count_of(pdf) + 1]
    done = Measured([], [])
    for measure in measures:
        sides = side_pages(measure, pages, starts)
        done.diagnostics.extend(measure_document(measure, pdf, sides))
        done.comptes.append(count_line(measure, sides))
    return done


def side_pages(mesure: Sides, pages: Mapping[str, int], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Of each side its first page, and the one past its last.

    `starts`: the pages where entries of the contents begin, and one past the last.
    """
    begins = [pages[cote.ancre] for cote in mesure.cotes]
    end = min(page for page in starts if page > begins[0])
    return list(pairwise([*begins, end]))


def count_line(mesure: Sides, sides: Sequence[tuple[int, int]]) -> str:
    """« docs/e4/fiche-1.md : 3 pages sur 2 (recto 2, verso 1) »."""
    taken = [last - first for first, last in sides]
    total, limit = sum(taken), sum(cote.pages for cote in mesure.cotes)
    line = f"{mesure.document.fiche.path}{typeset(' : ')}{total} page{'s' if total > 1 else ''} sur {limit}"
    if len(taken) > 1 and total > limit:
        line += f" ({', '.join(f'{cote} {n}' for cote, n in zip(_COTES, taken, strict=True))})"
    return line


def measure_document(mesure: Sides, printed: Path, sides: Sequence[tuple[int, int]]) -> Iterator[Diagnostic]:
    """What runs over of a document, whose sides take these pages."""
    with closing(pdfium.PdfDocument(printed)) as pdf:
        for i, (cote, (first, last)) in enumerate(zip(mesure.cotes, sides, strict=True)):
            if last - first <= cote.pages:
                continue
            over = _trop(pdf, first - 1, last - 1, cote)
            lines = ceil(over / LINE - 0.25)
            fiche, form = mesure.document.fiche, mesure.document.form
            place = _place(mesure.document, cote)
            mm, pages = ceil(over), last - first
            message: Message = DocumentTooLong(mm=mm, lignes=lines, pages=pages, limite=cote.pages)
            if len(mesure.cotes) > 1:
                message = SideTooLong(
                    cote=_COTES[i],
                    mm=mm,
                    lignes=lines,
                    pages=pages,
                    limite=cote.pages,
                    premier=cote.noeuds[0].libelle,
                    dernier=_dernier(cote),
                )
            # The rule is the candidate's; a form of the commission has its limit from its one sheet.
            excerpt = fiche.lines[place.line - 1]
            yield message.at(fiche.path, place, excerpt=excerpt, rules=form.by_candidat or len(mesure.cotes) > 1)


def _trop(pdf: Any, first: int, end: int, cote: Side) -> float:
    """The millimetres that must go: what stands on the pages in excess, less what the last page allowed has free.

    Rows that a page break must not part move as a whole and leave room behind, so that one line too many may
    show as half a page.
    """
    allowed = first + cote.pages
    head = _RANG * cote.tete
    over: float = sum(_remplie(pdf[number]) - head for number in range(allowed, end))
    return max(over - (TEXT_HEIGHT - _remplie(pdf[allowed - 1])), LINE)


def _remplie(page: Any) -> float:
    """How far down a page is printed, in millimetres from its upper margin; the footer is in the lower one."""
    raw = pdfium.raw
    top: float = page.get_height() - TOP * MM
    lowest: dict[bool, float] = {}
    for thing in page.get_objects():
        _, bottom, _, above = thing.get_bounds()
        if bottom >= (BOTTOM - 0.5) * MM and above <= top + MM:
            solid = thing.type in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE)
            lowest[solid] = min(bottom, lowest.get(solid, top))
    page.close()
    end: float = lowest.get(True, lowest.get(False, top))  # lines alone: cells that are empty
    return (top - end) / MM


def _dernier(cote: Side) -> str:
    noeud = cote.noeuds[-1]
    while children := getattr(noeud, "enfants", ()):
        noeud = children[-1]
    return noeud.libelle


def _place(document: Document, cote: Side) -> Place:
    """The heading of the first block of the side, else its key, else the line `fiche:`."""
    fiche = document.fiche
    chemin = cote.noeuds[0].chemin if cote.noeuds else ()
    return fiche.headings.get(chemin) or fiche.front_matter.place(chemin)
