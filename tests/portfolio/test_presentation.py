"""How a candidate presents themselves: a colour that can be read, a photo that says nothing of where and when."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ndrc_portfolio.portfolio.configuration.couleur import LEAST, NOMS, contrast, read_couleur, readable, style_sheet
from ndrc_portfolio.portfolio.configuration.presentation import Presentation, read_presentation
from ndrc_portfolio.portfolio.configuration.settings import read_settings


def presented(root: Path, options: str) -> tuple[Presentation, list[str]]:
    (root / "docs" / "prive").mkdir(parents=True, exist_ok=True)
    lines = "".join(f"    {line}\n" for line in options.splitlines())
    (root / "mkdocs.yml").write_text(f"site_name: P\nplugins:\n  ndrc-portfolio:\n    session: 2027\n{lines}", "utf-8")
    settings = read_settings(root / "mkdocs.yml")
    found, faults = read_presentation(settings, root, root / "docs", root / ".cache")
    return found, [fault.code for fault in faults]


@pytest.mark.parametrize("nom", NOMS)
def test_each_colour_that_has_a_name_can_be_read(nom: str) -> None:
    couleur = read_couleur(nom)
    assert couleur
    assert contrast(couleur) >= LEAST
    assert readable(couleur) == couleur


@pytest.mark.parametrize("text", ["#FFD700", "ffd700", "#fd0"])
def test_a_pale_colour_becomes_darker(text: str) -> None:
    couleur = read_couleur(text)
    assert couleur
    assert contrast(couleur) < LEAST <= contrast(readable(couleur))
    assert readable(couleur).code in style_sheet(couleur)


@pytest.mark.parametrize("code", ["#000000", "#ffffff", "#808080"])
def test_colours_without_a_hue(code: str) -> None:
    couleur = read_couleur(code)
    assert couleur
    assert contrast(readable(couleur)) >= LEAST
    assert style_sheet(couleur)


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ("couleur: Bleu marine", []),
        ('couleur: "#ffd700"', ["NDRC685"]),
        ("couleur: #1f4fa3", ["NDRC686"]),
        ("couleur: azur}body{color:red", ["NDRC686"]),
        ("couleur: [bleu]", ["NDRC686"]),
        ("presentation: {a: b}", ["NDRC687"]),
        ("contact: {a: b}", ["NDRC687"]),
        ("contact: a@b.fr", []),
        ("photo: [a.jpg]", ["NDRC687"]),
        ("photo: docs/absente.jpg", ["NDRC688"]),
        ("photo: ../dehors.jpg", ["NDRC688"]),
        ("photo: docs/prive/moi.jpg", ["NDRC688"]),
        ("photo: docs/texte.jpg", ["NDRC688"]),
        ("photo: moi.jpg", []),
    ],
)
def test_what_is_said(tmp_path: Path, options: str, codes: list[str]) -> None:
    root = tmp_path / "portfolio"
    (root / "docs" / "prive").mkdir(parents=True)
    for path in (tmp_path / "dehors.jpg", root / "docs" / "prive" / "moi.jpg", root / "docs" / "moi.jpg"):
        Image.new("RGB", (8, 8)).save(path)
    (root / "docs" / "texte.jpg").write_text("texte", encoding="utf-8")
    found, said = presented(root, options)
    assert said == codes
    assert (found.photo is not None) == (options == "photo: moi.jpg")


def test_the_photo_is_small_upright_and_says_nothing(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010E] = "CANARI"
    (tmp_path / "docs").mkdir()
    Image.new("RGB", (1600, 800), "red").save(tmp_path / "docs" / "moi.jpg", exif=exif)
    found, said = presented(tmp_path, "photo: docs/moi.jpg")
    assert said == []
    assert found.photo
    content = found.photo.path.read_bytes()
    assert b"CANARI" not in content
    assert Image.open(BytesIO(content)).size == (found.photo.width, found.photo.height) == (160, 320)


def test_lines_of_text(tmp_path: Path) -> None:
    found, said = presented(tmp_path, "presentation: |\n  Une ligne\n  et sa suite\ncontact:\n  - a@b.fr\n  - Avignon")
    assert said == []
    assert (found.ligne, found.contact) == ("Une ligne et sa suite", ("a@b.fr", "Avignon"))
