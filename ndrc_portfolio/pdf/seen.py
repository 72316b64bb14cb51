"""What can be seen of a page of a PDF, and whether anything else is in it.

A page is drawn as it is, without its texts, and with nothing but its texts, in black. A letter is seen where the first
two differ under its ink: whatever covers it, clips it, hides its layer or has its colour is found in the same way.
"""

import ctypes
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from math import ceil, floor, hypot
from typing import TYPE_CHECKING, Any, NamedTuple

from ndrc_portfolio.pdf.covered import Box, all_uncovered, overlap

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

_DPI = 150
_LONGEST = 3600  # px: a large plan has small letters
_DIFFERS = 16  # levels of a colour: what is paler than that on white is not read
_SEEN = 0.5  # of its ink, of a letter that is read
_UNDER = 0.4  # of the box of a letter: with so much of it under another one, it is not read
_FINE = 100  # parts of a point
_CELL = 20  # pt: letters are compared with those of the same part of the page


class Letter(NamedTuple):
    """A letter that is seen, as the page is shown: where its line begins, from the lower left in points, its size.

    `along` is the direction of the line, of length 1; `advance` how far the next letter is.
    """

    text: str
    x: float
    y: float
    size: float
    along: tuple[float, float]
    advance: float


class Seen(NamedTuple):
    """A page as it is seen: its picture, its letters with None between two words.

    `unseen` are the numbers of its texts, as they are written one by one, that nobody reads anything of; `whole` says
    that all it holds is seen.
    """

    image: "Image"
    letters: Sequence[Letter | None]
    unseen: frozenset[int]
    whole: bool


class _Sign(NamedTuple):
    """A sign of the text of a page: its number there, the object that writes it, its box on the page."""

    number: int
    text: str
    owner: int
    box: Box


def look_at(page: "PdfPage") -> Generator[tuple[str, bytes], None, Seen]:
    """Look at a page, whose objects are not as they were afterwards. Yields while it is at it, as `Pieces` do."""
    from pypdfium2 import raw

    scale = min(_DPI / 72, _LONGEST / max(*page.get_size(), 1))
    objects = list(_objects(page))
    texts = {_address(thing): thing for thing, kind in objects if kind == raw.FPDF_PAGEOBJ_TEXT}
    for thing in texts.values():
        _forget_what_it_stands_for(thing)
    text_page = page.get_textpage()
    signs = [sign for sign in _signs(text_page.raw) if sign.owner in texts]
    whole = all_uncovered(page, objects)
    image = _drawn(page, scale)
    yield "", b""
    for thing in texts.values():
        raw.FPDFPageObj_SetIsActive(thing, False)
    without = _drawn(page, scale)
    yield "", b""
    for thing, kind in objects:
        is_text = kind == raw.FPDF_PAGEOBJ_TEXT
        raw.FPDFPageObj_SetIsActive(thing, is_text or kind == raw.FPDF_PAGEOBJ_FORM)
        if is_text:
            raw.FPDFPageObj_SetFillColor(thing, 0, 0, 0, 255)
            raw.FPDFPageObj_SetStrokeColor(thing, 0, 0, 0, 255)
    ink = _drawn(page, scale)
    yield "", b""
    inked = _inked(page, signs, (image, without, ink))
    seen = inked - _under_others(inked, list(texts))
    read = {sign.owner for sign in signs if sign in seen or sign.text.isspace()}
    unseen = frozenset(number for number, text in enumerate(texts) if text not in read)
    whole = whole and not unseen and all(sign in seen or sign.text.isspace() for sign in signs)
    return Seen(image, list(_letters(page, text_page.raw, signs, seen)), unseen, whole)


def _objects(page: "PdfPage") -> Iterator[tuple[Any, int]]:
    """All that a page draws, in that order, with its kind: a form, then what it draws."""
    from pypdfium2 import raw

    waiting = [(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 0)]
    while waiting:
        owner, count, get, number = waiting.pop()
        if number >= count(owner):
            continue
        waiting.append((owner, count, get, number + 1))
        thing = get(owner, number)
        kind = raw.FPDFPageObj_GetType(thing)
        yield thing, kind
        if kind == raw.FPDF_PAGEOBJ_FORM:
            waiting.append((thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, 0))


def _forget_what_it_stands_for(text: Any) -> None:
    """A text may say that it stands for another one (`/ActualText`), which nobody sees. Layers are marks too."""
    from pypdfium2 import raw

    for number in reversed(range(raw.FPDFPageObj_CountMarks(text))):
        mark = raw.FPDFPageObj_GetMark(text, number)
        name, length = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
        known = raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if not known or bytes(name)[: length.value] != "OC\0".encode("utf-16-le"):
            raw.FPDFPageObj_RemoveMark(text, mark)


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _drawn(page: "PdfPage", scale: float) -> "Image":
    image: Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return image.convert("RGB")


