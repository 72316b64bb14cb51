"""The front matter of a page: YAML read as text, with the place of every key and value.

MkDocs swallows a front matter that is broken; here every fault in it is told at once. Scalars stay as they
were written (`0123456701` is no octal, `12:30` no 750, a date no `date`); anchors, aliases and tags are
refused, which also disarms the alias bomb: the YAML is read as a stream of events, never expanded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from ndrc_portfolio.diagnostics import Place

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml: 12 times the pure loader
_FENCE = re.compile(r"^(?:-{3}|\.{3})[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"\s*^---[ \t]*$", re.MULTILINE)
_FICHE_LINE = re.compile(r"^[^\w\n]*fiches?\b", re.MULTILINE | re.IGNORECASE)
_FIRST_LINE = re.compile(r"[\"'{ ]*fiche[\"']?[ \t]*:[ \t]*[\"']?\w+-[\w-]+", re.IGNORECASE)
_DASHES = re.compile(r"\s*^[-–—−=_*]+[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^(\s*(?:- )?\s*(?:\"[^\"]*\"|'[^']*'|[^\s:#'\"][^:#]*?)\s*:)(?:\s+(.*))?$")
_SPECIAL = re.compile(
    r"^(?P<cle>\s*(?:[^\s:#'\"][^:#]*:\s+|-\s+(?:[\w-]+:\s+)?))(?P<signe>[*&!|>%@`]|\[(?=[^\]]*\]\s*\S)|\{(?=[^}]*\}\s*\S))"
)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_MAX_DEPTH = 8
_MAX_FAULTS = 20

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Faute:
    """A fault of the YAML: a code of the catalogue, its place, the blanks of its message."""

    code: str
    place: Place
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Entete:
    """A front matter.

    `data` holds texts, None, lists and mappings only. `cles` and `valeurs` give, by path from the root,
    where each key and each value stands in the file; `comments`, where a comment stands behind a value on its
    line. `sources` gives the YAML of each top-level key as it was written, for the keys that are handed on to
    MkDocs. `body` is what follows, `body_line` its first line.
    """

    data: dict[str, Any] = field(default_factory=dict)
    cles: dict[Path, Place] = field(default_factory=dict)
    valeurs: dict[Path, Place] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    comments: dict[Path, Place] = field(default_factory=dict)
    fautes: list[Faute] = field(default_factory=list)
    present: bool = False
    body: str = ""
    body_line: int = 1

    def place(self, path: Path) -> Place:
        """Where to point for `path`: its value, else its key, else the nearest ancestor's key."""
        for end in range(len(path), 0, -1):
            if found := self.valeurs.get(path[:end]) or self.cles.get(path[:end]):
                return found
        return self.cles.get(("fiche",), Place(1))


class _Handler(YAMLHandler):
    """python-frontmatter's reading, with the offsets kept that it strips."""

    def __init__(self, entete: Entete, first_line: int) -> None:
        super().__init__(fm_boundary=_FENCE)
        self._entete = entete
        self._first_line = first_line

    def split(self, text: str) -> tuple[str, str]:
        head, content = super().split(text)
        self._entete.body = content.removeprefix("\n")
        self._entete.body_line = self._first_line + head.count("\n") + 1
        return head.removeprefix("\n"), content

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        self._entete.data = _load(fm, self._entete, self._first_line + 1)
        return self._entete.data


