"""One conversion for all rubriques of a fiche: its Markdown with a mark before each, its HTML cut at the marks.

Converting a fiche whole keeps what serves the whole page (link definitions, footnotes, abbreviations, ids
that must not repeat); the marks are paragraphs that hold a random word, which no text can contain.

Headings are shifted in the HTML and not in Python-Markdown's tree: how far depends on the highest of a rubrique, and
headings that are written as HTML are no elements there.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ndrc_portfolio.fiches.markdown.dialect import SEPARATOR
from ndrc_portfolio.fiches.markdown.refused import Refused, in_html
from ndrc_portfolio.fiches.markdown.spelling import spell_out
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire
from ndrc_portfolio.rendering.sanitized import sanitize
from ndrc_portfolio.rendering.spaces import typeset_html

_TOKEN = f"ndrc{os.urandom(8).hex()}x"  # one a process: a pattern for each fiche costs 0.15 ms to compile


_MARK = re.compile(rf"<p[^<>]*>{_TOKEN}(\d+)z</p>")


# Definitions, footnotes, abbreviations, contents: written in one place, seen in another.
_SEEN_ELSEWHERE = re.compile(r"\[\^|\*\[|\]:|\[TOC\]|\[\[")


# What ties a piece of HTML to its page, to other pages, or to the order in which they are converted.
_TIED = re.compile(r"""\s(?:id|name|href|src|srcset|poster|data|for)=|\bclass=["']?toc\b""")


_SEPARATORS = re.compile(rf"(?:<p>)?{SEPARATOR}(?:</p>)?\n*")  # between two lists: of use to Python-Markdown alone


_spelled = lru_cache(maxsize=2048)(spell_out)  # each cell is asked for several times while its page is made


_NOTHING: Mapping[str, str] = MappingProxyType({})


_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")


class MarksLost(Exception):
    """The marks did not come back whole: the HTML cannot be cut. Message in French."""


class Cells(NamedTuple):
    """The HTML of each cell by leaf, and what Markdown puts at the end of the page (footnotes).

    `removed` is what had to be taken out of it.
    """

    by_leaf: Mapping[Chemin, Sequence[str]] = MappingProxyType({})
    notes: str = ""
    removed: tuple[Refused, ...] = ()


def compose(fiche: Fiche, form: Formulaire, known: Mapping[str, str] = _NOTHING) -> str:
    """The Markdown to convert: each rubrique that says something, after its mark, in printed order.

    Those whose HTML is `known`, by their Markdown, are left out.
    """
    parts = [fiche.definitions] if fiche.definitions else []
    texts = [markdown for _, _, markdown in _cells(fiche, form) if markdown not in known]
    for number, markdown in enumerate(texts):
        parts += [f"{_TOKEN}{number}z", markdown]
    parts.append(f"{_TOKEN}{len(texts)}z")
    return "\n\n".join(parts) + "\n"


def cut(html: str, fiche: Fiche, form: Formulaire, known: Mapping[str, str] = _NOTHING) -> Cells:
    """Cut the HTML of what `compose` made of a fiche at the marks, and put what was known in its place.

    Raises:
        MarksLost: a mark is missing or not where it was put.
    """
    cells = list(_cells(fiche, form))
    pieces, notes, removed = _pieces(html, sum(markdown not in known for _, _, markdown in cells))
    made = iter(pieces)
    by_leaf: dict[Chemin, list[str]] = {}
    for champ, i, markdown in cells:
        piece = known[markdown] if markdown in known else next(made)
        own = by_leaf.setdefault(champ.chemin, [])
        own += [""] * (i - len(own))
        own.append(_shift_headings(piece, _heading_level(champ)))
    return Cells(by_leaf, notes, removed)


def standing_alone(fiche: Fiche, form: Formulaire) -> list[str]:
    """The Markdown of each rubrique, where none can change what becomes of another; else of none."""
    texts = [markdown for _, _, markdown in _cells(fiche, form)]
    tied = fiche.definitions or any(_SEEN_ELSEWHERE.search(markdown) for markdown in texts)
    return [] if tied else texts


def made_alone(html: str, fiche: Fiche, form: Formulaire, known: Mapping[str, str]) -> dict[str, str]:
    """What was just converted and will be the same in any page, by its Markdown: it has no ids and leads nowhere.

    Of a page that something was taken out of there is nothing: that is said again in each build.
    """
    texts = [markdown for markdown in standing_alone(fiche, form) if markdown not in known]
    pieces, _, removed = _pieces(html, len(texts)) if texts else ((), "", ())
    if removed:
        return {}
    return {text: piece for text, piece in zip(texts, pieces, strict=True) if not _TIED.search(piece)}


@lru_cache(maxsize=2)  # for who keeps them, too
def _pieces(html: str, count: int) -> tuple[Sequence[str], str, tuple[Refused, ...]]:
    """The HTML of so many rubriques, and what Markdown puts at the end of the page; what was taken out of all that.

    Each is cleaned by itself, so that it is whole by itself, and has the no-break spaces that no author can see.
    """
    pieces = _MARK.split(html)
    if pieces[1::2] != [str(i) for i in range(count + 1)] or _TOKEN in "".join(pieces[::2]):
        raise MarksLost(
            "une rubrique n’a pas pu être séparée des autres : "
            "une extension de Markdown, ou du HTML, déborde sur la suite"
        )
    own = [_SEPARATORS.sub("", piece).strip() for piece in (*pieces[2:-1:2], pieces[-1])]
    *texts, notes = (typeset_html(sanitize(piece)) for piece in own)
    return texts, notes, tuple(dict.fromkeys(refused for piece in own for refused in in_html(piece)))


def _cells(fiche: Fiche, form: Formulaire) -> Iterator[tuple[Champ, int, str]]:
    """Each cell that says something: its leaf, its number there, its Markdown."""
    for champ in form.rubriques:
        valeur = fiche.values.get(champ.chemin)
        for i, text in enumerate(valeur.cells if valeur else ()):
            if text.strip():
                yield champ, i, _spelled(champ.imprime(text))


def _heading_level(champ: Champ) -> int:
    """The level below the bands that stand above a rubrique: a block is h2, a sub-band h3 (see `formulaire.html`)."""
    full_width = champ.keyword.pleine_largeur  # its own label is a sub-band
    return 4 if full_width or len(champ.chemin) > 2 else 3


def _shift_headings(html: str, level: int) -> str:
    """Move the headings of a rubrique so that the highest stands just below the form's own (WCAG 1.3.1)."""
    if "<h" not in html:
        return html
    levels = [int(m[2]) for m in _HEADING.finditer(html)]
    if not levels:
        return html
    shift = level - min(levels)
    return _HEADING.sub(lambda m: f"<{m[1]}h{min(6, int(m[2]) + shift)}", html)
