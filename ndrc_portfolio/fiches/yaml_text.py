"""YAML read as text, with the place of every key and value, and all faults at once in our own words.

Scalars stay as they were written: `0123456701` is no octal, `12:30` no 750, a date no `date`. Anchors, aliases
and tags are refused, which also disarms the alias bomb: the YAML is read as a stream of events, never expanded.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from ndrc_portfolio.fiches.fault import Fault, KeyPath
from ndrc_portfolio.fiches.yaml_events import Events
from ndrc_portfolio.fiches.yaml_faults import explain, glued_above
from ndrc_portfolio.fiches.yaml_mending import Mended, key_of
from ndrc_portfolio.messages.catalogue.front_matter import (
    CurlyQuotes,
    FrontMatterFault,
    GluedColon,
    Misaligned,
    NotMapping,
    TooDeep,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place

_DEEP = re.compile(r"(?:[\[{]\s*){32}")

# libyaml ends a line at these, editors and Markdown do not: it would count lines of its own.
_NOT_LINES = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})

_ODD_INDENT = re.compile(r"\n[ ]*[\u00a0\u202f][ \u00a0\u202f]*")  # looks as if it were spaces

_MAX_FAULTS = 20


@dataclass(frozen=True, slots=True)
class YamlText:
    """What was read: `data` holds texts, None, lists and mappings only.

    By path from the root: `key_places` and `value_places`, where each key and each value stands; `comments`, where
    a comment stands behind a value; `sources`, the YAML of each top-level key as it was written.
    `explained` are the paths whose value a fault has spoilt; `whole` is False when whole lines were lost.
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    key_places: Mapping[KeyPath, Place] = field(default_factory=dict)
    value_places: Mapping[KeyPath, Place] = field(default_factory=dict)
    comments: Mapping[KeyPath, Place] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Fault[FrontMatterFault]] = ()
    explained: frozenset[KeyPath] = frozenset()
    whole: bool = True


def read_yaml(text: str, line: int) -> YamlText:
    """Read a YAML mapping, the first line of `text` being `line` of its file. Never raises.

    A line that YAML cannot read is emptied (its key stays), and the rest is read again: all faults come at once.
    """
    written = _as_editors_show_it(text).split("\n")
    lines, faults = _cut_where_deep(written, line)
    mended = Mended(lines)
    whole = not faults
    emptied: set[int] = set()
    for _ in range(_MAX_FAULTS):
        events = Events("\n".join(mended.lines), line)
        try:
            data = events.read()
        except yaml.YAMLError as error:
            fault, at = explain(error, mended.lines, written, line)
            if at in emptied or at >= len(mended.lines):
                break
            if not (isinstance(fault.message, Misaligned) and at - 1 in emptied):  # that line has its own message
                faults.append(_as_written(fault, mended, line))
            mended = mended.without(at, fault.message)
            whole = whole and bool(mended.lines[at])
            if not isinstance(
                fault.message, GluedColon | CurlyQuotes
            ):  # that line is mended, and may have another fault
                emptied.add(at)
            continue
        is_text = data is not None and not isinstance(data, dict)
        if is_text and (glued := glued_above(mended.lines, len(mended.lines), line)):
            faults.append(_as_written(glued.fault, mended, line))
            mended = mended.without(glued.at, glued.fault.message)
            continue
        faults += [_as_written(fault, mended, line) for fault in events.faults]
        if is_text:
            faults.append(Fault(NotMapping(), Place(line)))
        spoilt = {path for path, place in events.key_places.items() if place.line - line in emptied} if emptied else ()
        return YamlText(
            data if isinstance(data, dict) else {},
            _all_as_written(events.key_places, mended, line),
            _all_as_written(events.value_places, mended, line),
            _all_as_written(events.comments, mended, line),
            events.sources,
            faults,
            frozenset(events.explained.union(spoilt)),
            whole,
        )
    return YamlText(faults=faults, whole=False)


def _as_written(fault: Fault[FrontMatterFault], mended: Mended, line: int) -> Fault[FrontMatterFault]:
    """The fault at its place in the file; an edit of a line that was mended is sure no more, but for its colon."""
    place = mended.as_written(fault.place, line)
    fix = fault.fix
    if fix and fault.place.line - line in mended.moves:
        fix = Edit(place, fix.replacement) if isinstance(fault.message, GluedColon) else None
    return Fault(fault.message, place, fix)


def _all_as_written(places: Mapping[KeyPath, Place], mended: Mended, line: int) -> Mapping[KeyPath, Place]:
    return {path: mended.as_written(p, line) for path, p in places.items()} if mended.moves else places


def _as_editors_show_it(text: str) -> str:
    """With the lines and the indents that an author sees, each character at its place."""
    if any(char in text for char in "\x85\u2028\u2029"):
        text = text.translate(_NOT_LINES)
    if "\u00a0" in text or "\u202f" in text:
        text = _ODD_INDENT.sub(lambda found: "\n" + " " * (len(found[0]) - 1), "\n" + text)[1:]
    return text


def _cut_where_deep(written: list[str], line: int) -> tuple[list[str], list[Fault[FrontMatterFault]]]:
    """The lines up to where brackets stand in brackets without end: libyaml takes minutes for these."""
    lines = list(written)
    faults: list[Fault[FrontMatterFault]] = []
    text = "\n".join(lines)
    while text.count("[") + text.count("{") >= 32 and (deep := _DEEP.search(text)):
        at = text.count("\n", 0, deep.start())
        faults.append(Fault(TooDeep(), Place(line + at, 1)))
        lines[at:] = [key_of(lines[at])]
        text = "\n".join(lines)
    return lines, faults
