"""A configuration of our own for a portfolio that may be somebody else's: MkDocs runs nothing that its author names.

The theme, the plugins and the templates are ours. Of `mkdocs.yml` it has the title, which sources are left out, and
those extensions of Markdown that only turn text into HTML, without the options that name programs or hold HTML.
"""

import html
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from ndrc_portfolio.hosts.mkdocs.config_faults import faults_of
from ndrc_portfolio.hosts.mkdocs.kept import EXTENSIONS
from ndrc_portfolio.hosts.mkdocs.speed import KNOWN_PLUGINS
from ndrc_portfolio.messages.catalogue.trust import NotTaken
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.asked import extensions, patterns
from ndrc_portfolio.portfolio.configuration.options import PLUGIN
from ndrc_portfolio.portfolio.configuration.settings import Settings, UnreadableSettings
from ndrc_portfolio.portfolio.reading import Asked

_BOOLEANS = {**dict.fromkeys(("true", "yes", "on"), True), **dict.fromkeys(("false", "no", "off"), False)}
_NUMBER = re.compile(r"[0-9]{1,2}")  # no option of an extension needs more, and more may take for ever
_TITLE = 200  # characters


def own_configuration(asked: Asked, site_dir: Path, plugins: Collection[str] = ()) -> MkDocsConfig:
    """The configuration of a site that is made of these sources; `plugins` beside our own.

    Raises:
        UnreadableSettings: MkDocs refuses it.
    """
    settings = asked.settings
    config = MkDocsConfig(config_file_path=str(asked.root / settings.file.name))
    name = settings.data.get("site_name")
    config.load_dict(
        {
            "site_name": html.escape(name[:_TITLE]) if isinstance(name, str) else "Portfolio",
            "docs_dir": str(asked.docs),
            "site_dir": str(site_dir),
            "theme": {"name": "material"},
            "plugins": [*plugins, PLUGIN],
            "markdown_extensions": [{name: options} for name, options in _extensions(settings).items()],
            "use_directory_urls": settings.folders,
            "exclude_docs": "\n".join(patterns(settings, "exclude_docs")),
            "draft_docs": "\n".join(patterns(settings, "draft_docs")),
        }
    )
    if errors := config.validate()[0]:
        said = [f for key, error in errors for f in faults_of(f"Config value '{key}': {error}", settings, refused=True)]
        raise UnreadableSettings(f"{settings.file.name} ne peut pas être lu : corrigez-le d’abord.", said)
    return config


def not_taken(settings: Settings) -> Diagnostic | None:
    """What may have a hand in the pages of a portfolio and is not in a configuration of ours, at its first place."""
    found = dict(left_out(settings))
    if not found:
        return None
    return settings.diagnostic_at_path(NotTaken(noms=list(found)), (next(iter(found.values())),), of_key=True)


def left_out(settings: Settings) -> Iterator[tuple[str, str]]:
    """What may have a hand in its pages and is not taken: each name, and the key where it stands."""
    data = settings.data
    if data.get("hooks"):
        yield "hooks", "hooks"
    plugins = data.get("plugins")
    for entry in plugins if isinstance(plugins, list | dict) else ():
        name = next(iter(entry), "") if isinstance(entry, dict) else entry
        if name not in KNOWN_PLUGINS:
            yield f"plugins: {name}", "plugins"
    theme = data.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        yield "custom_dir", "theme"
    taken = _extensions(settings)
    for name, options in extensions(settings).items():
        if name not in taken or len(options) > len(taken[name]):
            yield name, "markdown_extensions"


def _extensions(settings: Settings) -> dict[str, dict[str, Any]]:
    named = extensions(settings)
    return {
        name: {key: value for key, text in options.items() if (value := _plain(text)) is not None}
        for name, options in named.items()
        if name.removeprefix("markdown.extensions.") in EXTENSIONS
    }


def _plain(text: object) -> bool | int | None:
    """An option that is a yes or a no, or a small number."""
    if not isinstance(text, str):
        return None
    return int(text) if _NUMBER.fullmatch(text) else _BOOLEANS.get(text.lower())
