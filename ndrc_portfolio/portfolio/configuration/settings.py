"""The settings of a portfolio: what `mkdocs.yml` says under our plugin, and where, for the messages.

The one reader of ours of these files; MkDocs reads them for itself, and keeps no positions. What a configuration
inherits (`INHERIT`) is taken as MkDocs takes it: mappings are merged, all else is replaced. But a folder may be
somebody else's, so nothing is read outside of that of the configuration, unless MkDocs is about to do so anyway.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.fiches.yaml_quotes import GUILLEMETS
from ndrc_portfolio.fiches.yaml_text import YamlText
from ndrc_portfolio.formulaires.keyword import MODALITES, Modalite
from ndrc_portfolio.formulaires.modeles import Modeles, kept_models
from ndrc_portfolio.formulaires.sessions import Forms, current_session
from ndrc_portfolio.messages.catalogue.front_matter import CurlyQuotes, FicheOnly, QuotesPrinted, UnknownValue
from ndrc_portfolio.messages.catalogue.site import NoYear
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.portfolio.configuration.inside import inside, leaves
from ndrc_portfolio.portfolio.configuration.names import CONFIGURATION, NAMES
from ndrc_portfolio.portfolio.configuration.options import PLUGIN, modalite_of, year_of
from ndrc_portfolio.portfolio.configuration.settings_file import (
    SettingsFile,
    entry_path,
    merged,
    names_in,
    options_in,
    parse_file,
    read_file,
    value_at,
)
from ndrc_portfolio.portfolio.file import absolute


class UnreadableSettings(Exception):
    """A configuration cannot be read. Message in French; `diagnostics` are what is to be mended, when it is known."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """A configuration and those that it inherits, `files`, the nearest first.

    Of all of them together: `options` are those of our plugin, as texts; `docs` is the folder of the sources; `theme`
    names the settings of the theme that are given.
    """

    files: tuple[SettingsFile, ...]
    options: Mapping[str, Any]
    docs: Path
    theme: frozenset[str]

    @property
    def file(self) -> Path:
        return self.files[0].path

    @property
    def path(self) -> str:
        """The file as messages name it."""
        return self.files[0].shown

    @property
    def folders(self) -> bool:
        """Whether URLs of pages are folders (`use_directory_urls`)."""
        said = (file.data["use_directory_urls"] for file in self.files if "use_directory_urls" in file.data)
        return str(next(said, "true")).casefold() not in ("false", "no", "off")

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
            UnreadableSettings: what is given is no year.
        """
        if fault := self.session_fault(self.options.get("session")):
            raise UnreadableSettings(f"corrigez d’abord {self.path}.", [fault])
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
        return kept_models(session, self.schemas, modalite or self.modalite)

    @property
    def schemas(self) -> Path | None:
        """The author's own folder of forms, from the root of the disk, if it is in that of the configuration."""
        root, written = absolute(self.file).parent, self.options.get("schemas")
        return inside(root, root, written) if isinstance(written, str) and written else None

    @property
    def data(self) -> Mapping[str, Any]:
        """All that these files say together, as texts."""
        return merged(self.files)

    @property
    def extensions(self) -> frozenset[str]:
        """The extensions of Markdown and the plugins that it names."""
        data = self.data
        return frozenset(name for key in ("markdown_extensions", "plugins") for name in names_in(data.get(key)))

    @property
    def faults(self) -> list[Diagnostic]:
        """What YAML cannot read in these files, in the words of a fiche's front matter."""
        return [
            file.diagnostic(fault.message.in_settings(), fault.place, fault.fix)
            for file in self.files
            for fault in file.yaml.faults
            if not isinstance(fault.message, FicheOnly)
        ]

    @property
    def quotes(self) -> list[Diagnostic]:
        """The values between quotes that MkDocs takes for a part of them."""
        names = ((cle, GUILLEMETS.fullmatch(str(self.candidat.get(cle)))) for cle in ("nom", "prenom"))
        printed = (self.diagnostic(QuotesPrinted(cle=k, valeur=v[1]), "candidat", k) for k, v in names if v)
        return [*(d for d in self.faults if d.is_a(CurlyQuotes)), *printed]

    def diagnostic(self, message: Message, *keys: str | int, instead: str = "") -> Diagnostic:
        """A diagnostic at an option of the plugin: at its value, else the nearest that stands above it.

        `instead` is what surely belongs there.
        """
        file, place = self._find(keys)
        return file.diagnostic(message, place, Edit(place, instead) if instead else None)

    def saying(self, is_said: Callable[[str], bool], message: Callable[[str], Message]) -> Iterator[Diagnostic]:
        """What is to be said of each text of these files, key or value, of which a question is true.

        `message` is given the key that it stands under. The candidate's number has its own key, and is not asked about.
        """
        for file in self.files:
            numero = (*file.plugin, "candidat", "numero")
            places: list[tuple[KeyPath, Any, Place]]
            places = [(path[:-1], str(path[-1]), place) for path, place in file.yaml.key_places.items()]
            places += [(path, value_at(file.data, path), place) for path, place in file.yaml.value_places.items()]
            for path, text, place in places:
                if isinstance(text, str) and path != numero and is_said(text):
                    key = next((str(step) for step in reversed(path) if isinstance(step, str)), text)
                    yield file.diagnostic(message(key), place)

    def diagnostic_at_key(self, message: Message, *keys: str | int, instead: str = "") -> Diagnostic:
        """A diagnostic at the key of an option itself; `instead` is the key that was surely meant."""
        found = ((f, place) for f in self.files if (place := f.yaml.key_places.get((*f.plugin, *keys))))
        file, place = next(found, self._find(keys))
        return file.diagnostic(message, place, Edit(place, instead) if instead else None)

    def diagnostic_at_path(self, message: Message, path: KeyPath, *, of_key: bool = False) -> Diagnostic:
        """A diagnostic of any part of these files: at a value, else at its key, else at the nearest above."""
        for end in range(len(path), 0, -1):
            for file in self.files:
                key, value = file.yaml.key_places.get(path[:end]), file.yaml.value_places.get(path[:end])
                if found := (key or value) if of_key else (value or key):
                    return file.diagnostic(message, found)
        return self.files[-1].diagnostic(message, Place(1))

    def diagnostic_at_value(self, message: Message, key: str, text: str) -> Diagnostic:
        """A diagnostic at the first value below a key that is this text."""
        for file in self.files:
            for path, place in file.yaml.value_places.items():
                if path[:1] == (key,) and file.text_at(place).strip("\"'") == text:
                    return file.diagnostic(message, place)
        return self.diagnostic_at_path(message, (key,))

    def entry(self, key: str, name: str) -> KeyPath:
        """The path of an entry of `plugins:` and the like, which may be a mapping or a list."""
        paths = ((file, entry_path(file.data, key, name)) for file in self.files)
        return next((p for file, p in paths if p in file.yaml.key_places or p in file.yaml.value_places), (key, name))

    def as_written(self, *keys: str | int) -> str:
        """The value of an option as it stands in its file, with its quotes."""
        file, place = self._find(keys)
        return file.text_at(place)

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