# ---- The signs of a page


def _signs(text: Any) -> Iterator[_Sign]:
    """Those of the text of a page that an object writes: spaces that pdfium adds are not among them."""
    from pypdfium2 import raw

    for number in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, number) == 1:
            continue
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(text, number, left, right, bottom, top)
        owner = _address(raw.FPDFText_GetTextObject(text, number))
        sign = chr(raw.FPDFText_GetUnicode(text, number))
        yield _Sign(number, sign, owner, (left.value, bottom.value, right.value, top.value))


def _inked(page: "PdfPage", signs: Sequence[_Sign], drawn: tuple["Image", "Image", "Image"]) -> set[_Sign]:
    """Those whose ink makes a difference; `drawn` is the page, without its texts, and the ink of its texts."""
    from PIL import Image, ImageChops, ImageOps

    image, without, texts = drawn
    red, green, blue = ImageChops.difference(image, without).split()
    differs = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda level: 255 * (level > _DIFFERS))
    ink = ImageOps.invert(texts.convert("L"))
    seen = Image.composite(ink, Image.new("L", ink.size), differs)
    pixels = _in_pixels(page, ink.size)
    boxes = ((sign, pixels(sign.box)) for sign in signs)
    return {sign for sign, box in boxes if _darkness(seen, box) > _SEEN * _darkness(ink, box)}


def _darkness(ink: "Image", box: tuple[int, int, int, int]) -> int:
    left, top, right, bottom = box
    levels = ink.crop(box).histogram() if left < right and top < bottom else []
    return sum(level * count for level, count in enumerate(levels))


def _under_others(inked: set[_Sign], order: Sequence[int]) -> set[_Sign]:
    """Those that a sign of a text that is drawn later stands on."""
    rank = {owner: i for i, owner in enumerate(order)}
    cells = defaultdict(list)
    for sign in inked:
        left, bottom, right, top = (int(side // _CELL) for side in sign.box)
        for x in range(left, right + 1):
            for y in range(bottom, top + 1):
                cells[x, y].append(sign)
    return {
        lower
        for together in cells.values()
        for lower in together
        for upper in together
        if rank[upper.owner] > rank[lower.owner] and overlap(lower.box, upper.box) > _UNDER
    }


# ---- Where they are


def _matrix(page: "PdfPage") -> tuple[float, float, float, float, float, float]:
    """From the coordinates of a page to points from the lower left of what is shown of it: turned, cut."""
    from pypdfium2 import raw

    width, height = page.get_size()

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        sides = round(width * _FINE), round(height * _FINE)
        raw.FPDF_PageToDevice(page, 0, 0, *sides, 0, x, y, across, down)
        return across.value / _FINE, height - down.value / _FINE

    (e, f), (right, up), (over, above) = shown(0, 0), shown(1000, 0), shown(0, 1000)
    return (right - e) / 1000, (up - f) / 1000, (over - e) / 1000, (above - f) / 1000, e, f


def _in_pixels(page: "PdfPage", size: tuple[int, int]) -> Callable[[Box], tuple[int, int, int, int]]:
    """From a box on a page to the one in its picture of that size, which may be empty."""
    a, b, c, d, e, f = _matrix(page)
    width, height = page.get_size()

    def pixels(box: Box) -> tuple[int, int, int, int]:
        corners = [(x, y) for x in box[::2] for y in box[1::2]]
        across = [(a * x + c * y + e) * size[0] / width for x, y in corners]
        down = [(height - b * x - d * y - f) * size[1] / height for x, y in corners]
        inside = max(0, floor(min(across))), max(0, floor(min(down)))
        return *inside, min(size[0], ceil(max(across))), min(size[1], ceil(max(down)))

    return pixels


def _letters(page: "PdfPage", text: Any, signs: Sequence[_Sign], seen: set[_Sign]) -> Iterator[Letter | None]:
    from pypdfium2 import raw

    a, b, c, d, e, f = _matrix(page)
    before = -2
    for sign in signs:
        if sign not in seen:
            continue
        if sign.number != before + 1:
            yield None
        before = sign.number
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, sign.number, x, y)
        matrix, loose = raw.FS_MATRIX(), raw.FS_RECTF()
        raw.FPDFText_GetMatrix(text, sign.number, matrix)
        raw.FPDFText_GetLooseCharBox(text, sign.number, loose)
        along = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
        length = hypot(*along) or 1.0
        along = along[0] / length, along[1] / length
        corners = [(p, q) for p in (loose.left, loose.right) for q in (loose.bottom, loose.top)]
        reach = [(a * p + c * q) * along[0] + (b * p + d * q) * along[1] for p, q in corners]
        size = raw.FPDFText_GetFontSize(text, sign.number) * hypot(matrix.c, matrix.d)
        start = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        yield Letter(sign.text, *start, size, along, max(reach) - min(reach))
