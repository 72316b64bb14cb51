"""What is said of HTML and addresses that no page will have: where it stands, once, and nothing of code or of text."""

import pytest

from ndrc_portfolio.fiches.markdown.refused import in_markdown
from ndrc_portfolio.fiches.page import check_page


def refused(text: str, *, of_fiche: bool = False) -> list[tuple[str, str]]:
    """Where each is, as the passage of the text, and what it is called."""
    found = in_markdown(text, of_fiche=of_fiche)
    return [(text[start : start + length], what.name) for what, start, length in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voir <script>a<b()</script> là", [("<script>", "script")]),
        ("<iframe\n src='x'>\n</iframe>", [("<iframe\n src='x'>", "iframe")]),
        ("Un <b onclick='x' class=y>mot</b>", [("<b onclick='x' class=y>", "onclick")]),
        ("<p style='color:red;position:fixed'>x</p>", [("<p style='color:red;position:fixed'>", "style: position")]),
        ("[ici](javascript:x) et [là][r]\n\n[r]: data:text/html,x", [
            ("[ici](javascript:x)", "javascript:x"), ("[là][r]", "data:text/html,x"),
        ]),
        ("[ici](java&#115;cript:x)", [("[ici](java&#115;cript:x)", "javascript:x")]),
        ("<a href=' JaVaScRiPt:x'>a</a>", [("<a href=' JaVaScRiPt:x'>", " JaVaScRiPt:x")]),
        ("![é](http://e.fr/x.png)", [("![é](http://e.fr/x.png)", "http://e.fr/x.png")]),
        ("![y][z]\n\n[z]: //e.fr/z.png", [("![y][z]", "//e.fr/z.png")]),
        ("<img src=//e.fr/z.png>", [("<img src=//e.fr/z.png>", "//e.fr/z.png")]),
        ("<div>\n<style>\np{}\n</style>\n</div>", [("<style>", "style")]),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(text: str, found: list[tuple[str, str]]) -> None:
    assert refused(text) == found
    assert refused(text, of_fiche=True) == found


@pytest.mark.parametrize(
    "text",
    [
        "Un mot en <b>gras</b>, <br> <br /> H<sub>2</sub>O <kbd class='x'>a</kbd>",
        "`<script>`, ``<b onclick='`'>`` et\n\n```html\n<script>\n[a](javascript:x)\n```\n",
        "<!-- <script> -->\n\ntexte <!-- ![a](http://e.fr/x.png) -->",
        "[a](https://e.fr) <https://e.fr> <a@e.fr> [b](mailto:a@e.fr) [c](tel:+33) [d](#e) [f](../g.md?h#i) [j](/k)",
        "![a](b.png) ![c](data:image/png;base64,iVBO) <img src='d.jpg' width=3>",
        "3 < 4 et 5 > 2, a<b, <3, « <prénom> », https://e.fr/",
        "Ratio 3:2, [x]: note, J+2:00",
    ],
)
def test_of_what_stays_nothing_is_said(text: str) -> None:
    assert not refused(text)
    assert not refused(text, of_fiche=True)


def test_what_is_no_html_is_text_in_a_fiche_and_lost_in_a_page() -> None:
    text = "Appeler <nom du client> demain"
    assert not refused(text, of_fiche=True)
    assert refused(text) == [("<nom du client>", "nom")]


def test_places_in_a_page_are_those_of_its_file() -> None:
    page = "---\ntitle: A <b>c</b>\n---\n# Titre\n\nÉté, <form>x</form>\n"
    said = check_page(page.encode(), "docs/page.md")
    assert [(d.code, d.line, d.column, d.end_column) for d in said] == [("NDRC444", 2, 8, 18), ("NDRC440", 6, 6, 12)]
    assert said[1].excerpt == "Été, <form>x</form>"


def test_a_page_without_anything_is_left_alone() -> None:
    assert not check_page(b"# Titre\n\nTexte avec [lien](https://e.fr) et ![image](a.png).\n", "docs/page.md")
    assert not check_page(b"\xff\xfe", "docs/page.md")


@pytest.mark.parametrize(
    "unit", ["<a ", "<a \"'", "![a", "![a](", "](&", "<!--", "<script>", "```x\n", "` ", "]:a", "<p a="]
)
def test_no_text_takes_long(unit: str) -> None:
    """Each of these took minutes, or would with a pattern that looks back."""
    in_markdown(unit * 50_000, of_fiche=True)