def read_settings(file: Path, *, anywhere: bool = False) -> Settings:
    """Read a configuration file and those that it inherits. Never raises: a file that cannot be read has no keys.

    What leads out of its folder is not followed (`outside` tells of it), but `anywhere` MkDocs has done so already.
    """
    root = None if anywhere else file.parent
    files = tuple(_lineage(file, set(), root))
    data = merged(files)
    written = data.get("docs_dir")
    docs = Path(
        os.path.normpath(file.parent / str("docs" if leaves(root, file.parent, written) else written or "docs"))
    )
    theme = data.get("theme")
    return Settings(files, options_in(data.get("plugins")), docs, frozenset(theme if isinstance(theme, dict) else ()))


def with_content(settings: Settings, content: bytes) -> Settings:
    """The same settings, were this what stands in the nearest file."""
    files = (parse_file(settings.file, content), *settings.files[1:])
    return replace(settings, files=files, options=options_in(merged(files).get("plugins")))


def configuration_above(path: Path) -> Path | None:
    """The nearest configuration above a file; of several in one folder, that whose sources the file is one of."""
    for folder in path.parents:
        if there := [file for name in NAMES if (file := folder / name).is_file()]:
            own = (file for file in there if path.is_relative_to(_docs_of(file, file.stat().st_mtime_ns)))
            return next(own, there[0]) if len(there) > 1 else there[0]
    return None


@lru_cache(maxsize=64)
def _docs_of(file: Path, _changed: int) -> Path:
    return read_settings(file).docs


def settings_above(path: Path) -> Settings | None:
    """Those of the nearest configuration above a file."""
    file = configuration_above(path)
    return read_settings(file) if file else None


def _lineage(file: Path, seen: set[Path], root: Path | None) -> Iterator[SettingsFile]:
    while file not in seen:
        seen.add(file)
        yield (read := read_file(file))
        inherited = read.data.get("INHERIT")
        if isinstance(inherited, str) and not leaves(root, file.parent, inherited):
            file = Path(os.path.normpath(file.parent / inherited))


NO_SETTINGS = Settings(
    (SettingsFile(Path(CONFIGURATION), CONFIGURATION, (), YamlText(), {}, ("plugins", PLUGIN)),),
    {},
    Path("docs"),
    frozenset(),
)
