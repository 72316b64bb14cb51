"""The faults of a YAML text, libyaml's among them, in our words.

libyaml says two things in English, what it was doing and what stopped it. `MEANINGS` gives for each such pair what
an author may have done, the likeliest first: functions that look at the line, and say nothing when it is not that.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import yaml

from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.fiches.yaml_edits import (
    GLUED,
    KEY,
    aligned,
    closed_quote,
    first_of_item,
    in_quotes,
    indent,
    slashes,
    without_tabs,
)
from ndrc_portfolio.fiches.yaml_quotes import CURLY, curly_quotes
from ndrc_portfolio.messages.catalogue.front_matter import (
    Backslash,
    ColonInValue,
    FrontMatterFault,
    GluedColon,
    InvisibleCharacter,
    Misaligned,
    MisalignedInItem,
    NoColon,
    OpenBracket,
    OpenQuote,
    SpecialCharacter,
    Tab,
    TextAfterQuote,
    Unreadable,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place

_SPECIAL = re.compile(
    r"^(?:\s*(?:[^\s:#'\"][^:#]*:\s+|-\s+(?:[\w-]+:\s+)?))"
    r"(?P<signe>[*&!|>%@`]|\[(?=[^\]]*\]\s*\S)|\{(?=[^}]*\}\s*\S))"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Found(NamedTuple):
    """A fault, and the index of the line that it spoils."""

    fault: Fault[FrontMatterFault]
    at: int


class _Stop(NamedTuple):
    """Where libyaml gave up: indexes of lines, and columns from 0.

    `lines` are those that it read, `written` the same as they stand in the file, whose first is line `first` of it;
    `began` is where what it was reading begins.
    """

    lines: list[str]
    written: list[str]
    first: int
    at: int
    column: int
    began: tuple[int, int] | None

    def here(self, message: FrontMatterFault, at: int, column: int, fix: Edit | None = None) -> Found:
        return Found(Fault(message, Place(self.first + at, column + 1), fix), at)


def explain(error: yaml.YAMLError, lines: list[str], written: list[str], first: int) -> Found:
    """What is wrong where libyaml could not go on.

    `lines` are those that it read, some of which earlier faults have emptied, `written` the author's own.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _invisible(lines, first)
    mark, context = error.problem_mark, error.context_mark
    began = (context.line, context.column) if context else None
    stop = _Stop(lines, written, first, min(mark.line, len(lines) - 1), mark.column, began)
    for meaning in MEANINGS.get((error.context or "", error.problem or ""), _BY_THE_LINE):
        if found := meaning(stop):
            return found
    return _unreadable(stop)


def glued_above(lines: list[str], at: int, first: int) -> Found | None:
    """The line `numero:1` just above `at`: libyaml takes it for a text, and notices only on the next key."""
    above = next((i for i in range(at - 1, -1, -1) if lines[i].strip() and lines[i].lstrip()[0] != "#"), None)
    glued = GLUED.match(lines[above]) if above is not None else None
    if above is None or glued is None or (at < len(lines) and indent(lines[at]) < len(glued["avant"])):
        return None
    return Found(glued_colon(glued["cle"], glued["valeur"].rstrip(), first + above, len(glued["avant"]) + 1), above)


def glued_colon(key: str, value: str, line: int, column: int) -> Fault[FrontMatterFault]:
    """`numero:1` at a place of the file."""
    place = Place(line, column, len(key) + 1 + len(value.rstrip()))
    value = value.strip()  # a no-break space may stand there, which YAML takes for a letter
    return Fault(GluedColon(cle=key, valeur=value), place, Edit(place, f"{key}: {value}"))


def _quote(stop: _Stop) -> Found | None:
    if stop.began is None:
        return None
    return stop.here(OpenQuote(), *stop.began, closed_quote(stop.written, *stop.began, stop.first))


def _backslash(stop: _Stop) -> Found | None:
    fix = slashes(stop.written[stop.at], stop.first + stop.at)
    return stop.here(Backslash(), stop.at, stop.lines[stop.at].find("\\"), fix)


def _tab(stop: _Stop) -> Found | None:
    for at in (stop.at, stop.at - 1):
        if 0 <= at < len(stop.lines) and "\t" in stop.lines[at][: indent(stop.lines[at])]:
            return stop.here(Tab(), at, stop.lines[at].index("\t"), without_tabs(stop.written, stop.first))
    return None


def _no_colon(stop: _Stop) -> Found | None:
    """A line that is no « clé: valeur »: libyaml notices only on the next one."""
    if stop.began is None:
        return None
    at, column = stop.began
    line = stop.lines[at]
    if glued := GLUED.match(line):
        return Found(glued_colon(glued["cle"], glued["valeur"], stop.first + at, column + 1), at)
    return Found(Fault(NoColon(), Place(stop.first + at, column + 1, max(1, len(line.rstrip()) - column))), at)


