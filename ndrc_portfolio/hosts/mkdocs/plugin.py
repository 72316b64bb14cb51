"""The plugin of MkDocs: hooks of a few lines, which hand values on to the modules beside this one."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import jinja2
from mkdocs.config.base import ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from ndrc_portfolio.annexes.find import same_name
from ndrc_portfolio.formulaires.folders import FormulaireError
from ndrc_portfolio.hosts.mkdocs import files as sources
from ndrc_portfolio.hosts.mkdocs import head, pages, reading, speed, theme
from ndrc_portfolio.hosts.mkdocs.address import published_at
from ndrc_portfolio.hosts.mkdocs.building import Building, end_like_ctrl_c, going_on
from ndrc_portfolio.hosts.mkdocs.kept import Kept, kept_for
from ndrc_portfolio.hosts.mkdocs.navigation import draw_once
from ndrc_portfolio.hosts.mkdocs.options import Options
from ndrc_portfolio.hosts.mkdocs.plain import make_plain
from ndrc_portfolio.hosts.mkdocs.printed import printed
from ndrc_portfolio.hosts.mkdocs.voice import Known, speak_french
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.portfolio.configuration.presentation import couleur_of
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from ndrc_portfolio.portfolio.readers.audience import Command
from ndrc_portfolio.portfolio.reading import Asked, Read, read, remember
from ndrc_portfolio.rendering.names import real_links
from ndrc_portfolio.rendering.pages import Edition

if TYPE_CHECKING:  # 20 ms, for `mkdocs serve` alone
    from mkdocs.livereload import LiveReloadServer

    from ndrc_portfolio.reglement.complete import Complete


class NdrcPortfolioPlugin(BasePlugin[Options]):
    """Checks the fiches of a portfolio, shows them as official forms, and makes the printed dossiers."""

    command: Command = "build"  # the strictest, when MkDocs is called as a library
    served = False
    given: Asked | None = None  # by a command of ours, which has read it without MkDocs
    nonce = ""  # by `ndrc voir`: the mark of the theme's own scripts
    building: Building | None = None
    asked: Asked
    read: Read
    found: "Complete | None"  # what is said of the rules of the dossier, to those who may know it
    edition: Edition
    kept: Kept | None
    alike: dict[str, str]  # the paths of files that are not plain ASCII, by what one sees of them
    nav: Navigation
    port = 0  # at which the portfolio is served, once that is known
    whole: str | None  # the content of a page, while the search reads another one in its place
    behind: speed.Behind | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """The first that a plugin hears of a configuration: what MkDocs says of it from here on is said in French."""
        if config_file_path:
            speak_french(Known(read_settings(Path(config_file_path))))
        return super().load_config(options, config_file_path)

    @property
    def serve(self) -> bool:
        return self.command == "serve"

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn which command runs. Its being here keeps this instance from one rebuild to the next."""
        self.command = command
        end_like_ctrl_c()
        speed.collect_less_often()
        if self.serve:
            from ndrc_portfolio.hosts.mkdocs import guard  # late: a build serves nothing

            guard.guard()
        if dirty:
            raise PluginError(typeset("« --dirty » ne convient pas à un portfolio : relancez la commande sans lui."))

    @event_priority(100)  # before the search reads the language of the theme, and makes its environment
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.building = Building(config, foreign=self.given is not None)
        try:
            self.asked = self.given or reading.asked(config, self.config, self.command)
        except FormulaireError as fault:
            raise PluginError("\n".join([*map(log_line, fault.diagnostics), str(fault)])) from None
        speak_french(Known(self.asked.settings, self.asked.base))
        reading.say_session(self.asked, again=self.served)
        if self.serve and not self.given:
            self._find_port(config)
        settings, forms = self.asked.settings, self.asked.formulaires.values()
        sheets = theme.style_sheets(forms, self.asked.audience, couleur_of(settings))
        theme.prepare(config, () if self.given else settings.theme, sheets)
        if not self.serve and not config.site_url:
            config.site_url = published_at(self.asked.docs)
        speed.accelerate(config)
        self.building.begin()
        return config

    def _find_port(self, config: MkDocsConfig) -> None:
        """Where the portfolio is served: for this machine alone, at a port that is free."""
        from ndrc_portfolio.hosts.mkdocs import guard, serving  # late: a build serves nothing

        if not self.served:
            guard.check_address(config, self.asked)
        host, port = config.dev_addr
        self.port = self.port or serving.free_port(host, port)
        config.site_url = serving.moved(config.site_url or "", port, self.port)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read, check and refuse before MkDocs wipes the last site."""
        self.read = read(self.asked)
        self.found = _complete(self.read) if self.serve or self.asked.audience == "candidat" else None
        errors = reading.report(self.read, self.found)
        portfolio = self.read.portfolio
        if errors and (not self.serve or portfolio.unread or (portfolio.refused and not self.served)):
            raise PluginError(errors)  # MkDocs would wait for a pipe, and follow links without end
        self.served = True

    @event_priority(-100)  # after the plugins that add files of their own
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.edition = sources.edition(files, config, self.read, self.found, serve=self.serve)
        links = self.read.portfolio.links
        pages = [file.src_uri for file in files.documentation_pages()]
        speak_french(Known(self.asked.settings, self.asked.base, pages, links))
        reading.log_all(self.edition.dead_links)
        self.alike = {same_name(file.src_uri): file.src_uri for file in files if not file.src_uri.isascii()}
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        if config.nav is None:
            theme.put_in_order(nav, self.read.order)
            theme.name_candidates(nav, self.edition.site)
        self.kept = kept_for(self.edition, config, files)
        self.nav = theme.add_links(nav, self.edition.site)
        return self.nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        return pages.source(page, self.edition, self.kept)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        if self.command == "word" and page.file.src_uri not in self.edition.site.documents:
            return ""  # nothing of it is written, and a guide of many pages takes a second
        return real_links(markdown, page.file.src_uri, self.alike) if self.alike else markdown

    @event_priority(100)  # first: what other plugins add is theirs
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return pages.content(html, page, self.edition, self.kept)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        sources.let_go(self.edition, files, config)
        self.behind = printed(self.edition, Path(config.site_dir))
        self.behind.start()  # once it is known, so that whatever stops this build waits for it
        make_plain(self.nav, files, env)
        draw_once(env, self.nav)
        if self.nonce:
            theme.mark_scripts(env, self.nonce)
        return env

    @event_priority(100)  # before the search reads the page
    def _show_to_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """For the search engine, the texts without the table: 1.3 ms a page instead of 3."""
        self.whole = page.content
        if made := self.edition.rendered.get(page.file.src_uri):
            page.content = made.search
        return context

    @event_priority(-100)
    def _show_to_readers(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The whole page again, below what its author or its reader must know."""
        if page.is_homepage:
            page.meta.setdefault("hide", ["toc"])  # its columns are its contents
        head.describe(page, self.edition)
        whole = self.whole if page.file.src_uri in self.edition.rendered else page.content
        page.content = pages.above(page, self.edition) + (whole or "")
        return context

    on_page_context = CombinedEvent(_show_to_search, _show_to_readers)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        reading.refuse_the_number(self.read, output, page.file.src_uri, serve=self.serve)
        output = head.complete(output, page, self.edition, config)
        return theme.mark(output, page.file.src_uri, self.read.audience, serve=self.serve)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        reading.refuse_the_number(self.read, output_content, template_name, serve=self.serve)
        if not template_name.endswith(".html"):
            return output_content
        return theme.mark(output_content, template_name, self.read.audience, serve=self.serve)

    @event_priority(100)  # before the plugins that look at the finished site
    def _have_written(self, *, config: MkDocsConfig) -> None:
        if self.behind:
            self.behind.wait()
        remember(self.read)
        if self.kept:
            self.kept.write()

    @event_priority(-100)  # after the plugins that write into it
    def _put_in_place(self, *, config: MkDocsConfig) -> None:
        if self.building:
            self.building.end()

    on_post_build = CombinedEvent(_have_written, _put_in_place)

    @event_priority(-100)  # nobody hears of it after this
    def on_build_error(self, *, error: Exception) -> None:
        """Say in French what the system has refused."""
        said = self.building.refused(error) if self.building and isinstance(error, OSError) else ""
        self.on_shutdown()
        if said:
            raise PluginError(said) from error

    def on_shutdown(self) -> None:
        """Leave nothing of a site that was not finished."""
        if self.behind:
            with suppress(Exception):  # of which was told
                self.behind.wait()
        if self.building:
            self.building.give_up()

    @event_priority(-100)  # the others know MkDocs' own builder
    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Any) -> "LiveReloadServer":
        from ndrc_portfolio.hosts.mkdocs import serving  # late: a build serves nothing

        speed.watch(server, config)
        config.watch.extend(reading.watched(self.asked))
        server.builder = going_on(serving.showing_faults(builder, Path(server.root), self.asked.settings.file))
        serving.move(server, self.port or serving.free_port(*config.dev_addr))
        return server


def _complete(read: Read) -> "Complete":
    from ndrc_portfolio.reglement.complete import complete  # late: a public build has nothing to say of the rules

    return complete(read)
