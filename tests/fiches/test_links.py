"""Links and pictures are found as the page will have them, with the place of their addresses."""

import pytest

from ndrc_portfolio.fiches.markdown.links import Link, find_links
from ndrc_portfolio.fiches.page_links import page_links
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from tests.support import FICHE


def found(text: str, *, rubrique: bool = True) -> list[str]:
    """The addresses, each as it stands in the text; a picture has its exclamation mark."""
    links = find_links(text, rubrique=rubrique)
    for link in links:
        assert text[link.start : link.start + link.length].strip("<>").replace("\\", "") == link.url.replace("\\", "")
    return [f"{'!' if link.image else ''}{link.url}" for link in links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voir [a](a.md) et ![b](b.png)", ["a.md", "!b.png"]),
        ("[l’été](<l’été 2.md> \"un titre\") et ![](ébloui.png 'x')", ["l’été 2.md", "!ébloui.png"]),
        ("![ma photo](../images/ma photo (1).jpg)", ["!../images/ma photo (1).jpg"]),  # which CommonMark does not read
        ("[![a](a.png)](b.md) [![c](c d.png)](e f.md)", ["!a.png", "b.md", "!c d.png", "e f.md"]),
        ("[a](a\\_b.md) \\[b](b.md) \\\\[c](c.md)", ["a_b.md", "c.md"]),
        ("`[a](a.md)` ``![b](b.png)``\n\n```\n[c](c.md)\n[d]: e.md\n```", []),
        ("- [a](a.md)\n\n| x | y |\n|---|---|\n| [b](b.md) | ![](c.png) |", ["a.md", "b.md", "!c.png"]),
        ('<img alt="a > b" src="a.png"> <a href=b.md>b</a>\n', ["!a.png", "b.md"]),
        ("<div>\n<a\n href='c.md'>c</a>\n</div>", ["c.md"]),
        ("<!-- [a](a.md) -->\n<!-- b --> [c](c.md) %%[d](d.md)%%", ["c.md"]),
        ("[a][n] et [n]\n\n[n]: a.md \"titre\"\n[p]: photo.jpg", ["a.md", "!photo.jpg"]),
        ("[//]: # (un mot)\n[Note]: important", []),
        ("Une note[^1].\n\n[^1]: voir [a](a.md)", ["a.md"]),
        ("<https://a.fr> <a@b.fr> [c](https://c.fr)", ["https://c.fr"]),
        ("data-src=\"a.png\" [crochets] (a.md) <Mme Martin>", []),
    ],
)  # fmt: skip
def test_links(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_empty_addresses() -> None:
    assert [link.url for link in find_links("[a]() ![b](<>) [c](d.md)", rubrique=True)] == ["", "", "d.md"]


def test_indented_lines_are_text_in_a_rubrique_and_may_be_code_elsewhere() -> None:
    text = 'Un texte.\n\n    [a](a.md)\n\n!!! note "Titre"\n\n    [b](b.md)\n'
    assert found(text) == ["a.md", "b.md"]
    assert found(text, rubrique=False) == ["b.md"]


def test_odd_texts_take_no_time() -> None:
    for text in ("![a" * 20_000, "[a](" * 20_000, "<a " * 20_000 + "href=", "[" * 50_000 + "]("):
        assert len(find_links(text, rubrique=True)) <= 1


def test_the_links_of_a_fiche_have_their_places() -> None:
    source = FICHE.replace("nom: Auto Dépôt", "nom: |\n    Auto Dépôt\n    ![plan](plan.png)") + "Voir [a](a.md).\n"
    fiche = read_fiche(source.encode(), "a.md", load_forms(2025))
    lines = source.split("\n")
    links = page_links(source.encode(), fiche)
    assert [(p.link.url, lines[p.place.line - 1][p.place.column - 1 :][: p.place.width]) for p in links] == [
        ("plan.png", "plan.png"),
        ("a.md", "a.md"),
    ]
    assert [p.line for p in links] == ["    ![plan](plan.png)", "Voir [a](a.md)."]


def test_the_links_of_an_ordinary_page_have_their_places() -> None:
    page = "---\ntitle: Accueil\n---\n\n# Accueil\n\nVoir [a](a.md).\n".encode("utf-8-sig").replace(b"\n", b"\r\n")
    (link,) = page_links(page, None)
    assert (link.link, link.place[:3]) == (Link("a.md", 21, 4), (7, 10, 4))
