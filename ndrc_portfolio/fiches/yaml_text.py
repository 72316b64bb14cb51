"""YAML read as text, with the place of every key and value, and all faults at once in our own words.

Scalars stay as they were written: `0123456701` is no octal, `12:30` no 750, a date no `date`. Anchors, aliases
and tags are refused, which also disarms the alias bomb: the YAML is read as a stream of events, never expanded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from ndrc_portfolio.fiches.yaml_faults import GLUED, KEY, Fault, KeyPath, glued_above, translate
from ndrc_portfolio.messages.catalogue.front_matter import (
    Alias,
    Backslash,
    DuplicateKey,
    FrontMatterFault,
    GluedColon,
    Misaligned,
    NotMapping,
    Tab,
    TooDeep,
    YamlTag,
)
from ndrc_portfolio.messages.diagnostic import Place

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml: 12 times the pure loader


_DEEP = re.compile(r"(?:[\[{]\s*){32}")


# libyaml ends a line at these, editors and Markdown do not: it would count lines of its own.
_NOT_LINES = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})


_ODD_INDENT = re.compile(r"\n[ ]*[\u00a0\u202f][ \u00a0\u202f]*")  # looks as if it were spaces


_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


_MAX_DEPTH = 8


_MAX_FAULTS = 20


@dataclass(slots=True)
class YamlText:
    """What was read: `data` holds texts, None, lists and mappings only.

    By path from the root: `key_places` and `value_places`, where each key and each value stands in the file; `comments`,
    where a comment stands behind a value; `sources`, the YAML of each top-level key as it was written.
    `explained` are the paths whose value a fault has spoilt; `whole` is False when whole lines were lost.
    """

    data: dict[str, Any] = field(default_factory=dict)
    key_places: dict[KeyPath, Place] = field(default_factory=dict)
    value_places: dict[KeyPath, Place] = field(default_factory=dict)
    comments: dict[KeyPath, Place] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    explained: set[KeyPath] = field(default_factory=set)
    whole: bool = True


def read_yaml(text: str, line: int, lecture: YamlText) -> None:
    """Read a YAML mapping into `lecture`, the first line of `text` being `line` of its file.

    A line that YAML cannot read is told and emptied (its key stays), and the rest is read again, so that all
    faults come at once. Never raises.
    """
    if any(char in text for char in "\x85\u2028\u2029"):
        text = text.translate(_NOT_LINES)
    if _ODD_INDENT.search("\n" + text):
        text = _ODD_INDENT.sub(lambda m: "\n" + " " * (len(m.group()) - 1), "\n" + text)[1:]
    lines = text.split("\n")
    while text.count("[") + text.count("{") >= 32 and (deep := _DEEP.search(text)):  # libyaml takes minutes for these
        at = text.count("\n", 0, deep.start())
        lecture.faults.append(Fault(TooDeep(), Place(line + at, 1)))
        lines[at:] = [_key_of(lines[at])]
        text = "\n".join(lines)
        lecture.whole = False
    emptied: set[int] = set()
    for _ in range(_MAX_FAULTS):
        reader = _Reader("\n".join(lines), line)
        try:
            data = reader.read()
        except yaml.YAMLError as error:
            fault, at = translate(error, lines, line)
            if at in emptied or at >= len(lines):
                break
            below = isinstance(fault.message, Misaligned) and at - 1 in emptied  # a line that has its own message
            if not below:
                lecture.faults.append(fault)
            _empty(lines, at, fault)
            lecture.whole = lecture.whole and bool(lines[at])
            if not isinstance(fault.message, GluedColon):  # that line is mended, and may have another fault
                emptied.add(at)
            continue
        glued = None if data is None or isinstance(data, dict) else glued_above(lines, len(lines), line)
        if glued:
            lecture.faults.append(glued[0])
            _empty(lines, glued[1], glued[0])
            continue
        lecture.faults += reader.faults
        lecture.key_places, lecture.value_places = reader.key_places, reader.value_places
        lecture.comments, lecture.sources = reader.comments, reader.sources
        lecture.explained = reader.explained | {
            p for p, place in reader.key_places.items() if place.line - line in emptied
        }
        if isinstance(data, dict):
            lecture.data = data
        elif data is not None:
            lecture.faults.append(Fault(NotMapping(), Place(line)))
        return
    lecture.whole = False


def _empty(lines: list[str], at: int, fault: Fault) -> None:
    """Take out of the YAML what cannot be read."""
    if isinstance(fault.message, Tab):  # one message for all tabs: they come from one habit
        lines[:] = [re.sub(r"^[ \t]+", lambda m: m.group().replace("\t", "  "), shown) for shown in lines]
    elif isinstance(fault.message, Misaligned):
        lines[at] = ""
    elif isinstance(fault.message, GluedColon):
        lines[at] = GLUED.sub(r"\g<avant>\g<cle>: \g<valeur>", lines[at])
    else:
        lines[at] = _key_of(lines[at])


def _key_of(line: str) -> str:
    key = KEY.match(line)
    return key.group(1) if key else ""


class _Reader:
    """One pass over the events of a YAML document."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line
        self._depth = 0
        self._events: Iterator[Any] = iter(_LOADER(text).get_event, None)
        self.key_places: dict[KeyPath, Place] = {}
        self.value_places: dict[KeyPath, Place] = {}
        self.comments: dict[KeyPath, Place] = {}
        self.sources: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.explained: set[KeyPath] = set()

    def read(self) -> Any:
        value: Any = None
        first = True
        for event in self._events:  # to the end, so that a fault after the first document is told
            if first and isinstance(event, yaml.NodeEvent):
                value, first = self._value(event, ()), False
        return value

    def _value(self, event: Any, path: KeyPath) -> Any:
        place = self._place(event)
        self.value_places[path] = place
        if isinstance(event, yaml.AliasEvent):
            self._refuse(Alias(), place, path)
            return None
        if event.anchor:
            self._refuse(Alias(), place, path)
        if event.tag and (event.tag == "!" or not event.implicit or event.implicit == (False, False)):
            self._refuse(YamlTag(valeur=self._text[event.start_mark.index :].split(None, 1)[0]), place, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            self._refuse(TooDeep(), place, path)
            self._skip()
            value: Any = None
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(path)
        else:
            value = self._mapping(path)
        self._depth -= 1
        return value

    def _scalar(self, event: Any, path: KeyPath) -> str | None:
        if event.style == '"':
            raw = self._text[event.start_mark.index : event.end_mark.index]
            if odd := re.search(r'\\(?!["\\])', raw):
                line = self._line + event.start_mark.line + raw.count("\n", 0, odd.start())
                column = odd.start() - raw.rfind("\n", 0, odd.start())
                column += event.start_mark.column if "\n" not in raw[: odd.start()] else 0
                self._refuse(Backslash(), Place(line, column), path)
        elif not event.style:
            self._comment(event, path)
            return None if event.value in _NULLS else str(event.value)
        return str(event.value)

    def _comment(self, event: Any, path: KeyPath) -> None:
        """Remember a `#` behind a value: an author may have meant it as text."""
        if "#" not in self._text:
            return
        rest = self._text[event.end_mark.index :].split("\n", 1)[0]
        if found := re.match(r"[ \t]*(#(?!\s*$)[ \t]*\S.*)", rest):
            column = event.end_mark.column + 1 + found.start(1)
            self.comments[path] = Place(self._line + event.end_mark.line, column, len(found[1]))

    def _skip(self) -> None:
        """Pass over a collection, without descending into it."""
        level = 1
        for event in self._events:
            if isinstance(event, yaml.CollectionStartEvent):
                level += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                level -= 1
                if not level:
                    return

    def _sequence(self, path: KeyPath) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        starts: list[tuple[str, int]] = []
        for event in self._events:
            cle = event.value if isinstance(event, yaml.ScalarEvent) else ""
            starts.append((cle, event.start_mark.index))
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = self._place(event)
            if not isinstance(event, yaml.ScalarEvent):
                cle = self._odd_key(event, place)
            elif event.anchor:
                self._refuse(Alias(), place, (*path, cle))
            if cle in data:
                self._refuse(DuplicateKey(cle=cle, autre=self.key_places[*path, cle].line), place, (*path, cle))
                self._value(next(self._events), (*path, cle, "…"))  # leaves the places of the first one alone
            else:
                self.key_places[*path, cle] = place
                data[cle] = self._value(next(self._events), (*path, cle))
        if not path:
            for (cle, start), (_, end) in pairwise(starts):
                self.sources.setdefault(cle, self._text[start:end].rstrip(", \n"))
        return data

    def _odd_key(self, event: Any, place: Place) -> str:
        """A key that is a list, a mapping or an alias: no form has one, so it is an unknown key."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse(Alias(), place, ())
        else:
            self._refuse(NotMapping(), place, ())
            self._skip()
        return "?"

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        line, column = self._line + start.line, start.column + 1
        if end.line == start.line:
            return Place(line, column, max(1, end.column - start.column))
        lines = self._text[start.index : end.index].rstrip().split("\n")  # the end of a block is that of its last line
        last = len(lines[-1]) + (start.column if len(lines) == 1 else 0)
        return Place(line, column, end=(line + len(lines) - 1, last + 1))

    def _refuse(self, message: FrontMatterFault, place: Place, path: KeyPath) -> None:
        self.explained.add(path)
        once = isinstance(message, Alias | TooDeep)  # one habit, one message
        if not once or not any(isinstance(f.message, type(message)) for f in self.faults):
            self.faults.append(Fault(message, place))
