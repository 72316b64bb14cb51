"""The PDF of a dossier against PDF/UA-1 (ISO 14289-1), clause by clause, as far as a browser and we make it."""

import itertools
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from ndrc_portfolio.pdf.tagged import elements
from tests.support import FICHE, ndrc, picture, write

pytestmark = pytest.mark.navigateur

TEXT = """
- un **point** :
    - un autre
    1. un numéro
- [un site](https://exemple.fr), [l’annexe](annexes/stand.png)

| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    annexes = "annexes:\n  - titre: Le stand\n    fichier: annexes/stand.png\n    description: Un stand bleu\ncadre:"
    fiche = FICHE.replace("cadre:", annexes) + TEXT
    root = write(tmp_path_factory.mktemp("ua"), {"fiche.md": fiche, "annexes/stand.png": picture()})
    done = ndrc(root, "pdf", "e4")
    assert done.code == 0, done.err
    with pikepdf.Pdf.open(root / "dossier-e4.pdf") as pdf:
        yield pdf


def tags(pdf: pikepdf.Pdf, *roles: str) -> list[Any]:
    return [element for element in elements(pdf.Root.StructTreeRoot) if str(element.S) in roles]


def below(element: Any) -> list[str]:
    return [str(child.S) for child in elements(element)]


def test_it_says_what_it_is(dossier: pikepdf.Pdf) -> None:
    """7.1: marked, a title that is shown, a language; and the outline shown."""
    root = dossier.Root
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(root.Lang) == "fr"
    assert root.PageMode == Name.UseOutlines
    with dossier.open_metadata() as metadata:
        assert metadata["dc:title"]


def test_all_that_is_drawn_is_tagged_or_an_artifact(dossier: pikepdf.Pdf) -> None:
    """7.1."""
    for page in dossier.pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = instruction.operator
            depth += (str(operator) in ("BDC", "BMC")) - (str(operator) == "EMC")
            assert depth or str(operator) not in ("Tj", "TJ", "Do", "sh", "f", "f*", "S", "B")
        assert depth == 0


def test_tags_are_those_of_the_format(dossier: pikepdf.Pdf) -> None:
    """7.1: a tag that PDF 1.7 does not know leads to one that it does."""
    known = {
        "Document",
        "Part",
        "Sect",
        "Div",
        "Caption",
        "NonStruct",
        "P",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "Span",
        "Link",
        "Figure",
        "Note",
        "Code",
        "BlockQuote",
        "Form",
    }
    used = {str(element.S) for element in elements(dossier.Root.StructTreeRoot)}
    led = {name: str(to) for name, to in dossier.Root.StructTreeRoot.RoleMap.items()}
    assert {led.get(name, name).removeprefix("/") for name in used} <= known
    assert "/Strong" in led


def test_headings_begin_with_the_first_and_skip_none(dossier: pikepdf.Pdf) -> None:
    """7.4."""
    levels = [int(str(element.S)[2]) for element in tags(dossier, *(f"/H{n}" for n in range(1, 7)))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_figures_have_an_alternative(dossier: pikepdf.Pdf) -> None:
    """7.3."""
    figures = [str(element.get("/Alt") or "") for element in tags(dossier, "/Figure")]
    assert all(figures)
    assert any("Un stand bleu" in text for text in figures)


def test_items_of_lists_have_a_mark_and_a_body(dossier: pikepdf.Pdf) -> None:
    """7.6."""
    items = tags(dossier, "/LI")
    assert items
    for item in items:
        children = [str(child.S) for child in item.K if isinstance(child, Dictionary) and "/S" in child]
        assert children == ["/Lbl", "/LBody"]


def test_cells_of_tables_stand_in_rows(dossier: pikepdf.Pdf) -> None:
    """7.5."""
    for table in tags(dossier, "/Table"):
        assert "/TR" in below(table)
        assert {"/TD", "/TH"} & set(below(table))


def test_links_say_where_they_lead(dossier: pikepdf.Pdf) -> None:
    """7.18.5."""
    links = [a for page in dossier.pages for a in page.get("/Annots", ()) if a.Subtype == Name.Link]
    said = [str(link.get("/Contents") or "") for link in links]
    assert all(said)
    assert "https://exemple.fr/" in said
    assert any(text.startswith("Aller à «") for text in said)
    assert all(page.get("/Tabs") == Name.S for page in dossier.pages if "/Annots" in page)
