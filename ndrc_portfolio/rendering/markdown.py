"""One conversion for all rubriques of a fiche: its Markdown with a mark before each, its HTML cut at the marks.

Converting a fiche whole keeps what serves the whole page (link definitions, footnotes, abbreviations, ids
that must not repeat); the marks are paragraphs that hold a random word, which no text can contain.

Headings are shifted in the HTML and not in Python-Markdown's tree: how far depends on the highest of a rubrique, and
headings that are written as HTML are no elements there.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire

_TOKEN = f"ndrc{os.urandom(8).hex()}x"  # one a process: a pattern for each fiche costs 0.15 ms to compile


_MARK = re.compile(rf"<p[^>]*>{_TOKEN}(\d+)z</p>")


_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")


class MarksLost(Exception):
    """The marks did not come back whole: the HTML cannot be cut. Message in French."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The HTML of each cell by leaf, and what Markdown puts at the end of the page (footnotes)."""

    by_leaf: Mapping[Chemin, Sequence[str]] = field(default_factory=dict)
    notes: str = ""


def compose(fiche: Fiche, form: Formulaire) -> str:
    """The Markdown to convert: each rubrique that says something, after its mark, in printed order."""
    parts = [fiche.definitions] if fiche.definitions else []
    cells = list(_cells(fiche, form))
    for number, (champ, _, text) in enumerate(cells):
        parts += [f"{_TOKEN}{number}z", champ.imprime(text)]
    parts.append(f"{_TOKEN}{len(cells)}z")
    return "\n\n".join(parts) + "\n"


def cut(html: str, fiche: Fiche, form: Formulaire) -> Cells:
    """Cut the HTML of what `compose` made of a fiche at the marks.

    Raises:
        MarksLost: a mark is missing or not where it was put.
    """
    cells = list(_cells(fiche, form))
    pieces = _MARK.split(html)
    if pieces[1::2] != [str(i) for i in range(len(cells) + 1)] or _TOKEN in "".join(pieces[::2]):
        raise MarksLost(
            "une rubrique n’a pas pu être séparée des autres : "
            "une extension de Markdown, ou du HTML, déborde sur la suite"
        )
    by_leaf: dict[Chemin, list[str]] = {}
    for (champ, i, _), piece in zip(cells, pieces[2:-1:2], strict=True):
        own = by_leaf.setdefault(champ.chemin, [])
        own += [""] * (i - len(own))
        own.append(_shift_headings(piece.strip(), _heading_level(champ)))
    return Cells(by_leaf, pieces[-1].strip())


def _cells(fiche: Fiche, form: Formulaire) -> Iterator[tuple[Champ, int, str]]:
    for champ in form.rubriques:
        valeur = fiche.valeurs.get(champ.chemin)
        for i, text in enumerate(valeur.cellules if valeur else ()):
            if text.strip():
                yield champ, i, text


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
