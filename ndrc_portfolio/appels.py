"""Annexes called in a text: « voir annexe 2 », « annexes 1, 2 et 3 », « annexe 1 de la fiche 2 », a link to a file."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ndrc_portfolio.corps import sans_commentaires
from ndrc_portfolio.diagnostics import Place
from ndrc_portfolio.fiche import Fiche, Valeur

_NUMERO = r"(?:n\s?[°ºo]s?\s*)?\d{1,2}(?!\d|\s?[%€])"
_SUIVANT = rf"\s*(?:l[’']\s?annexe\s+)?{_NUMERO}"
# After « et », a comma goes on with the sentence: « annexes 1 et 2, 15 clients ».
_APPEL = re.compile(
    rf"\bannexe[\s*_]+(?P<un>{_NUMERO})"
    rf"|\bannexes[\s*_]+(?P<liste>{_NUMERO}(?:\s*[,;/&]{_SUIVANT})*(?:\s*(?:et|ou|à|-|–){_SUIVANT})*)",
    re.IGNORECASE,
)
_SUITE = re.compile(r"(\d+)\s*(?:à|-|–)\D*(\d+)")
_AILLEURS = re.compile(r"[\s*_]*(?:de|dans)\s+(?:la|ma|sa)\s+fiche(?:\s+(?:e[46]\s+)?(?:n\s?[°ºo]\s*)?(\d+))?", re.I)
_LIEN = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*<?(\S+?)>?\s*$|(?:href|src)=\"([^\"]+)\"", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Appel:
    """A call of annexe `numero`, where it stands, and of which fiche: None for the one that calls."""

    numero: int
    place: Place
    fiche: str | None = None


def appels(fiche: Fiche) -> Iterator[Appel]:
    """The annexes that the texts of a fiche call by their number."""
    for valeur in fiche.valeurs.values():
        for texte in valeur.cellules:
            for found, numeros in _trouver(sans_commentaires(texte)):
                elsewhere = _AILLEURS.match(found.string, found.end())
                place = _lieu(fiche, valeur, found.group())
                for numero in numeros:
                    yield Appel(numero, place, (elsewhere[1] or "") if elsewhere else None)


def lies(fiche: Fiche) -> set[int]:
    """The annexes of a fiche whose file a text links to, or shows."""
    targets = {
        posixpath.normpath(url.split("#")[0])
        for valeur in fiche.valeurs.values()
        for texte in valeur.cellules
        for found in _LIEN.finditer(texte)
        for url in found.groups()
        if url
    }
    return {a.numero for a in fiche.annexes if posixpath.normpath(a.fichier.replace("\\", "/")) in targets}


def _trouver(texte: str) -> Iterator[tuple[re.Match[str], list[int]]]:
    for found in _APPEL.finditer(texte):
        words = found["un"] or found["liste"]
        numeros = {int(n) for n in re.findall(r"\d+", words)}
        for first, last in _SUITE.findall(words):
            numeros.update(range(int(first), int(last)))
        yield found, sorted(numeros)


def _lieu(fiche: Fiche, valeur: Valeur, words: str) -> Place:
    """Where the words stand: from the heading or key of their rubrique on, the first line that holds them."""
    first = words.split("\n", maxsplit=1)[0]
    for number, line in enumerate(fiche.lines[valeur.place.line - 1 :], valeur.place.line):
        if (column := line.find(first)) >= 0:
            return Place(number, column + 1, len(first))
    return valeur.place
