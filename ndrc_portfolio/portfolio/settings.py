"""`mkdocs.yml` as its author wrote it: what stands under our plugin, and where, for the messages.

MkDocs reads the same file for its values; it keeps no positions. A configuration that inherits another
(`INHERIT`) is read with it, the nearest file first.
"""

import datetime
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ndrc_portfolio.fiches.yaml_text import YamlText, read_yaml
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.sessions import current_session, load_forms
from ndrc_portfolio.messages.catalogue.front_matter import FicheOnly
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.message import Message

CONFIGURATION = "mkdocs.yml"


CONFIGURATION_JURY = "mkdocs.jury.yml"


PLUGIN = "ndrc-portfolio"


class UnreadableSettings(Exception):
    """A configuration cannot be read. Message in French; `diagnostics` are what is to be mended, when it is known."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


# What looks like a candidate's number, under whatever key; a date is none.
_NUMERO = re.compile(r"(?<![\d./-])(?!\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{4})\d(?:[ ./-]?\d){5,}")


@dataclass(frozen=True, eq=False)
class Settings:
    """One configuration file, and the one that it inherits. `path` is how messages name it."""

    file: Path
    path: str
    lines: tuple[str, ...]
    lecture: YamlText
    parent: "Settings | None" = None

    @property
    def data(self) -> Mapping[str, Any]:
        """The file's own keys, as texts."""
        return self.lecture.data

    @property
    def docs(self) -> Path:
        given = (file.data.get("docs_dir") for file in self._lignee())
        return Path(os.path.normpath(self.file.parent / str(next(filter(None, given), "docs"))))

    @property
    def candidat(self) -> Mapping[str, Any]:
        candidat = self.options.get("candidat")
        return candidat if isinstance(candidat, dict) else {}

    @property
    def theme(self) -> frozenset[str]:
        """The settings of the theme that the configuration gives, of its own or inherited."""
        given: set[str] = set()
        for file in self._lignee():
            theme = file.data.get("theme")
            if isinstance(theme, dict):
                given |= theme.keys()
            elif theme is not None:
                break  # a name alone stands for all that is inherited
        return frozenset(given)

    @property
    def session(self) -> int:
        year = str(self.options.get("session") or "")
        return int(year) if year.isdigit() else current_session()

    def formulaires(self, session: int | None = None) -> dict[str, Formulaire]:
        """The forms of a session, as given or of this configuration, those of the author's own folder too."""
        schemas = self.options.get("schemas")
        roots = (self.file.parent / schemas,) if isinstance(schemas, str) and schemas else ()
        return _charger(session or self.session, roots)

    @cached_property
    def _plugin(self) -> Cles:
        """The path of our plugin, which stands under `plugins:` as a key or as an entry of a list."""
        plugins = self.data.get("plugins")
        if isinstance(plugins, list):
            for i, entry in enumerate(plugins):
                if entry == PLUGIN:
                    return ("plugins", i)
                if isinstance(entry, dict) and PLUGIN in entry:
                    return ("plugins", i, PLUGIN)
        return ("plugins", PLUGIN)

    @property
    def options(self) -> dict[str, Any]:
        """The options of our plugin, as texts; those of this file before those that it inherits."""
        value: Any = self.data
        for step in self._plugin:
            if isinstance(value, list) and isinstance(step, int):
                value = value[step]
            else:
                value = value.get(step) if isinstance(value, dict) else None
        own = value if isinstance(value, dict) else {}
        return {**(self.parent.options if self.parent else {}), **own}

    @property
    def faults(self) -> list[Diagnostic]:
        """What YAML cannot read in this file, and in those that it inherits, in the words of a fiche's front matter."""
        return [
            self._constat(faute.message.in_settings(), file, faute.place)
            for file in self._lignee()
            for faute in file.lecture.faults
            if not isinstance(faute.message, FicheOnly)
        ]

    def signaler(self, message: Message, *cles: str | int) -> Diagnostic:
        """A diagnostic at an option of the plugin: at its value, else the nearest that stands above it."""
        return self._constat(message, *self._lieu(cles))

    def diagnostic_at_key(self, message: Message, *cles: str | int) -> Diagnostic:
        """A diagnostic at the key of an option itself."""
        found = ((f, place) for f in self._lignee() if (place := f.lecture.key_places.get((*f._plugin, *cles))))
        return self._constat(message, *next(found, self._lieu(cles)))

    @staticmethod
    def _constat(message: Message, holder: "Settings", place: Place) -> Diagnostic:
        excerpt = holder.lines[place.line - 1] if place.line <= len(holder.lines) else ""
        secret = message.secret or "numero" in excerpt  # whatever else stands on the line of the number

        def censor(blank: str, text: str) -> str:
            return "…" if secret and blank == "valeur" else _NUMERO.sub("…", text)

        return message.censored(censor).at(holder.path, place, excerpt="" if secret else _NUMERO.sub("…", excerpt))

    def _lieu(self, cles: Cles) -> tuple["Settings", Place]:
        for end in range(len(cles), -1, -1):
            # What no file says is to be written in the one that the others inherit.
            for file in self._lignee() if end else reversed(list(self._lignee())):
                path = (*file._plugin, *cles[:end])
                cle, valeur = file.lecture.key_places.get(path), file.lecture.value_places.get(path)
                scalar = end == len(cles) and (*path, 0) not in file.lecture.value_places
                if found := (valeur or cle) if scalar and end else (cle or valeur):
                    return file, found
        return self, Place(1)

    def _lignee(self) -> Iterator["Settings"]:
        yield self
        if self.parent:
            yield from self.parent._lignee()


