"""Documents that are published as files: nobody's name, no place, no date, and the text is there."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2 as pdfium
import pytest

from ndrc_portfolio.annexes.documents import clean_office, clean_pdf
from ndrc_portfolio.annexes.metadata import clean_cached
from ndrc_portfolio.annexes.model import PictureError
from tests.annexes.photos import APPAREIL, photo
from tests.annexes.test_metadata import png

SECRET = "Camille Secret"
WORD = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": (
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/><Relationship Id="b" '
        'Type="x/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>'
    ),
    "docProps/core.xml": f"<cp:coreProperties><dc:creator>{SECRET}</dc:creator></cp:coreProperties>",
    "docProps/app.xml": f"<Properties><Company>{SECRET}</Company></Properties>",
    "docProps/custom.xml": f"<Properties>{SECRET}</Properties>",
    "docProps/thumbnail.jpeg": SECRET,
    "word/document.xml": (
        f'<w:document><w:ins w:id="1" w:author="{SECRET}" w:date="2026-01-01"><w:t>Le texte</w:t></w:ins></w:document>'
    ),
    "word/comments.xml": f'<w:comment w:author="{SECRET}" w:initials="CS" w:date="2026">Remarque</w:comment>',
    "word/people.xml": f'<w15:person w15:author="{SECRET}"><w15:presenceInfo w15:userId="{SECRET}"/></w15:person>',
    "word/_rels/settings.xml.rels": f'<Relationship Target="file:///C:\\Users\\{SECRET}\\modele.dotx"/>',
}
EXCEL = {
    "xl/workbook.xml": f'<workbook><x15ac:absPath url="C:\\{SECRET}\\"/><sheet name="Ventes"/></workbook>',
    "xl/comments1.xml": f"<comments><authors><author>{SECRET}</author></authors></comments>",
    "xl/persons/person.xml": f'<person displayName="{SECRET}" userId="{SECRET}" id="1"/>',
    "xl/tables/table1.xml": '<table displayName="Ventes" name="Ventes"/>',
}
WRITER = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "meta.xml": f"<office:document-meta><meta:initial-creator>{SECRET}</meta:initial-creator></office:document-meta>",
    "content.xml": f"<office:annotation><dc:creator>{SECRET}</dc:creator><text:p>Le texte</text:p></office:annotation>",
    "Thumbnails/thumbnail.png": SECRET,
    "META-INF/manifest.xml": (
        '<manifest:manifest><manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png" '
        'manifest:media-type="image/png"/><manifest:file-entry manifest:full-path="content.xml"/></manifest:manifest>'
    ),
}


def packed(parts: dict[str, str], **more: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as document:
        for name, text in parts.items():
            document.writestr(name, text)
        for name, content in more.items():
            document.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as document:
        return {name: document.read(name) for name in document.namelist()}


@pytest.mark.parametrize("written", [WORD, EXCEL, WRITER])
def test_nobody_is_named_and_the_text_stays(written: dict[str, str]) -> None:
    clean = parts(clean_office(packed(written)))
    assert [name for name, content in clean.items() if SECRET.encode() in content or SECRET in name] == []
    assert written.keys() - clean.keys() == {name for name in written if "humbnail" in name}
    assert b"humbnail" not in b"".join(clean.values())
    shown = b"".join(clean.values()).decode()
    assert all(text in shown for text in ("Le texte", "Remarque") if any(text in part for part in written.values()))
    if written is EXCEL:
        assert clean["xl/tables/table1.xml"].decode() == EXCEL["xl/tables/table1.xml"]


def test_pictures_in_a_document_say_nothing_and_are_the_same() -> None:
    clean = parts(clean_office(packed(WORD, word__media__image1_jpeg=photo(), word__media__image2_png=png())))
    assert APPAREIL.encode() not in b"".join(clean.values())
    assert clean["word/media/image1.jpeg"][-200:] == photo()[-200:]


def test_a_table_in_a_text_is_cleaned_too() -> None:
    clean = parts(clean_office(packed(WORD, word__embeddings__a_xlsx=packed(EXCEL))))
    assert SECRET.encode() not in b"".join(parts(clean["word/embeddings/a.xlsx"]).values())


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"\xd0\xcf\x11\xe0 mot de passe"])
def test_what_cannot_be_read_is_not_published(content: bytes) -> None:
    with pytest.raises(PictureError, match="données cachées"):
        clean_office(content)


def test_what_unpacks_beyond_sense_is_not_unpacked() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", 8) as document, document.open("word/document.xml", "w") as part:
        for _ in range(210):
            part.write(bytes(1_000_000))
    with pytest.raises(PictureError, match="démesuré"):
        clean_office(bomb.getvalue())


# ---- PDF


def told_pdf() -> bytes:
    """A page with all that a PDF can say beside its text."""
    made = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 100))
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 10 50 Td (Le texte) Tj ET q 50 0 0 50 100 0 cm /Im Do Q")
        image = pdf.make_stream(photo())
        image.stream_dict.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image})
        for key, value in {"/Width": 400, "/Height": 300, "/BitsPerComponent": 8}.items():
            image[key] = value
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(Im=image))
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, T=SECRET, Contents="Note", M=SECRET
        )
        note.Rect = [0, 0, 9, 9]
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{SECRET}')")
        launch = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=script)
        launch.Rect = [0, 0, 9, 9]
        page.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note), pdf.make_indirect(launch)]))
        page.PieceInfo = pikepdf.Dictionary(A=SECRET)
        pdf.Root.OpenAction = script
        pdf.attachments["secret.txt"] = SECRET.encode()
        pdf.docinfo["/Author"] = SECRET
        with pdf.open_metadata() as xmp:
            xmp["dc:creator"] = [SECRET]
        pdf.save(made)
    return made.getvalue()


def test_a_pdf_tells_nothing_beside_its_text() -> None:
    assert APPAREIL.encode() in told_pdf()
    clean = clean_pdf(told_pdf())
    with pikepdf.open(BytesIO(clean)) as pdf:
        flat = b"".join(o.unparse() for o in pdf.objects)
        streams = b"".join(o.read_raw_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream))
        assert not pdf.attachments
    assert not [told for told in (SECRET, "JavaScript", APPAREIL) if told.encode() in flat + streams + clean]
    with pdfium.PdfDocument(clean) as document:
        assert "Le texte" in document[0].get_textpage().get_text_bounded()
        image = next(document[0].get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]))
        assert image.get_bitmap().width == 400


def test_a_pdf_with_a_password_or_damaged_is_not_published() -> None:
    protected = BytesIO()
    with pikepdf.open(BytesIO(told_pdf())) as pdf:
        pdf.save(protected, encryption=pikepdf.Encryption(owner="a", user="b"))
    for content in (protected.getvalue(), b"%PDF-1.7 rien"):
        with pytest.raises(PictureError, match="données cachées"):
            clean_pdf(content)


def test_what_is_clean_is_kept_by_its_content(tmp_path: Path) -> None:
    document = tmp_path / "cv.docx"
    document.write_bytes(packed(WORD))
    first, second = (clean_cached(document, tmp_path / "cache") for _ in range(2))
    assert first == second
    assert first is not None
    assert SECRET.encode() not in b"".join(parts(first.read_bytes()).values())
    (tmp_path / "cv.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(PictureError, match="données cachées"):
        clean_cached(tmp_path / "cv.doc", tmp_path / "cache")
