"""What is laid in of a PDF annexe holds what can be read in it, and nothing of what cannot."""

from collections.abc import Callable
from ctypes import byref, c_int
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops

from ndrc_portfolio.annexes.containers import strip_jpeg
from ndrc_portfolio.pdf.laid import laid_pages
from tests.annexes.photos import APPAREIL, photo
from tests.support import flat

READ = "Lisible"
SECRET = "SECRETE"


class Paper:
    """A page of A5 on which a text can be read, and whatever a test adds."""

    def __init__(self) -> None:
        self.pdf = Pdf.new()
        self.page = self.pdf.add_blank_page(page_size=(420, 595))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        self.font = self.pdf.make_indirect(font)
        self.page.Resources = Dictionary(Font=Dictionary(F1=self.font))
        self.content = text(READ, 60, 500)

    def form(self, content: bytes, **more: Any) -> Stream:
        return self.pdf.make_stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 420, 595]),
            Resources=Dictionary(Font=Dictionary(F1=self.font)), **more,
        )  # fmt: skip

    def picture(self, content: bytes, **more: Any) -> Stream:
        with Image.open(BytesIO(content)) as opened:
            width, height = opened.size
        return Stream(
            self.pdf, content, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode, **more,
        )  # fmt: skip

    def use(self, kind: str, name: str, thing: Any) -> None:
        resources: Any = self.page.Resources
        if kind not in resources:
            resources[kind] = Dictionary()
        resources[kind][name] = self.pdf.make_indirect(thing)

    def saved(self) -> bytes:
        self.page.Contents = self.pdf.make_stream(self.content)
        buffer = BytesIO()
        self.pdf.save(buffer)
        return buffer.getvalue()


def text(words: str, x: int, y: int, before: str = "", size: int = 20) -> bytes:
    return f"BT {before} /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n".encode()


def laid(content: bytes) -> bytes:
    (made,) = [piece for name, piece in laid_pages(content) if name]
    return made


def is_picture(content: bytes) -> bool:
    """Whether a page is its picture: one, over all of it."""
    with Pdf.open(BytesIO(content)) as pdf:
        resources: Any = pdf.pages[0].resources
        return "/Im" in resources.get("/XObject", {})


def words(content: bytes) -> str:
    with pdfium.PdfDocument(content) as document:
        return " ".join(flat(page.get_textpage().get_text_bounded()) for page in document)


def holds(content: bytes, word: str) -> bool:
    """Whether a word stands anywhere in a PDF: in what is read, in any stream, in any name or text of an object."""
    wanted = [
        word.encode(),
        word.encode("utf-16-be"),
        word.encode().hex().encode(),
        word.encode("utf-16-be").hex().encode(),
    ]
    with Pdf.open(BytesIO(content)) as pdf:
        pieces = [repr(pdf.trailer).encode(), words(content).encode()]
        for thing in pdf.objects:
            pieces.append(thing.unparse() if not isinstance(thing, Stream) else repr(dict(thing)).encode())
            if isinstance(thing, Stream):
                pieces.append(thing.read_raw_bytes())
                if thing.get("/Subtype") != Name.Image:
                    pieces.append(thing.read_bytes())
    return any(w.lower() in piece.lower() for piece in pieces for w in wanted)


# ---- Ways to hide a name

BAR = b"0 g 50 395 200 30 re f\n"


def bar(paper: Paper) -> None:
    paper.content += text(SECRET, 60, 400) + BAR


def bar_and_label(paper: Paper) -> None:
    paper.content += text(SECRET, 60, 400) + BAR + text("Masque", 60, 402, "1 g", 16)


def blocks(paper: Paper) -> None:
    """The name under other letters, as « ████ »."""
    paper.content += text(SECRET, 60, 400) + text("MMMMMMMM", 58, 399, size=22)


def thick_line(paper: Paper) -> None:
    paper.content += text(SECRET, 60, 400) + b"30 w 50 407 m 260 407 l S\n"


def picture_over(paper: Paper) -> None:
    paper.use("/XObject", "/Im9", paper.picture(photo()))
    paper.content += text(SECRET, 60, 400) + b"q 200 0 0 40 50 390 cm /Im9 Do Q\n"


def form_over(paper: Paper) -> None:
    paper.use("/XObject", "/Fm9", paper.form(BAR))
    paper.content += text(SECRET, 60, 400) + b"/Fm9 Do\n"


def in_a_form(paper: Paper) -> None:
    paper.use("/XObject", "/Fm9", paper.form(text(SECRET, 60, 400) + BAR))
    paper.content += b"/Fm9 Do\n"


def white(paper: Paper) -> None:
    paper.content += text(SECRET, 60, 400, "1 g")


def pale(paper: Paper) -> None:
    paper.content += text(SECRET, 60, 400, "0.98 g")


def invisible(paper: Paper) -> None:
    paper.content += text(SECRET, 60, 400, "3 Tr")


def clipping(paper: Paper) -> None:
    paper.content += b"q\n" + text(SECRET, 60, 400, "7 Tr") + b"Q\n"


