"""Annexes and photos in real builds: shown, turned upright, without a trace of what a phone wrote into them."""

import unicodedata
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from tests.annexes.photos import APPAREIL, photo
from tests.support import FICHE, Built, Contents, build, picture, write


def pdf(pages: int = 2) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def avec(annexes: str, texte: str = "Une rubrique") -> str:
    return FICHE.replace("cadre:", f"annexes:\n{annexes}cadre:").replace("Une rubrique", texte)


def traces(built: Built) -> list[str]:
    """The files of a site that still say where or with what a photo was taken."""
    left = []
    for name, content in built.files().items():
        marked = APPAREIL.encode() in content or b"Exif" in content
        if name.endswith((".jpg", ".jpeg", ".png", ".webp")) and "assets/images" not in name:
            with Image.open(BytesIO(content)) as image:
                marked = marked or bool(image.getexif()) or "exif" in image.info
        left += [name] if marked else []
    return left


def test_a_photo_is_shown_upright_and_without_its_gps(tmp_path: Path) -> None:
    fiche = avec("  - {titre: Mandat signé, fichier: ../annexes/mandat.jpg}\n")
    built = build(write(tmp_path, {"e4/fiche.md": fiche, "annexes/mandat.jpg": photo()}), strict=True)
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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_inside_a_rubrique_loses_its_metadata_too(tmp_path: Path, kind: str) -> None:
    name = f"photo.{kind.lower()}"
    fiche = FICHE.replace("Une rubrique", f"![Une photo](images/{name})")
    built = build(write(tmp_path, {"fiche.md": fiche, f"images/{name}": photo(kind)}), strict=True)
    assert f'src="../images/{name}"' in built.page("fiche")
    assert f'src="../../images/{name}"' in built.page("fiche/imprimer")
    with Image.open(built.site / "images" / name) as shown:
        assert shown.size == (300, 400)
        assert not shown.getexif().get_ifd(0x8825)
    assert not traces(built)


def test_a_photo_that_cannot_be_cleaned_is_not_published(tmp_path: Path) -> None:
    files: Contents = {
        "images/cassee.jpg": b"\xff\xd8\xff\xe1" + APPAREIL.encode(),
        "images/iphone.heic": b"\x00\x00\x00\x18ftypheic" + APPAREIL.encode(),
    }
    built = build(write(tmp_path, files))
    assert built.output.count("NDRC413") == 2
    assert not traces(built)
    assert not (built.site / "images").exists()


def test_names_that_macos_spells_otherwise_are_the_names_that_are_typed(tmp_path: Path) -> None:
    """« é » as two characters, in a file and in a folder; nothing confidential gets out by it."""
    fiche = avec(
        "  - {titre: Mandat, fichier: été/mandat signé.jpg}\n"
        "  - {titre: Client, fichier: images/privé.jpg, confidentiel: oui}\n",
        "![Schéma](images/schéma.png) et [le mandat](été/mandat signé.jpg)",
    )
    names = ("été/mandat signé.jpg", "images/privé.jpg", "images/schéma.png")
    odd: Contents = {unicodedata.normalize("NFD", name): photo("JPEG") for name in names}
    built = build(write(tmp_path, {"fiche.md": fiche, **odd}))
    assert "introuvable" not in built.output
    assert "not found" not in built.output
    assert "Annexe 1 — Mandat" in built.page("fiche")
    published = {unicodedata.normalize("NFC", n) for n in built.files() if n.endswith((".jpg", ".png"))}
    assert "images/schéma.png" in published
    assert not published & {"images/privé.jpg", "été/mandat signé.jpg"}
    assert not traces(built)


def test_a_picture_without_metadata_is_published_as_it_is(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"images/p.png": picture()}))
    assert built.files()["images/p.png"] == picture()


def test_originals_and_what_no_fiche_names_stay_at_home(tmp_path: Path) -> None:
    fiche = avec("  - {titre: A, fichier: annexes/a.jpg}\n", "Voir [l’annexe](annexes/a.jpg) et ![](annexes/b.jpg).")
    files: Contents = {
        "fiche.md": fiche,
        "annexes/a.jpg": photo(),
        "annexes/b.jpg": photo(size=(500, 300)),
        "annexes/c.jpg": photo(),
        "annexes/brouillon.docx": b"PK CANARI",
    }
    built = build(write(tmp_path, files), strict=True)
    assert 'href="#annexe-1"' in built.page("fiche")
    assert [n for n in built.files() if n.startswith("annexes/")] == ["annexes/b.jpg"]
    assert not traces(built)


def test_a_pdf_is_shown_page_by_page(tmp_path: Path) -> None:
    fiche = avec("  - {titre: Devis, fichier: annexes/devis.pdf}\n", "Voir [le devis](annexes/devis.pdf)")
    built = build(write(tmp_path, {"fiche.md": fiche, "annexes/devis.pdf": pdf(3)}), strict=True)
    dossier = built.page("dossier/e4")
    assert "Annexe 1 — Devis (1/3)" in dossier
    assert "Annexe 1 — Devis (3/3)" in dossier
    assert 'href="#annexe-1"' in built.page("fiche")
    assert not [n for n in built.files() if n.endswith(".pdf")]


def test_a_link_from_another_page_leads_to_the_annexe(tmp_path: Path) -> None:
    fiche = avec("  - {titre: Devis, fichier: ../annexes/devis.pdf}\n")
    files: Contents = {
        "index.md": "[Mon devis](annexes/devis.pdf)\n",
        "e4/fiche.md": fiche,
        "annexes/devis.pdf": pdf(1),
    }
    built = build(write(tmp_path, files), strict=True)
    assert 'href="e4/fiche/#annexe-1"' in built.page("")


def test_a_link_to_a_file_that_is_no_annexe_is_warned_about(tmp_path: Path) -> None:
    files: Contents = {"index.md": "[Un devis](annexes/devis.pdf)\n", "annexes/devis.pdf": pdf(1)}
    build(write(tmp_path, files), strict=True, fails="annexes/devis.pdf")


def test_one_file_may_be_an_annexe_and_a_picture_of_the_text(tmp_path: Path) -> None:
    fiche = avec("  - {titre: A, fichier: annexes/a.jpg}\n", "![](images/a.jpg)")
    root = write(tmp_path, {"fiche.md": fiche, "annexes/a.jpg": photo(), "images/a.jpg": photo()})
    first, second = build(root, strict=True), build(root, strict=True)
    assert "images/a.jpg" in first.files()
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
    built = build(write(tmp_path, {"fiche.md": fiche, name: content}), fails=f"erreur {code}")
    assert not built.site.exists()


def test_the_cache_is_hidden_from_git(tmp_path: Path) -> None:
    build(write(tmp_path, {"fiche.md": FICHE}))
    assert (tmp_path / ".cache" / "ndrc-portfolio" / ".gitignore").read_text(encoding="utf-8") == "*\n"
