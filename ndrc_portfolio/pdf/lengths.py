"""How much room each rubrique of a side takes, read on the pages as they were printed."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pikepdf import Array, Pdf

from ndrc_portfolio.pdf.read_back import destinations, page_numbers
from ndrc_portfolio.rendering.sheet import BOTTOM, LINE, MM, TEXT_HEIGHT, TOP


class Length(NamedTuple):
    """A rubrique: its lines of text, and the millimetres of the pictures in it."""

    libelle: str
    lignes: int
    images: int


def longest(pdf: Path, rows: Sequence[tuple[str, str]], end: int, most: int = 3) -> list[Length]:
    """The longest of these rubriques (their anchors and labels, as they are printed), the longest first.

    `end` is the page past their last, from 1.
    """
    labels: dict[float, list[str]] = {}  # those side by side, in one row, share its height
    places = _tops(pdf)
    for anchor, libelle in rows:
        if anchor in places:
            labels.setdefault(round(places[anchor], 1), []).append(libelle)
    if not labels:
        return []
    tops = sorted(labels)
    with closing(pdfium.PdfDocument(pdf)) as opened:
        numbers = range(int(tops[0] // TEXT_HEIGHT), end - 1)
        bottoms = {number: number * TEXT_HEIGHT + filled(opened[number]) for number in numbers}
        pictures = [picture for number in numbers for picture in _pictures(opened[number], number)]
    found = []
    for top, below in pairwise([*tops, bottoms[end - 2]]):
        height = sum(max(0, min(below, bottom) - max(top, number * TEXT_HEIGHT)) for number, bottom in bottoms.items())
        images = sum(size for at, size in pictures if top <= at < below)
        length = Length(" / ".join(labels[top]), round((height - images) / LINE), round(images))
        found.append((height, length))
    return [length for _, length in sorted(found, key=lambda pair: -pair[0])[:most]]


def filled(page: Any) -> float:
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


def _tops(path: Path) -> dict[str, float]:
    """Where each named destination stands, in millimetres, as if all pages were one."""
    found: dict[str, float] = {}
    with Pdf.open(path) as pdf:
        numbers = page_numbers(pdf)
        for name, target in destinations(pdf):
            if isinstance(target, Array) and len(target) > 3 and (number := numbers.get(target[0].objgen)):
                height = float(target[0].MediaBox[3])
                found[name] = (number - 1) * TEXT_HEIGHT + (height - TOP * MM - float(target[3])) / MM
    return found


def _pictures(page: Any, number: int) -> Iterator[tuple[float, float]]:
    """Where the middle of each picture of a page is, in millimetres as above, and its height."""
    top = page.get_height() - TOP * MM
    for thing in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]):
        _, bottom, _, above = thing.get_bounds()
        yield number * TEXT_HEIGHT + (top - (above + bottom) / 2) / MM, (above - bottom) / MM
    page.close()
