"""How many pages a document takes, side by side, from where its anchors were printed."""

import pytest

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.pdf.measure import Limited, count_line, side_pages, sides_of
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.rendering.document import Document

FORMS = load_forms(2020)


def limited(form: str) -> Limited:
    fiche = read_fiche(f"---\nfiche: {form}\n---\n".encode(), f"docs/{form}.md", FORMS)
    assert fiche is not None
    document = Document(f"{form}.md", "", fiche, FORMS[form], 2027, Identite("", ""))
    return Limited(document, sides_of(document, "d1-fiche"))


def test_the_sides_of_a_form_are_those_of_its_schema() -> None:
    assert [(s.anchor, s.pages) for s in limited("e4-activite").sides] == [("d1-fiche", 1), ("d1-ciblage", 1)]
    assert [(s.anchor, s.pages) for s in limited("e6-etude-reflexive").sides] == [("d1-fiche", 2)]


@pytest.mark.parametrize(
    ("form", "pages", "starts", "sides", "said"),
    [
        ("e4-activite", {"d1-fiche": 3, "d1-ciblage": 4}, [3, 5], [(3, 4), (4, 5)], "2 pages sur 2"),
        ("e4-activite", {"d1-fiche": 3, "d1-ciblage": 5}, [3, 6], [(3, 5), (5, 6)], "3 pages sur 2 (recto 2, verso 1)"),
        (
            "e4-activite",
            {"d1-fiche": 3, "d1-ciblage": 4},
            [9, 3, 6],
            [(3, 4), (4, 6)],
            "3 pages sur 2 (recto 1, verso 2)",
        ),
        ("e6-etude-reflexive", {"d1-fiche": 8}, [3, 8, 9], [(8, 9)], "1 page sur 2"),
        ("e6-etude-reflexive", {"d1-fiche": 8}, [3, 8, 11], [(8, 11)], "3 pages sur 2"),
    ],
)
def test_a_side_ends_where_the_next_thing_begins(
    form: str, pages: dict[str, int], starts: list[int], sides: list[tuple[int, int]], said: str
) -> None:
    one = limited(form)
    assert side_pages(one.sides, pages, starts) == sides
    assert count_line(one, sides) == f"docs/{form}.md\u00a0: {said}"
