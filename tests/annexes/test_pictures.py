"""Annexes as a reader shows them, files that cannot be read, names that look the same, and what is too much."""

import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageStat

from ndrc_portfolio.annexes import model, pictures, readable
from ndrc_portfolio.annexes.find import real_path
from ndrc_portfolio.annexes.kinds import Kind
from ndrc_portfolio.annexes.model import Picture, PictureError
from ndrc_portfolio.annexes.pictures import words_of_pdf
from ndrc_portfolio.rendering.names import real_links
from tests.annexes.photos import photo
from tests.hosts.test_annexes import avec, pdf
from tests.pdf.annexes import noise
from tests.support import FICHE, build, try_build, write


def shown_as(tmp_path: Path, name: str, content: bytes) -> list[Picture]:
    path = tmp_path / name
    path.write_bytes(content)
    genre: Kind = "pdf" if name.endswith(".pdf") else "image"
    made = pictures.make_pictures([(path, genre)], tmp_path / "cache")[path]
    assert isinstance(made, list), made
    return made


def fault(tmp_path: Path, name: str, content: bytes) -> PictureError:
    path = tmp_path / name
    path.write_bytes(content)
    genre: Kind = "pdf" if name.endswith(".pdf") else "image"
    made = pictures.make_pictures([(path, genre)], tmp_path / "cache")[path]
    assert isinstance(made, PictureError)
    assert pictures.check_opens(path, genre) is not None
    return made


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def dark(vue: Picture) -> int:
    """The pixels that are darker than half."""
    with Image.open(vue.path) as shown:
        return sum(shown.convert("L").histogram()[:128])


# ---- PDF