NO_SETTINGS = Settings(Path(CONFIGURATION), CONFIGURATION, (), YamlText())


def read_settings(file: Path) -> Settings:
    """Read a configuration file and those that it inherits. Never raises: a file that cannot be read has no keys."""
    return _lire(file, seen=set())


def configuration_in(folder: Path) -> Path | None:
    """The configuration that stands in a folder: the portfolio's, else the commission's."""
    named = (folder / name for name in (CONFIGURATION, CONFIGURATION_JURY))
    return next((file for file in named if file.is_file()), None)


def settings_above(path: Path) -> Settings | None:
    """Those of the nearest configuration above a file."""
    found = filter(None, map(configuration_in, path.parents))
    return next(map(read_settings, found), None)


def impossible_date(reglages: Settings) -> str:
    """Which value made PyYAML give up: `2027-02-30` looks like a date, and is none."""
    for place in reglages.lecture.value_places.values():
        found = re.match(r"\d{4}-\d\d-\d\d\b", reglages.lines[place.line - 1][place.column - 1 :])
        try:
            datetime.date.fromisoformat(found.group() if found else "2000-01-01")
        except ValueError:
            where = f"{reglages.path}, ligne {place.line}"
            return f"{where} : « {found.group() if found else ''} » n’est pas une date qui existe ; corrigez-la."
    if reglages.parent:
        return impossible_date(reglages.parent)
    return f"{reglages.path} contient une date qui n’existe pas."


def _lire(file: Path, seen: set[Path]) -> Settings:
    lecture = YamlText()
    try:
        text = file.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    except OSError:
        text = ""
    headless = text.removeprefix("---\n")
    read_yaml(headless, 2 if headless != text else 1, lecture)
    inherited = lecture.data.get("INHERIT")
    seen.add(file)
    above = Path(os.path.normpath(file.parent / inherited)) if isinstance(inherited, str) else None
    parent = _lire(above, seen) if above and above not in seen else None
    return Settings(file, shown_path(file), tuple(text.split("\n")), lecture, parent)


def shown_path(path: Path) -> str:
    """A path as messages show it: relative to the current folder where it can be, with `/`."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


@lru_cache(maxsize=16)
def _charger(session: int, roots: tuple[Path, ...]) -> dict[str, Formulaire]:
    return load_forms(session, *roots)
