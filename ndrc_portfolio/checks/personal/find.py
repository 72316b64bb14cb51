"""All that is personal in a text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from ndrc_portfolio.checks.personal.addresses import STREETS, addresses
from ndrc_portfolio.checks.personal.context import Found, letters
from ndrc_portfolio.checks.personal.numbers import cards, ibans, nirs, phones, plates
from ndrc_portfolio.checks.personal.people import births, emails, names

# What is no text: addresses of pages, of links and pictures, tags. Spaces of all kinds, and stars, are spaces.
_HIDDEN = re.compile(r"https?://\S+|www\.\S+|\]\((?!mailto:|tel:)[^)\n]*\)|<(?!mailto:|[\w.+-]+@)[^<>\n]*>")
_LINKED = ("http", "www.", "](", "<")
_SPACES = ("\u00a0", "\u202f", "\u2009", "\t", "*")
_SPACE = re.compile(r"&(?:nbsp|#160|#8239);")
_AT = ("@", "(at)", "[at]", "arobase")
_TITLES = (
    *("M. ", "M ", "M.", "Mme", "Mr", "MM", "Mlle", "Melle", "MR", "ML", "mme", "mlle", "mr", "onsieur", "ONSIEUR"),
    *("adame", "ADAME", "oiselle", "essieurs", "esdames"),
)
_LONG = re.compile(r"\d(?:[ .-]?[\dAB]){9}|[A-Zf][A-Zr]\d{2}[ -]?[A-Z0-9]{4}")
_PHONE = re.compile(r"(?<![\d,.])0 ?[1-79](?:[ ./-]?\d){3}|\+ ?\d|(?<!\d)00 ?\d")
_BORN = re.compile(r"(?<!\w)[Nn]ée?(?:s|\(|\.|-|·)?(?!\w)|aissance|AISSANCE|DDN|nniversaire|vu le jour")
_PLATE = re.compile(r"\d{3}[- ]?[A-Za-z]{2}(?!\w)|\d{2,4}[- ][A-Z]{2,3}[- ]\d")
_PLACE = re.compile(
    rf"\d(?: ?(?:bis|ter|quater|[A-D]))?,? +{STREETS}|ésidence|otissement|ieu-dit|ameau|habite|emeur|éside|icili"
)


def _has(*signs: str) -> Callable[[str], bool]:
    return lambda text: any(sign in text for sign in signs)


def _finds(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.search(text) is not None


_KINDS: tuple[tuple[Callable[[str], bool], tuple[Callable[[str], Iterator[Found]], ...]], ...] = (
    (_finds(_LONG), (ibans, nirs, cards)),
    (_has(*_AT), (emails,)),
    (_finds(_PHONE), (phones,)),
    (_finds(_BORN), (births,)),
    (_finds(_PLATE), (plates,)),
    (_finds(_PLACE), (addresses,)),
    (_has(*_TITLES), (names,)),
)
"""What is looked for where something that costs little says that it may be there."""


def find_personal(text: str, own: str = "") -> list[Found]:
    """What is personal in a text, in its order. `own` is what may be read by all: of the organisation itself."""
    plain, at = _plain(text)
    found = [f for may_be, kinds in _KINDS if may_be(plain) for kind in kinds for f in kind(plain)]
    known = letters(own) if found else ""
    kept: list[Found] = []
    for each in sorted(found, key=lambda f: (f.start, -f.end)):
        inside = kept and each.start < kept[-1].end
        if not inside and not (known and letters(plain[each.start : each.end]) in known):
            kept.append(each)
    return [Found(f.kind, at(f.start), at(f.end)) for f in kept]


def _plain(text: str) -> tuple[str, Callable[[int], int]]:
    """A text with plain spaces and no addresses of pages, and from an offset in it to one in the text."""
    bare, longer = text, [(-1, 0)]
    if "&" in text:
        for found in _SPACE.finditer(text):
            longer.append((found.start() - longer[-1][1], longer[-1][1] + len(found[0]) - 1))
        bare = _SPACE.sub(" ", text)
    starts = [start for start, _ in longer]
    shown = _HIDDEN.sub(lambda m: " " * len(m[0]), bare) if any(sign in bare for sign in _LINKED) else bare
    for space in _SPACES:
        shown = shown.replace(space, " ")
    return shown, lambda offset: offset + longer[bisect_right(starts, offset - 1) - 1][1]
