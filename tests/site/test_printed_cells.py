"""What an author writes in a cell, printed: in its place, and closed."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.rendering.sheet import MM, SIDE

pytestmark = pytest.mark.navigateur


def printed(page: Page, cell: str) -> pdfium.PdfDocument:
    """A form of one cell, as its print view prints it."""
    folder = data_dir("overrides") / "assets" / "ndrc"
    css = "".join((folder / name).read_text(encoding="utf-8") for name in ("formulaire.css", "print.css"))
    form = f'<table class="formulaire"><tbody><tr><td class="valeur">{cell}</td></tr></tbody></table>'
    page.set_content(f'<!doctype html><html lang="fr"><style>{css}</style>{form}</html>')
    return pdfium.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True, print_background=False)))


@pytest.mark.parametrize(
    "items",
    ["<ol>" + "<li>a</li>" * 12, '<ol start="8"><li>a<li>b<li>c', '<ol start="99"><li>a<li>b', "<ol>" + "<li>a" * 101],
)
def test_numbers_stay_inside_of_their_cell(page: Page, items: str) -> None:
    text = printed(page, f"{items}</ol>")[0].get_textpage()
    places = [text.get_charbox(i)[0] for i in range(text.count_chars()) if text.get_text_range(i, 1).strip()]
    assert min(places) > (SIDE + 0.5) * MM


@pytest.mark.parametrize("head", ["<thead><tr><th>N°<th>Mot</thead>", ""])
def test_a_table_in_a_cell_is_closed_on_each_page(page: Page, head: str) -> None:
    rows = "".join(f"<tr><td>{i}<td>mot" for i in range(90))
    pages = printed(page, f"<table>{head}<tbody>{rows}</tbody></table>")
    assert len(pages) == 2
    for sheet in pages:
        grey = [thing.get_bounds() for thing in sheet.get_objects() if thing.type == pdfium.raw.FPDF_PAGEOBJ_PATH]
        upright = {round(left) for left, bottom, right, top in grey if top - bottom > 5 > right - left}
        assert len(upright) >= 4, "the sides of the cell and those of the table's columns"
