"""One file of settings: what stands in it, and where.

It is read as data: no tag is carried out, and nothing of the environment is looked up.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ndrc_portfolio.disk import files as disk
from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.fiches.source import MAX_SIZE
from ndrc_portfolio.fiches.yaml_text import YamlText, read_yaml
from ndrc_portfolio.messages.catalogue.front_matter import DuplicateKey, FicheOnly
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.portfolio.configuration.options import PLUGIN

# What looks like a candidate's number, under whatever key; a date is none.
_NUMERO = re.compile(r"(?<![\d./-])(?!\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{4})\d(?:[ ./-]?\d){5,}")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_YAML = "tag:yaml.org,2002:"


_DEEPEST = 60  # levels


_MOST = 50_000  # values, aliases written out


@dataclass(frozen=True, slots=True, eq=False)
class SettingsFile:
    """A file of settings. `shown` is how messages name it; `data` holds texts, None, lists and mappings only.

    `yaml` knows the places; `plugin` is the path at which ours stands in it.
    """

    path: Path
    shown: str
    lines: tuple[str, ...]
    yaml: YamlText
    data: Mapping[str, Any]
    plugin: KeyPath

    def diagnostic(self, message: Message, place: Place, fix: Edit | None = None) -> Diagnostic:
        """A diagnostic at a place of it, in which no number of a candidate is shown."""
        excerpt = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        secret = message.secret or "numero" in excerpt  # whatever else stands on the line of the number

        def censor(blank: str, text: str) -> str:
            return "…" if secret and blank == "valeur" else _NUMERO.sub("…", text)

        shown = "" if secret else _NUMERO.sub("…", excerpt)
        return message.censored(censor).at(self.shown, place, excerpt=shown, fix=None if secret else fix)

    def text_at(self, place: Place) -> str:
        """What stands at a place, on its first line."""
        return self.lines[place.line - 1][place.column - 1 : place.end_column - 1]


def read_file(path: Path) -> SettingsFile:
    """Read a file. Never raises: one that cannot be read has no keys."""
    try:
        return parse_file(path, disk.read_file(path, MAX_SIZE))  # of a longer one its start: it is none
    except OSError:
        return parse_file(path, b"")


def parse_file(path: Path, content: bytes) -> SettingsFile:
    """The same of what a file holds, or would hold."""
    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    headless = text.removeprefix("---\n")
    places = read_yaml(headless, 2 if headless != text else 1)
    data: Mapping[str, Any] = places.data
    if places.faults and all(isinstance(fault.message, FicheOnly | DuplicateKey) for fault in places.faults):
        data = _as_mkdocs_takes_it(headless) or data
    plugin = entry_path(data, "plugins", PLUGIN)
    return SettingsFile(path, shown_path(path), tuple(text.split("\n")), places, data, plugin)


def shown_path(path: Path) -> str:
    """A path as messages show it: relative to the current folder where it can be, with `/`."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


def entry_path(data: Mapping[str, Any], key: str, name: str) -> KeyPath:
    """The path of a plugin or an extension, which stands under its key as a key or as an entry of a list."""
    entries = data.get(key)
    if isinstance(entries, list):
        for i, entry in enumerate(entries):
            if entry == name:
                return (key, i)
            if isinstance(entry, dict) and name in entry:
                return (key, i, name)
    return (key, name)


def merged(files: Sequence[SettingsFile]) -> Mapping[str, Any]:
    """What files say together, the nearest first: mappings are merged, all else is replaced."""
    data: Mapping[str, Any] = {}
    for inheriting in reversed(files):
        data = merge(data, inheriting.data)
    return data


def merge(inherited: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What two configurations say together."""
    made = {**inherited, **own}
    for key in inherited.keys() & own.keys():
        if isinstance(inherited[key], dict) and isinstance(own[key], dict):
            made[key] = merge(inherited[key], own[key])
    return made


def names_in(given: object) -> Iterator[str]:
    """What a list of names, or of names with their options, or a mapping of these, names."""
    for entry in given if isinstance(given, list) else [given]:
        yield from map(str, entry if isinstance(entry, dict) else [entry] if entry else [])


def options_in(plugins: object) -> dict[str, Any]:
    """The options of our plugin."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    own = next((entry[PLUGIN] for entry in entries if isinstance(entry, dict) and PLUGIN in entry), None)
    return own if isinstance(own, dict) else {}


# ---- What a fiche may not have, and settings may: anchors, aliases, tags, many levels, a key twice


def _as_mkdocs_takes_it(text: str) -> dict[str, Any]:
    """The data with aliases in full; a tag gives None, for what it stands for is not known before it is carried out."""
    level, written = 0, _Written()
    try:
        for event in iter(_LOADER(text).get_event, None):  # composing goes as deep as the text does
            level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if level > _DEEPEST:
                return {}
        data = written.out(yaml.compose(text, _LOADER))
    except yaml.YAMLError:  # an alias of nothing, brackets that are never closed
        return {}
    return data if isinstance(data, dict) and written.left > 0 else {}


class _Written:
    """Nodes of YAML written out as plain data; an alias that grows without end is cut."""

    def __init__(self) -> None:
        self.left = _MOST

    def out(self, node: yaml.Node | None, level: int = 0) -> Any:
        self.left -= 1
        if node is None or self.left < 0 or level > _DEEPEST or not node.tag.startswith(_YAML):
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.out(child, level + 1) for child in node.value]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, level)
        return None if node.tag == f"{_YAML}null" else node.value

    def _mapping(self, node: yaml.MappingNode, level: int) -> dict[str, Any]:
        own: dict[str, Any] = {}
        inherited: dict[str, Any] = {}
        for key, value in node.value:
            if key.tag == f"{_YAML}merge":
                merged = self.out(value, level + 1)
                for mapping in reversed(merged) if isinstance(merged, list) else [merged]:
                    inherited |= mapping if isinstance(mapping, dict) else {}
            elif isinstance(key, yaml.ScalarNode):
                own[key.value] = self.out(value, level + 1)
        return {**inherited, **own}


def value_at(data: Any, path: KeyPath) -> Any:
    """What stands at a path; None where nothing does."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        else:
            data = data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None
    return data
