"""The pages of a PDF as a reader of PDF shows them: what was filled in, signed or noted is part of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ndrc_portfolio.annexes.images import encode
from ndrc_portfolio.annexes.model import LONG_SIDE, MAX_PAGES, PictureError, Pieces, too_large

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage


_DPI = 150


def pdf_pages(content: bytes) -> Pieces:
    """The pages as pictures fit to be shown."""
    for number, image in enumerate(drawn_pages(content, _DPI), 1):
        yield encode(image, number, lossy=False)


def pdf_opens(content: bytes) -> Pieces:
    """Nothing, of a PDF whose pages can be drawn."""
    for _ in drawn_pages(content, 8):
        yield "", b""


def pdf_text(content: bytes) -> Pieces:
    """What can be read in its pages, filled fields included, as UTF-8."""
    texts = []
    with _opened(content) as document:
        for page in flat_pages(document):
            texts.append(page.get_textpage().get_text_bounded())
            yield "", b""
    yield "texte.txt", "\n".join(texts).encode()


def drawn_pages(content: bytes, dpi: int) -> "Iterator[Image]":
    """The pages as pictures, their long side at most `LONG_SIDE` pixels.

    Raises:
        PictureError: it does not open, or has more than `MAX_PAGES`.
    """
    with _opened(content) as document:
        if len(document) > MAX_PAGES:
            raise too_large(f"il a {len(document)} pages, pour {MAX_PAGES} au plus")
        for page in flat_pages(document):
            scale = min(dpi / 72, LONG_SIDE / max(*page.get_size(), 1))
            image: Image = page.render(scale=scale, may_draw_forms=False).to_pil()
            yield image.convert("RGB")


def pdf_length(content: bytes) -> Pieces:
    """A piece for each page, with nothing in it."""
    with _opened(content) as document:
        yield from ((f"p{number}", b"") for number in range(1, len(document) + 1))


def flat_pages(document: "PdfDocument") -> "Iterator[PdfPage]":
    """Its pages one by one, fields, signatures and annotations drawn into them; each is closed after use.

    A field without an appearance of its own gets one, as in any reader.
    """
    import pypdfium2 as pdfium

    document.init_forms()
    for number in range(len(document)):
        page = document[number]
        if pdfium.raw.FPDFPage_GetAnnotCount(page):
            pdfium.raw.FPDFPage_Flatten(page, pdfium.raw.FLAT_NORMALDISPLAY)
            page.close()
            page = document[number]  # what was read before is the page without them
        yield page
        page.close()


@contextmanager
def _opened(content: bytes) -> "Iterator[PdfDocument]":
    import pypdfium2 as pdfium  # late: most builds find all pictures in the cache

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        raise PictureError(protege="password" in str(fault).lower()) from fault
    try:
        if len(document) == 0:
            raise PictureError
        yield document
    except (pdfium.PdfiumError, ValueError) as fault:
        raise PictureError from fault
    finally:
        document.close()