def _special(stop: _Stop) -> Found | None:
    found = _SPECIAL.match(stop.lines[stop.at])
    if found is None:
        return None
    column = found.start("signe")
    fix = in_quotes(stop.written, stop.at, column, stop.first)
    return stop.here(SpecialCharacter(signe=found["signe"]), stop.at, column, fix)


def _bracket(stop: _Stop) -> Found | None:
    if stop.began is None:
        return None
    at, column = stop.began
    return stop.here(OpenBracket(signe=stop.lines[at][column : column + 1]), at, column)


def _alignment(stop: _Stop) -> Found | None:
    """A key at a column where no other begins: inside of a list, it stands below the key that follows the dash."""
    line = stop.lines[stop.at]
    key = KEY.match(line)
    if key is None or stop.column >= len(key[1]):
        return None
    if glued := glued_above(stop.lines, stop.at, stop.first):
        return glued
    name = key[1].strip(" -:\"'")
    item = first_of_item(stop.lines, stop.at)
    message = MisalignedInItem(cle=name, voisine=item[0]) if item else Misaligned(cle=name)
    return stop.here(message, stop.at, indent(line), aligned(stop.written, stop.at, stop.first))


def _after_quote(stop: _Stop) -> Found | None:
    key = KEY.match(stop.lines[stop.at])
    if key is None or not key[2] or key[2].lstrip()[:1] not in ("'", '"'):
        return None
    return stop.here(TextAfterQuote(cle=key[1].strip(" -:\"'")), stop.at, stop.column)


def _colon(stop: _Stop) -> Found | None:
    key = KEY.match(stop.lines[stop.at])
    if key is None:
        return None
    name, value = key[1].strip(" -:\"'"), (key[2] or "").strip()
    if CURLY.fullmatch(value):
        place = Place(stop.first + stop.at, key.start(2) + 1, len(value))
        return Found(curly_quotes(value, (name,), place), stop.at)
    fix = in_quotes(stop.written, stop.at, key.start(2), stop.first) if value else None
    return stop.here(ColonInValue(cle=name, valeur=value.replace('"', "”")), stop.at, stop.column, fix)


def _unreadable(stop: _Stop) -> Found:
    if not stop.lines[stop.at].strip() and stop.began:  # the end of the text: point to where it began
        return stop.here(Unreadable(), *stop.began)
    return stop.here(Unreadable(), stop.at, stop.column)


def _invisible(lines: list[str], first: int) -> Found:
    """A character that YAML does not accept at all, which no editor shows."""
    for at, line in enumerate(lines):
        if found := _CONTROL.search(line):
            return Found(Fault(InvisibleCharacter(), Place(first + at, found.start() + 1)), at)
    return Found(Fault(Unreadable(), Place(first)), 0)


_Meaning = Callable[[_Stop], Found | None]
_QUOTED = "while scanning a quoted scalar"
_BY_THE_LINE: tuple[_Meaning, ...] = (_tab, _special, _alignment, _after_quote)
_IN_BRACKETS: tuple[_Meaning, ...] = (_tab, _special, _bracket)

MEANINGS: dict[tuple[str, str], tuple[_Meaning, ...]] = {
    (_QUOTED, "found unexpected end of stream"): (_quote,),
    (_QUOTED, "found unexpected document indicator"): (_quote,),
    ("while parsing a quoted scalar", "found unknown escape character"): (_backslash,),
    ("while parsing a quoted scalar", "did not find expected hexdecimal number"): (_backslash,),
    ("while parsing a quoted scalar", "found invalid Unicode character escape code"): (_backslash,),
    ("while scanning a simple key", "could not find expected ':'"): (_tab, _no_colon),
    ("while parsing a flow sequence", "did not find expected ',' or ']'"): _IN_BRACKETS,
    ("while parsing a flow mapping", "did not find expected ',' or '}'"): _IN_BRACKETS,
    ("while parsing a flow node", "did not find expected node content"): _IN_BRACKETS,
    ("", "mapping values are not allowed in this context"): (*_BY_THE_LINE, _colon),
    ("", "did not find expected <document start>"): _BY_THE_LINE,
    ("", "block sequence entries are not allowed in this context"): _BY_THE_LINE,
    ("while parsing a block mapping", "did not find expected key"): _BY_THE_LINE,
    ("while parsing a block collection", "did not find expected '-' indicator"): _BY_THE_LINE,
    ("while parsing a block node", "did not find expected node content"): _BY_THE_LINE,
    ("while scanning a block scalar", "did not find expected comment or line break"): _BY_THE_LINE,
    ("while scanning for the next token", "found character that cannot start any token"): _BY_THE_LINE,
    ("while scanning a directive", "found unexpected non-alphabetical character"): _BY_THE_LINE,
    ("while scanning an alias", "did not find expected alphabetic or numeric character"): (_special,),
    ("while scanning an anchor", "did not find expected alphabetic or numeric character"): (_special,),
    ("while scanning a tag", "did not find expected whitespace or line break"): (_special,),
    ("while scanning a plain scalar", "found a tab character that violates indentation"): (_tab,),
    ("while scanning a block scalar", "found a tab character where an indentation space is expected"): (_tab,),
}
