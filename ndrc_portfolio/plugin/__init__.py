"""The plugin of MkDocs: hooks of a few lines, which hand over to `build`."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import jinja2
import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.messages.catalogue.audience import NotForPublication, SharedSiteFolder
from ndrc_portfolio.messages.catalogue.site import SessionGuessed
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.plugin import theme, vitesse
from ndrc_portfolio.plugin.build import Build, log
from ndrc_portfolio.plugin.options import Options
from ndrc_portfolio.reglages import (
    CONFIGURATION,
    PLUGIN,
    ReglagesIllisibles,
    audience_de_base,
    date_impossible,
    lire_reglages,
    montre,
)
from ndrc_portfolio.situation import lire_situation

if TYPE_CHECKING:  # 20 ms, for `mkdocs serve` alone
    from mkdocs.livereload import LiveReloadServer

Command = Literal["build", "gh-deploy", "serve"]


class NdrcPortfolioPlugin(BasePlugin[Options]):
    """Checks the fiches of a portfolio, shows them as official forms, and makes the printed dossiers."""

    command: Command = "build"  # the strictest, when MkDocs is called as a library
    build: Build
    served = False

    def on_startup(self, *, command: Command, dirty: bool) -> None:
        """Learn which command runs. Its being here keeps this instance from one rebuild to the next."""
        self.command = command
        vitesse.espacer_les_nettoyages()
        if dirty:
            raise PluginError(typeset("« --dirty » ne convient pas à un portfolio : relancez la commande sans lui."))

    @event_priority(100)  # before the search reads the language of the theme, and makes its environment
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.build = Build(config, self.config, self._audience(config), serve=self.command == "serve")
        if self.build.session_guessed and not self.served:
            year = self.build.session
            file = montre(Path(config.config_file_path or CONFIGURATION))
            log.info(log_line(SessionGuessed(annee=str(year)).at(file, Place(1))))
        theme.regler(config)
        vitesse.accelerer(config.theme, self.build.cache / "theme")
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read, check and refuse before MkDocs wipes the last site."""
        self.build.lire()
        errors = self.build.signaler()
        if errors and (self.command != "serve" or (self.build.portfolio.refuses and not self.served)):
            raise PluginError(errors)
        self.served = True

    @event_priority(-100)  # after the plugins that add files of their own
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return self.build.ajouter_fichiers(files)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        if config.nav is None:
            theme.ordonner(nav, self.build.portfolio.ordre)
        return theme.ajouter_dossiers(nav, self.build.impressions.titres, self.build.checklist)

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        return self.build.source(page)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self.build.contenu(html, page)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        self.build.remplir_impressions(files)
        return env

    @event_priority(100)  # before the search reads the page
    def _show_to_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        self.build.montrer_a_la_recherche(page)
        return context

    @event_priority(-100)
    def _show_to_readers(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        self.build.montrer_aux_lecteurs(page)
        return context

    on_page_context = CombinedEvent(_show_to_search, _show_to_readers)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        self.build.refuser_le_numero(output, page.file.src_uri)
        return theme.marquer(output, self.build.audience) if self.build.audience != "public" else output

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        self.build.refuser_le_numero(output_content, template_name)
        hidden = self.build.audience != "public" and template_name.endswith(".html")
        return theme.marquer(output_content, self.build.audience) if hidden else output_content

    @event_priority(100)  # before the plugins that look at the finished site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self.build.attendre()
        self.build.memoriser()

    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Any) -> "LiveReloadServer":
        vitesse.surveiller(server, config)
        config.watch.extend(theme.a_surveiller(self.build.root, self.config.schemas, self.config.portfolios.values()))
        return server

    def _audience(self, config: MkDocsConfig) -> Audience:
        """For whom this site is; a site for others than the public is not published, nor mixed up with one that is."""
        audience: Audience = self.config.audience or ("candidat" if self.command == "serve" else "public")
        if audience != "public" and self.command != "serve":
            deployed = self.command == "gh-deploy"
            if deployed or Path(config.site_dir).name == "site":
                message = NotForPublication(audience=audience) if deployed else SharedSiteFolder(audience=audience)
                raise PluginError(f"{message.code}: {message.in_one()}")
        return audience


def greffon(config: MkDocsConfig) -> NdrcPortfolioPlugin:
    """The plugin as a configuration has it.

    Raises:
        ConfigurationError: it is not there.
    """
    plugin = config.plugins.get("ndrc-portfolio")
    if not isinstance(plugin, NdrcPortfolioPlugin):
        raise ConfigurationError(typeset("il manque ndrc-portfolio sous « plugins: »."))
    return plugin


def charger(config_file: Path, **valeurs: Any) -> MkDocsConfig:
    """A configuration as MkDocs reads it, with values of our own.

    Raises:
        ReglagesIllisibles: it is no YAML, or holds a date that does not exist.
        ConfigurationError: MkDocs cannot read it for another reason.
        Abort: MkDocs has logged what is wrong.
    """
    try:
        return load_config(str(config_file), **valeurs)
    except ConfigurationError as fault:
        if isinstance(fault.__context__, yaml.YAMLError) and (fautes := lire_reglages(config_file).fautes):
            raise ReglagesIllisibles(f"{config_file.name} ne peut pas être lu : corrigez-le d’abord.", fautes) from None
        raise
    except ValueError:  # what PyYAML raises of a date that does not exist
        raise ReglagesIllisibles(date_impossible(lire_reglages(config_file))) from None


def lire(config_file: str | Path) -> Build:
    """The portfolio of a configuration, read and checked as a build would, for `ndrc verifier`.

    Raises:
        ReglagesIllisibles, ConfigurationError, Abort: as `charger`; the plugin is not in it.
    """
    file = Path(config_file)
    with _sans_doublons(file):
        config = charger(file)
    plugin = greffon(config)
    base: Audience = "jury" if audience_de_base(file) == "jury" else "public"
    build = Build(config, plugin.config, plugin.config.audience or base, serve=False)
    build.lire()
    build.ouvrir_justificatifs()
    return build


@contextmanager
def _sans_doublons(config_file: Path) -> Iterator[None]:
    """MkDocs warns in English of a misspelt option of ours, which `situation` tells with its place and its remedy."""
    reglages = lire_reglages(config_file)
    known = lire_situation(reglages.options, reglages).inconnues
    ends = tuple(f": Unrecognised configuration name: {cle}" for cle in known)

    def garder(record: logging.LogRecord) -> bool:
        told = record.getMessage()
        return not (f"'{PLUGIN}'" in told and told.endswith(ends))

    logger = logging.getLogger("mkdocs.config")
    logger.addFilter(garder)
    try:
        yield
    finally:
        logger.removeFilter(garder)
