"""The settings of a portfolio: what `mkdocs.yml` says under our plugin, and where, for the messages.

The one reader of ours of these files; MkDocs reads them for itself, and keeps no positions. What a configuration
inherits (`INHERIT`) is taken as MkDocs takes it: mappings are merged, all else is replaced. But a folder may be
somebody else's, so nothing is read outside of that of the configuration, unless MkDocs is about to do so anyway.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.fiches.yaml_text import YamlText
from ndrc_portfolio.formulaires.keyword import MODALITES, Modalite
from ndrc_portfolio.formulaires.modeles import Modeles, load_models
from ndrc_portfolio.formulaires.sessions import Forms, current_session
from ndrc_portfolio.messages.catalogue.front_matter import FicheOnly, UnknownValue
from ndrc_portfolio.messages.catalogue.site import NoYear
from ndrc_portfolio.messages.catalogue.trust import LeavesFolder
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.portfolio.file import absolute
from ndrc_portfolio.portfolio.inside import inside
from ndrc_portfolio.portfolio.options import PLUGIN
from ndrc_portfolio.portfolio.settings_file import SettingsFile, read_file

CONFIGURATION = "mkdocs.yml"
CONFIGURATION_JURY = "mkdocs.jury.yml"
_DOCS = "docs"  # the sources, where nothing is said


class UnreadableSettings(Exception):
    """A configuration cannot be read. Message in French; `diagnostics` are what is to be mended, when it is known."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


