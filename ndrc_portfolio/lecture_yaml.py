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

from ndrc_portfolio.diagnostics import Place, francais

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml: 12 times the pure loader
_KEY = re.compile(r"^(\s*(?:- )?\s*(?:\"[^\"]*\"|'[^']*'|[^\s:#'\"][^:#]*?)\s*:)(?:\s+(.*))?$")
COLLEE = re.compile(r"(?P<avant>\s*(?:- +)?)(?P<cle>[^\W\d][\w-]*):(?P<valeur>(?!//)[^ \t].*)")  # `numero:1`
_FIRST_OF_ITEM = re.compile(r"(?P<retrait> *)- +(?P<cle>[\w-]+):(?:\s|$)")
_SPECIAL = re.compile(
    r"^(?:\s*(?:[^\s:#'\"][^:#]*:\s+|-\s+(?:[\w-]+:\s+)?))"
    r"(?P<signe>[*&!|>%@`]|\[(?=[^\]]*\]\s*\S)|\{(?=[^}]*\}\s*\S))"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DEEP = re.compile(r"(?:[\[{]\s*){32}")
# libyaml ends a line at these, editors and Markdown do not: it would count lines of its own.
_NOT_LINES = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})
_ODD_INDENT = re.compile(r"\n[ ]*[\u00a0\u202f][ \u00a0\u202f]*")  # looks as if it were spaces
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
class Lecture:
    """What was read: `data` holds texts, None, lists and mappings only.

    By path from the root: `cles` and `valeurs`, where each key and each value stands in the file; `comments`,
    where a comment stands behind a value; `sources`, the YAML of each top-level key as it was written.
    `tues` are the paths whose value a fault has spoilt; `entier` is False when whole lines were lost.
    """

    data: dict[str, Any] = field(default_factory=dict)
    cles: dict[Path, Place] = field(default_factory=dict)
    valeurs: dict[Path, Place] = field(default_factory=dict)
    comments: dict[Path, Place] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    fautes: list[Faute] = field(default_factory=list)
    tues: set[Path] = field(default_factory=set)
    entier: bool = True


def lire_yaml(text: str, line: int, lecture: Lecture) -> None:
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
        lecture.fautes.append(Faute("NDRC121", Place(line + at, 1)))
        lines[at:] = [_key_of(lines[at])]
        text = "\n".join(lines)
        lecture.entier = False
    emptied: set[int] = set()
    for _ in range(_MAX_FAULTS):
        reader = _Reader("\n".join(lines), line)
        try:
            data = reader.read()
        except yaml.YAMLError as error:
            fault, at = _translate(error, lines, line)
            if at in emptied or at >= len(lines):
                break
            if not (fault.code == "NDRC123" and at - 1 in emptied):  # what was below the line that is told
                lecture.fautes.append(fault)
            _empty(lines, at, fault)
            lecture.entier = lecture.entier and bool(lines[at])
            if fault.code != "NDRC129":  # that line is mended, and may have another fault
                emptied.add(at)
            continue
        glued = None if data is None or isinstance(data, dict) else _glued_above(lines, len(lines), line)
        if glued:
            lecture.fautes.append(glued[0])
            _empty(lines, glued[1], glued[0])
            continue
        lecture.fautes += reader.fautes
        lecture.cles, lecture.valeurs = reader.cles, reader.valeurs
        lecture.comments, lecture.sources = reader.comments, reader.sources
        lecture.tues = reader.tues | {p for p, place in reader.cles.items() if place.line - line in emptied}
        if isinstance(data, dict):
            lecture.data = data
        elif data is not None:
            lecture.fautes.append(Faute("NDRC110", Place(line)))
        return
    lecture.entier = False


