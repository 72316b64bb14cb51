"""The pages of a PDF, as pictures and as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ndrc_portfolio.annexes.model import LONG_SIDE, PictureError

if TYPE_CHECKING:
    from PIL.Image import Image


def pdf_text(content: bytes) -> bytes:
    """What can be read in a PDF, as UTF-8; nothing of one that does not open."""
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(content) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document).encode()
    except pdfium.PdfiumError:
        return b""


def pdf_pictures(content: bytes, dpi: int) -> "Iterator[tuple[Image, bool]]":
    """The pages of a PDF as pictures."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        raise PictureError(protege="password" in str(fault).lower()) from fault
    try:
        if len(document) == 0:
            raise PictureError
        for page in document:
            scale = min(dpi / 72, LONG_SIDE / max(page.get_size()))
            yield page.render(scale=scale).to_pil().convert("RGB"), False
    except pdfium.PdfiumError as fault:
        raise PictureError from fault
    finally:
        document.close()
