"""One pass over the events of libyaml: the values of a YAML text, the place of each, and what is refused in it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import yaml

from ndrc_portfolio.fiches.fault import Fault, KeyPath
from ndrc_portfolio.fiches.odd_spaces import ODD
from ndrc_portfolio.fiches.yaml_edits import slashes
from ndrc_portfolio.fiches.yaml_quotes import CURLY, curly_quotes, inside
from ndrc_portfolio.messages.catalogue.front_matter import (
    Alias,
    Backslash,
    DuplicateKey,
    FrontMatterFault,
    NotMapping,
    TooDeep,
    YamlTag,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml: 12 times the pure loader

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))

_MAX_DEPTH = 8


class Events:
    """A YAML document as it is read; `yaml_text.YamlText` says what its attributes are."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line
        self._depth = 0
        self._hashes = "#" in text
        self._events: Iterator[Any] = iter(_LOADER(text).get_event, None)
        self.key_places: dict[KeyPath, Place] = {}
        self.value_places: dict[KeyPath, Place] = {}
        self.comments: dict[KeyPath, Place] = {}
        self.sources: dict[str, str] = {}
        self.faults: list[Fault[FrontMatterFault]] = []
        self.explained: set[KeyPath] = set()

    def read(self) -> Any:
        """The value of the document. Raises `yaml.YAMLError` where libyaml cannot go on."""
        value: Any = None
        first = True
        for event in self._events:  # to the end, so that a fault after the first document is reported
            if first and isinstance(event, yaml.NodeEvent):
                value, first = self._value(event, ()), False
        return value

    def _value(self, event: Any, path: KeyPath) -> Any:
        place = self._place(event)
        self.value_places[path] = place
        if type(event) is yaml.ScalarEvent and not event.anchor and not event.tag:
            return self._scalar(event, path)  # nearly all
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
                fix = slashes(self._text.split("\n")[line - self._line], line)
                self._refuse(Backslash(), Place(line, column), path, fix)
        elif not event.style:
            if self._hashes:
                self._comment(event, path)
            value = str(event.value).strip(ODD)
            if CURLY.fullmatch(value):
                self.faults.append(curly_quotes(value, path, self._place(event)))
                value = inside(value)
            return None if value in _NULLS else value
        return str(event.value)

    def _comment(self, event: Any, path: KeyPath) -> None:
        """Remember a `#` behind a value: an author may have meant it as text."""
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
            key = event.value if isinstance(event, yaml.ScalarEvent) else ""
            starts.append((key, event.start_mark.index))
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = self._place(event)
            if not isinstance(event, yaml.ScalarEvent):
                key = self._odd_key(event, place)
            elif event.anchor:
                self._refuse(Alias(), place, (*path, key))
            if key in data:
                self._refuse(DuplicateKey(cle=key, autre=self.key_places[*path, key].line), place, (*path, key))
                self._value(next(self._events), (*path, key, "…"))  # leaves the places of the first one alone
            else:
                self.key_places[*path, key] = place
                data[key] = self._value(next(self._events), (*path, key))
        if not path:
            for (key, start), (_, end) in pairwise(starts):
                self.sources.setdefault(key, self._text[start:end].rstrip(", \n"))
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
            return Place(line, column, end.column - start.column or 1)
        lines = self._text[start.index : end.index].rstrip().split("\n")  # the end of a block is that of its last line
        last = len(lines[-1]) + (start.column if len(lines) == 1 else 0)
        return Place(line, column, end=(line + len(lines) - 1, last + 1))

    def _refuse(self, message: FrontMatterFault, place: Place, path: KeyPath, fix: Edit | None = None) -> None:
        self.explained.add(path)
        once = isinstance(message, Alias | TooDeep)  # one habit, one message
        if not once or not any(isinstance(f.message, type(message)) for f in self.faults):
            self.faults.append(Fault(message, place, fix))