def _empty(lines: list[str], at: int, fault: Faute) -> None:
    """Take out of the YAML what cannot be read."""
    if fault.code == "NDRC103":  # one message for all tabs: they come from one habit
        lines[:] = [re.sub(r"^[ \t]+", lambda m: m.group().replace("\t", "  "), shown) for shown in lines]
    elif fault.code == "NDRC123":
        lines[at] = ""
    elif fault.code == "NDRC129":
        lines[at] = COLLEE.sub(r"\g<avant>\g<cle>: \g<valeur>", lines[at])
    else:
        lines[at] = _key_of(lines[at])


def _key_of(line: str) -> str:
    key = _KEY.match(line)
    return key.group(1) if key else ""


class _Reader:
    """One pass over the events of a YAML document."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line
        self._depth = 0
        self._events: Iterator[Any] = iter(_LOADER(text).get_event, None)
        self.cles: dict[Path, Place] = {}
        self.valeurs: dict[Path, Place] = {}
        self.comments: dict[Path, Place] = {}
        self.sources: dict[str, str] = {}
        self.fautes: list[Faute] = []
        self.tues: set[Path] = set()

    def read(self) -> Any:
        value: Any = None
        first = True
        for event in self._events:  # to the end, so that a fault after the first document is told
            if first and isinstance(event, yaml.NodeEvent):
                value, first = self._value(event, ()), False
        return value

    def _value(self, event: Any, path: Path) -> Any:
        place = self._place(event)
        self.valeurs[path] = place
        if isinstance(event, yaml.AliasEvent):
            self._refuse("NDRC109", place, path)
            return None
        if event.anchor:
            self._refuse("NDRC109", place, path)
        if event.tag and (event.tag == "!" or not event.implicit or event.implicit == (False, False)):
            self._refuse("NDRC118", place, path, valeur=self._text[event.start_mark.index :].split(None, 1)[0])
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            self._refuse("NDRC121", place, path)
            self._skip()
            value: Any = None
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(path)
        else:
            value = self._mapping(path)
        self._depth -= 1
        return value

    def _scalar(self, event: Any, path: Path) -> str | None:
        if event.style == '"':
            raw = self._text[event.start_mark.index : event.end_mark.index]
            if odd := re.search(r'\\(?!["\\])', raw):
                line = self._line + event.start_mark.line + raw.count("\n", 0, odd.start())
                column = odd.start() - raw.rfind("\n", 0, odd.start())
                column += event.start_mark.column if "\n" not in raw[: odd.start()] else 0
                self._refuse("NDRC126", Place(line, column), path)
        elif not event.style:
            self._comment(event, path)
            return None if event.value in _NULLS else str(event.value)
        return str(event.value)

    def _comment(self, event: Any, path: Path) -> None:
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
            cle = event.value if isinstance(event, yaml.ScalarEvent) else ""
            starts.append((cle, event.start_mark.index))
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = self._place(event)
            if not isinstance(event, yaml.ScalarEvent):
                cle = self._odd_key(event, place)
            elif event.anchor:
                self._refuse("NDRC109", place, (*path, cle))
            if cle in data:
                self._refuse("NDRC108", place, (*path, cle), cle=cle, autre=self.cles[*path, cle].line)
                self._value(next(self._events), (*path, cle, "…"))  # leaves the places of the first one alone
            else:
                self.cles[*path, cle] = place
                data[cle] = self._value(next(self._events), (*path, cle))
        if not path:
            for (cle, start), (_, end) in pairwise(starts):
                self.sources.setdefault(cle, self._text[start:end].rstrip(", \n"))
        return data

    def _odd_key(self, event: Any, place: Place) -> str:
        """A key that is a list, a mapping or an alias: no form has one, so it is an unknown key."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse("NDRC109", place, ())
        else:
            self._refuse("NDRC110", place, ())
            self._skip()
        return "?"

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Place(self._line + start.line, start.column + 1, max(1, width))

    def _refuse(self, code: str, place: Place, path: Path, **values: Any) -> None:
        self.tues.add(path)
        if code not in ("NDRC109", "NDRC121") or not any(f.code == code for f in self.fautes):
            self.fautes.append(Faute(code, place, values))


