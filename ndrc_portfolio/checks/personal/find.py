"""All that is personal in a text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import chain

from ndrc_portfolio.checks.personal.context import Found, letters
from ndrc_portfolio.checks.personal.streets import STREETS

# What is no text: addresses of pages, of links and pictures, tags. Spaces of all kinds, and stars, are spaces.
_HIDDEN = re.compile(r"https?://\S+|www\.\S+|\]\((?!mailto:|tel:)[^)\n]*\)|<(?!mailto:|[\w.+-]+@)[^<>\n]*>")
_LINKED = ("http", "www.", "](", "<")
_SPACES = ("\u00a0", "\u202f", "\u2009", "\t", "*")
_SPACE = re.compile(r"&(?:nbsp|#160|#8239);")
_AT = ("@", "(at)", "[at]", "arobase")
_TITLES = re.compile(
    r"M(?:[. ]|(?:M|r|R|me|mes|ME|lle|lles|LLE|elle)\W|onsieur|ONSIEUR|adame|ADAME|ademoi|esdames|essieurs)"
)
_LOWER_TITLES = re.compile(r"(?:^|\W)m(?:me\W|lle\W|r\W|onsieur|adame|ademoi|esdames|essieurs)")
_RUN = re.compile(r"\d[\d .()-]{6,}\d")
_ABROAD = re.compile(r"\+ ?\d{2}[ .-]?\d")
_SLASHED = re.compile(r"\d/\d\d/\d\d/\d")
_BORN = ("aissance", "AISSANCE", "DDN", "nniversaire", "vu le jour")
_CAPITAL_PLATE = re.compile(r"\d{3}[ -]?[A-Z]{2}(?!\w)")
_SMALL_PLATE = re.compile(r"-\d{3}-[a-z]{2}")
_OLD_PLATE = re.compile(r"\d[ -][A-Z]{2,3}[ -]\d")
_AT_NUMBER = re.compile(rf"\d(?: ?(?:bis|ter|quater|[A-D]))?,? +{STREETS}")
_DWELLS = ("ésidence", "otissement", "ieu-dit", "ameau", "habite", "emeur", "éside", "icili")


def _has(*signs: str) -> Callable[[str], bool]:
    return lambda text: any(sign in text for sign in signs)


def _finds(*patterns: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: any(pattern.search(text) for pattern in patterns)


def _has_number(text: str) -> bool:
    """Whether eight digits follow each other, with or without spaces: fewer are no number of anybody's."""
    return any(sum(c.isdigit() for c in run[0]) >= 8 for run in _RUN.finditer(text))


def _has_phone(text: str) -> bool:
    abroad = "+" in text and _ABROAD.search(text)
    slashed = "/" in text and _SLASHED.search(text)
    return bool(abroad or slashed) or _has_number(text)


def _has_birth(text: str) -> bool:
    at = text.find("né")
    while at >= 0:
        behind = text[at + 2 : at + 4].removeprefix("e")[:1]
        if not text[at - 1 : at].isalnum() and not (behind.isalpha() and behind != "s"):
            return True
        at = text.find("né", at + 1)
    return "Né" in text or any(sign in text for sign in _BORN)


def _has_address(text: str) -> bool:
    return _AT_NUMBER.search(text) is not None or any(sign in text for sign in _DWELLS)


# Loaded when something may be there: their patterns take 30 ms to compile, and most fiches need none of them.


def _numbers(text: str) -> Iterator[Found]:
    from ndrc_portfolio.checks.personal.numbers import cards, ibans, nirs

    return chain(ibans(text), nirs(text), cards(text))


def _phones(text: str) -> Iterator[Found]:
    from ndrc_portfolio.checks.personal.numbers import phones

    return phones(text)


def _plates(text: str) -> Iterator[Found]:
    from ndrc_portfolio.checks.personal.numbers import plates

    return plates(text)


def _emails(text: str) -> Iterator[Found]:
    from ndrc_portfolio.checks.personal.people import emails

    return emails(text)


def _births(text: str) -> Iterator[Found]:
    from ndrc_portfolio.checks.personal.people import births

    return births(text)


def _names(text: str) -> Iterator[Found]:
    from ndrc_portfolio.checks.personal.people import names

    return names(text)


def _addresses(text: str) -> Iterator[Found]:
    from ndrc_portfolio.checks.personal.addresses import addresses

    return addresses(text)


_KINDS: tuple[tuple[Callable[[str], bool], Callable[[str], Iterator[Found]]], ...] = (
    (_has_number, _numbers),
    (_has(*_AT), _emails),
    (_has_phone, _phones),
    (_has_birth, _births),
    (_finds(_SMALL_PLATE, _CAPITAL_PLATE, _OLD_PLATE), _plates),
    (_has_address, _addresses),
    (_finds(_TITLES, _LOWER_TITLES), _names),
)
"""What is looked for where something that costs little says that it may be there."""


def find_personal(text: str, own: str = "") -> list[Found]:
    """What is personal in a text, in its order. `own` is what may be read by all: of the organisation itself."""
    plain, at = _plain(text)
    found = [f for may_be, kind in _KINDS if may_be(plain) for f in kind(plain)]
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
