"""Page numbers of a dossier, without a browser: a printer that only counts."""

from collections.abc import Mapping

import pytest

from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.pdf.numbering import check, number, on_rectos
from ndrc_portfolio.rendering.dossier import Entry, Paper

LENGTHS = {"d1": 2, "annexe": 1, "d2": 3, "d3": 1}  # pages that each entry takes
TITLES = ("d1", "d2", "d3")


class Printer:
    """Cover and contents, then the entries; contents with numbers take `more` pages than without."""

    def __init__(self, more: int = 0) -> None:
        self.more = more
        self.papers: list[Paper] = []

    def __call__(self, paper: Paper) -> Mapping[str, int]:
        self.papers.append(paper)
        page = 3 + (self.more if paper.pages else 0)
        found = {}
        for anchor, length in LENGTHS.items():
            page += anchor in paper.blanks
            found[anchor] = page
            page += length
        return found


def test_the_numbers_are_those_of_the_last_printing() -> None:
    printer = Printer()
    paper = number(list(LENGTHS), TITLES, printer, Paper(boxes=("a.png",)), recto_verso=False)
    assert paper.pages == {"d1": 3, "annexe": 5, "d2": 6, "d3": 9}
    assert printer.papers == [Paper(boxes=("a.png",)), paper]


def test_contents_that_grow_with_their_numbers_are_printed_once_more() -> None:
    printer = Printer(more=1)
    paper = number(list(LENGTHS), TITLES, printer, Paper(), recto_verso=False)
    assert paper.pages == {"d1": 4, "annexe": 6, "d2": 7, "d3": 10}
    assert [len(p.pages) for p in printer.papers] == [0, 4, 4]
    assert printer.papers[-1] == paper


def test_each_document_begins_on_a_recto() -> None:
    paper = number(list(LENGTHS), TITLES, Printer(), Paper(), recto_verso=True)
    assert paper.blanks == {"d2", "d3"}
    assert paper.pages == {"d1": 3, "annexe": 5, "d2": 7, "d3": 11}


@pytest.mark.parametrize("recto_verso", [False, True])
def test_numbers_that_do_not_come_to_rest_are_refused(recto_verso: bool) -> None:
    calls = iter(range(1, 100))
    with pytest.raises(PrintError, match="ne sont pas sûrs"):
        number(["d1"], ["d1"], lambda _: {"d1": next(calls)}, Paper(), recto_verso=recto_verso)


def test_a_document_on_a_verso_is_refused() -> None:
    with pytest.raises(PrintError, match="ne sont pas sûrs"):
        number(["d1"], ["d1"], lambda paper: {"d1": 4 if paper.pages else 3}, Paper(), recto_verso=True)


def test_a_dossier_without_contents_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="without contents"):
        number([], ["d1"], Printer(), Paper(), recto_verso=False)


def test_blank_pages_move_what_follows() -> None:
    pages = {"d1": 3, "a1": 5, "d2": 6, "a2": 8, "d3": 9, "annexe": 9}
    moved, blanks = on_rectos(pages, ["d1", "d2", "d3"])
    assert blanks == {"d2", "d3"}
    assert moved == {"d1": 3, "a1": 5, "d2": 7, "a2": 9, "d3": 11, "annexe": 11}


@pytest.mark.parametrize("read", [{"d1": "3", "d2": "7"}, {"d1": "3", "d2": ""}, {"d1": "3"}])
def test_what_is_read_in_the_contents_is_compared(read: dict[str, str]) -> None:
    entries = [Entry("d1", "Fiche 1", 1), Entry("d2", "Fiche 2", 1)]
    check({"d1": "3", "d2": "6"}, entries, {"d1": 3, "d2": 6})
    with pytest.raises(PrintError, match="bonne page de « Fiche 2 »"):
        check(read, entries, {"d1": 3, "d2": 6})