# ---- The faults of libyaml in our words


def _translate(error: yaml.YAMLError, lines: list[str], first: int) -> tuple[Faute, int]:
    """The fault, and the index of the line to empty before reading on."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _control_character(lines, first)
    mark, context = error.problem_mark, error.context_mark
    problem, during = error.problem or "", error.context or ""
    at, column = min(mark.line, len(lines) - 1), mark.column + 1
    if "quoted scalar" in during and context is not None:
        if "end of stream" in problem or "indicator" in problem:
            return Faute("NDRC106", Place(first + context.line, context.column + 1)), context.line
        return Faute("NDRC126", Place(first + at, lines[at].find("\\") + 1)), at
    for near in (at, at - 1):
        if 0 <= near < len(lines) and "\t" in lines[near][: len(lines[near]) - len(lines[near].lstrip())]:
            return Faute("NDRC103", Place(first + near, lines[near].index("\t") + 1)), near
    if context is not None and "could not find expected ':'" in problem:
        return _without_colon(lines, context, first)
    if special := _SPECIAL.match(lines[at]):
        return Faute("NDRC127", Place(first + at, special.start("signe") + 1), {"signe": special["signe"]}), at
    if "flow" in during and context is not None:
        at, column = context.line, context.column + 1
        return Faute("NDRC122", Place(first + at, column), {"signe": lines[at][column - 1 : column]}), at
    if key := _KEY.match(lines[at]):
        cle, value = key.group(1).strip(" -:\"'"), (key.group(2) or "").strip()
        if column <= len(key.group(1)):
            if glued := _glued_above(lines, at, first):
                return glued
            return Faute("NDRC123", Place(first + at, _indent(lines[at]) + 1), _alignment(lines, at, cle)), at
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
    if glued := COLLEE.match(line):
        return Faute("NDRC129", place, {"cle": glued["cle"], "valeur": glued["valeur"].strip()}), mark.line
    return Faute("NDRC128", place), mark.line


def _glued_above(lines: list[str], at: int, first: int) -> tuple[Faute, int] | None:
    """The line `numero:1` just above `at`: libyaml takes it for a text, and notices only on the next key."""
    above = next((i for i in range(at - 1, -1, -1) if lines[i].strip() and lines[i].lstrip()[0] != "#"), None)
    glued = COLLEE.match(lines[above]) if above is not None else None
    if above is None or glued is None or (at < len(lines) and _indent(lines[at]) < len(glued["avant"])):
        return None
    valeur = glued["valeur"].rstrip()
    place = Place(first + above, len(glued["avant"]) + 1, len(glued["cle"]) + 1 + len(valeur))
    return Faute("NDRC129", place, {"cle": glued["cle"], "valeur": valeur}), above


def _alignment(lines: list[str], at: int, cle: str) -> dict[str, str]:
    """What to say of a key at a wrong column: inside of a list, it stands below the key that follows the dash."""
    lowest = _indent(lines[at]) + 1
    for above in (lines[i] for i in range(at - 1, -1, -1) if lines[i].strip()):
        item = _FIRST_OF_ITEM.match(above)
        if item and len(item["retrait"]) < lowest:
            return {"cle": cle, "remede": francais(f"alignez « {cle} » sur « {item['cle']} », qui suit le tiret")}
        lowest = min(lowest, _indent(above))
        if not lowest:
            break
    return {"cle": cle, "remede": "deux espaces de plus sous leur bloc, aucun hors d’un bloc"}


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _control_character(lines: list[str], first: int) -> tuple[Faute, int]:
    """A character that YAML does not accept at all, which no editor shows."""
    for at, line in enumerate(lines):
        if found := _CONTROL.search(line):
            return Faute("NDRC130", Place(first + at, found.start() + 1)), at
    return Faute("NDRC107", Place(first)), 0
