"""The sheet of paper is measured once: what style sheets say of it again is the same."""

import re

import pytest

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.pdf.read_back import COLUMN
from ndrc_portfolio.rendering import sheet


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