# What looks like a candidate's number, under whatever key; a date is none.
_NUMERO = re.compile(r"(?<![\d./-])(?!\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{4})\d(?:[ ./-]?\d){5,}")


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """A configuration and those that it inherits, `files`, the nearest first.

    Of all of them together: `data` is what they say, `options` those of our plugin, as texts; `docs` is the folder of
    the sources; `theme` names the settings of the theme that are given. `outside`: what leads out of the folder of the
    configuration, and was not followed.
    """

    files: tuple[SettingsFile, ...]
    data: Mapping[str, Any]
    options: Mapping[str, Any]
    docs: Path
    theme: frozenset[str]
    outside: tuple[Diagnostic, ...] = ()

    @property
    def file(self) -> Path:
        return self.files[0].path

    @property
    def path(self) -> str:
        """The file as messages name it."""
        return self.files[0].shown

    @property
    def candidat(self) -> Mapping[str, Any]:
        candidat = self.options.get("candidat")
        return candidat if isinstance(candidat, dict) else {}

    @property
    def session(self) -> int:
        """The year of the exam; today's guess where none is given, or what is given is none."""
        return year_of(self.options.get("session")) or current_session()

    def session_fault(self, value: object) -> Diagnostic | None:
        """That a value of `session:` is no year, at its place."""
        if value in (None, "") or year_of(value):
            return None
        return self.diagnostic(NoYear(valeur="[…]" if isinstance(value, list | Mapping) else str(value)), "session")

    def modalite_fault(self, value: object) -> Diagnostic | None:
        """That a value of `modalite:` is none, at its place."""
        if value in (None, "") or modalite_of(value):
            return None
        given = "[…]" if isinstance(value, list | Mapping) else str(value).strip()
        near = nearest(given.casefold(), MODALITES)
        message = UnknownValue(valeur=given, cle="modalite", nom="une modalité", suggestion=near, valeurs=MODALITES)
        return self.diagnostic(message, "modalite")

    def option_faults(self, options: Mapping[str, Any]) -> list[Diagnostic]:
        """What is wrong with the options that say which forms there are."""
        faults = (self.session_fault(options.get("session")), self.modalite_fault(options.get("modalite")))
        return [fault for fault in faults if fault]

    def sure_session(self) -> int:
        """The year of the exam, for what is written by it.

        Raises:
            UnreadableSettings: what is given is no year, or where to write is not in the portfolio.
        """
        fault = self.session_fault(self.options.get("session"))
        if faults := [*self.outside, *([fault] if fault else [])]:
            raise UnreadableSettings(f"corrigez d’abord {self.path}.", faults)
        return self.session

    @property
    def modalite(self) -> Modalite:
        """The form of the exam; both where none is given, or what is given is none."""
        return modalite_of(self.options.get("modalite"))

    def formulaires(self, session: int, modalite: Modalite = "") -> Forms:
        """The forms of a session and of a modality (or that of the settings), those of the author's own folder too."""
        return self.modeles(session, modalite).formulaires

    def modeles(self, session: int, modalite: Modalite = "") -> Modeles:
        """The models of a session and of a modality (or that of the settings), the author's own too."""
        schemas = self.schemas
        return _load(session, (schemas,) if schemas else (), modalite or self.modalite)

    @property
    def schemas(self) -> Path | None:
        """The author's own folder of forms, if it is in that of the configuration."""
        root, written = absolute(self.file).parent, self.options.get("schemas")
        return inside(root, root, written) if isinstance(written, str) and written else None

    @property
    def faults(self) -> list[Diagnostic]:
        """What YAML cannot read in these files, in the words of a fiche's front matter."""
        return [
            _diagnostic(fault.message.in_settings(), file, fault.place)
            for file in self.files
            for fault in file.yaml.faults
            if not isinstance(fault.message, FicheOnly)
        ]

    def diagnostic(self, message: Message, *keys: str | int) -> Diagnostic:
        """A diagnostic at an option of the plugin: at its value, else the nearest that stands above it."""
        return _diagnostic(message, *self._find(keys))

    def diagnostic_at_key(self, message: Message, *keys: str | int) -> Diagnostic:
        """A diagnostic at the key of an option itself."""
        found = ((f, place) for f in self.files if (place := f.yaml.key_places.get((*f.plugin, *keys))))
        return _diagnostic(message, *next(found, self._find(keys)))

    def diagnostic_of_mkdocs(self, message: Message, *keys: str | int) -> Diagnostic:
        """A diagnostic at a key that is not of the plugin."""
        for file in self.files:
            if place := file.yaml.value_places.get(keys) or file.yaml.key_places.get(keys):
                return _diagnostic(message, file, place)
        return _diagnostic(message, self.files[0], Place(1))

    def as_written(self, *keys: str | int) -> str:
        """The value of an option as it stands in its file, with its quotes."""
        file, place = self._find(keys)
        return file.lines[place.line - 1][place.column - 1 : place.end_column - 1]

    def _find(self, keys: KeyPath) -> tuple[SettingsFile, Place]:
        for end in range(len(keys), -1, -1):
            # What no file says is to be written in the one that the others inherit.
            for file in self.files if end else reversed(self.files):
                path = (*file.plugin, *keys[:end])
                key, value = file.yaml.key_places.get(path), file.yaml.value_places.get(path)
                scalar = end == len(keys) and (*path, 0) not in file.yaml.value_places
                if found := (value or key) if scalar and end else (key or value):
                    return file, found
        return self.files[0], Place(1)


def year_of(value: object) -> int | None:
    """The year that a value of `session:` is, as YAML or MkDocs gives it: four digits."""
    text = "" if isinstance(value, bool) else str(value).strip()
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else None


def modalite_of(value: object) -> Modalite:
    """The modality that a value of `modalite:` is; empty if it is none."""
    return next((m for m in MODALITES if str(value).strip().casefold() == m), "")


