"""The fonts of annexes that are not embedded: a dossier should print the same everywhere, and have all its fonts.

Some programs (ReportLab, so many an invoice) name Helvetica in each page and never use it; others write with the
fonts that every reader of PDF is to have, and a print shop may not. These are embedded from the machine's own:
Arial and Liberation Sans are as wide as Helvetica, letter by letter, so nothing moves.
"""

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream
from pikepdf.models import PdfParsingError

_ARIAL = (("arial", "arialbd", "ariali", "arialbi"), "Arial", "LiberationSans")


_TIMES = (("times", "timesbd", "timesi", "timesbi"), "Times New Roman", "LiberationSerif")


_COURIER = (("cour", "courbd", "couri", "courbi"), "Courier New", "LiberationMono")


# What a PDF names, and the files that are as wide: on Windows by style, on macOS, on Linux
_FAMILIES = {"helvetica": _ARIAL, "arial": _ARIAL, "times": _TIMES, "courier": _COURIER}


# The whole name: ArialNarrow, Arial-Black, HelveticaNeue and Helvetica-Light have widths of their own
_BASE_FONT = re.compile(
    r"(?P<family>helvetica|arial(?:mt)?|times(?:newroman(?:ps)?(?:mt)?)?|courier(?:new(?:ps)?(?:mt)?)?)"
    r"(?:[-,](?:roman|regular)?(?P<bold>bold)?(?P<italic>italic|oblique)?(?:mt)?)?",
    re.IGNORECASE,
)


_MACOS = ("", " Bold", " Italic", " Bold Italic")


_LINUX = ("-Regular", "-Bold", "-Italic", "-BoldItalic")


_CODES = range(32, 256)


_TEXT = ("Tj", "TJ", "'", '"')


def replace_unused(page: Page) -> None:
    """Let the names of such fonts mean one that is embedded: nothing is written with them, so nothing changes."""
    fonts: Any = page.resources.get("/Font")
    if fonts is None:
        return
    foreign = [name for name in fonts if not _is_embedded(fonts[name])]
    own = [name for name in fonts if name not in foreign]
    if foreign and own:
        try:
            used = _used(page)
        except (pikepdf.PdfError, PdfParsingError):
            return  # drawn all the same by readers, which forgive more
        for name in foreign:
            if name not in used:
                fonts[name] = fonts[own[0]]


def embed(pdf: Pdf) -> None:
    """Embed, from the machine's fonts, those that every reader of PDF is supposed to have.

    One with an encoding of its own is left as it is, and so are all on a machine without fonts of the same widths.
    """
    programs: dict[Path, Stream] = {}
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary) or thing.get("/Type") != Name.Font or _is_embedded(thing):
            continue
        simple = thing.get("/Subtype") in (Name.Type1, Name.TrueType)
        path = _font_file(str(thing.get("/BaseFont", ""))) if simple else None
        if path is not None and thing.get("/Encoding") == Name.WinAnsiEncoding:
            if path not in programs:
                programs[path] = pdf.make_stream(path.read_bytes())
            _describe(pdf, thing, path, programs[path])


def _describe(pdf: Pdf, font: Any, path: Path, program: Stream) -> None:
    from PIL import ImageFont

    measured = ImageFont.truetype(str(path), 1000)
    ascent, descent = measured.getmetrics()
    letters = (bytes([code]).decode("cp1252", errors="replace") for code in _CODES)
    name = Name(f"/{path.stem.replace(' ', '')}")
    font.Subtype, font.BaseFont = Name.TrueType, name
    font.FirstChar, font.LastChar = _CODES[0], _CODES[-1]
    font.Widths = Array([round(measured.getlength(letter)) for letter in letters])
    font.FontDescriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=name, Flags=32, ItalicAngle=0, StemV=80, CapHeight=720,
            Ascent=ascent, Descent=-descent, FontBBox=Array([-600, -descent, 2000, ascent]), FontFile2=program,
        )
    )  # fmt: skip


@lru_cache(maxsize=32)
def _font_file(name: str) -> Path | None:
    """The machine's font for `/Helvetica-BoldOblique` or `/TimesNewRoman,Bold`."""
    found = _BASE_FONT.fullmatch(name.removeprefix("/").replace(" ", ""))
    if found is None:
        return None
    windows, macos, linux = next(f for start, f in _FAMILIES.items() if found["family"].lower().startswith(start))
    style = bool(found["bold"]) + 2 * bool(found["italic"])
    places = (
        Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts", f"{windows[style]}.ttf"),
        Path("/System/Library/Fonts/Supplemental", f"{macos}{_MACOS[style]}.ttf"),
        *(Path(f"/usr/share/fonts/truetype/{f}", f"{linux}{_LINUX[style]}.ttf") for f in ("liberation", "liberation2")),
        *(Path(f"/usr/share/fonts/{f}", f"{linux}{_LINUX[style]}.ttf") for f in ("liberation-fonts", "liberation")),
    )
    return next((path for path in places if path.is_file()), None)


def _is_embedded(font: Any) -> bool:
    if "/DescendantFonts" in font:
        font = font.DescendantFonts[0]
    descriptor = font.get("/FontDescriptor")
    return font.get("/Subtype") == "/Type3" or (
        descriptor is not None and any(f"/FontFile{kind}" in descriptor for kind in ("", 2, 3))
    )


def _used(page: Page) -> set[str]:
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
