"""Annexes and photos in real builds: shown, turned upright, without a trace of what a phone wrote into them."""

from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from ndrc_portfolio.annexes import model, pictures
from tests.portfolios import CONFIGURATION, FICHE, Construction, construire, ecrire

GPS = {1: "N", 2: (43.0, 56.0, 57.5), 3: "E", 4: (4.0, 48.0, 20.0)}
APPAREIL = "CANARI-APPAREIL"


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300)) -> bytes:
    """A photo stored sideways (EXIF orientation 6), red above and blue below once upright, with its GPS."""
    upright = Image.new("RGB", (size[1], size[0]), "red")
    upright.paste("blue", (0, size[0] // 2, size[1], size[0]))
    stored = upright.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = APPAREIL
    exif.get_ifd(0x8825).update(GPS)
    buffer = BytesIO()
    stored.save(buffer, kind, exif=exif.tobytes())
    return buffer.getvalue()


def pdf(pages: int = 2) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def avec(annexes: str, texte: str = "Une rubrique") -> str:
    return FICHE.replace("cadre:", f"annexes:\n{annexes}cadre:").replace("Une rubrique", texte)


def traces(built: Construction) -> list[str]:
    """The files of a site that still say where or with what a photo was taken."""
    left = []
    for name, content in built.files().items():
        told = APPAREIL.encode() in content or b"Exif" in content
        if name.endswith((".jpg", ".jpeg", ".png", ".webp")) and "assets/images" not in name:
            with Image.open(BytesIO(content)) as image:
                told = told or bool(image.getexif()) or "exif" in image.info
        left += [name] if told else []
    return left


def test_a_photo_is_shown_upright_and_without_its_gps(tmp_path: Path) -> None:
    fiche = avec("  - {titre: Mandat signé, fichier: ../annexes/mandat.jpg}\n")
    built = construire(ecrire(tmp_path, {"e4/fiche.md": fiche, "annexes/mandat.jpg": photo()}), "--strict")
    assert built.code == 0, built.output
    assert "Annexe 1 — Mandat signé" in built.page("e4/fiche")
    assert 'id="d1-annexe-1"' in built.page("dossier/e4")
    assert "Annexe 1" not in built.page("e4/fiche/imprimer")
    (name,) = [n for n in built.files() if n.endswith(".jpg")]
    with Image.open(built.site / name) as shown:
        assert shown.size == (300, 400)
        assert shown.getpixel((150, 20)) > (200, 60, 60)  # type: ignore[operator]
        red, _, blue = shown.getpixel((150, 380))  # type: ignore[misc]
        assert blue > red
    assert not traces(built)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_inside_a_rubrique_loses_its_metadata_too(tmp_path: Path, kind: str) -> None:
    name = f"photo.{kind.lower()}"
    fiche = FICHE.replace("Une rubrique", f"![Une photo](images/{name})")
    built = construire(ecrire(tmp_path, {"fiche.md": fiche, f"images/{name}": photo(kind)}), "--strict")
    assert built.code == 0, built.output
    assert f'src="../images/{name}"' in built.page("fiche")
    assert f'src="../../images/{name}"' in built.page("fiche/imprimer")
    with Image.open(built.site / "images" / name) as shown:
        assert shown.size == (300, 400)
        assert not shown.getexif().get_ifd(0x8825)
    assert not traces(built)


def test_a_photo_that_cannot_be_cleaned_is_not_published(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "images/cassee.jpg": b"\xff\xd8\xff\xe1" + APPAREIL.encode(),
        "images/iphone.heic": b"\x00\x00\x00\x18ftypheic" + APPAREIL.encode(),
    }
    built = construire(ecrire(tmp_path, files))
    assert built.output.count("n’est pas publiée") == 2
    assert not traces(built)
    assert not (built.site / "images").exists()


def test_a_picture_without_metadata_is_published_as_it_is(tmp_path: Path) -> None:
    buffer = BytesIO()
    Image.new("RGB", (50, 50), "green").save(buffer, "PNG")
    built = construire(ecrire(tmp_path, {"images/p.png": buffer.getvalue()}))
    assert built.files()["images/p.png"] == buffer.getvalue()


def test_originals_and_what_no_fiche_names_stay_at_home(tmp_path: Path) -> None:
    fiche = avec("  - {titre: A, fichier: annexes/a.jpg}\n", "Voir [l’annexe](annexes/a.jpg) et ![](annexes/b.jpg).")
    files: dict[str, str | bytes] = {
        "fiche.md": fiche,
        "annexes/a.jpg": photo(),
        "annexes/b.jpg": photo(size=(500, 300)),
        "annexes/c.jpg": photo(),
        "annexes/brouillon.docx": b"PK CANARI",
    }
    built = construire(ecrire(tmp_path, files), "--strict")
    assert built.code == 0, built.output
    assert 'href="#annexe-1"' in built.page("fiche")
    assert [n for n in built.files() if n.startswith("annexes/")] == ["annexes/b.jpg"]
    assert not traces(built)


def test_a_pdf_is_shown_page_by_page(tmp_path: Path) -> None:
    fiche = avec("  - {titre: Devis, fichier: annexes/devis.pdf}\n", "Voir [le devis](annexes/devis.pdf)")
    built = construire(ecrire(tmp_path, {"fiche.md": fiche, "annexes/devis.pdf": pdf(3)}), "--strict")
    assert built.code == 0, built.output
    dossier = built.page("dossier/e4")
    assert "Annexe 1 — Devis (1/3)" in dossier
    assert "Annexe 1 — Devis (3/3)" in dossier
    assert 'href="#annexe-1"' in built.page("fiche")
    assert not [n for n in built.files() if n.endswith(".pdf")]


def test_a_link_from_another_page_leads_to_the_annexe(tmp_path: Path) -> None:
    fiche = avec("  - {titre: Devis, fichier: ../annexes/devis.pdf}\n")
    files: dict[str, str | bytes] = {
        "index.md": "[Mon devis](annexes/devis.pdf)\n",
        "e4/fiche.md": fiche,
        "annexes/devis.pdf": pdf(1),
    }
    built = construire(ecrire(tmp_path, files), "--strict")
    assert built.code == 0, built.output
    assert 'href="e4/fiche/#annexe-1"' in built.page("")


def test_a_link_to_a_file_that_is_no_annexe_is_warned_about(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"index.md": "[Un devis](annexes/devis.pdf)\n", "annexes/devis.pdf": pdf(1)}
    built = construire(ecrire(tmp_path, files), "--strict")
    assert built.code == 1
    assert "annexes/devis.pdf" in built.output


def test_one_file_may_be_an_annexe_and_a_picture_of_the_text(tmp_path: Path) -> None:
    fiche = avec("  - {titre: A, fichier: annexes/a.jpg}\n", "![](images/a.jpg)")
    root = ecrire(tmp_path, {"fiche.md": fiche, "annexes/a.jpg": photo(), "images/a.jpg": photo()})
    first, second = construire(root, "--strict"), construire(root, "--strict")
    assert first.code == second.code == 0, second.output
    assert "images/a.jpg" in second.files()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("annexes/a.jpg", b"\xff\xd8\xff\xe0 and then nothing", "NDRC406"),
        ("annexes/a.pdf", b"%PDF-1.7 and then nothing", "NDRC406"),
        ("annexes/a.docx", b"PK", "NDRC405"),
    ],
)
def test_an_annexe_that_does_not_open_stops_the_build(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    fiche = avec(f"  - {{titre: A, fichier: {name}}}\n")
    built = construire(ecrire(tmp_path, {"fiche.md": fiche, name: content}))
    assert built.code == 1
    assert f"erreur {code}" in built.output
    assert "Traceback" not in built.output
    assert not built.site.exists()


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
        vues = made[path]
        assert isinstance(vues, list), path
        (vue,) = vues
        assert max(vue.width, vue.height) <= model.LONG_SIDE
        with Image.open(vue.path) as shown:
            assert shown.size == (vue.width, vue.height)
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


def test_the_cache_is_hidden_from_git(tmp_path: Path) -> None:
    construire(ecrire(tmp_path, {"fiche.md": FICHE}, CONFIGURATION))
    assert (tmp_path / ".cache" / "ndrc-portfolio" / ".gitignore").read_text(encoding="utf-8") == "*\n"
