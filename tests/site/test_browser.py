"""The example portfolio in a real browser: what the pages show, and what comes out of the printer."""

import re

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Champ
from ndrc_portfolio.formulaires.sessions import load_forms
from tests.support import A4, EXAMPLE_FICHES, ROOT, Built, flat, print_page, words_of

pytestmark = pytest.mark.navigateur

MAX_BYTES = 25_000


def textes(document: pdfium.PdfDocument) -> list[str]:
    """The text of each page, without its footer."""
    found = [flat(p.get_textpage().get_text_bounded()) for p in document]
    return [re.sub(r"^Camille Roussel – .*? \d+ / \d+ ?", "", text) for text in found]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_scrolls_sideways_complains_or_calls_others(
    example: Built, example_url: str, page: Page, width: int
) -> None:
    url, folder = example_url, example.site
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    for html in sorted(folder.rglob("index.html")):
        page.goto(url + html.relative_to(folder).as_posix())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, html.relative_to(folder)
    assert not said
    assert not [u for u in asked if not u.startswith((url, "data:"))]


@pytest.mark.parametrize("fiche", EXAMPLE_FICHES)
def test_every_label_and_word_is_there_in_order(example_url: str, page: Page, fiche: str) -> None:
    source = (ROOT / "docs" / f"{fiche}.md").read_bytes()
    read = read_fiche(source, fiche, load_forms(2020))
    assert read is not None
    assert read.formulaire is not None
    labels = [
        c.libelle for t in lay_out(read.formulaire).tables for g in t.groups for row in g.rows for c in row if c.libelle
    ]
    champs = [c for c in read.formulaire.champs.values() if not c.options]
    words = [w for c in champs if c.chemin in read.values for t in read.values[c.chemin].cells for w in words_of(t)]
    assert len(words) > 100
    for address in (f"{fiche}/", f"{fiche}/imprimer/", f"dossier/{fiche[:2]}/"):
        page.goto(example_url + address)
        text = flat(str(page.evaluate("document.querySelector('main').textContent")))
        at = text.index(flat(read.titre) or labels[0])
        for label in labels:
            if not any(label == c.libelle for c in read.formulaire.champs.values() if c.keyword.largeur):
                at = text.index(label, at)
        assert not [w for w in words if w not in text]


@pytest.mark.parametrize("fiche", EXAMPLE_FICHES)
def test_each_text_stands_beside_its_label(example_url: str, page: Page, fiche: str) -> None:
    page.goto(f"{example_url}{fiche}/imprimer/")
    page.emulate_media(media="print")
    rows = page.evaluate(
        """[...document.querySelectorAll('th[scope=row]')].map(th => {
            const a = th.getBoundingClientRect(), b = th.nextElementSibling.getBoundingClientRect();
            return [th.textContent, a.top - b.top, a.bottom - b.bottom, b.left - a.right, b.width / a.width];
        })"""
    )
    assert rows
    for label, top, bottom, gap, ratio in rows:
        assert max(abs(top), abs(bottom), abs(gap)) < 1, label
        assert ratio == pytest.approx(3, abs=0.1), label
    size = page.evaluate("getComputedStyle(document.querySelector('td.valeur')).fontSize")
    assert float(size.removesuffix("px")) == pytest.approx(10 * 96 / 72, abs=0.05)


@pytest.mark.parametrize("fiche", EXAMPLE_FICHES)
def test_a_print_view_is_light_and_needs_no_script(example: Built, fiche: str) -> None:
    html = (example.site / fiche / "imprimer" / "index.html").read_text(encoding="utf-8")
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    weight = len(html.encode()) + sum((example.site / fiche / "imprimer" / s).stat().st_size for s in sheets)
    assert weight <= MAX_BYTES
    assert "<script" not in html


