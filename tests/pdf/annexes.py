"""Annexes of all kinds, made for the tests of the PDF."""

from io import BytesIO
from os import urandom

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image


def annexe(content: bytes = b"", *, rotate: int = 0, image: bytes = b"", note: str = "") -> bytes:
    """A page of A5 with Helvetica, perhaps turned, with a picture, with a note that has its own appearance."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(420, 595))
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )
    )  # fmt: skip
    page.add_resource(font, Name.Font, Name.F1)
    page.contents_add(content)
    if rotate:
        page.obj.Rotate = rotate
    if image:
        with Image.open(BytesIO(image)) as opened:
            size = opened.size
        picture = Stream(
            pdf, image, Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1],
            BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
        )  # fmt: skip
        page.add_resource(picture, Name.XObject, Name.Im1)
        page.contents_add(b"q 400 0 0 500 10 10 cm /Im1 Do Q")
    if note:
        look = Stream(
            pdf, f"BT /F1 12 Tf 2 5 Td ({note}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form,
            BBox=[0, 0, 200, 20], Resources=Dictionary(Font=Dictionary(F1=font)),
        )  # fmt: skip
        marked = Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Rect=[50, 300, 250, 320], F=4,
            DA=pikepdf.String("/F1 12 Tf"), Contents=note, AP=Dictionary(N=look),
        )  # fmt: skip
        page.obj.Annots = Array([pdf.make_indirect(marked)])
    buffer = BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def noise(width: int, height: int, quality: int = 90) -> bytes:
    buffer = BytesIO()
    Image.frombytes("RGB", (width, height), urandom(width * height * 3)).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
