"""How much a text may hold: no reader of Markdown shall be kept for minutes, nor go deeper than it can.

A dense fiche has 400 lines, 2,000 signs, 4 levels. Python-Markdown looks from each bracket for the one that closes it,
through all of its paragraph, and goes through a paragraph once for each sign in it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from ndrc_portfolio.fiches.markdown.blocks import events

MOST_LINES, MOST_SIGNS = 10_000, 20_000  # of a fiche
MOST_LEVELS = 30  # of lists and quotes
MOST_IN_A_PARAGRAPH = 20_000  # characters: eight pages
_MOST_SOUGHT = 2_000_000  # characters gone through for the brackets of one passage
_FEW, _FEW_SIGNS = 100, 1_000  # brackets of a text, signs of a paragraph, which take no time
_INSIDE = ("Emphasis", "Strong", "Strikethrough", "Link", "Image")  # of a paragraph

Kind = Literal["lignes", "signes", "niveaux", "paragraphe", "crochets"]

_SIGNS = re.compile(r"[*_\[\]()<>`|#~=%\\]")
_MAYBE_DEEP = re.compile(
    rf"^(?:[ \t]*+(?:[-+*>]|\d{{1,9}}[.)])){{{MOST_LEVELS}}}|^[ \t>]{{{MOST_LEVELS}}}", re.MULTILINE
)
_BRACKET = re.compile(r"(?<!\\)[\[\]]")


class TooMuch(NamedTuple):
    """What there is too much of, and the offset where that begins."""

    kind: Kind
    at: int


def too_much_for_a_fiche(text: str) -> TooMuch | None:
    """What is too much in a fiche, which is read more closely than any page."""
    if text.count("\n") > MOST_LINES:
        return TooMuch("lignes", 0)
    if len(text) > MOST_SIGNS and len(_SIGNS.findall(text)) > MOST_SIGNS:
        return TooMuch("signes", 0)
    return None


def too_much(text: str) -> TooMuch | None:
    """What is too much in any page."""
    long = len(text) > MOST_IN_A_PARAGRAPH
    if not long and text.count("[") <= _FEW and not _MAYBE_DEEP.search(text):
        return None  # nearly all
    return next(_found(text, events(text)), None)


def _found(text: str, read: Iterable[tuple[Any, Any]]) -> Iterator[TooMuch]:
    level, begin = 0, -1  # of what is read for its signs: -1 where nothing is
    kept: list[tuple[int, int]] = []
    for event, place in read:
        step, value = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        what = next(iter(value)) if isinstance(value, dict) else value
        if step not in ("Start", "End"):
            if begin >= 0 and place["end"] - begin > MOST_IN_A_PARAGRAPH:
                if len(_SIGNS.findall(text, begin, place["end"])) > _FEW_SIGNS:
                    yield TooMuch("paragraphe", begin)
                begin = -1
        elif what not in _INSIDE:
            as_it_is = what == "HtmlBlock" or (what == "CodeBlock" and value != {"CodeBlock": "Indented"})
            if step == "Start" and as_it_is and what == "CodeBlock":
                kept.append((place["start"], place["end"]))
            begin = -1 if as_it_is else place[step.lower()]
            level += (step == "Start") - (step == "End") if what in ("List", "BlockQuote") else 0
            if level > MOST_LEVELS:
                yield TooMuch("niveaux", place["start"])
    for at, passage in _passages(_without(text, kept)):
        if _sought(passage) > _MOST_SOUGHT:
            yield TooMuch("crochets", at)


def _passages(text: str) -> Iterator[tuple[int, str]]:
    """What stands between two empty lines, and its offset."""
    at, begin = 0, 0
    for line in [*text.split("\n"), ""]:
        if not line.strip():
            yield begin, text[begin:at]
            begin = at + len(line) + 1
        at += len(line) + 1


def _sought(passage: str) -> int:
    """How many characters are gone through, from each bracket to the one that closes it, or to the end."""
    opened: list[int] = []
    sought = 0
    for bracket in _BRACKET.finditer(passage):
        if bracket.group() == "[":
            opened.append(bracket.start())
        elif opened:
            sought += bracket.start() - opened.pop()
    return sought + sum(len(passage) - at for at in opened)


def _without(text: str, passages: list[tuple[int, int]]) -> str:
    """A text with spaces where some passages stand."""
    pieces, at = [], 0
    for start, end in passages:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
