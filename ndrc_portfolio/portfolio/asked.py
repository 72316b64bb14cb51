"""What is asked of `ndrc` in a folder, from its settings as data: nothing that they name is loaded or run.

MkDocs loads hooks, plugins, themes and tags of a configuration, which may be somebody else's. What is taken here are
texts under the names that we know, and paths that stay in the folder.
"""

import datetime
import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from ndrc_portfolio.disk.cache import project_cache
from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.fiches.source import MAX_SIZE, decode
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.messages.catalogue.file import EmptyFile
from ndrc_portfolio.messages.catalogue.front_matter import Unreadable, YamlTag
from ndrc_portfolio.messages.catalogue.settings import NoSuchFolder
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place, one_line
from ndrc_portfolio.portfolio.configuration.inside import inside
from ndrc_portfolio.portfolio.configuration.names import CONFIGURATION_JURY
from ndrc_portfolio.portfolio.configuration.options import CANDIDAT, OPTIONS, PLUGIN
from ndrc_portfolio.portfolio.configuration.outside import outside
from ndrc_portfolio.portfolio.configuration.refused_value import refused_value
from ndrc_portfolio.portfolio.configuration.settings import Settings, UnreadableSettings, read_settings
from ndrc_portfolio.portfolio.file import absolute
from ndrc_portfolio.portfolio.links.made import PDF_FOLDER
from ndrc_portfolio.portfolio.readers.audience import Command, audience_for
from ndrc_portfolio.portfolio.reading import Asked
from ndrc_portfolio.portfolio.walk import walk

_TAGS = ("tag:yaml.org,2002:", "!ENV", "!relative")  # of YAML, and of MkDocs
_SNIPPETS = "pymdownx.snippets"
_PATTERNS = 200  # lines of `exclude_docs`
_STARS = re.compile(r"\*[^/]*\*[^/]*\*[^/]*\*|\*\*.*\*\*.*\*\*")  # what may take for ever to compare with a long name


def asked(settings: Settings, command: Command, audience: Audience | None = None, cache: Path | None = None) -> Asked:
    """What is asked of a command that works with these settings, for the readers that were said, or its usual ones.

    Nothing is written beside the settings where the cache is elsewhere.

    Raises:
        FormulaireError: there are no models of its session, or one cannot be read.
    """
    root, options = absolute(settings.file).parent, plain_options(settings)
    return Asked(
        settings=settings,
        root=root,
        docs=absolute(settings.docs),
        cache=cache or project_cache(root),
        audience=audience or audience_for(command, settings.file, options["audience"]),
        modeles=settings.modeles(settings.session),
        options=options,
        today=datetime.datetime.now().astimezone().date(),
        command=command,
        included=tuple(_snippets(settings, root)),
        excluded=_excluded(patterns(settings, "exclude_docs")),
        copied=dict(_copied(settings, root)) if command == "verifier" else {},
        named=frozenset(_named(settings)) if command == "verifier" else frozenset(),
    )


def readable_settings(file: Path) -> Settings:
    """The settings of a configuration, if they are such that a portfolio can be read by them.

    Raises:
        UnreadableSettings: MkDocs could not read it either, the plugin is not in it, or it leads out of its folder.
    """
    settings = read_settings(file)
    if faults := [*_broken(settings), *outside(settings)]:
        raise UnreadableSettings(f"{file.name} ne peut pas être lu : corrigez-le d’abord.", faults)
    if refused := refused_value(settings):
        raise UnreadableSettings(refused)
    if not _has_plugin(settings.data.get("plugins")):
        raise UnreadableSettings(f"il manque ndrc-portfolio sous « plugins: » dans {file.name}.")
    return settings


def plain_options(settings: Settings) -> dict[str, Any]:
    """The options of the plugin as MkDocs would hand them to us: plain data, paths from the root of the disk."""
    given = settings.options
    candidat: dict[str, Any] = {**dict.fromkeys(CANDIDAT), **settings.candidat}
    if candidat["numero"] is not None:
        candidat["numero"] = _as_yaml_has_it(settings)
    schemas = settings.schemas
    return {
        **dict.fromkeys(OPTIONS),
        **given,
        "candidat": candidat,
        "schemas": str(schemas) if schemas else None,
        "portfolios": {name: str(absolute(path)) for name, path in _portfolios(settings)},
    }


def _named(settings: Settings) -> Iterator[str]:
    """The scripts, style sheets and templates below `docs` that a build of its author's loads on its pages."""
    for key in ("extra_javascript", "extra_css", "extra_templates"):
        for entry in settings.data.get(key) or ():
            path = entry.get("path") if isinstance(entry, dict) else entry
            if isinstance(path, str):
                yield posixpath.normpath(path)