@pytest.mark.parametrize("fiche", EXAMPLE_FICHES)
def test_a_form_with_a_limit_keeps_to_its_pages(example_url: str, page: Page, fiche: str) -> None:
    printed = print_page(page, f"{example_url}{fiche}/imprimer/")
    read = read_fiche((ROOT / "docs" / f"{fiche}.md").read_bytes(), fiche, load_forms(2020))
    assert read is not None
    assert read.formulaire is not None
    limit = read.formulaire.keyword.pages
    pages = textes(printed)
    assert all(len(text) > 100 for text in pages)
    assert not limit or len(pages) <= limit
    for document_page in printed:
        assert tuple(round(side) for side in document_page.get_size()) == A4
    if fiche.startswith("e4/"):
        assert "Difficultés Rencontrées" in pages[0]
        assert "CIBLAGE ET PROSPECTION" not in pages[0]
        assert pages[1].startswith("CIBLAGE ET PROSPECTION")


@pytest.mark.parametrize("id_", load_forms(2020))
def test_a_blank_form_prints_on_one_sheet(blank_forms: Built, page: Page, id_: str) -> None:
    printed = print_page(page, (blank_forms.site / id_ / "imprimer" / "index.html").as_uri())
    assert len(printed) == (2 if id_ == "e4-activite" else 1)
    for document_page in printed:
        assert tuple(round(side) for side in document_page.get_size()) == A4


@pytest.mark.parametrize("epreuve", ["e4", "e6"])
def test_the_dossier_prints_cover_contents_fiches_and_annexes(
    example: Built, example_url: str, page: Page, epreuve: str
) -> None:
    url, folder = example_url, example.site
    pages = textes(print_page(page, f"{url}dossier/{epreuve}/"))
    assert "SESSION 2020" in pages[0]
    assert "Roussel" in pages[0]
    assert pages[1].startswith("Sommaire")
    assert all(text for text in pages), "a blank page"
    html = (folder / "dossier" / epreuve / "index.html").read_text(encoding="utf-8")
    for caption in re.findall(r"<figcaption>([^<]+)</figcaption>", html):
        assert len([t for t in pages[2:] if t.startswith(flat(caption))]) == 1, caption
    bands = [n.libelle for f in load_forms(2020).values() for n in f.corps if not isinstance(n, Champ)]
    for text in pages:
        assert not text.endswith(tuple(bands)), "a band alone at the foot of a page"


def test_the_page_of_a_fiche_prints_as_its_print_view(example_url: str, page: Page) -> None:
    """Each letter at the same place, on as many sheets, whatever the theme around it, and in the dark too."""
    page.emulate_media(color_scheme="dark")
    for fiche in (EXAMPLE_FICHES[0], EXAMPLE_FICHES[3]):
        view, own = (letters(print_page(page, f"{example_url}{fiche}/{path}")) for path in ("imprimer/", ""))
        assert own == view


def letters(document: pdfium.PdfDocument) -> list[list[tuple[str, int, int]]]:
    """The letters of each page, each with where it stands, in points."""
    found = []
    for text in (sheet.get_textpage() for sheet in document):
        boxes = ((text.get_text_range(i, 1), *text.get_charbox(i)[:2]) for i in range(text.count_chars()))
        found.append([(sign, round(x), round(y)) for sign, x, y in boxes if sign.strip()])
    return found


def test_grey_bands_print_without_a_setting(example_url: str, page: Page) -> None:
    printed = print_page(page, f"{example_url}{EXAMPLE_FICHES[0]}/imprimer/")
    picture = printed[0].render(scale=1).to_pil().convert("L")
    assert any(185 <= value <= 222 and count > 2000 for count, value in picture.getcolors(256) or [])


def test_the_keyboard_reaches_the_links_of_a_form(example_url: str, page: Page) -> None:
    page.goto(f"{example_url}{EXAMPLE_FICHES[0]}/")
    page.locator("a", has_text="Version à imprimer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/imprimer/")
    assert page.title().startswith("E")
