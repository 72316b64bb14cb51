"""How many pages a document takes, side by side, from where its anchors were printed."""

import pytest

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.pdf.measure import Sides, count_line, side_pages
from ndrc_portfolio.portfolio.identite import Identite
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.markdown import Cells

FORMS = load_forms(2027)


def measure(form: str) -> Sides:
    fiche = read_fiche(f"---\nfiche: {form}\n---\n".encode(), f"docs/{form}.md", FORMS)
    assert fiche is not None
    document = Document(f"{form}.md", "", fiche, FORMS[form], Cells(), 2027, Identite("", ""), [])
    return Sides.de(document, "d1-fiche")


def test_the_sides_of_a_form_are_those_of_its_schema() -> None:
    assert [(c.ancre, c.pages) for c in measure("e4-activite").cotes] == [("d1-fiche", 1), ("d1-ciblage", 1)]
    assert [(c.ancre, c.pages) for c in measure("e6-etude-reflexive").cotes] == [("d1-fiche", 2)]
    assert measure("e4-activite").ancres == ["d1-fiche", "d1-ciblage"]


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
    measured = measure(form)
    assert side_pages(measured, pages, starts) == sides
    assert count_line(measured, sides) == f"docs/{form}.md\u00a0: {said}"