def lire_entete(text: str) -> Entete:
    """Split a page into front matter and body, and read the front matter.

    `text` is the whole page with `\\n` ends of line and no byte order mark. Never raises: what is wrong
    stands in `fautes`, and what could be read in the rest.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return _without_opening(text)
    entete = Entete(present=True)
    first_line = opening.group().count("\n") + 1
    if _FENCE.search(text, opening.end()) is None:
        return _without_end(text, opening.end() + 1, first_line, entete)
    frontmatter.parse(text, handler=_Handler(entete, first_line))
    return entete


def names_a_fiche(text: str) -> bool:
    """Whether the head of a page that is no valid front matter was meant to say which fiche it is."""
    return bool(_FICHE_LINE.search(head_of(text)))


def head_of(text: str) -> str:
    """What was meant as the front matter: up to its end mark, else up to the first heading or empty line."""
    start = opening.end() if (opening := _DASHES.match(text)) else 0
    end = _FENCE.search(text, start + 1) if opening else None
    stop = end.start() if end else len(text)
    ended = re.compile(r"^(?:#|```|~~~)|\n[ \t]*\n").search(text.strip("\n"), start) if not end else None
    return text[start : ended.start() if ended else stop]


def _without_opening(text: str) -> Entete:
    entete = Entete(body=text)
    meant = _DASHES.match(text)
    first = text.lstrip()
    if _FIRST_LINE.match(first) or (meant and _FIRST_LINE.match(first[meant.end() :].lstrip())):
        line = text[: len(text) - len(first)].count("\n") + 1
        entete.present = True
        entete.fautes.append(Faute("NDRC102", Place(line)))
        head = head_of(text)
        start = line + 1 if meant else 1
        entete.data = _load(head.removeprefix("\n") if meant else head, entete, start)
        rest = text[text.find(head) + len(head) :]
        entete.body_line = text.count("\n", 0, len(text) - len(rest)) + 1
        entete.body = rest.lstrip("-. \t") if _FENCE.match(rest) else rest
    return entete


def _without_end(text: str, start: int, first_line: int, entete: Entete) -> Entete:
    """The front matter is never closed: take for its end the first heading or the end of the page."""
    heading = re.compile(r"^#", re.MULTILINE).search(text, start)
    stop = heading.start() if heading else len(text)
    head = text[start:stop]
    if not _FICHE_LINE.search(head):
        return Entete(body=text)  # a page that begins with a rule
    last = first_line + len(head.rstrip().split("\n"))
    entete.fautes.append(Faute("NDRC101", Place(last)))
    entete.data = _load(head, entete, first_line + 1)
    # What follows from the missing end (a sentence read as YAML) is not told again.
    entete.fautes = [f for f in entete.fautes if f.code != "NDRC107"]
    entete.body, entete.body_line = text[stop:], text.count("\n", 0, stop) + 1
    return entete


def _load(text: str, entete: Entete, line: int) -> dict[str, Any]:
    """Read YAML into `entete`, its first line being `line` of the file.

    A line that YAML cannot read is told, emptied (its key stays) and the rest read again: all faults come at once.
    """
    lines = text.split("\n")
    emptied: set[int] = set()
    while len(emptied) <= _MAX_FAULTS:
        for places in (entete.cles, entete.valeurs, entete.sources, entete.comments):
            places.clear()
        reader = _Reader(text, line, entete)
        try:
            data = reader.read()
        except yaml.YAMLError as error:
            fault, at = _translate(error, lines, line)
            if at in emptied or at >= len(lines):
                entete.fautes += [fault] if not emptied else []
                return {}
            if not (fault.code == "NDRC123" and at - 1 in emptied):  # what was below the line that is told
                entete.fautes.append(fault)
            emptied.add(at)
            if fault.code == "NDRC103":  # one message for all tabs: they come from one habit
                lines = [re.sub(r"^[ \t]+", lambda m: m.group().replace("\t", "  "), shown) for shown in lines]
            else:
                key = _KEY.match(lines[at])
                lines[at] = key.group(1) if key and fault.code != "NDRC123" else ""
            text = "\n".join(lines)
            continue
        entete.fautes += reader.fautes
        if isinstance(data, dict):
            return data
        if data is not None:
            entete.fautes.append(Faute("NDRC110", Place(line)))
        return {}
    return {}


def _tab(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]


class _Reader:
    """One pass over the events of a YAML document."""

    def __init__(self, text: str, line: int, entete: Entete) -> None:
        self._text = text
        self._line = line
        self._entete = entete
        self._depth = 0
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))
        self.fautes: list[Faute] = []

    def read(self) -> Any:
        for event in self._events:
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent | yaml.StreamEndEvent):
                value = self._value(event, ())
                for _ in self._events:  # so that a fault after the first document is told
                    pass
                return value
        return None

    def _value(self, event: Any, path: Path) -> Any:
        place = self._place(event)
        self._entete.valeurs[path] = place
        if isinstance(event, yaml.AliasEvent):
            self._refuse("NDRC109", place)
            return None
        if event.anchor:
            self._refuse("NDRC109", place)
        if event.tag and (event.tag == "!" or not event.implicit or event.implicit == (False, False)):
            self._refuse("NDRC118", place, valeur=self._text[event.start_mark.index :].split(None, 1)[0])
        if isinstance(event, yaml.ScalarEvent):
            self._comment(event, path)
            return None if not event.style and event.value in _NULLS else event.value
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            if self._depth == _MAX_DEPTH + 1:
                self._refuse("NDRC121", place)
            self._skip()
            value: Any = None
        else:
            value = self._sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)
        self._depth -= 1
        return value

    def _comment(self, event: Any, path: Path) -> None:
        """Remember a `#` behind a value: an author may have meant it as text."""
        if "#" not in self._text or event.style in ("|", ">"):
            return
        rest = self._text[event.end_mark.index :].split("\n", 1)[0]
        if found := re.match(r"[ \t]*(#(?!\s*$)[ \t]*\S.*)", rest):
            column = event.end_mark.column + 1 + found.start(1)
            self._entete.comments[path] = Place(self._line + event.end_mark.line, column, len(found[1]))

    def _skip(self) -> None:
        """Pass over a collection that is nested too deeply, without descending into it."""
        level = 1
        for event in self._events:
            if isinstance(event, yaml.CollectionStartEvent):
                level += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                level -= 1
                if not level:
                    return

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        starts: list[tuple[str, int]] = []
        for event in self._events:
            starts.append((event.value if isinstance(event, yaml.ScalarEvent) else "?", event.start_mark.index))
            if isinstance(event, yaml.MappingEndEvent):
                break
            cle_place = self._place(event)
            cle = event.value if isinstance(event, yaml.ScalarEvent) else self._odd_key(event)
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                self._refuse("NDRC109", cle_place)
            doubled = cle in data
            if doubled:
                self._refuse("NDRC108", cle_place, cle=cle, autre=self._entete.cles[*path, cle].line)
                cle_path: Path = (*path, cle, "…")  # leaves the places of the first one alone
            else:
                cle_path = (*path, cle)
            self._entete.cles[cle_path] = cle_place
            value = self._value(next(self._events), cle_path)
            if not doubled:
                data[cle] = value
        if not path:
            for (cle, start), (_, end) in pairwise(starts):
                self._entete.sources.setdefault(cle, self._text[start:end].rstrip(", \n"))
        return data

    def _odd_key(self, event: Any) -> str:
        """A key that is a list, a mapping or an alias: no form has one, so it is an unknown key."""
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse("NDRC109", place)
        else:
            self._refuse("NDRC110", place)
            self._skip()
        return "?"

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Place(self._line + start.line, start.column + 1, max(1, width))

    def _refuse(self, code: str, place: Place, **values: Any) -> None:
        if code != "NDRC109" or not any(f.code == code for f in self.fautes):
            self.fautes.append(Faute(code, place, values))


def _translate(error: yaml.YAMLError, lines: list[str], first: int) -> tuple[Faute, int]:
    """A fault of libyaml in our words, and the index of the line to empty before reading on."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        at, column = _unacceptable(lines)
        return Faute("NDRC107", Place(first + at, column)), at
    mark = error.problem_mark
    context = error.context_mark
    problem = error.problem or ""
    at, column = min(mark.line, len(lines) - 1), mark.column + 1
    if "quoted scalar" in (error.context or "") and "end of stream" not in problem and "indicator" not in problem:
        return Faute("NDRC126", Place(first + at, max(1, column - 1), 2)), at
    if "quoted scalar" in (error.context or "") and context is not None:
        return Faute("NDRC106", Place(first + context.line, context.column + 1)), context.line
    for near in (at, at - 1):
        if 0 <= near < len(lines) and _tab(lines[near]):
            return Faute("NDRC103", Place(first + near, lines[near].index("\t") + 1)), near
    if context is not None and "could not find expected ':'" in problem:
        return _without_colon(lines, context, first)
    if special := _SPECIAL.match(lines[at]):
        return Faute("NDRC127", Place(first + at, special.start("signe") + 1), {"signe": special["signe"]}), at
    if "flow" in (error.context or "") and context is not None:
        at, column = context.line, context.column + 1
        return Faute("NDRC122", Place(first + at, column), {"signe": lines[at][column - 1 : column]}), at
    if key := _KEY.match(lines[at]):
        cle, value = key.group(1).strip(" -:\"'"), (key.group(2) or "").strip()
        if column <= len(key.group(1)):
            return Faute("NDRC123", Place(first + at, len(lines[at]) - len(lines[at].lstrip()) + 1), {"cle": cle}), at
        if value[:1] in ("'", '"'):
            return Faute("NDRC124", Place(first + at, column), {"cle": cle}), at
        if "mapping values" in problem:
            return Faute("NDRC105", Place(first + at, column), {"cle": cle, "valeur": value.replace('"', "”")}), at
    if not lines[at].strip() and context is not None:  # the end of the text: point to where it began
        at, column = context.line, context.column + 1
    return Faute("NDRC107", Place(first + at, column)), at


def _without_colon(lines: list[str], mark: Any, first: int) -> tuple[Faute, int]:
    """A line that is no « clé: valeur »: libyaml notices only on the next one."""
    line = lines[mark.line]
    place = Place(first + mark.line, mark.column + 1, max(1, len(line.rstrip()) - mark.column))
    if glued := re.match(r"\s*([\w-]+):(\S.*)", line):
        return Faute("NDRC129", place, {"cle": glued[1], "valeur": glued[2]}), mark.line
    return Faute("NDRC128", place), mark.line


def _unacceptable(lines: list[str]) -> tuple[int, int]:
    """Where the character stands that YAML does not accept at all (a control character)."""
    for at, line in enumerate(lines):
        if found := re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", line):
            return at, found.start() + 1
    return 0, 1
