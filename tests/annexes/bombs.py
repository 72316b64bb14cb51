"""Small files that would be hours or gigabytes, each of another kind."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

_NONE = pikepdf.StreamDecodeLevel.none


def _saved(pdf: Pdf) -> bytes:
    buffer = BytesIO()
    pdf.save(buffer, compress_streams=False, stream_decode_level=_NONE)  # else qpdf goes through a bomb itself
    return buffer.getvalue()


def strokes() -> bytes:
    """A million of them."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(b"0 0 595 842 re f " * 1_000_000)
    return _saved(pdf)


def forms() -> bytes:
    """Thirty forms, each of which draws the next one twice."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    form = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 600, 850])}
    inner = pdf.make_stream(b"0 0 1 1 re f", **form)
    for _ in range(30):
        inner = pdf.make_stream(b"/F Do /F Do", **form, Resources=Dictionary(XObject=Dictionary(F=inner)))
    page.Resources = Dictionary(XObject=Dictionary(F=inner))
    page.Contents = pdf.make_stream(b"/F Do")
    return _saved(pdf)


def itself() -> bytes:
    """A form that draws itself, twice."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    form = pdf.make_stream(b"/F Do /F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 850]))
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Resources = form.Resources
    page.Contents = pdf.make_stream(b"/F Do")
    return _saved(pdf)


def deflated() -> bytes:
    """A content of a gigabyte, deflated twice."""
    once = zlib.compressobj(1)
    part = once.compress(bytes(1_000_000)) + once.flush(zlib.Z_FULL_FLUSH)
    again = once.compress(bytes(1_000_000)) + once.flush(zlib.Z_FULL_FLUSH)
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    stream = Stream(pdf, zlib.compress(part + again * 999, 1))
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    page.Contents = pdf.make_indirect(stream)
    return _saved(pdf)


def pattern() -> bytes:
    """A tile of a hundredth of a point, drawn a thousand times in itself."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    tile = pdf.make_stream(
        b"0 0 .1 .1 re f " * 1000, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=Array([0, 0, 1, 1]), XStep=0.01, YStep=0.01, Resources=Dictionary(),
    )  # fmt: skip
    page.Resources = Dictionary(Pattern=Dictionary(P=tile))
    page.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 595 842 re f")
    return _saved(pdf)


def function() -> bytes:
    """A shading whose every point is worked out in twenty thousand steps."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    steps = pdf.make_stream(
        b"{ " + b"dup mul " * 20_000 + b"pop pop 0 0 0 }", FunctionType=4,
        Domain=Array([0, 1, 0, 1]), Range=Array([0, 1, 0, 1, 0, 1]),
    )  # fmt: skip
    shading = Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB, Function=steps, Matrix=Array([595, 0, 0, 842, 0, 0]))
    page.Resources = Dictionary(Shading=Dictionary(S=shading))
    page.Contents = pdf.make_stream(b"/S sh")
    return _saved(pdf)


def notes() -> bytes:
    """A page of twenty thousand stamps."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    look = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    stamp = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([9, 9, 18, 18]), AP=Dictionary(N=look))
    )
    page.Annots = Array([stamp] * 20_000)
    return _saved(pdf)


def png(width: int, height: int, mode: int) -> bytes:
    """A picture of one colour, without its pixels: it says what it is, and that is enough."""
    head = struct.pack(">IIBBBBB", width, height, 8, mode, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    made = [struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def scans() -> bytes:
    """A progressive JPEG whose last scan comes two thousand times."""
    buffer = BytesIO()
    Image.new("L", (3000, 3000), 128).save(buffer, "JPEG", progressive=True)
    content = buffer.getvalue()
    last = content[content.rfind(b"\xff\xda") : -2]
    return content[:-2] + last * 2000 + b"\xff\xd9"


def _jpeg(width: int, height: int) -> bytes:
    buffer = BytesIO()
    Image.new("L", (8, 8)).save(buffer, "JPEG", progressive=True)
    size = struct.pack(">HH", 8, 8)
    return buffer.getvalue().replace(size, struct.pack(">HH", height, width), 1)


BOMBS: dict[str, Callable[[], bytes]] = {
    "formes.pdf": forms,
    "elle-meme.pdf": itself,
    "comprime.pdf": deflated,
    "motif.pdf": pattern,
    "fonction.pdf": function,
    "tampons.pdf": notes,
    "traits.pdf": strokes,
    "gris.png": lambda: png(20_000, 20_000, 0),
    "transparent.png": lambda: png(12_000, 12_000, 6),
    "passages.jpg": scans,
    "progressif.jpg": lambda: _jpeg(30_000, 20_000),
}