def clipped(paper: Paper) -> None:
    paper.content += b"q 0 0 10 10 re W n\n" + text(SECRET, 60, 400) + b"Q\n"


def outside(paper: Paper) -> None:
    paper.content += text(SECRET, 600, 400)


def cropped(paper: Paper) -> None:
    paper.content += text(SECRET, 60, 100)
    paper.page.CropBox = Array([0, 200, 420, 595])


def tiny(paper: Paper) -> None:
    paper.content += b"BT /F1 1 Tf 0.01 0 0 0.01 60 400 Tm (" + SECRET.encode() + b") Tj ET\n"


def flattened(paper: Paper) -> None:
    paper.content += b"BT /F1 20 Tf 0 Tz 60 400 Td (" + SECRET.encode() + b") Tj ET\n"


def transparent(paper: Paper) -> None:
    paper.use("/ExtGState", "/G9", Dictionary(ca=0))
    paper.content += b"q /G9 gs\n" + text(SECRET, 60, 400) + b"Q\n"


def layer(paper: Paper) -> None:
    group = paper.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Calque"))
    paper.pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    paper.use("/Properties", "/L9", group)
    paper.content += b"/OC /L9 BDC\n" + text(SECRET, 60, 400) + b"EMC\n"


def layer_of_a_form(paper: Paper) -> None:
    group = paper.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Calque"))
    paper.pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    paper.use("/XObject", "/Fm9", paper.form(text(SECRET, 60, 400), OC=group))
    paper.content += b"/Fm9 Do\n"


def stands_for(paper: Paper) -> None:
    paper.content += f"/Span <</ActualText ({SECRET})>> BDC\n".encode() + text("Autre", 60, 400) + b"EMC\n"


def comment(paper: Paper) -> None:
    paper.content += b"% " + SECRET.encode() + b"\n"


def unused(paper: Paper) -> None:
    paper.use("/XObject", "/Fm9", paper.form(text(SECRET, 60, 400)))


def told(paper: Paper) -> None:
    """Beside the page: its author, notes of programs, a file, a script, a bookmark."""
    pdf = paper.pdf
    pdf.docinfo["/Author"] = SECRET
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [SECRET]
    pdf.attachments["note.txt"] = SECRET.encode()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=f"app.alert('{SECRET}')")
    paper.page.obj.PieceInfo = Dictionary(Word=Dictionary(Private=SECRET))
    paper.page.obj.Metadata = pdf.make_stream(SECRET.encode(), Type=Name.Metadata, Subtype=Name.XML)
    paper.font.Metadata = pdf.make_stream(SECRET.encode(), Type=Name.Metadata, Subtype=Name.XML)
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def note(paper: Paper) -> None:
    """What a note says when it is opened."""
    look = paper.form(b"1 0 0 rg 0 0 20 20 re f")
    hidden = paper.form(text(SECRET, 60, 400))
    notes = (
        Dictionary(Subtype=Name.Text, Rect=Array([350, 550, 370, 570]), Contents=SECRET, AP=Dictionary(N=look)),
        Dictionary(Subtype=Name.FreeText, F=2, Rect=Array([60, 400, 260, 430]), AP=Dictionary(N=hidden)),
    )
    paper.page.obj.Annots = Array([paper.pdf.make_indirect(Dictionary(Type=Name.Annot, **note)) for note in notes])


TEXTS: list[Callable[[Paper], None]] = [
    bar, bar_and_label, blocks, thick_line, picture_over, form_over, in_a_form, white, pale, invisible, clipping,
    clipped, outside, cropped, tiny, flattened, transparent, layer, layer_of_a_form, stands_for, comment, unused, told,
    note,
]  # fmt: skip


@pytest.mark.parametrize("hide", TEXTS, ids=lambda hide: hide.__name__)
def test_a_name_that_is_not_seen_is_not_there(hide: Callable[[Paper], None]) -> None:
    paper = Paper()
    hide(paper)
    content = paper.saved()
    assert holds(content, SECRET), "the trap is none"
    made = laid(content)
    assert not holds(made, SECRET)
    assert READ in words(made)
    if hide is bar_and_label:
        assert "Masque" in words(made)
    if hide is stands_for:
        assert "Autre" in words(made)


def test_it_looks_the_same() -> None:
    for hide in TEXTS:
        paper = Paper()
        hide(paper)
        content = paper.saved()
        before, after = (look(c) for c in (content, laid(content)))
        assert before.size == after.size
        levels = ImageChops.difference(before, after).convert("L").resize((42, 59)).histogram()
        assert sum(levels[40:]) == 0, hide.__name__


def look(content: bytes) -> Image.Image:
    with pdfium.PdfDocument(content) as document:
        document.init_forms()
        page = document[0]
        pdfium.raw.FPDFPage_Flatten(page, pdfium.raw.FLAT_NORMALDISPLAY)
        page.close()
        image: Image.Image = document[0].render(may_draw_forms=False).to_pil()
        return image.convert("RGB")


# ---- Ways to hide a part of a picture