def _as_yaml_has_it(settings: Settings) -> Any:
    """The number as PyYAML gives it, which takes for another what bears no quotes."""
    text = settings.as_written("candidat", "numero")
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return text


def patterns(settings: Settings, key: str) -> list[str]:
    """The lines of `exclude_docs` or `draft_docs`, as `.gitignore` has them, but for those that may take for ever."""
    text = settings.data.get(key)
    lines = text.splitlines()[:_PATTERNS] if isinstance(text, str) else []
    return [line for line in lines if not _STARS.search(line)]


def extensions(settings: Settings) -> dict[str, Mapping[str, Any]]:
    """The extensions of Markdown that are named, with their options."""
    given = settings.data.get("markdown_extensions")
    named: dict[str, Mapping[str, Any]] = {}
    for entry in given if isinstance(given, list) else [given]:
        pairs = entry.items() if isinstance(entry, dict) else [(entry, None)]
        named.update({name: opt if isinstance(opt, dict) else {} for name, opt in pairs if isinstance(name, str)})
    return named


def _broken(settings: Settings) -> Sequence[Diagnostic]:
    """What keeps MkDocs from reading these files at all. Of tags that it knows nothing is said, and none is obeyed."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for file in settings.files:
        if not file.path.is_file():
            written = Path(os.path.relpath(file.path, settings.file.parent)).as_posix()
            return [settings.diagnostic_at_path(NoSuchFolder(cle="INHERIT", valeur=written), ("INHERIT",))]
        fault = decode(read_file(file.path, MAX_SIZE))[1]
        if fault and not isinstance(fault.message, EmptyFile):
            return [fault.message.at(file.shown, fault.place)]
        try:
            for event in iter(loader("\n".join(file.lines)).get_event, None):
                tag = getattr(event, "tag", None) or "!"
                if tag != "!" and not tag.startswith(_TAGS):
                    place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
                    return [YamlTag(valeur=one_line(tag)).at(file.shown, place)]
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            place = Place(mark.line + 1, mark.column + 1) if mark else Place(1)
            return settings.faults or [Unreadable().in_settings().at(file.shown, place)]
    return []


def _has_plugin(plugins: object) -> bool:
    entries = plugins if isinstance(plugins, list | dict) else []
    return any(entry == PLUGIN or (isinstance(entry, dict) and PLUGIN in entry) for entry in entries)


def _portfolios(settings: Settings) -> Iterator[tuple[str, Path]]:
    """The sources of the candidates. Those of a commission may lie anywhere: it has written that itself."""
    root, given = absolute(settings.file).parent, settings.options.get("portfolios")
    for name, written in (given if isinstance(given, dict) else {}).items():
        if not isinstance(written, str):
            continue
        path, anywhere = inside(root, root, written), absolute(root / written)
        if path is None and settings.file.name == CONFIGURATION_JURY and not root.is_relative_to(anywhere):
            path = anywhere
        if path and path.is_dir():
            yield name, path


def _snippets(settings: Settings, root: Path) -> Iterator[Path]:
    """The folders whose files a page can include, as far as they are in the portfolio."""
    if _SNIPPETS not in (named := extensions(settings)):
        return
    paths = named[_SNIPPETS].get("base_path") or ["."]
    for written in [paths] if isinstance(paths, str) else paths:
        if isinstance(written, str) and (path := inside(root, root, written)):
            yield path


def _copied(settings: Settings, root: Path) -> Iterator[tuple[Path, str]]:
    """The files from elsewhere that a build would copy: those of the author's own theme, the PDFs that it offers."""
    theme = settings.data.get("theme")
    written = theme.get("custom_dir") if isinstance(theme, dict) else None
    if isinstance(written, str) and (custom := inside(root, root, written)):
        for path, _ in walk(custom) if custom.is_dir() else ():
            if path.suffix not in (".py", ".pyc") and not path.is_dir():
                yield path, f"{custom.name}/{path.relative_to(custom).as_posix()}"
    if audience_for("verifier", settings.file, settings.options.get("audience")) == "public":
        yield from ((path, f"{PDF_FOLDER}/{path.name}") for path in (root / PDF_FOLDER).glob("*.pdf"))


def _excluded(lines: list[str]) -> Callable[[str], bool]:
    """Whether an author keeps a path below `docs/` out of the site."""
    if not lines:
        return _is_hidden
    from pathspec.gitignore import GitIgnoreSpec  # late: few have such lines

    try:
        spec = GitIgnoreSpec.from_lines(lines)
    except ValueError:  # MkDocs would refuse it
        return _is_hidden
    return lambda uri: _is_hidden(uri) or spec.match_file(uri)


def _is_hidden(uri: str) -> bool:
    return any(part.startswith(".") for part in uri.split("/"))
