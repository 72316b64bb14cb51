"""One conversion for all rubriques of a fiche: its Markdown with a mark before each, its HTML cut at the marks.

Converting a fiche whole keeps what serves the whole page (link definitions, footnotes, abbreviations, ids
that must not repeat); the marks are paragraphs that hold a random word, which no text can contain.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ndrc_portfolio.fiche import Fiche
from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire

_TOKEN = f"ndrc{os.urandom(8).hex()}x"  # one a process: a pattern for each fiche costs 0.15 ms to compile
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")


class CompositionError(Exception):
    """The marks did not come back whole: the HTML cannot be told apart. Message in French."""


@dataclass(frozen=True, slots=True)
class Composition:
    """The Markdown of a fiche and what cuts its HTML again."""

    markdown: str
    token: str
    keys: tuple[tuple[Chemin, int], ...]


@dataclass(frozen=True, slots=True)
class Rendu:
    """The HTML of each cell by leaf, and what Markdown puts at the end of the page (footnotes)."""

    cellules: dict[Chemin, list[str]] = field(default_factory=dict)
    notes: str = ""


def composer(fiche: Fiche, form: Formulaire) -> Composition:
    """The Markdown to convert: each rubrique that says something, after its mark, in printed order."""
    keys: list[tuple[Chemin, int]] = []
    parts = [fiche.definitions] if fiche.definitions else []
    for champ, i, texte in _textes(fiche, form):
        parts += [f"{_TOKEN}{len(keys)}z", texte]
        keys.append((champ.chemin, i))
    parts.append(f"{_TOKEN}{len(keys)}z")
    return Composition("\n\n".join(parts) + "\n", _TOKEN, tuple(keys))


def decouper(html: str, composition: Composition, form: Formulaire) -> Rendu:
    """Cut the HTML of the whole fiche at the marks.

    Raises:
        CompositionError: a mark is missing or not where it was put.
    """
    pieces = re.split(rf"<p[^>]*>{composition.token}(\d+)z</p>", html)
    expected = [str(i) for i in range(len(composition.keys) + 1)]
    if pieces[1::2] != expected or composition.token in "".join(pieces[::2]):
        raise CompositionError(
            "une rubrique n’a pas pu être séparée des autres : "
            "une extension de Markdown, ou du HTML, déborde sur la suite"
        )
    rendu = Rendu(notes=pieces[-1].strip())
    depth = {c.chemin: _heading_level(c) for c in form.rubriques}
    for (chemin, i), piece in zip(composition.keys, pieces[2:-1:2], strict=True):
        cellules = rendu.cellules.setdefault(chemin, [])
        cellules += [""] * (i - len(cellules))
        cellules.append(_shift_headings(piece.strip(), depth[chemin]))
    return rendu


def _textes(fiche: Fiche, form: Formulaire) -> Iterator[tuple[Champ, int, str]]:
    for champ in form.rubriques:
        valeur = fiche.valeurs.get(champ.chemin)
        for i, texte in enumerate(valeur.cellules if valeur else ()):
            if texte.strip():
                yield champ, i, champ.imprime(texte)


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
