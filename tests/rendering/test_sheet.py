"""The sheet of paper is measured once: what style sheets say of it again is the same."""

import re

import pytest

from ndrc_portfolio.formulaires.cells import Cell, RowGroup
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.pdf.read_back import COLUMN
from ndrc_portfolio.rendering import sheet
from ndrc_portfolio.rendering.markdown import Cells


def css(name: str) -> str:
    return (data_dir("overrides") / "assets" / "ndrc" / name).read_text(encoding="utf-8")


def test_the_margins_of_the_page() -> None:
    pages = re.findall(r"@page \{\s*size: A4;\s*margin: (\d+)mm (\d+)mm (\d+)mm;", css("print.css"))
    assert pages == [(str(sheet.TOP), str(sheet.SIDE), str(sheet.BOTTOM))]


def test_the_line_of_a_rubrique() -> None:
    found = re.search(r"^\.formulaire \{ font-size: ([\d.]+)pt; line-height: ([\d.]+);", css("print.css"), re.MULTILINE)
    assert found
    assert float(found[1]) * float(found[2]) / sheet.MM == pytest.approx(sheet.LINE)


def test_an_annexe_leaves_the_margins_free() -> None:
    assert f"calc({sheet.HEIGHT}mm - {sheet.TOP + sheet.BOTTOM}mm - " in css("dossier.css")


def test_the_sheet_on_screen() -> None:
    assert f"max-width: {sheet.WIDTH}mm; margin: 1em auto; padding: {sheet.SIDE}mm;" in css("print.css")


def test_the_column_of_the_numbers_of_the_contents() -> None:
    assert f".pagine .numero {{ flex: none; width: {COLUMN}mm;" in css("dossier.css")


@pytest.mark.parametrize(
    ("paragraphs", "with_band", "alone"),
    [(1, "insecable", "insecable"), (9, "insecable", ""), (20, "bande", ""), (60, "", "")],
)
def test_long_rows_break_inside(paragraphs: int, with_band: str, alone: str) -> None:
    """What is held back leaves a hole: Chromium keeps a band with the next row by itself."""
    groups = [group for table in lay_out(load_forms(2020)["e4-activite"]).tables for group in table.groups]
    band = next(group for group in groups if group.begins_with_band and _valeur(group))
    row = next(group for group in groups if not group.begins_with_band and _valeur(group))
    for group, kept in ((band, with_band), (row, alone)):
        champ = _valeur(group)[0].champ
        assert champ
        assert sheet.together(group, Cells({champ.chemin: ["<p>mot</p>" * paragraphs]})) == kept


def _valeur(group: RowGroup) -> list[Cell]:
    return [cell for row in group.rows for cell in row if cell.kind == "valeur"]
