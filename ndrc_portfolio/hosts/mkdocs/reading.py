"""From MkDocs' configuration to a portfolio that was read, and what is said of it before the last site is touched."""

import datetime
import logging
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from ndrc_portfolio.disk.cache import project_cache
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.formulaires.sessions import current_session
from ndrc_portfolio.hosts.mkdocs.options import Options
from ndrc_portfolio.messages.catalogue.audience import LeftOut, NotForPublication, NumberPublished, SharedSiteFolder
from ndrc_portfolio.messages.catalogue.site import NoCandidateName, NoDocumentIn, SessionGuessed
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place, count
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import gathered, log_line
from ndrc_portfolio.portfolio.configuration.models import about_models
from ndrc_portfolio.portfolio.configuration.names import CONFIGURATION
from ndrc_portfolio.portfolio.configuration.options import modalite_of, year_of
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from ndrc_portfolio.portfolio.links.made import PDF_FOLDER
from ndrc_portfolio.portfolio.readers.audience import Command, audience_for
from ndrc_portfolio.portfolio.readers.secret import PRIVATE_FILE
from ndrc_portfolio.portfolio.reading import Asked, Read
from ndrc_portfolio.portfolio.walk import walk
from ndrc_portfolio.reglement.complete import Complete

log = get_plugin_logger("ndrc-portfolio")

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}


def asked(config: MkDocsConfig, options: Options, command: Command) -> Asked:
    """What is asked of us, as plain data.

    Raises:
        PluginError: the site may not go where it is to go.
        FormulaireError: there is no such session; a form or a règlement cannot be read.
    """
    docs = Path(config.docs_dir)
    root = Path(config.config_file_path).absolute().parent if config.config_file_path else docs.parent
    settings = Path(config.config_file_path or root / CONFIGURATION)
    audience = audience_for(command, settings, options.audience)
    _refuse_to_publish(audience, config, command)
    year = year_of(options.session) or current_session()

    def excluded(uri: str) -> bool:
        spec = config.exclude_docs
        return any(part.startswith(".") for part in uri.split("/")) or bool(spec and spec.match_file(uri))

    return Asked(
        settings=read_settings(settings, anywhere=True),
        root=root,
        docs=docs,
        cache=project_cache(root),
        audience=audience,
        modeles=load_models(
            year, *([Path(options.schemas)] if options.schemas else []), modalite=modalite_of(options.modalite)
        ),
        options=options.plain(),
        today=datetime.datetime.now().astimezone().date(),
        command=command,
        included=tuple(_snippets(config)),
        excluded=excluded,
        copied=_copied(config, root, audience),
        named=frozenset(map(posixpath.normpath, _named(config))),
    )


def say_session(asked: Asked, *, again: bool) -> None:
    """Once: a year that was guessed, so that it may be fixed, and which models are those of the session."""
    if again:
        return
    if asked.options["session"] in (None, ""):
        log.info(log_line(SessionGuessed(annee=str(asked.session)).at(asked.settings.path, Place(1))))
    for said in about_models(asked.modeles, asked.settings):
        log.info(log_line(said))


def report(read: Read, found: "Complete | None") -> str:
    """Log everything that is to be said; the summary of the errors, empty if there are none."""
    log_all((*gathered(read.diagnostics), *_of_the_site(read)))
    if found and (summary := found.checklist.summary):
        log.info(summary)
    for uri in read.portfolio.left_out:
        path = read.numero.hide(f"{read.asked.base}{uri}")
        log.info(log_line(LeftOut(audience=read.audience).at(path, Place(1))))
    if not (errors := count(read.diagnostics, "error")):
        return ""
    files = len({d.path for d in read.diagnostics if d.severity == "error"})
    return typeset(
        f"{errors} erreur{'s' if errors > 1 else ''} dans {files} fichier{'s' if files > 1 else ''} : "
        "le site n’a pas été construit, le précédent est intact."
    )


def log_all(diagnostics: Iterable[Diagnostic]) -> None:
    """A line each, as loud as it is grave."""
    for d in diagnostics:
        log.log(_LEVELS[d.severity], log_line(d))


def _of_the_site(read: Read) -> Iterator[Diagnostic]:
    """What is to be said of the site and of its options, whatever its documents."""
    settings = read.asked.settings
    for name in read.asked.portfolios:
        if not any(uri.startswith(f"{name}/") for uri in read.portfolio.fiches):
            yield settings.diagnostic(NoDocumentIn(dossier=name), "portfolios", name)
    if not (read.candidat.nom and read.candidat.prenom) and read.audience != "jury":
        yield settings.diagnostic(NoCandidateName(), "candidat")
    for fault in read.situation.misnamed:
        yield fault._replace(severity="warning")  # the rules are not kept, but there can be a site


def refuse_the_number(read: Read, output: str, path: str, *, serve: bool) -> None:
    """The number may come from elsewhere than the sources: `mkdocs.yml`, what a page includes, another plugin.

    Raises:
        PluginError: it stands in what a public site is about to show.
    """
    if read.audience == "public" and read.numero.stands_in(output):
        leak = NumberPublished().at(read.numero.hide(path), Place(1))
        message = f"{leak.path} : {leak.message} ; {leak.hint}."
        if not serve:
            raise PluginError(f"{leak.code} : {message}")
        log.error(typeset(message))


def watched(asked: Asked) -> list[str]:
    """What else, beside `docs/` and `mkdocs.yml`, changes what `mkdocs serve` shows."""
    private = asked.root / PRIVATE_FILE
    own = asked.options["schemas"]
    inherited = (str(file.path) for file in asked.settings.files[1:] if file.path.is_file())
    found = [str(private) if private.is_file() else "", own or "", *map(str, asked.portfolios.values())]
    return [*inherited, *(path for path in found if path)]


def _refuse_to_publish(audience: Audience, config: MkDocsConfig, command: Command) -> None:
    """A site for others than the public is not published, nor mixed up with one that is."""
    if audience == "public" or command not in ("build", "gh-deploy"):
        return
    deploy = command == "gh-deploy"
    if deploy or Path(config.site_dir).name == "site":
        message = NotForPublication(audience=audience) if deploy else SharedSiteFolder(audience=audience)
        raise PluginError(f"{message.code}: {message.in_one()}")


def _copied(config: MkDocsConfig, root: Path, audience: Audience) -> dict[Path, str]:
    """The files from elsewhere that go to the site: those of the author's own theme, and the PDFs that it offers."""
    found = {}
    if custom := getattr(config.theme, "custom_dir", None):
        theme = Path(custom)
        below = (path for path, _ in walk(theme) if path.suffix not in (".py", ".pyc") and not path.is_dir())
        found = {path: f"{theme.name}/{path.relative_to(theme).as_posix()}" for path in below}
    if audience == "public":
        found |= {path: f"{PDF_FOLDER}/{path.name}" for path in (root / PDF_FOLDER).glob("*.pdf")}
    return found


def _named(config: MkDocsConfig) -> Iterator[str]:
    """What `mkdocs.yml` names of `docs/` for all pages; an entry of `extra_javascript` may be more than a path."""
    yield from config.extra_css
    yield from config.extra_templates
    yield from (str(getattr(script, "path", script)) for script in config.extra_javascript)


def _snippets(config: MkDocsConfig) -> list[Path]:
    """The folders whose files a page can include."""
    if "pymdownx.snippets" not in config.markdown_extensions:
        return []
    paths = (config.mdx_configs.get("pymdownx.snippets") or {}).get("base_path", ["."])
    return [Path(str(p)).resolve() for p in ([paths] if isinstance(paths, str) else paths)]
