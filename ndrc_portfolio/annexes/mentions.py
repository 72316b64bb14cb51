"""Annexes called in a text: « voir annexe 2 », « annexes 1, 2 et 3 », « annexe 1 de la fiche 2 », a link to a file."""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote

from ndrc_portfolio.fiches.markdown.structure import without_comments
from ndrc_portfolio.fiches.model import Fiche, Value
from ndrc_portfolio.messages.diagnostic import Place

Ou = Literal["ici", "fiche", "dossier", "dehors"]


_VIDE = r"(?:[^\S\n]|\n(?!\s*\n)|\*|&nbsp;|&#160;|</?\w+>)"  # a space, or the end of what is bold


_MOT = r"(?<![^\W_])"  # the beginning of a word, « __annexe 1__ » too


_COLLE = r"(?=\d{1,2}\b(?!\.\w))"  # « annexe1 », but not the file annexe1.jpg


_N = r"(?:n(?:um[ée]ros?|\s?[°ºo]s?|<sup>os?</sup>)(?:\s|&nbsp;)*)?"


_NUMERO = rf"{_N}\d{{1,2}}(?!\d|(?:\s|&nbsp;)?[%€])"


_SUIVANT = rf"\s*(?:l[’']\s?annexe\s+)?{_NUMERO}"


_ET = r"\s*,?\s*(?:et|ou|à|&|-|–|puis|ainsi\s+que)"


# After « et », a comma goes on with the sentence: « annexes 1 et 2, 15 clients ». « annexe 1 et 2 » is two annexes
# when nothing is counted: not in « annexe 1 et 15 clients ».
_APPEL = re.compile(
    rf"{_MOT}annexe(?:_*{_VIDE}+_*|{_COLLE})"
    rf"(?P<un>{_NUMERO}(?:(?:\s*,{_SUIVANT})*\s*(?:et|à|&){_SUIVANT}(?=\s*(?:[^\w\s]|$)))?)"
    rf"|{_MOT}annexes_*{_VIDE}+_*(?P<liste>{_NUMERO}(?:\s*[,;/]{_SUIVANT})*(?:{_ET}{_SUIVANT})*)",
    re.IGNORECASE,
)


_SUITE = re.compile(r"(?<!\d)(\d+)\s*(?:à|-|–)\D*(\d+)")


class _Named(NamedTuple):
    """A fiche that is named by its number, and perhaps by its épreuve, behind a call or before it."""

    behind: re.Pattern[str]
    before: re.Pattern[str]


@lru_cache(maxsize=8)
def _named(epreuves: frozenset[str]) -> _Named:
    names = "|".join(re.escape(epreuve) for epreuve in sorted(epreuves, key=len, reverse=True))
    epreuve = rf"(?:\s+(?P<epreuve>{names}))?" if names else "(?P<epreuve>(?!))?"
    fiche = rf"fiche(?:\s+d[’']activités?)?{epreuve}(?:(?:\s|&nbsp;)+{_N}(?P<numero>\d{{1,2}}))"
    return _Named(
        re.compile(rf"[\s*_\]]*(?:\(|,|(?:de|dans|à)\s+(?:la|ma|sa|notre)\b)\s*{fiche}", re.IGNORECASE),
        re.compile(rf"{fiche}\s*[,(:–-]?\s*(?:l[’'])?$", re.IGNORECASE),
    )


_DOSSIER = re.compile(
    r"[\s*_\]]*(?:de|dans|à)\s+(?:la|ma|sa|notre|l[’']|mon|son|le)\s*(?:\w+\s+)?(?:fiche|dossier|étude)"
    r"|[\s*_\]]*(?:du|des|de\s+mes)\s+(?:dossier|fiches)",
    re.IGNORECASE,
)


# « l’annexe 3 du contrat » is the contract's; « de cette fiche » is of this one.
_DEHORS = re.compile(
    r"[\s*_\]]*(?:du|des|de\s+(?:la|mon|ma|mes|son|sa|ses|notre|nos|leur|leurs)\b|(?:de|à)\s+l[’'])\s*(?!présente\b)\w",
    re.IGNORECASE,
)


