"""What the guide shows is made here: `python -m tests.guide` writes the reference and takes the pictures anew.

The pictures are of the example portfolio in a real Chromium: as `mkdocs serve` shows it to its candidate, or as its
public site shows it to all.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page, sync_playwright

from ndrc_portfolio.formulaires.reference import reference
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.pdf.browser import find_browser
from tests.house import draw
from tests.support import ROOT, environment, serve

GUIDE = ROOT / "docs" / "guide"
IMAGES = GUIDE / "images"
_COULEURS = 128

# name: the page, the width of the window, and the part of the page to show (a selector; empty: its top)
VUES = {
    "accueil": ("", 1000, ".ndrc-accueil"),
    "fiche": ("e4/vente-vehicule/index.html", 1000, ""),
    "telephone": ("e4/vente-vehicule/index.html", 390, ""),
    "jauge": ("e6/etude-reflexive/", 1000, ".ndrc-jauge"),
    "imprimer": ("e4/vente-vehicule/imprimer/", 1000, ""),
    "sommaire": ("dossier/e4/", 1000, ".sommaire"),
    "probleme": ("e4/portes-ouvertes/", 1000, ".ndrc-problemes"),
    "conformite": ("conformite/", 1000, ""),
    "telecharger": ("dossier/e4/index.html", 1000, ""),
    "classe": ("index.html", 1400, ""),
}
# name: the pages of the PDF of the example's E4 dossier, side by side
PAGES_DU_PDF = {"pdf": (2, 3)}
_ELEVES = {"Carpentier;Inès": "", "Moreau;Hugo": "e6/epiceries.md", "Roussel;Camille": "e4/contrat-bureaux.md"}
"""The students of a class, and the fiche that each lacks; one more has handed nothing in."""
# Taken of the public site, as `mkdocs build` leaves it
_PUBLIQUES = {"fiche", "telephone", "telecharger"}
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
    (GUIDE / "reference.md").write_text(reference(load_forms(2027)), encoding="utf-8", newline="\n")
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / "architecture.svg").write_text(draw(), encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder, _navigateur() as browser:
        _servir(
            _portfolio(Path(folder, "juste"), {}),
            browser,
            [v for v in VUES if v not in {*_FAUTES, *_PUBLIQUES, "classe"}],
        )
        for name, fautes in _FAUTES.items():
            _servir(_portfolio(Path(folder, name), fautes), browser, [name])
        _publier(_portfolio(Path(folder, "public"), {}), browser)
        _photographier("classe", f"{_classe(Path(folder, 'classe')).as_uri()}/", browser)


def _portfolio(folder: Path, fautes: Mapping[str, tuple[str, str]]) -> Path:
    """The example, with some faults."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name, (right, wrong) in fautes.items():
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert right in text
        path.write_text(text.replace(right, wrong), encoding="utf-8")
    return folder


def _servir(portfolio: Path, browser: Browser, vues: Iterable[str]) -> None:
    with serve(portfolio) as address:
        for name in vues:
            _photographier(name, address, browser)


def _publier(portfolio: Path, browser: Browser) -> None:
    """The public site with the PDF that it offers, and some pages of that PDF."""
    path = portfolio / "telechargements" / "dossier-e4.pdf"
    pdf = ["ndrc_portfolio", "pdf", "e4", "--audience", "public", "-o", str(path)]
    for command in (pdf, ["mkdocs", "build", "--quiet"]):
        subprocess.run([sys.executable, "-m", *command], cwd=portfolio, env=environment(), check=True, timeout=300)
    for name in sorted(_PUBLIQUES):
        _photographier(name, f"{(portfolio / 'site').as_uri()}/", browser)
    document = pdfium.PdfDocument(path)
    for name, numbers in PAGES_DU_PDF.items():
        pages = [document[number - 1].render(scale=1.25).to_pil() for number in numbers]
        edge = 8
        sheet = Image.new("RGB", (sum(p.width + edge for p in pages) + edge, pages[0].height + 2 * edge), "#bbb")
        for i, page in enumerate(pages):
            sheet.paste(page, (edge + i * (page.width + edge), edge))
        _garder(sheet, name)
    document.close()


def _classe(folder: Path) -> Path:
    """The pages of a class whose students have the example of 2027, or a part of it."""
    lines = ["nom;prenom", *_ELEVES, "Benali;Nadia"]
    folder.mkdir()
    (folder / "eleves.csv").write_text("\n".join(lines), encoding="utf-8")
    settings = "classe: NDRC2\nsession: 2027\nmodalite: ccf\n"
    day = "echeances:\n  - {titre: Fiches E4, document: e4-activite, nombre: 2, le: 2099-04-30}\n"
    (folder / "classe.yml").write_text(settings + day, encoding="utf-8")
    for eleve, lacking in _ELEVES.items():
        nom, prenom = eleve.split(";")
        place = shutil.copytree(ROOT / "exemples" / "2027", folder / "remises" / f"{nom} {prenom}")
        if lacking:
            (place / "docs" / lacking).unlink()
        text = (place / "mkdocs.yml").read_text(encoding="utf-8")
        (place / "mkdocs.yml").write_text(text.replace("Carpentier", nom).replace("Inès", prenom), encoding="utf-8")
    command = [sys.executable, "-m", "ndrc_portfolio", "classe", "site"]
    subprocess.run(command, cwd=folder, env=environment(), check=True, timeout=300)
    return folder / "site-classe"


def _photographier(name: str, address: str, browser: Browser) -> None:
    url, width, part = VUES[name]
    page = browser.new_page(viewport={"width": width, "height": _HAUTEURS.get(width, 640)})
    page.goto(address + url)
    _attendre(page)
    if part:
        page.add_style_tag(content=f".md-header {{ visibility: hidden }} {part} {{ padding: 8px }}")
    shot = page.locator(part).first.screenshot() if part else page.screenshot()
    _garder(Image.open(BytesIO(shot)).convert("RGB"), name)
    page.close()


def _garder(image: Image.Image, name: str) -> None:
    image = ImageOps.expand(image, 1, "#bbb")  # an edge, for what is as white as the page around it
    image.quantize(_COULEURS).save(IMAGES / f"{name}.png", optimize=True)


def _attendre(page: Page) -> None:
    """Until the gauge, where there is one, has been measured."""
    if page.locator(".ndrc-jauge").count():
        page.locator(".ndrc-jauge > p").wait_for()


@contextmanager
def _navigateur() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