def read_settings(file: Path, *, anywhere: bool = False) -> Settings:
    """Read a configuration file and those that it inherits. Never raises: a file that cannot be read has no keys.

    `anywhere`: outside of its folder too, where MkDocs has read it so already.
    """
    root = file.parent
    files = tuple(_lineage(file, set(), None if anywhere else root))
    data: Mapping[str, Any] = {}
    for inheriting in reversed(files):
        data = _merged(data, inheriting.data)
    docs = Path(os.path.normpath(root / str(data.get("docs_dir") or _DOCS)))
    theme = data.get("theme")
    given = frozenset(theme if isinstance(theme, dict) else ())
    settings = Settings(files, data, _options(data.get("plugins")), docs, given)
    if anywhere:
        return settings
    away = _leaves(root, root, data.get("docs_dir"))
    return replace(settings, docs=root / _DOCS if away else docs, outside=tuple(_leaving(settings, root)))


def _leaving(settings: Settings, root: Path) -> Iterator[Diagnostic]:
    """That a path leads out of a folder."""
    for file in settings.files:
        if written := _leaves(root, file.path.parent, file.data.get("INHERIT")):
            place = file.yaml.value_places.get(("INHERIT",), Place(1))
            yield _diagnostic(LeavesFolder(cle="INHERIT", chemin=written), file, place)
    if written := _leaves(root, root, settings.data.get("docs_dir")):
        yield settings.diagnostic_of_mkdocs(LeavesFolder(cle="docs_dir", chemin=written), "docs_dir")
    if written := _leaves(root, root, settings.options.get("schemas")):
        yield settings.diagnostic(LeavesFolder(cle="schemas", chemin=written), "schemas")


def _leaves(root: Path, folder: Path, written: object) -> str:
    """The path that is written, if it leads out of `root`."""
    return written if isinstance(written, str) and inside(root, folder, written) is None else ""


def configuration_in(folder: Path) -> Path | None:
    """The configuration that stands in a folder: the portfolio's, else the commission's."""
    named = (folder / name for name in (CONFIGURATION, CONFIGURATION_JURY))
    return next((file for file in named if file.is_file()), None)


def configuration_above(path: Path) -> Path | None:
    """The nearest configuration above a file."""
    return next(filter(None, map(configuration_in, path.parents)), None)


def settings_above(path: Path) -> Settings | None:
    """Those of the nearest configuration above a file."""
    file = configuration_above(path)
    return read_settings(file) if file else None


def _lineage(file: Path, seen: set[Path], root: Path | None) -> Iterator[SettingsFile]:
    while file not in seen:
        seen.add(file)
        yield (read := read_file(file))
        inherited = read.data.get("INHERIT")
        if isinstance(inherited, str) and not (root and _leaves(root, file.parent, inherited)):
            file = Path(os.path.normpath(file.parent / inherited))


def _merged(inherited: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    made = {**inherited, **own}
    for key in inherited.keys() & own.keys():
        if isinstance(inherited[key], dict) and isinstance(own[key], dict):
            made[key] = _merged(inherited[key], own[key])
    return made


def _options(plugins: object) -> dict[str, Any]:
    entries = plugins if isinstance(plugins, list) else [plugins]
    own = next((entry[PLUGIN] for entry in entries if isinstance(entry, dict) and PLUGIN in entry), None)
    return own if isinstance(own, dict) else {}


def _diagnostic(message: Message, file: SettingsFile, place: Place) -> Diagnostic:
    excerpt = file.lines[place.line - 1] if place.line <= len(file.lines) else ""
    secret = message.secret or "numero" in excerpt  # whatever else stands on the line of the number

    def censor(blank: str, text: str) -> str:
        return "…" if secret and blank == "valeur" else _NUMERO.sub("…", text)

    return message.censored(censor).at(file.shown, place, excerpt="" if secret else _NUMERO.sub("…", excerpt))


@lru_cache(maxsize=16)
def _load(session: int, roots: tuple[Path, ...], modalite: Modalite) -> Modeles:
    return load_models(session, *roots, modalite=modalite)


NO_SETTINGS = Settings(
    (SettingsFile(Path(CONFIGURATION), CONFIGURATION, (), YamlText(), {}, ("plugins", PLUGIN)),),
    {},
    {},
    Path(_DOCS),
    frozenset(),
)