_EN_GENERAL = re.compile(
    r"(?:(?:voir|cf\.?|consulter|en)\s+(?:aussi\s+)?(?:(?:les|mes|nos|ces)\s+)?annexes|\(annexes)\b(?!\s+\d)"
    rf"|{_MOT}annexes\s+(?:ci-|jointes)",
    re.IGNORECASE,
)


_LIEN = re.compile(
    r"\]\(\s*(?:<([^<>\n]+)>|([^)\s<>]+))"
    r"|^\s*\[[^\]]+\]:\s*(?:<([^<>\n]+)>|(\S+))\s*$"
    r"|(?:href|src)=\"([^\"]+)\"",
    re.MULTILINE,
)


_ADRESSE = re.compile(
    r"\]\((?:(?!\]\()[^)\n])*\)|(?:href|src)=\"[^\"]*\"|https?://\S+"
)  # a file may be called `annexe 2.jpg`


_COMMENTAIRE = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class Mention(NamedTuple):
    """A call of annexes by their numbers, where it stands, and whose annexes they are.

    Those of the fiche that calls (« ici »), of the one that is named by its number (« fiche »), of one of the
    dossier (« dossier »), or of something else altogether (« dehors »): « l’annexe 3 du contrat ».
    """

    numeros: tuple[int, ...]
    place: Place
    ou: Ou = "ici"
    fiche: str = ""
    epreuve: str = ""


def find_mentions(fiche: Fiche, epreuves: frozenset[str]) -> Iterator[Mention]:
    """The annexes that the texts of a fiche call by their number; `epreuves` are those that it may name."""
    known = {epreuve.casefold(): epreuve for epreuve in epreuves}
    for valeur in fiche.values.values():
        for texte in valeur.cells:
            shown = _ADRESSE.sub("]", without_comments(texte))
            for found in _APPEL.finditer(shown):
                ou, named = _ou(shown, found, _named(epreuves))
                place = _lieu(fiche, valeur, found.group())
                numeros = _numeros(found["un"] or found["liste"])
                numero, epreuve = named.group("numero", "epreuve") if named else ("", "")
                yield Mention(numeros, place, ou, numero, known.get((epreuve or "").casefold(), ""))


def mentioned_without_number(fiche: Fiche) -> set[int]:
    """The annexes that the texts of a fiche link to, show, or call together (« voir annexes »).

    « en annexe » calls the only one there is.
    """
    textes = [texte for valeur in fiche.values.values() for texte in valeur.cells]
    targets = {
        posixpath.normpath(unquote(url.split("#")[0]))
        for texte in textes
        for found in _LIEN.finditer(texte)
        for url in found.groups()
        if url
    }
    numeros = {a.numero for a in fiche.annexes}
    if any(_EN_GENERAL.search(t) for t in textes):
        return numeros
    if len(numeros) == 1 and any(re.search(rf"{_MOT}annexe\b(?!\s+\d)", t, re.IGNORECASE) for t in textes):
        return numeros
    return {a.numero for a in fiche.annexes if posixpath.normpath(a.path) in targets}


def _ou(texte: str, found: re.Match[str], fiche: _Named) -> tuple[Ou, re.Match[str] | None]:
    before = max(0, found.start() - 60)
    named = fiche.behind.match(texte, found.end()) or fiche.before.search(texte, before, found.start())
    if named:
        return "fiche", named
    if _DOSSIER.match(texte, found.end()):
        return "dossier", None
    return ("dehors" if _DEHORS.match(texte, found.end()) else "ici"), None


def _numeros(words: str) -> tuple[int, ...]:
    numeros = {int(n) for n in re.findall(r"\d+", words)}
    for first, last in _SUITE.findall(words):
        numeros.update(range(int(first), int(last)))
    return tuple(sorted(numeros))


def _lieu(fiche: Fiche, valeur: Value, words: str) -> Place:
    """Where the words stand: the first place from the heading or key of their rubrique on, comments apart."""
    source = "\n".join(fiche.lines[valeur.place.line - 1 :])
    source = _COMMENTAIRE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), source)
    found = re.search(r"\s+".join(map(re.escape, words.split())) + r"(?!\d)", source)
    if found is None:
        return valeur.place
    start = found.start()
    width = len(found.group().split("\n", maxsplit=1)[0])
    return Place(valeur.place.line + source.count("\n", 0, start), start - source.rfind("\n", 0, start), width)
