"""What MkDocs says of `mkdocs.yml`, as diagnostics in French at their places.

MkDocs logs it in English and keeps no places. What is not recognised is quoted: better in English than not at all.
"""

import re
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.fiches.source import decode
from ndrc_portfolio.messages.catalogue.front_matter import Unreadable, YamlTag
from ndrc_portfolio.messages.catalogue.settings import (
    FoldersInEachOther,
    FormerSetting,
    MenuNoList,
    MissingSetting,
    NamedTwice,
    NoSuchFolder,
    SettingDoubtful,
    SettingNoAddress,
    SettingNoPort,
    SettingNotOneOf,
    SettingOfOtherType,
    SettingRefused,
    TextSetting,
    UnknownExtension,
    UnknownSetting,
    UnknownTheme,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.portfolio.configuration.refused_value import refused_value
from ndrc_portfolio.portfolio.configuration.settings import Settings, UnreadableSettings

_SAID = re.compile(r"Config value '(?P<key>[^']+)': (?P<said>.*)", re.DOTALL)
_OF_PLUGIN = re.compile(r"Plugin '(?P<plugin>[^']+)' option '(?P<key>[^']+)': (?P<said>.*)", re.DOTALL)
_SUB_OPTION = re.compile(r"Sub-option '(?P<key>[^']+)': (?P<said>.*)", re.DOTALL)

_Made = Callable[[re.Match[str], str], SettingRefused]


def _type(found: re.Match[str], key: str) -> SettingRefused:
    wanted, received = found["wanted"], found["received"]
    kind = TextSetting if wanted == "str" else SettingOfOtherType
    return kind(cle=key, wanted=wanted, received=received)


def _choice(found: re.Match[str], key: str) -> SettingRefused:
    known = re.findall(r"'([^']*)'", found["known"])
    value = found["value"].strip("'\"")
    return SettingNotOneOf(cle=key, valeur=value, valeurs=known, suggestion=nearest(value, known))


def _theme(found: re.Match[str], _: str) -> SettingRefused:
    known = sorted(found["known"].split(", "))
    return UnknownTheme(cle="name", valeur=found["name"], valeurs=known, suggestion=nearest(found["name"], known))


def _extension(found: re.Match[str], key: str) -> SettingRefused:
    known = [point.name for point in entry_points(group="mkdocs.plugins")] if key == "plugins" else []
    return UnknownExtension(cle=key, valeur=found["name"], suggestion=nearest(found["name"], known))


_KNOWN: tuple[tuple[str, _Made], ...] = (
    (r"Required configuration not provided", lambda _, key: MissingSetting(cle=key)),
    (
        r"Expected type: <class '(?:\w+\.)*(?P<wanted>\w+)'> but received: <class '(?:\w+\.)*(?P<received>\w+)'>",
        _type,
    ),
    (r"Expected a (?P<wanted>str|list|dict|multiline).*? a <class '(?P<received>\w+)'> was given", _type),
    (r"Expected (?P<wanted>boolean) but received: <class '(?P<received>\w+)'>", _type),
    (r"Expected a key-value mapping \((?P<wanted>dict)\) but received: <class '(?P<received>\w+)'>", _type),
    (r"Expected one of:? (?P<known>.*?)(?: but received:|, got) (?P<value>.*)", _choice),
    (r"Unrecognised theme name: '(?P<name>.*?)'\. The available installed themes are: (?P<known>.*)", _theme),
    (r"The \"(?P<name>.*?)\" plugin is not installed", _extension),
    (r"Failed to load extension '(?P<name>.*?)'", _extension),
    (
        r"The path '(?P<path>.*?)' isn't an existing|custom_dir \('(?P<custom>.*?)'\) does not exist",
        lambda found, key: NoSuchFolder(
            cle="custom_dir" if found["custom"] else key, valeur=Path(found["path"] or found["custom"]).name
        ),
    ),
    (r"The 'docs_dir' should not be|The 'site_dir' should not be", lambda _, key: FoldersInEachOther(cle=key)),
    (r"The URL isn't valid|Unable to parse the URL", lambda _, key: SettingNoAddress(cle=key)),
    (
        r"Must be a string of format 'IP:PORT'|'.*' is not a valid port|'.*' does not appear",
        lambda _, key: SettingNoPort(cle=key),
    ),
    (
        r"The configuration option '.*?' (?:was|has been) (?:removed|deprecated).*?(?:[Uu]se '(?P<new>\w+)'|$)",
        lambda found, key: FormerSetting(cle=key, nouvelle=found["new"]),
    ),
    (r"Plugin '(?P<name>.*?)' was specified multiple times", lambda found, _: NamedTwice(cle=found["name"])),
    (r"Expected nav ", lambda _, key: MenuNoList(cle=key)),
)
"""What MkDocs says, as patterns that are compiled when something is wrong."""


def faults_of(said: str, settings: Settings, *, refused: bool) -> Iterator[Diagnostic]:
    """What one line of MkDocs' log says of a configuration; nothing of a line about something else.

    `refused`: MkDocs stops for it.
    """
    found = _SAID.match(said)
    if found is None:
        return
    key, reasons = found["key"], found["said"]
    if reasons.startswith("Unrecognised configuration name"):
        message = UnknownSetting(cle=key, suggestion=nearest(key, MkDocsConfig()))
        yield settings.diagnostic_at_path(message, (key,), of_key=True)
        return
    for reason in re.split(r"\n(?=Plugin ')", reasons):
        yield _fault(key, reason, settings, refused=refused)


def why_unreadable(failure: Exception, settings: Settings) -> UnreadableSettings:
    """Why MkDocs could not even begin to read a configuration, or a value of it."""
    name = settings.file.name
    if isinstance(failure, OSError):
        return UnreadableSettings(f"{name} ne peut pas être lu : {system_reason(failure)}.")
    if not isinstance(failure, ConfigurationError) and (refused := refused_value(settings)):
        return UnreadableSettings(refused)
    faults = settings.faults or [_unreadable(failure, settings)]
    return UnreadableSettings(f"{name} ne peut pas être lu : corrigez-le d’abord.", faults)


def _unreadable(failure: Exception, settings: Settings) -> Diagnostic:
    if found := re.match(r"Inherited config file '(?P<file>.*?)' does not exist", str(failure)):
        return settings.diagnostic_at_path(NoSuchFolder(cle="INHERIT", valeur=found["file"]), ("INHERIT",))
    for file in settings.files:
        _, fault = decode(file.path.read_bytes()) if file.path.is_file() else ("", None)
        if fault is not None:
            return fault.message.at(file.shown, fault.place)
    mark = getattr(failure.__context__, "problem_mark", None)
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1)
    tag = re.search(r"constructor for the tag '(?P<tag>.*?)'", str(failure))
    message = YamlTag(valeur=tag["tag"]) if tag else Unreadable().in_settings()
    return message.at(settings.path, place)


def _fault(key: str, reason: str, settings: Settings, *, refused: bool) -> Diagnostic:
    path: KeyPath = (key,)
    name = key
    if inside := _OF_PLUGIN.match(reason):
        name, reason = inside["key"], inside["said"]
        path = (*settings.entry("plugins", inside["plugin"]), name)
    while inside := _SUB_OPTION.match(reason):
        name, reason = inside["key"], inside["said"]
        path = (*path, name)
    for pattern, made in _KNOWN:
        if found := re.search(pattern, reason, re.DOTALL):
            message = made(found, name)
            if isinstance(message, UnknownExtension):
                return settings.diagnostic_at_path(message, settings.entry(key, message.valeur), of_key=True)
            return settings.diagnostic_at_path(message, (*path[:1], message.cle) if key == "theme" else path)
    message = SettingRefused(cle=name, dit=reason) if refused else SettingDoubtful(cle=name, dit=reason)
    return settings.diagnostic_at_path(message, path)