def masked(paper: Paper) -> None:
    mask = paper.pdf.make_stream(
        bytes(100), Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    paper.use("/XObject", "/Im9", paper.picture(photo(), SMask=mask))
    paper.content += b"q 200 0 0 40 50 390 cm /Im9 Do Q\n"


def barred(paper: Paper) -> None:
    paper.use("/XObject", "/Im9", paper.picture(photo()))
    paper.content += b"q 200 0 0 200 50 200 cm /Im9 Do Q\n0 g 60 300 40 10 re f\n"


def lettered(paper: Paper) -> None:
    paper.use("/XObject", "/Im9", paper.picture(photo()))
    paper.content += b"q 200 0 0 200 50 200 cm /Im9 Do Q\n" + text("MMM", 60, 300)


def beyond(paper: Paper) -> None:
    paper.use("/XObject", "/Im9", paper.picture(photo()))
    paper.content += b"q 400 0 0 200 250 200 cm /Im9 Do Q\n"


def cut(paper: Paper) -> None:
    paper.use("/XObject", "/Im9", paper.picture(photo()))
    paper.content += b"q 60 210 50 50 re W n 200 0 0 200 50 200 cm /Im9 Do Q\n"


def signed(paper: Paper) -> None:
    """A signature that was drawn by hand, under a bar."""
    paper.content += (
        b"1 w 60 400 m 80 430 90 380 100 410 c 110 440 120 390 130 400 c 140 410 150 420 160 400 c S\n" + BAR
    )


def inline(paper: Paper) -> None:
    paper.content += b"q 20 0 0 20 60 400 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q\n"


@pytest.mark.parametrize(
    "hide", [masked, barred, lettered, beyond, cut, signed, inline], ids=lambda hide: hide.__name__
)
def test_what_hides_a_part_of_a_picture_becomes_one(hide: Callable[[Paper], None]) -> None:
    paper = Paper()
    hide(paper)
    made = laid(paper.saved())
    assert is_picture(made)
    assert READ in words(made)


# ---- What hides nothing


def test_a_page_that_hides_nothing_keeps_its_vectors_and_nothing_beside_them() -> None:
    paper = Paper()
    paper.use("/XObject", "/Im9", paper.picture(photo()))
    paper.content += b"q 100 0 0 100 50 50 cm /Im9 Do Q\n0.9 g 50 200 300 100 re f 0 g 50 200 m 350 200 l S\n"
    paper.content += text("Cellule", 60, 240) + text("  ", 200, 240)
    told(paper)
    made = laid(paper.saved())
    assert not is_picture(made)
    assert words(made) == f"{READ} Cellule"
    assert not holds(made, SECRET)
    assert not holds(made, APPAREIL), "what the camera wrote into the photo"
    with Pdf.open(BytesIO(made)) as pdf:
        assert set(pdf.pages[0].obj.keys()) == {
            "/Type",
            "/MediaBox",
            "/CropBox",
            "/Rotate",
            "/Contents",
            "/Resources",
            "/Parent",
        }


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_is_turned_and_cut(rotate: int) -> None:
    for hide in (unused, barred):
        paper = Paper()
        paper.page.obj.Rotate = rotate
        paper.page.CropBox = Array([20, 100, 420, 595])
        hide(paper)
        content = paper.saved()
        made = laid(content)
        assert words(made) == READ
        assert is_picture(made) is (hide is barred)
        assert look(made).size == look(content).size
        with pdfium.PdfDocument(made) as document, pdfium.PdfDocument(content) as before:
            boxes = [page_box(d) for d in (before, document)]
        assert boxes[0] == pytest.approx(boxes[1], abs=6), "the letters are where they are read"


def page_box(document: pdfium.PdfDocument) -> list[int]:
    """Where the text of a page is read, in points of what is shown of it: left, right, top, bottom."""
    page = document[0]
    text_page = page.get_textpage()
    assert text_page.count_rects()
    left, bottom, right, top = text_page.get_rect(0)
    points = []
    for x, y in ((left, bottom), (right, top)):
        across, down = c_int(), c_int()
        width, height = (round(side) for side in page.get_size())
        pdfium.raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, byref(across), byref(down))
        points.append((across.value, down.value))
    return [*sorted(x for x, _ in points), *sorted(y for _, y in points)]


def test_a_photo_in_a_pdf_is_not_what_a_phone_has_written() -> None:
    bare = strip_jpeg(photo() + b"and a second one")
    assert APPAREIL.encode() not in bare
    assert bare.endswith(b"\xff\xd9")
    with Image.open(BytesIO(bare)) as image, Image.open(BytesIO(photo())) as before:
        assert image.tobytes() == before.tobytes()
    for kind in ({"progressive": True}, {"restart_marker_blocks": 1}, {"comment": b"x"}):
        buffer = BytesIO()
        Image.effect_noise((64, 64), 90).save(buffer, "JPEG", **kind)
        with Image.open(BytesIO(strip_jpeg(buffer.getvalue()))) as image, Image.open(buffer) as before:
            assert image.tobytes() == before.tobytes()
