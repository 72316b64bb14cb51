"""The scanner of bodies against Python-Markdown itself, on generated text."""

import re
from xml.etree.ElementTree import Element

import markdown
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown.treeprocessors import Treeprocessor

from ndrc_portfolio.fiches.body import scan_body
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms

FORMULAIRES = load_forms(2027)

# Without indented code: where it begins inside of lists, the scanner does not follow Python-Markdown.
COMMUNES = [
    *("texte", "## A", "##B", "# C", "### D ##", "   ## non", "Titre", "\\## échappé", "#", "#### ", "##\tE"),
    *("- - -", "* * *", "***"),
    *("```", "~~~", "```py", "````"),
    *("<!-- c -->", "<!--", "-->", "a <!-- b --> c", "<div>", "</div>", "<p>x</p>", "<pre>", "</pre>"),
    *("<details>", "</details>", "texte <b>g</b>", "`code <div>`", "a < b", "<br>"),
    *("| a | b |", "| 1 | 2 |", "a | b", "|---|---|", "---|---"),
    *("- item", "  suite", "1. un", "> cit"),
    *("", "", "", ""),
]  # fmt: skip
# Python-Markdown takes the definitions out of a block before it looks for an underline: these two are not mixed.
SOULIGNES = [*COMMUNES, "---", "===", "-"]
DEFINITIONS = [*COMMUNES, "[x]: http://e", "[^1]: note", "*[ab]: abc"]
# The rest of a line on which a comment of several lines ends begins a block for Python-Markdown alone.
SUITE_DE_COMMENTAIRE = re.compile(r"<!--[^>]*\n[^>]*-->[ ]*[^\s]")


def textes(lignes: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(lignes), min_size=1, max_size=9).map("\n".join)


def headings_of_markdown(text: str) -> list[int]:
    """The levels of the headings that Python-Markdown makes at top level."""
    levels: list[int] = []

    class Releve(Treeprocessor):
        def run(self, root: Element) -> None:
            levels.extend(int(e.tag[1]) for e in root if re.fullmatch("h[1-6]", str(e.tag)))

    md = markdown.Markdown(extensions=["toc", "tables", "fenced_code"])
    md.treeprocessors.register(Releve(md), "releve", 100)
    md.convert(text)
    return levels


@settings(derandomize=True, max_examples=800, deadline=None)
@given(textes(SOULIGNES) | textes(DEFINITIONS))
def test_headings_are_those_of_python_markdown(text: str) -> None:
    assume(not SUITE_DE_COMMENTAIRE.search(text))
    corps = scan_body(text)
    assume(not corps.left_open and not corps.never_opened)  # what follows is in any case not what was meant
    assert [t.level for t in corps.headings] == headings_of_markdown(text)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(textes(SOULIGNES), st.integers(1, 50))
def test_places_are_in_the_text(text: str, first: int) -> None:
    corps = scan_body(text, first)
    lines = text.split("\n")
    for titre in corps.headings:
        line = lines[titre.place.line - first]
        assert text[titre.start :].startswith(line)
        assert titre.place.column == 1
        assert titre.place.width == len(line)
        assert titre.text in line
        assert titre.start < titre.end <= len(text) + 1
    for _, place in (*corps.nearly, *corps.left_open, *corps.never_opened):
        assert 1 <= place.column <= len(lines[place.line - first])


# ---- What Markdown takes for a list, and what it does not

SIGNES = ["+ 14 %", "texte", "## A", "- a", "1. b", "- + 14 %", "```", "> cit", "| a | b |", "   + 14 %", "", "", ""]


@settings(derandomize=True, max_examples=500, deadline=None)
@given(textes(SIGNES))
def test_lost_signs_are_those_of_python_markdown(text: str) -> None:
    html = markdown.markdown(text, extensions=["toc", "tables", "fenced_code"])
    assert len(scan_body(text).lost_signs) == text.count("+ 14 %") - html.count("+ 14 %"), html


@pytest.mark.parametrize("signe", "•·▪●‣–—\uf0b7")
def test_a_bullet_of_word_is_no_list(signe: str) -> None:
    text = f"Texte\n{signe} a\n{signe}\tb\n\n{signe} c\n"
    assert "<li>" not in markdown.markdown(text)
    assert [place.line for _, place in scan_body(text).word_bullets] == [2]


# ---- Nothing is lost

TETE = "---\nfiche: e6-etude-reflexive\n---\n"
TITRES = [
    *("## Thème", "## Problématique", "## Développement structuré", "### Problématique", "## Problèmatique"),
    *("# Titre", "### Partie", "#### Détail", "## Autre chose", " ## Thème", "Thème\n---", "Accident\n---"),
]  # fmt: skip
morceaux = st.one_of(
    st.sampled_from(TITRES),
    st.sampled_from(["mot", "- mot", "> mot", "| mot | mot |\n|---|---|\n| mot | mot |", "```\nmot\n```"]),
    st.sampled_from(["<div>\nmot\n</div>", "<div>", "</div>", "[mot]: http://mot", "[^mot]: mot", "    mot", "# mot"]),
    st.just(""),
)


@settings(derandomize=True, max_examples=600, deadline=None)
@given(st.lists(morceaux, min_size=1, max_size=10))
def test_nothing_is_lost(parts: list[str]) -> None:
    """Each word is in a value or a definition, or stands below a title or a line that is said."""
    numbers = iter(range(10_000))
    body = "\n".join(re.sub("mot", lambda _: f"mot{next(numbers)}x", part) for part in parts)
    fiche = read_fiche((TETE + body).encode(), "fiche.md", FORMULAIRES)
    assert fiche is not None
    kept = fiche.definitions + "\n".join(c for v in fiche.values.values() for c in v.cells)
    marked = {d.line for d in fiche.diagnostics}
    above: list[tuple[int, int]] = []  # the titles that a line stands below: level and line
    titles = {t.place.line: t.level for t in scan_body(body, TETE.count("\n") + 1).headings}
    for i, line in enumerate((TETE + body).split("\n"), 1):
        if i in titles:
            above = [t for t in above if t[0] < titles[i]] + [(titles[i], i)]
        section = range(above[-1][1] if above else 1, i + 1)
        for word in re.findall(r"mot\d+x", line):
            assert word in kept or marked.intersection((*section, *(at for _, at in above))), (word, body)
