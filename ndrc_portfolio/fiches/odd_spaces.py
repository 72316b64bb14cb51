"""No-break spaces in a front matter: Word puts them where French wants them, and YAML takes them for letters.

They are read as spaces where keys, dashes and colons are told by their spaces; in texts they stay.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.messages.diagnostic import Edit, Place

ODD = "\u00a0\u202f"
_INDENT = re.compile(rf"[ {ODD}]*")
_DASHES = re.compile(rf"(?:-[ {ODD}]+)*")
_KEY = re.compile(rf"[^\W\d][\w-]*[ {ODD}]*:(?:[ {ODD}]+|$)")
_COLON = re.compile(rf"[ {ODD}]*:[ {ODD}]*")
_OPENS_TEXT = re.compile(rf"(?::|-)[ {ODD}]+[|>][-+1-9]*[ {ODD}]*(?:#.*)?$")
_IN_BRACES = re.compile(rf"[{{,][ {ODD}]*[^\W\d][\w-]*[ {ODD}]*:[ {ODD}]+")
_SPACE = re.compile(f"[{ODD}]")
_HAS_VALUE = re.compile(rf"[^\W\d][\w-]*[ {ODD}]*:[ {ODD}]+[^ {ODD}#'\"\[{{]")


def as_spaces(text: str) -> str:
    """The same text with plain spaces where they tell its structure; every character stays at its place."""
    if not any(char in text for char in ODD):
        return text
    lines = text.split("\n")
    inside = -1  # the indent above which a line belongs to a text that has begun
    for i, line in enumerate(lines):
        indent = _width(_INDENT, line, 0)
        if not line.strip():
            continue
        if inside >= 0 and indent > inside:
            lines[i] = " " * indent + line[indent:]
            continue
        dashes = _width(_DASHES, line, indent)
        key = _width(_KEY, line, indent + dashes)
        if dashes and key and not _goes_on(lines, i, indent + dashes):
            key = 0  # an item that is a text: « - Objectif : vendre »
        end = indent + dashes + key
        rest = _IN_BRACES.sub(_plain, line[end:]) if line.startswith("{", end) else line[end:]
        lines[i] = _SPACE.sub(" ", line[:end]) + rest
        told = _OPENS_TEXT.search(line) or _HAS_VALUE.match(line, indent + dashes)
        inside = (indent if _OPENS_TEXT.search(line) else indent + dashes) if told else -1
    return "\n".join(lines)


def space_edits(lines: Sequence[str], keys: Mapping[KeyPath, Place], values: Mapping[KeyPath, Place]) -> Iterator[Edit]:
    """Plain spaces in the place of the others, around the colon of each key and in front of keys and items.

    `lines` are those of the file, `keys` and `values` where each key and each value of its front matter stands.
    """
    items = (place for path, place in values.items() if path and isinstance(path[-1], int))
    for line, column in {(place.line, place.column) for place in (*items, *keys.values())}:
        before = lines[line - 1][: column - 1]
        if any(char in before for char in ODD) and not before.strip(f" -{ODD}"):
            yield Edit(Place(line, 1, len(before)), _SPACE.sub(" ", before))
    for place in keys.values():
        found = _COLON.match(lines[place.line - 1], place.end_column - 1)
        if found and any(char in found[0] for char in ODD):
            rest = lines[place.line - 1][found.end() :]
            yield Edit(Place(place.line, place.end_column, len(found[0])), ": " if rest else ":")


def _plain(found: re.Match[str]) -> str:
    return _SPACE.sub(" ", found[0])


def _width(pattern: re.Pattern[str], line: str, at: int) -> int:
    found = pattern.match(line, at)
    return found.end() - at if found else 0


def _goes_on(lines: Sequence[str], at: int, column: int) -> bool:
    """Whether the entry of a list has another key, below its first."""
    below = next((line for line in lines[at + 1 :] if line.strip()), "")
    return _width(_INDENT, below, 0) == column and bool(_KEY.match(below, column))
