"""What a PDF says of itself once it is printed: on which page an anchor stands, what one reads in the contents,
where the boxes are."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from ctypes import byref, c_uint
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Pdf, Rectangle

from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.rendering.dossier import BOX_COLOUR
from ndrc_portfolio.rendering.sheet import MM

COLUMN = 9  # mm: the width of the numbers in the contents (dossier.css)


def pages_of(path: Path, anchors: Sequence[str]) -> dict[str, int]:
    """The page, from 1, of each of these anchors, which are all linked to in the PDF.

    Raises:
        PrintError: one is not there: an old browser, or a template of the author's that leaves it out.
    """
    with Pdf.open(path) as pdf:
        pages = pages_of_anchors(pdf)
    if lost := [anchor for anchor in anchors if anchor not in pages]:
        raise PrintError(f"ce navigateur n’a pas dit où commence « {lost[0]} » : mettez-le à jour.")
    return {anchor: pages[anchor] for anchor in anchors}


def count_of(path: Path) -> int:
    """How many pages a PDF has."""
    with Pdf.open(path) as pdf:
        return len(pdf.pages)


def pages_of_anchors(pdf: Pdf) -> dict[str, int]:
    """The page, from 1, of each named destination."""
    numbers = page_numbers(pdf)
    found: dict[str, int] = {}
    for name, target in destinations(pdf):
        if isinstance(target, Array) and (number := numbers.get(target[0].objgen)):
            found[name] = number
    return found


def page_numbers(pdf: Pdf) -> dict[Any, int]:
    """The number of each page, from 1, by the object that it is."""
    return {page.objgen: i for i, page in enumerate(pdf.pages, 1)}


def destinations(pdf: Pdf) -> Iterator[tuple[str, Any]]:
    """The named destinations: a page, and where on it."""
    for name, value in _named(pdf):
        yield name, value.get("/D") if isinstance(value, Dictionary) else value


def _named(pdf: Pdf) -> Iterator[tuple[str, Any]]:
    if (dests := pdf.Root.get("/Dests")) is not None:
        yield from ((name.removeprefix("/"), value) for name, value in dests.items())
    names = pdf.Root.get("/Names")
    if names is not None and (tree := names.get("/Dests")) is not None:
        yield from pikepdf.NameTree(tree).items()


def printed_numbers(path: Path, anchors: Collection[str]) -> dict[str, str]:
    """What stands at the end of each line of the contents, as one reads it on paper, in the column of the numbers."""
    found: dict[str, str] = {}
    with Pdf.open(path) as pdf, closing(pdfium.PdfDocument(path)) as shown:
        for number, page in enumerate(pdf.pages):
            for annot in page.get("/Annots", ()):
                name = str(annot.get("/Dest", "")).removeprefix("/")
                if name in anchors and name not in found:
                    _, bottom, right, top = map(float, annot.Rect)
                    text = shown[number].get_textpage().get_text_bounded(right - COLUMN * MM, bottom, right, top)
                    found[name] = text.strip()
    return found


def boxes(path: Path) -> list[tuple[int, Rectangle]]:
    """The boxes of annexes: page from 0 and place, in order."""
    found = []
    with closing(pdfium.PdfDocument(path)) as document:
        for number, page in enumerate(document):
            for thing in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH]):
                if _colour(thing) == BOX_COLOUR:
                    found.append((number, Rectangle(*thing.get_bounds())))
            page.close()
    return found


def _colour(thing: Any) -> tuple[int, ...]:
    parts = [c_uint() for _ in range(4)]
    pdfium.raw.FPDFPageObj_GetFillColor(thing, *map(byref, parts))
    return tuple(part.value for part in parts[:3])
