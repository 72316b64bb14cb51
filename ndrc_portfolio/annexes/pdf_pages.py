"""The pages of a PDF as a reader of PDF shows them: what was filled in, signed or noted is part of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from ndrc_portfolio.annexes.model import LONG_SIDE, MAX_PAGES, PictureError, too_large

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

_PAGE_SECONDS = 20.0
_FILE_SECONDS = 300.0


def pdf_pictures(content: bytes, dpi: int) -> "Iterator[Image]":
    """The pages as pictures, their long side at most `LONG_SIDE` pixels.

    Raises:
        PictureError: it cannot be opened, has a password, or more than `MAX_PAGES` pages.
    """
    with _opened(content) as document:
        if len(document) == 0:
            raise PictureError
        if len(document) > MAX_PAGES:
            raise too_large(f"il a {len(document)} pages, et {MAX_PAGES} au plus sont montrées")
        last = monotonic() + _FILE_SECONDS
        for page in flat_pages(document):
            scale = min(dpi / 72, LONG_SIDE / max(*page.get_size(), 1))
            yield _rendered(page, scale, min(last, monotonic() + _PAGE_SECONDS))


def _rendered(page: "PdfPage", scale: float, until: float) -> "Image":
    """The picture of a page, given up at that time: a page may draw without end."""
    import pypdfium2 as pdfium

    raw = pdfium.raw
    width, height = (max(1, ceil(side * scale)) for side in page.get_size())
    bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _: monotonic() > until)
    status = raw.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT, pause)
    raw.FPDF_RenderPage_Close(page)
    if status == raw.FPDF_RENDER_TOBECONTINUED:
        raise too_large("une de ses pages est trop longue à dessiner")
    if status != raw.FPDF_RENDER_DONE:
        raise PictureError
    image: Image = bitmap.to_pil()
    return image.convert("RGB")


def pdf_text(content: bytes) -> bytes:
    """What can be read in a PDF, filled fields included, as UTF-8; nothing of one that does not open."""
    try:
        with _opened(content) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in flat_pages(document)).encode()
    except PictureError:
        return b""


def pdf_length(content: bytes) -> int:
    """How many pages it has.

    Raises:
        PictureError: it cannot be opened, or has a password.
    """
    with _opened(content) as document:
        return len(document)


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
        yield document
    except (pdfium.PdfiumError, ValueError) as fault:
        raise PictureError from fault
    finally:
        document.close()
