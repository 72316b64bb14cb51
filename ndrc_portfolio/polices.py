"""Fonts that a page of an annexe names and does not write with.

Some programs (ReportLab, so many an invoice) put Helvetica into each page, not embedded, and never use it; a
dossier would then not have all its fonts with it.
"""

from typing import Any

import pikepdf
from pikepdf import Page
from pikepdf.models import PdfParsingError

_TEXT = ("Tj", "TJ", "'", '"')


def remplacer_inutiles(page: Page) -> None:
    """Let the names of such fonts mean one that is embedded: nothing is written with them, so nothing changes."""
    fonts: Any = page.resources.get("/Font")
    if fonts is None:
        return
    foreign = [name for name in fonts if not _embarquee(fonts[name])]
    own = [name for name in fonts if name not in foreign]
    if foreign and own:
        try:
            used = _employees(page)
        except (pikepdf.PdfError, PdfParsingError):
            return  # drawn all the same by readers, which forgive more
        for name in foreign:
            if name not in used:
                fonts[name] = fonts[own[0]]


def _embarquee(font: Any) -> bool:
    if "/DescendantFonts" in font:
        font = font.DescendantFonts[0]
    descriptor = font.get("/FontDescriptor")
    return font.get("/Subtype") == "/Type3" or (
        descriptor is not None and any(f"/FontFile{kind}" in descriptor for kind in ("", 2, 3))
    )


def _employees(page: Page) -> set[str]:
    """The names of the fonts that something is written with; all that a nested drawing could take over count too."""
    used: set[str] = set()
    font = ""
    outer: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        match str(instruction.operator):
            case "Tf":
                font = str(instruction.operands[0])
            case "q":
                outer.append(font)
            case "Q" if outer:
                font = outer.pop()
            case "Do":
                used.add(font)
            case name if name in _TEXT:
                used.add(font)
    return used
