"""What is laid into a dossier of a PDF annexe: its pages with all that can be seen of them, and nothing else.

A name under a black bar, a layer that is switched off, what stands beside the paper: in the file it is still there, and
whoever copies the text has it. A page that hides nothing is written again with its vectors; of any other there is its
picture, under the letters that can be read on it.
"""

import hashlib
from collections.abc import Generator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from ndrc_portfolio.annexes.images import jpeg
from ndrc_portfolio.annexes.model import LONG_SIDE, Pieces
from ndrc_portfolio.annexes.pdf_pages import flat_pages, opened_pdf
from ndrc_portfolio.pdf.fonts import replace_unused
from ndrc_portfolio.pdf.letters import Codes, fonts_of, layer
from ndrc_portfolio.pdf.seen import Letter, look_at
from ndrc_portfolio.pdf.vectors import Hiding, written_again
from ndrc_portfolio.pdf.weight import lighten

if TYPE_CHECKING:
    from PIL.Image import Image

# What a page that is not made as it should be raises: pikepdf gives an object of another kind than is expected
_UNUSABLE = (pikepdf.PdfError, Hiding, ValueError, AttributeError, TypeError, LookupError)


class _Picture(NamedTuple):
    """A page as it is seen: a JPEG and its size in pixels, the size of the paper in points, what can be read on it.

    `print` tells it from any other; `unseen` are the numbers of the texts that are not read.
    """

    content: bytes
    size: tuple[int, int]
    paper: tuple[float, float]
    letters: Sequence[Letter | None]
    unseen: frozenset[int]
    print: str


def laid_pages(content: bytes) -> Pieces:
    """A PDF of the same pages, to be laid in; what was filled in or noted is part of them."""
    pictures: list[_Picture] = []
    flat = BytesIO()
    with opened_pdf(content) as document:
        for page in flat_pages(document):
            paper, seen = page.get_size(), (yield from look_at(page))
            encoded, size = jpeg(_small(seen.image))
            pictures.append(_Picture(encoded, size, paper, seen.letters, seen.unseen, _print(seen.image)))
        document.save(flat)
    again, numbers = yield from _written_again(flat, pictures)
    whole = (yield from _whole(again, numbers, pictures)) if numbers else {}
    with Pdf.open(again) as vectors, Pdf.new() as laid:
        shown = [picture for number, picture in enumerate(pictures) if number not in whole]
        fonts, codes = fonts_of((letter.text for p in shown for letter in p.letters if letter), laid)
        for number, picture in enumerate(pictures):
            if number in whole:
                laid.pages.append(vectors.pages[whole[number]])
            else:
                _add_picture(laid, picture, fonts, codes)
        lighten(laid, None)
        buffer = BytesIO()
        laid.save(buffer)
    yield "pages.pdf", buffer.getvalue()


def _written_again(
    flat: BytesIO, pictures: Sequence[_Picture]
) -> Generator[tuple[str, bytes], None, tuple[BytesIO, list[int]]]:
    """A PDF of those pages that can be written again, and the numbers that they had."""
    numbers, again = [], BytesIO()
    with Pdf.new() as target:
        try:
            source = Pdf.open(flat)
        except pikepdf.PdfError:  # pdfium shows its pages, qpdf cannot take them apart
            source = Pdf.new()
        with source:
            for number, (page, picture) in enumerate(zip(source.pages, pictures, strict=False)):
                try:
                    written_again(source, page, picture.unseen, target)
                except _UNUSABLE:
                    continue
                replace_unused(target.pages[-1])
                numbers.append(number)
                yield "", b""
            target.save(again)
    return again, numbers


def _whole(
    again: BytesIO, numbers: Sequence[int], pictures: Sequence[_Picture]
) -> Generator[tuple[str, bytes], None, dict[int, int]]:
    """Which pages look as they did, and hold nothing that is not seen: by their number, the one in this PDF."""
    whole = {}
    with opened_pdf(again.getvalue()) as document:
        for i, (number, page) in enumerate(zip(numbers, flat_pages(document), strict=True)):
            seen = yield from look_at(page)
            if seen.whole and _print(seen.image) == pictures[number].print:
                whole[number] = i
    return whole


def _print(image: "Image") -> str:
    return hashlib.sha256(image.tobytes()).hexdigest()


def _small(image: "Image") -> "Image":
    image.thumbnail((LONG_SIDE, LONG_SIDE))
    return image


def _add_picture(laid: Pdf, picture: _Picture, fonts: Dictionary, codes: Codes) -> None:
    width, height = picture.paper
    page = laid.add_blank_page(page_size=picture.paper)
    image = Stream(
        laid, picture.content, Type=Name.XObject, Subtype=Name.Image, Width=picture.size[0], Height=picture.size[1],
        BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=laid.make_indirect(image)), Font=fonts)
    drawn = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im Do Q\n".encode()
    page.obj.Contents = laid.make_stream(drawn + layer(picture.letters, codes))