def filled(*fields: Dictionary, appearances: bool = False) -> bytes:
    """A blank page whose fields are filled in, as a form that was completed on a screen."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 300))
    made = Array()
    for number, field in enumerate(fields):
        widget = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, Rect=[20, 250 - 60 * number, 280, 290 - 60 * number],
            T=f"champ{number}", DA="/Helv 24 Tf 0 g", P=page.obj,
        )  # fmt: skip
        for key, value in field.items():
            widget[key] = value
        made.append(document.make_indirect(widget))
    page.Annots = made
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    document.Root.AcroForm = Dictionary(
        Fields=made, NeedAppearances=not appearances, DA="/Helv 24 Tf 0 g", DR=Dictionary(Font=Dictionary(Helv=font))
    )
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def drawn(document: pikepdf.Pdf) -> pikepdf.Stream:
    """The appearance of a field: a black bar."""
    return pikepdf.Stream(document, b"0 g 0 0 100 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 20])


def test_what_was_filled_in_is_shown_and_read(tmp_path: Path) -> None:
    texte = Dictionary(FT=Name.Tx, V="AUTO DEPOT")
    liste = Dictionary(FT=Name.Ch, Ff=1 << 17, V="Vente directe", Opt=Array(["Vente directe", "Réseau"]))
    (blank,) = shown_as(tmp_path, "vide.pdf", filled(Dictionary(FT=Name.Tx), Dictionary(FT=Name.Tx)))
    (shown,) = shown_as(tmp_path, "rempli.pdf", filled(texte, liste))
    assert dark(shown) > dark(blank) + 2000
    said = words_of_pdf((tmp_path / "rempli.pdf").read_bytes(), tmp_path / "cache").decode()
    assert "AUTO DEPOT" in said
    assert "Vente directe" in said


@pytest.mark.parametrize("flags", [0, 4])
def test_boxes_signatures_and_notes_are_shown(tmp_path: Path, flags: int) -> None:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 300))
    look = document.make_indirect(drawn(document))
    common: dict[str, Any] = {"Type": Name.Annot, "F": flags, "P": page.obj}
    box = Dictionary(
        Subtype=Name.Widget, FT=Name.Btn, T="case", V=Name.Oui, AS=Name.Oui, Rect=[10, 250, 110, 270],
        AP=Dictionary(N=Dictionary(Oui=look, Off=document.make_stream(b""))), **common,
    )  # fmt: skip
    signature = Dictionary(
        Subtype=Name.Widget, FT=Name.Sig, T="sig", Rect=[10, 150, 110, 170], AP=Dictionary(N=look), **common
    )
    stamp = Dictionary(Subtype=Name.Stamp, Rect=[10, 50, 110, 70], AP=Dictionary(N=look), **common)
    page.Annots = Array([document.make_indirect(a) for a in (box, signature, stamp)])
    document.Root.AcroForm = Dictionary(Fields=Array([page.Annots[0], page.Annots[1]]))
    buffer = BytesIO()
    document.save(buffer)
    (shown,) = shown_as(tmp_path, "signe.pdf", buffer.getvalue())
    scale = (shown.width / 300) ** 2
    assert dark(shown) == pytest.approx(3 * 100 * 20 * scale, rel=0.05)


# ---- Pictures


def ramp(mode: str) -> Image.Image:
    """A grey that goes from 0 to the full scale of the mode, 256 wide."""
    line = Image.linear_gradient("L").rotate(90)
    if mode == "F":
        return line.convert("F").point(lambda v: v * (1 / 255) + 0)
    if mode == "I;16B":
        return Image.frombytes("I;16B", line.size, b"".join(bytes((v, v)) for v in line.tobytes()))
    return line.convert("I").point(lambda v: v * 257 + 0).convert(mode)


@pytest.mark.parametrize(
    ("mode", "kind"), [("I;16", "PNG"), ("I;16", "TIFF"), ("I;16B", "TIFF"), ("F", "TIFF"), ("I", "TIFF")]
)
def test_greys_of_a_scanner_are_neither_white_nor_black(tmp_path: Path, mode: str, kind: str) -> None:
    (shown,) = shown_as(tmp_path, f"scan.{kind.lower()}", saved(ramp(mode), kind))
    with Image.open(shown.path) as image:
        grey = image.convert("L")
        assert ImageStat.Stat(grey).mean[0] == pytest.approx(127.5, abs=1)
        low, high = grey.getextrema()
        assert low < 5  # type: ignore[operator]
        assert high > 250  # type: ignore[operator]


def test_white_may_be_zero(tmp_path: Path) -> None:
    white = Image.new("I;16", (40, 40), 0)
    (shown,) = shown_as(tmp_path, "scan.tif", saved(white, "TIFF", tiffinfo={262: 0}))
    assert dark(shown) == 0


def test_colours_of_a_press_stay_colours(tmp_path: Path) -> None:
    for kind in ("JPEG", "TIFF"):
        (shown,) = shown_as(
            tmp_path, f"cmjn.{kind.lower()}", saved(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), kind)
        )
        with Image.open(shown.path) as image:
            r, green, blue = image.convert("RGB").getpixel((20, 20))  # type: ignore[misc]
            assert r > 200
            assert max(green, blue) < 80


def test_each_sheet_of_a_tiff_is_a_page_its_thumbnails_are_none(tmp_path: Path) -> None:
    from PIL import TiffImagePlugin

    first, *others = [Image.new("L", (200 + i, 280), 200 - 60 * i) for i in range(3)]
    for sheet in others:
        sheet.encoderinfo = {}
    content = saved(first, "TIFF", save_all=True, append_images=others)
    assert [v.width for v in shown_as(tmp_path, "trois.tif", content)] == [200, 201, 202]
    small = Image.new("L", (20, 28))
    buffer = BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(buffer) as writer:
        first.save(writer, "TIFF")
        writer.newFrame()
        small.save(writer, "TIFF", tiffinfo={254: 1})
        writer.newFrame()
    assert [v.width for v in shown_as(tmp_path, "apercu.tif", buffer.getvalue())] == [200]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_all_kinds_are_turned_as_their_exif_says(tmp_path: Path, kind: str) -> None:
    (shown,) = shown_as(tmp_path, f"photo.{kind.lower()}", photo(kind))
    assert (shown.width, shown.height) == (300, 400)


def test_a_palette_with_an_orientation_and_exif_that_is_none(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    big = Image.new("RGB", (2400, 1200), "red").quantize()
    (shown,) = shown_as(tmp_path, "palette.png", saved(big, "PNG", exif=exif))
    assert shown.height > shown.width
    broken = saved(Image.new("RGB", (30, 20)), "JPEG", exif=b"Exif\0\0garbage!")
    (shown,) = shown_as(tmp_path, "drole.jpg", broken)
    assert (shown.width, shown.height) == (30, 20)


# ---- Too much


def bomb() -> bytes:
    """A PNG of a few bytes that says that it is enormous."""
    import zlib

    head = (60_000).to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    made = [len(d).to_bytes(4, "big") + n + d + zlib.crc32(n + d).to_bytes(4, "big") for n, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pixels" in fault(tmp_path, "bombe.png", bomb()).cause
    assert "101 pages" in fault(tmp_path, "long.pdf", pdf(101)).cause
    sheets = [Image.new("1", (8, 8)) for _ in range(101)]
    content = saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:])
    path = tmp_path / "long.tif"
    path.write_bytes(content)
    made = pictures.make_pictures([(path, "image")], tmp_path / "cache")[path]
    assert isinstance(made, PictureError)
    assert "100 pages" in made.cause
    monkeypatch.setattr(model, "MAX_BYTES", 10)
    assert "Mo" in fault(tmp_path, "lourd.png", saved(Image.new("L", (9, 9)), "PNG")).cause


def test_a_file_beyond_the_limits_is_told(tmp_path: Path) -> None:
    fiche = avec("  - {titre: A, fichier: a.pdf}\n  - {titre: B, fichier: b.png}\n")
    built = try_build(write(tmp_path, {"fiche.md": fiche, "a.pdf": pdf(101), "b.png": bomb()}))
    assert built.code == 1
    assert built.output.count("erreur NDRC414") == 2
    assert "101 pages" in built.output
    assert "Traceback" not in built.output


# ---- What the system refuses


def test_a_file_that_the_system_refuses_leaves_the_last_site_whole(tmp_path: Path) -> None:
    image = saved(Image.new("RGB", (9, 9)), "PNG")
    root = write(tmp_path, {"fiche.md": FICHE, "images/v.png": image, "notice.docx": b"PK"})
    before = try_build(root)
    assert before.code == 0, before.output
    kept = before.files()
    for name in ("images/v.png", "notice.docx", "a.svg", "annexes/b.jpg"):
        (root / "docs" / name).unlink(missing_ok=True)
        (root / "docs" / name).parent.mkdir(exist_ok=True)
        (root / "docs" / name).symlink_to(root / "absent")
    (root / "docs/page.md").write_text("![](images/v.png) ![](annexes/b.jpg)\n", encoding="utf-8")
    (root / "docs/annexes/brouillon.jpg").symlink_to(root / "absent")
    built = try_build(root)
    assert built.code == 1
    assert built.output.count("erreur NDRC416") == 5
    assert "« v.png » ne peut pas être lu\u00a0: c’est un raccourci" in built.output.replace("«\u00a0", "« ").replace(
        "\u00a0»", " »"
    )
    assert "Toujours conserver" in built.output
    assert "Traceback" not in built.output
    assert built.files() == kept


def test_an_annexe_that_is_locked_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ndrc_portfolio.formulaires.sessions import load_forms
    from ndrc_portfolio.portfolio.documents import check_file

    root = write(tmp_path, {"fiche.md": avec("  - {titre: A, fichier: a.jpg}\n"), "a.jpg": photo()})
    ordinary = Path.open

    def locked(path: Path, *arguments: str, **named: str) -> object:
        if path.name == "a.jpg":
            raise PermissionError(13, "Permission denied")
        return ordinary(path, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    fiche = check_file(root / "docs/fiche.md", "fiche.md", root / "docs", load_forms(2027))
    assert fiche is not None
    (told,) = [d for d in fiche.diagnostics if d.code.startswith("NDRC4")]
    assert told.code == "NDRC416"
    assert "l’accès est refusé" in told.message
    assert [p for p in (root / "docs/a.jpg", root / "docs/fiche.md", root / "docs") if readable.refusal_of(p)] == [
        root / "docs/a.jpg",
        root / "docs",
    ]


# ---- Names that look the same


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("written", [str, nfd])
def test_names_of_macos_are_found(tmp_path: Path, written: type) -> None:
    """The files are decomposed; the text is composed, or the contrary: annexe, picture, link, folder."""
    other = nfd if written is str else lambda text: text
    texte = f"![Vélo]({other('images/vélo.png')}) ![]({other('<été/l’arrivée 2.png>')}) [page]({other('réseau.md')})"
    files: dict[str, str | bytes] = {
        "fiche.md": avec(f"  - {{titre: Mandat, fichier: {other('annexes/mandat signé.jpg')}}}\n", texte),
        written("annexes/mandat signé.jpg"): photo(),
        written("images/vélo.png"): saved(Image.new("RGB", (9, 9)), "PNG"),
        written("été/l’arrivée 2.png"): saved(Image.new("RGB", (9, 9)), "PNG"),
        written("réseau.md"): "# Réseau\n",
    }
    built = build(write(tmp_path, files), strict=True)
    assert "Annexe 1" in built.page("fiche")
    assert not any(n.startswith("annexes/") for n in built.files())


def test_a_very_name_comes_before_one_that_looks_the_same(tmp_path: Path) -> None:
    (tmp_path / "é.jpg").write_bytes(b"1")
    (tmp_path / nfd("é.jpg")).write_bytes(b"2")
    if len(list(tmp_path.iterdir())) == 2:  # macOS has but one name
        assert real_path(tmp_path / nfd("é.jpg"), tmp_path) == tmp_path / nfd("é.jpg")
        assert real_path(tmp_path / "é.jpg", tmp_path) == tmp_path / "é.jpg"
    assert real_path(tmp_path / "É.jpg", tmp_path) is None
    (tmp_path / "Capture à 10.00\u202fAM.png").write_bytes(b"3")
    found = real_path(tmp_path / "Capture à 10.00 AM.png", tmp_path)
    assert found is not None
    assert found.name == "Capture à 10.00\u202fAM.png"


def test_links_that_are_right_stay_as_they_are() -> None:
    alike = {"images/vélo.png": nfd("images/vélo.png"), "é.png": "é.png"}
    for text in ("[a](é.png)", "[a](b.png 'été')", "[^1]: été", "![](https://x.fr/vélo.png)", "été (vélo.png)"):
        assert real_links(text, "fiche.md", alike) == text
    for text in (
        "![a](images/vélo.png)",
        "![a](images/v%C3%A9lo.png 'x')",
        '<img src="images/vélo.png">',
        "[a]: images/vélo.png",
    ):
        assert "ve%CC%81lo.png" in real_links(text, "fiche.md", alike)


# ---- Sizes, and what is kept


def test_large_and_odd_pictures(tmp_path: Path) -> None:
    sources = {}
    for i, size in enumerate([(6000, 9000), (600, 9000), (3, 3)]):
        sources[tmp_path / f"{i}.jpg"] = size
        Image.new("RGB", size, "gray").save(tmp_path / f"{i}.jpg")
    for mode in ("P", "LA", "RGBA", "I;16", "CMYK", "1", "L"):
        suffix = "tif" if mode == "CMYK" else "png"
        path = tmp_path / f"{mode.replace(';', '')}.{suffix}"
        Image.new(mode, (30, 20)).save(path)
        sources[path] = (30, 20)
    made = pictures.make_pictures([(p, "image") for p in sources], tmp_path / "cache")
    for path in sources:
        pages = made[path]
        assert isinstance(pages, list), path
        (one,) = pages
        assert max(one.width, one.height) <= model.LONG_SIDE
        with Image.open(one.path) as shown:
            assert shown.size == (one.width, one.height)
            assert shown.mode in ("RGB", "L")


def test_processed_files_are_kept_by_content(tmp_path: Path) -> None:
    source, copy = tmp_path / "a.jpg", tmp_path / "b.jpg"
    source.write_bytes(photo())
    copy.write_bytes(photo())
    made = pictures.make_pictures([(source, "image")], tmp_path / "cache")[source]
    assert isinstance(made, list)
    before = made[0].path.stat().st_mtime_ns
    again = pictures.make_pictures([(copy, "image")], tmp_path / "cache")[copy]
    assert isinstance(again, list)
    assert again == made
    assert again[0].path.stat().st_mtime_ns == before


def test_a_noisy_photo_is_capped(tmp_path: Path) -> None:
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(noise(2600, 1900))
    pages = pictures._pictures(picture, "image", tmp_path / "cache")
    assert isinstance(pages, list)
    assert pages[0].path.stat().st_size <= model.MOST
    with Image.open(pages[0].path) as shown:
        assert shown.size == (pages[0].width, pages[0].height)
