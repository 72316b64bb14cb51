"""Edits on texts as they stand in files."""

import pytest

from ndrc_portfolio.messages.catalogue.file import EmptyFile
from ndrc_portfolio.messages.diagnostic import Edit, Place
from ndrc_portfolio.messages.edits import apart, apply_edits, text_at


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_edits_keep_the_ends_of_lines_and_the_mark(end: str, mark: str) -> None:
    text = mark + end.join(["un", "deux trois", "", "quatre"])
    edits = [
        Edit(Place(4, 7, 0), "\nfin"),
        Edit(Place(2, 1, 4), "2"),
        Edit(Place(1, 1, 0), "zéro\n"),
        Edit(Place(2, 6, end=(4, 2)), "3\n\nQ"),
    ]
    assert apply_edits(text, edits) == mark + end.join(["zéro", "un", "2 3", "", "Quatre", "fin"])


def test_a_line_without_end_takes_that_of_the_lines_above() -> None:
    assert apply_edits("un\r\ndeux\ntrois", [Edit(Place(3, 6, 0), "\n4")]) == "un\r\ndeux\ntrois\n4"
    assert apply_edits("un\r\ndeux\ntrois", [Edit(Place(1, 3, 0), "\n1")]) == "un\r\n1\r\ndeux\ntrois"
    assert apply_edits("un", [Edit(Place(1, 3, 0), "\n1")]) == "un\n1"


def test_a_separator_of_lines_that_no_editor_shows_is_no_end_of_line() -> None:
    assert apply_edits("a\u2028b\x0bc\nd", [Edit(Place(1, 3, 1), "B"), Edit(Place(2, 1, 1), "D")]) == "a\u2028B\x0bc\nD"


def test_of_edits_that_meet_the_first_is_taken() -> None:
    places = [Place(1, 1, 4), Place(1, 3, 4), Place(2, 1, 1), Place(2, 2, 0), Place(3, 1, 0)]
    diagnostics = [EmptyFile().at("fiche.md", place, fix=Edit(place, "x")) for place in places]
    assert [d.line for d in apart([EmptyFile().at("fiche.md", Place(1)), *diagnostics])] == [1, 2, 3]


def test_the_text_at_a_place_has_unix_ends_of_line() -> None:
    assert text_at("\ufeffun\r\ndeux\rtrois", Place(1, 2, end=(3, 3))) == "n\ndeux\ntr"
