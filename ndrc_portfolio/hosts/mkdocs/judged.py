"""What MkDocs says of a configuration that may be somebody else's, and nothing that it names is run meanwhile.

MkDocs validates what is left of it as data: no hook, no tag, no plugin and no extension of Markdown but those that are
known to be harmless. Whether others are installed is looked for without loading them.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.metadata import entry_points
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig

from ndrc_portfolio.hosts.mkdocs.config_faults import faults_of
from ndrc_portfolio.hosts.mkdocs.kept import EXTENSIONS
from ndrc_portfolio.hosts.mkdocs.speed import KNOWN_PLUGINS
from ndrc_portfolio.messages.catalogue.settings import UnknownExtension
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.portfolio.configuration.inside import leaves
from ndrc_portfolio.portfolio.configuration.settings import Settings, UnreadableSettings
from ndrc_portfolio.portfolio.configuration.settings_file import merge, names_in
from ndrc_portfolio.portfolio.file import absolute

_LEFT = ("hooks", "watch", "INHERIT")
_LISTED = ("plugins", "markdown_extensions")
_DEEPEST = 60  # levels of what is looked at
_MOST = 50_000  # values, aliases written out


class _Tagged:
    """In the place of what a tag would make."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Values as MkDocs has them, but for those of tags."""


_Loader.add_constructor(None, lambda *_: _Tagged)


def judged(settings: Settings) -> tuple[MkDocsConfig, list[Diagnostic]]:
    """The configuration as MkDocs would have it, and what it remarks on it; what is not installed here is a remark too.

    Raises:
        UnreadableSettings: MkDocs refuses it for another reason.
    """
    config = MkDocsConfig(config_file_path=str(absolute(settings.file)))
    data = _typed(settings)
    remarks = list(_not_installed(data, settings))
    config.load_dict(_harmless(data, settings))
    errors, warnings = config.validate()
    refused = [fault for said in _lines(errors) for fault in faults_of(said, settings, refused=True)]
    remarks += [fault for said in _lines(warnings) for fault in faults_of(said, settings, refused=False)]
    if errors:
        raise UnreadableSettings(f"{settings.file.name} ne peut pas être lu : corrigez-le d’abord.", remarks + refused)
    return config, remarks


def _lines(said: Any) -> Iterator[str]:
    """As MkDocs logs them."""
    return (f"Config value '{key}': {reason}" for key, reason in said)


def _typed(settings: Settings) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for file in reversed(settings.files):
        loaded = yaml.load("\n".join(file.lines), _Loader)
        data = merge(data, loaded if isinstance(loaded, dict) else {})
    return data


def _harmless(data: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """A configuration without what could be run, or looked for elsewhere."""
    root, without = absolute(settings.file).parent, _WithoutTags()
    listed = {key: data[key] for key in _LISTED if key in data}
    kept = without.mapping({key: value for key, value in data.items() if key not in (*_LEFT, *_LISTED)})
    if leaves(root, root, kept.get("site_dir")):
        del kept["site_dir"]
    theme = kept.get("theme")
    if isinstance(theme, dict) and leaves(root, root, theme.get("custom_dir")):
        del theme["custom_dir"]
    for key, value in listed.items():
        if isinstance(value, dict):
            kept[key] = {name: v for name, v in without.mapping(value).items() if _is_harmless(name)}
        elif isinstance(value, list):
            entries = (without.mapping(e) if isinstance(e, dict) else e for e in value if e is not _Tagged)
            kept[key] = [e for e in entries if _is_harmless(next(iter(e), "") if isinstance(e, dict) else e)]
        else:
            kept[key] = value
    return kept


def _is_harmless(name: object) -> bool:
    """Whether to load a plugin or an extension tells nothing new to anybody; what is no name MkDocs refuses."""
    if not isinstance(name, str):
        return True
    return name in KNOWN_PLUGINS or name.removeprefix("markdown.extensions.") in EXTENSIONS


def _not_installed(data: Mapping[str, Any], settings: Settings) -> Iterator[Diagnostic]:
    """What is named and not there: MkDocs would stop for it, and yet the rest can be read."""
    theme = data.get("theme")
    prefix = theme.get("name") if isinstance(theme, dict) else theme
    plugins, extensions = _installed("mkdocs.plugins"), _installed("markdown.extensions")
    for key in _LISTED:
        for name in names_in(data.get(key)):
            there = _is_harmless(name) or (
                bool({name, f"{prefix}/{name}"} & plugins)
                if key == "plugins"
                else name in extensions or _is_module(name.partition(":")[0])
            )
            if not there:
                near = nearest(name, plugins) if key == "plugins" else None
                message = UnknownExtension(cle=key, valeur=name, suggestion=near)
                yield settings.diagnostic_at_path(message, settings.entry(key, name), of_key=True)


class _WithoutTags:
    """Mappings without the entries that a tag stands in; aliases that grow without end are cut."""

    def __init__(self) -> None:
        self._left = _MOST

    def mapping(self, given: Mapping[Any, Any], level: int = 0) -> dict[Any, Any]:
        return {
            key: self.mapping(value, level + 1) if isinstance(value, dict) else value
            for key, value in given.items()
            if level < _DEEPEST and (isinstance(value, dict) or not self._has_tag(value))
        }

    def _has_tag(self, value: object, level: int = 0) -> bool:
        self._left -= 1
        if value is _Tagged or self._left < 0 or level > _DEEPEST:
            return True
        children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return any(self._has_tag(child, level + 1) for child in children)


@lru_cache(maxsize=4)
def _installed(group: str) -> frozenset[str]:
    return frozenset(point.name for point in entry_points(group=group))


def _is_module(name: str) -> bool:
    path: Any = None
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        try:
            spec = PathFinder.find_spec(".".join(parts[:end]), path)
        except (ImportError, ValueError):
            return True  # it is not known
        if spec is None:
            return False
        path = spec.submodule_search_locations or []
    return True
