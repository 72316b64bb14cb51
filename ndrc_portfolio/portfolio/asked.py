"""What is asked of `ndrc` in a folder, from its settings as data: nothing that they name is loaded or run.

MkDocs loads hooks, plugins, themes and tags of a configuration, which may be somebody else's. What is taken here are
texts under the names that we know, and paths that stay in the folder.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ndrc_portfolio.cache import project_cache
from ndrc_portfolio.formulaires.keyword import AUDIENCES, Audience
from ndrc_portfolio.messages.catalogue.front_matter import KeysWanted, UnknownValue
from ndrc_portfolio.messages.catalogue.trust import FolderMissing
from ndrc_portfolio.messages.diagnostic import Diagnostic, one_line
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.portfolio.audience import Command, audience_for
from ndrc_portfolio.portfolio.file import absolute
from ndrc_portfolio.portfolio.inside import inside
from ndrc_portfolio.portfolio.options import CANDIDAT, OPTIONS, PLUGIN
from ndrc_portfolio.portfolio.published import DOWNLOADS
from ndrc_portfolio.portfolio.reading import Asked
from ndrc_portfolio.portfolio.settings import (
    CONFIGURATION_JURY,
    Settings,
    UnreadableSettings,
    read_settings,
)
from ndrc_portfolio.portfolio.walk import walk
from ndrc_portfolio.portfolio.yaml_numbers import as_yaml_has_it, refused_value

_TAGS = ("tag:yaml.org,2002:", "!ENV", "!relative")  # of YAML, and of MkDocs
_SNIPPETS = "pymdownx.snippets"
_PATTERNS = 200  # lines of `exclude_docs`
_STARS = re.compile(r"\*[^/]*\*[^/]*\*[^/]*\*|\*\*.*\*\*.*\*\*")  # what may take for ever to compare with a long name


def asked(file: Path, command: Command, audience: Audience | None = None) -> Asked:
    """What is asked of a command that works with a configuration, for the readers that were said, or its usual ones.

    Raises:
        UnreadableSettings: MkDocs could not read it either, the plugin is not in it, or it leads out of its folder.
        FormulaireError: there are no forms of its session, or one cannot be read.
    """
    settings = readable_settings(file)
    root, options = absolute(file).parent, plain_options(settings)
    return Asked(
        settings=settings,
        root=root,
        docs=absolute(settings.docs),
        cache=project_cache(root),
        audience=audience or audience_for(command, file, options["audience"]),
        modeles=settings.modeles(settings.session),
        options=options,
        today=datetime.datetime.now().astimezone().date(),
        included=tuple(_snippets(settings, root)),
        excluded=_excluded(patterns(settings, "exclude_docs")),
        copied=dict(_copied(settings, root)) if command == "verifier" else {},
    )


def readable_settings(file: Path) -> Settings:
    """The settings of a configuration, if they are such that a portfolio can be read by them.

    Raises:
        UnreadableSettings: they are not; why is said.
    """
    settings = read_settings(file)
    try:
        tag = _unknown_tag(settings)
    except yaml.YAMLError:
        message = f"{file.name} ne peut pas être lu : corrigez-le d’abord."
        raise UnreadableSettings(message, settings.faults) from None
    if tag:
        raise UnreadableSettings(tag)
    if refused := refused_value(settings):
        raise UnreadableSettings(refused)
    if not _has_plugin(settings.data.get("plugins")):
        raise UnreadableSettings(f"{file.name} ne peut pas être lu : il manque ndrc-portfolio sous « plugins: ».")
    if faults := [*settings.outside, *_faults(settings)]:
        raise UnreadableSettings(f"corrigez d’abord {file.name}.", faults)
    return settings


def plain_options(settings: Settings) -> dict[str, Any]:
    """The options of the plugin as MkDocs would hand them to us: plain data, paths from the root of the disk."""
    given = settings.options
    candidat: dict[str, Any] = {**dict.fromkeys(CANDIDAT), **settings.candidat}
    if candidat["numero"] is not None:
        candidat["numero"] = as_yaml_has_it(settings.as_written("candidat", "numero"))
    schemas = settings.schemas
    return {
        **dict.fromkeys(OPTIONS),
        **given,
        "candidat": candidat,
        "schemas": str(schemas) if schemas else None,
        "portfolios": {name: str(absolute(path)) for name, path in _portfolios(settings)},
    }


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


def _unknown_tag(settings: Settings) -> str:
    """What MkDocs cannot read though YAML can; of a tag that it knows nothing is said, and nothing carried out.

    Raises:
        yaml.YAMLError: YAML cannot; a key that is given twice it takes.
    """
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for file in settings.files:
        for event in iter(loader("\n".join(file.lines)).get_event, None):
            tag = getattr(event, "tag", None) or "!"
            if tag != "!" and not tag.startswith(_TAGS):
                where = f"{file.shown}, ligne {event.start_mark.line + 1}"
                return f"{where} : MkDocs ne connaît pas l’étiquette « {one_line(tag)} » ; retirez-la."
    return ""


def _has_plugin(plugins: object) -> bool:
    entries = plugins if isinstance(plugins, list | dict) else []
    return any(entry == PLUGIN or (isinstance(entry, dict) and PLUGIN in entry) for entry in entries)


def _faults(settings: Settings) -> Iterator[Diagnostic]:
    """What a build would refuse, of what is read here."""
    if not settings.docs.is_dir():
        yield settings.diagnostic_of_mkdocs(FolderMissing(cle="docs_dir", chemin=settings.docs.name), "docs_dir")
    schemas = settings.schemas
    if schemas and not schemas.is_dir():
        yield settings.diagnostic(FolderMissing(cle="schemas", chemin=str(settings.options["schemas"])), "schemas")
    audience = settings.options.get("audience")
    if audience is not None and audience not in AUDIENCES:
        near = nearest(str(audience), AUDIENCES)
        message: Message = UnknownValue(valeur=str(audience), cle="audience", valeurs=AUDIENCES, suggestion=near)
        yield settings.diagnostic(message, "audience")
    candidat = settings.options.get("candidat")
    if candidat is not None and not isinstance(candidat, dict):
        kind = "array" if isinstance(candidat, list) else "string"
        message = KeysWanted(cle="candidat", wanted=("object",), received=kind, cles=CANDIDAT[:2])
        yield settings.diagnostic(message, "candidat")


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
        yield from ((path, f"{DOWNLOADS}/{path.name}") for path in (root / DOWNLOADS).glob("*.pdf"))


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
