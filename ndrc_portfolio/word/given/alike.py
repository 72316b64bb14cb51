"""How much a text of a Word file is like a label of a form, and where in a text a label stands."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from ndrc_portfolio.messages.words import normalise

LIKE = 0.62
"""The least likeness of two labels that are one."""
_LONGEST = 260  # characters of a label, its help included
_BEFORE = " \u00a0\u202f\t\n☐☒⍰"
_LEADERS = re.compile(r"[.…_·]{3,}|…+|\.{2,}$")


class Names(NamedTuple):
    """What a label may be called: its official words, other words of them, what says another thing."""

    official: frozenset[str]
    others: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()


@lru_cache(maxsize=65536)
def likeness(names: Names, texte: str) -> float:
    """From 0 to 1: 1 for the official words, whatever their case and accents."""
    if len(texte) > _LONGEST:
        return 0
    given, whole = bare(texte), normalise(texte)
    if not given or {given, whole} & names.foreign:
        return 0
    if {given, whole} & names.official:
        return 1
    if {given, whole} & names.others:
        return 0.96
    return max((_near(name, given) for name in names.official | names.others), default=0)


def bare(texte: str) -> str:
    """A label as labels are compared, without dots to write on and without the figure that calls a note."""
    return re.sub(r"(?<=[a-z])[ ]?[1-9]$", "", normalise(_LEADERS.sub(" ", texte)))


def _near(name: str, given: str) -> float:
    if len(name) > 3 and given.startswith(f"{name} "):  # « Résultats de l’entretien de vente »
        return 0.93 - 0.02 * len(given[len(name) :].split()) if len(given) < len(name) + 60 else 0
    if len(given) > 5 and name.startswith(f"{given} "):  # « Diagnostic »
        return 0.88
    words = name.split()
    head = " ".join(given.split()[: len(words)])
    if len(name) > 7 and len(head) < len(given) < len(name) + 60 and _ratio(name, head) >= 0.87:
        return 0.84  # the same with a slip
    if min(len(name), len(given)) < 4 or abs(len(name) - len(given)) > 0.5 * max(len(name), len(given)):
        return 0
    ratio = _ratio(name, given)
    same_start = name.split(maxsplit=1)[0][:4] == given.split(maxsplit=1)[0][:4]
    return ratio * (0.98 if same_start else 0.9) if ratio >= (0.72 if same_start else 0.82) else 0


def _ratio(one: str, other: str) -> float:
    """How alike two texts are, letter by letter; 0 of those whose letters are not."""
    if 2 * (_letters(one) & _letters(other)).total() < 0.7 * (len(one) + len(other)):
        return 0  # said at once, where the matcher takes its time
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=16384)
def _letters(texte: str) -> Counter[str]:
    return Counter(texte)


def slightly_alike(names: Names, texte: str) -> bool:
    """Whether a label may be this one at a place where nothing else can be: it says nothing, or something of it."""
    given = bare(texte)
    if not given:
        return not texte.strip(" :.…_\t\n")
    if given in names.foreign:
        return False
    return any(SequenceMatcher(None, name, given, autojunk=False).ratio() >= 0.5 for name in names.official)


@lru_cache(maxsize=4096)
def _pattern(label: str) -> re.Pattern[str]:
    outside = re.sub(r"\([^()]*\)", " ", label)
    words = re.findall(r"[a-z0-9]+|°", folded_places(outside if outside.strip() else label)[0])
    joined = r"[^a-z0-9\n]*".join("[°ºo]" if w == "°" else re.escape(w) for w in words)
    return re.compile(rf"(?<![a-z0-9]){joined}(?![a-z])(?:[ \t]*\([^()\n]*\))?[ \t\u00a0\u202f]*:?")


def find_label(label: str, texte: str, start: int = 0) -> tuple[int, int] | None:
    """Where a text has a label, in the words of the form; of a short one only where a label may stand."""
    if not label.strip():
        return None
    plain, places = folded_places(texte[:4000])
    at = next((i for i, place in enumerate(places) if place >= start), len(plain))
    for found in _pattern(label).finditer(plain, at):
        begins = plain[max(0, found.start() - 2) : found.start()]
        if (
            not begins.strip(_BEFORE)
            or begins[-1:] in "\n\t"
            or set(begins) & set("._…")
            or found.group().endswith(":")
            or len(label) > 24
        ):
            return places[found.start()], places[found.end() - 1] + 1
    return None


@lru_cache(maxsize=16384)
def folded_places(texte: str) -> tuple[str, list[int]]:
    """A text without capitals and accents, and where each of its letters stands in the text."""
    plain: list[str] = []
    places: list[int] = []
    for place, char in enumerate(texte):
        whole = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "°": "°", "º": "º"}.get(char)
        for letter in whole or unicodedata.normalize("NFKD", char.casefold()):
            if not unicodedata.combining(letter):
                plain.append(letter)
                places.append(place)
    return "".join(plain), places


def all_words(texts: Iterable[str]) -> list[str]:
    """The words of texts, as words are counted: without capitals and accents."""
    return [w for t in texts for w in re.findall(r"[a-z0-9]+", folded_places(t)[0])]
