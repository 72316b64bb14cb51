"""What the guide shows is made here: `python -m tests.guide` writes the reference and takes the pictures anew.

The pictures are of the example portfolio, as `mkdocs serve` shows it to its candidate in a real Chromium.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from ndrc_portfolio.formulaire import charger
from ndrc_portfolio.printing import navigateur
from ndrc_portfolio.reference import reference
from tests.test_serve import lancer

RACINE = Path(__file__).resolve().parent.parent
GUIDE = RACINE / "docs" / "guide"
IMAGES = GUIDE / "images"
_COULEURS = 128

# name: the page, the width of the window, and the part of the page to show (a selector; empty: its top)
VUES = {
    "accueil": ("", 1000, ".ndrc-accueil"),
    "fiche": ("e4/vente-vehicule/", 1000, ""),
    "telephone": ("e4/vente-vehicule/", 390, ""),
    "jauge": ("e6/etude-reflexive/", 1000, ".ndrc-jauge"),
    "imprimer": ("e4/vente-vehicule/imprimer/", 1000, ""),
    "sommaire": ("dossier/e4/", 1000, ".sommaire"),
    "probleme": ("e4/portes-ouvertes/", 1000, ".ndrc-problemes"),
    "conformite": ("conformite/", 1000, ""),
}
_HAUTEURS = {390: 780}
# What is wrong in the portfolio for a picture: in a file, a text and what stands in its place
_FAUTES = {
    "probleme": {"docs/e4/portes-ouvertes.md": ("nature: evenement-commercial", "nature: evenement")},
    "conformite": {
        "docs/e4/portes-ouvertes.md": ("nature: evenement-commercial", "nature: negociation-vente"),
        "mkdocs.yml": ("        semaines: 4\n", "        semaines: 3\n"),
    },
}


def main() -> None:
    (GUIDE / "reference.md").write_text(reference(charger(2027)), encoding="utf-8", newline="\n")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _navigateur() as browser:
        _photographier(_portfolio(Path(folder, "juste"), {}), browser, [v for v in VUES if v not in _FAUTES])
        for name, fautes in _FAUTES.items():
            _photographier(_portfolio(Path(folder, name), fautes), browser, [name])


def _portfolio(folder: Path, fautes: Mapping[str, tuple[str, str]]) -> Path:
    """The example, with some faults."""
    shutil.copytree(RACINE / "docs", folder / "docs")
    shutil.copy(RACINE / "mkdocs.yml", folder)
    for name, (right, wrong) in fautes.items():
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert right in text
        path.write_text(text.replace(right, wrong), encoding="utf-8")
    return folder


def _photographier(portfolio: Path, browser: Browser, vues: list[str]) -> None:
    with lancer(portfolio) as address:
        for name in vues:
            url, width, part = VUES[name]
            page = browser.new_page(viewport={"width": width, "height": _HAUTEURS.get(width, 640)})
            page.goto(address + url)
            _attendre(page)
            if part:
                page.add_style_tag(content=f".md-header {{ visibility: hidden }} {part} {{ padding: 8px }}")
            shot = page.locator(part).first.screenshot() if part else page.screenshot()
            image = Image.open(BytesIO(shot)).convert("RGB").quantize(_COULEURS)
            image.save(IMAGES / f"{name}.png", optimize=True)
            page.close()


def _attendre(page: Page) -> None:
    """Until the gauge, where there is one, has been measured."""
    if page.locator(".ndrc-jauge").count():
        page.locator(".ndrc-jauge > p").wait_for()


@contextmanager
def _navigateur() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=navigateur(), args=["--no-sandbox"])
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
