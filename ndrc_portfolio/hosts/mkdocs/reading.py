"""From MkDocs' configuration to a portfolio that was read, and what is said of it before the last site is touched."""

import datetime
import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from ndrc_portfolio.audience import Command, audience_for
from ndrc_portfolio.cache import dossier_cache
from ndrc_portfolio.confidentialite import FICHIER_PRIVE, numero_publie
from ndrc_portfolio.diagnostics import CATALOGUE, count, francais
from ndrc_portfolio.formulaire import Audience, Formulaire, FormulaireError, charger
from ndrc_portfolio.hosts.mkdocs.options import Options, session
from ndrc_portfolio.rapport import resume
from ndrc_portfolio.reading import Asked, Complete, Read
from ndrc_portfolio.reglages import CONFIGURATION, lire_reglages

log = get_plugin_logger("ndrc-portfolio")

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}
_LONG = 120  # characters of a hint that is no fault's: drafts are reported at each save


def asked(config: MkDocsConfig, options: Options, command: Command) -> Asked:
    """What is asked of us, as plain data.

    Raises:
        PluginError: the site may not go where it is to go; there is no such session; a form cannot be read.
    """
    docs = Path(config.docs_dir)
    root = Path(config.config_file_path).absolute().parent if config.config_file_path else docs.parent
    settings = Path(config.config_file_path or root / CONFIGURATION)
    audience = audience_for(command, settings, options.audience)
    _refuse_to_publish(audience, config, command)
    year, _ = session(options)

    def excluded(uri: str) -> bool:
        spec = config.exclude_docs
        return any(part.startswith(".") for part in uri.split("/")) or bool(spec and spec.match_file(uri))

    return Asked(
        settings=lire_reglages(settings),
        root=root,
        docs=docs,
        cache=dossier_cache(root),
        audience=audience,
        session=year,
        formulaires=_forms(year, options.schemas),
        options={**options, "candidat": {**options.candidat}},
        today=datetime.datetime.now().astimezone().date(),
        included=tuple(_snippets(config)),
        excluded=excluded,
    )


def say_session(options: Options, *, again: bool) -> None:
    """A year that was guessed is said once, so that it may be fixed."""
    year, guessed = session(options)
    if guessed and not again:
        log.info(francais(f"session {year} : ajoutez « session: {year} » sous ndrc-portfolio pour la fixer."))


def report(read: Read, found: Complete | None) -> str:
    """Log everything that is to be said; the summary of the errors, empty if there are none."""
    for d in read.diagnostics:
        hint = d.hint if d.severity != "info" or len(d.hint) < _LONG else f"{d.hint[:_LONG]}…"
        log.log(_LEVELS[d.severity], " — ".join(filter(None, (d.head, hint))))
    for name in read.asked.portfolios:
        if not any(uri.startswith(f"{name}/") for uri in read.portfolio.fiches):
            log.warning(francais(f"portfolios : aucun document dans le dossier « {name} »."))
    if not (read.candidat.nom and read.candidat.prenom) and read.audience != "jury":
        log.warning(
            francais(
                "il manque le nom ou le prénom du candidat : "
                "écrivez candidat: {nom: …, prenom: …} dans mkdocs.yml, sous ndrc-portfolio."
            )
        )
    if found and (summary := resume(found.checklist)):
        log.info(summary)
    for uri in read.portfolio.laisses:
        log.info(francais(f"{read.asked.base}{uri} n’est pas pour ce site « {read.audience} » : laissé de côté."))
    if not (errors := count(read.diagnostics, "error")):
        return ""
    files = len({d.path for d in read.diagnostics if d.severity == "error"})
    return francais(
        f"{errors} erreur{'s' if errors > 1 else ''} dans {files} fichier{'s' if files > 1 else ''} : "
        "le site n’a pas été construit, le précédent est intact."
    )


def refuse_the_number(read: Read, output: str, path: str, *, serve: bool) -> None:
    """The number may come from elsewhere than the sources: `mkdocs.yml`, what a page includes, another plugin.

    Raises:
        PluginError: it stands in what a public site is about to show.
    """
    if read.audience == "public" and (leak := numero_publie(read.numero, path, output.encode())):
        message = f"{leak.path} : {leak.message} ; {leak.hint}."
        if not serve:
            raise PluginError(f"{leak.code} : {message}")
        log.error(francais(message))


def watched(asked: Asked) -> list[str]:
    """What else, beside `docs/` and `mkdocs.yml`, changes what `mkdocs serve` shows."""
    private = asked.root / FICHIER_PRIVE
    own = asked.options["schemas"]
    found = [str(private) if private.is_file() else "", own or "", *map(str, asked.portfolios.values())]
    return [path for path in found if path]


def _refuse_to_publish(audience: Audience, config: MkDocsConfig, command: Command) -> None:
    """A site for others than the public is not published, nor mixed up with one that is."""
    if audience == "public" or command not in ("build", "gh-deploy"):
        return
    code = "NDRC507" if command == "gh-deploy" else "NDRC505"
    if code == "NDRC507" or Path(config.site_dir).name == "site":
        message, hint = (text.format(audience=audience) for text in (CATALOGUE[code].message, CATALOGUE[code].hint))
        raise PluginError(f"{code}: {message} ; {hint}.")


def _forms(year: int, schemas: str | None) -> dict[str, Formulaire]:
    try:
        return charger(year, *([Path(schemas)] if schemas else []))
    except FormulaireError as fault:
        raise PluginError(str(fault)) from None


def _snippets(config: MkDocsConfig) -> list[Path]:
    """The folders whose files a page can include."""
    if "pymdownx.snippets" not in config.markdown_extensions:
        return []
    paths = (config.mdx_configs.get("pymdownx.snippets") or {}).get("base_path", ["."])
    return [Path(str(p)).resolve() for p in ([paths] if isinstance(paths, str) else paths)]
