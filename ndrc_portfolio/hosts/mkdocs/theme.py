"""What the plugin asks of MkDocs' theme: French, no third party, our style sheets, the dossiers in the navigation."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.configuration.couleur import Couleur
from ndrc_portfolio.portfolio.readers.audience import may_see
from ndrc_portfolio.rendering.site import CHECKLIST, Site

log = get_plugin_logger("ndrc-portfolio")

COULEUR = "assets/ndrc/couleur.css"
SCRIPT = "assets/ndrc/page.js"
_FEATURES = ("navigation.footer", "navigation.sections", "navigation.top", "toc.follow")
_DAY, _NIGHT = "material/weather-sunny", "material/weather-night"
_PALETTE = (
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "toggle": {"icon": _NIGHT, "name": "Passer en mode sombre"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "toggle": {"icon": _DAY, "name": "Passer en mode clair"},
    },
)
"""Light and dark as the system has it, with a switch."""
_SCRIPT = re.compile(r"<script\b")
_NONCE = "ndrc_nonce"
_LISTS = frozenset(("sane_lists", "markdown.extensions.sane_lists"))
_HEAD = re.compile(
    r"""<!--.*?(?:-->|\Z)|(?P<head><head(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?>)""", re.IGNORECASE | re.DOTALL
)
_NO_HEAD = (
    "« {page} » n’a pas de balise <head> où dire que cette page est pour le {audience} et ne se publie pas : "
    "remettez <head> dans le gabarit de votre thème (custom_dir) qui la fait."
)


def style_sheets(forms: Iterable[Formulaire], audience: Audience, couleur: Couleur | None) -> list[str]:
    """Those of the pages: of the forms that these readers may see, of the pages, of a colour of one's own."""
    plain = all(
        lay_out(form).plain for form in forms if may_see(audience, form.audience) and not form.keyword.a_la_main
    )
    names = ["formulaire.css", *([] if plain else ["grille.css"]), "page.css"]
    return [*(f"assets/ndrc/{name}" for name in names), *([COULEUR] if couleur else [])]


def prepare(config: MkDocsConfig, given: Collection[str], sheets: Sequence[str]) -> None:
    """Fill in what the configuration leaves alone: `given` are the settings of the theme that it has."""
    wanted = {
        "language": "fr",
        "font": False,  # no request to a third party
        "palette": list(_PALETTE),
        "features": list(_FEATURES),
    }
    for name, value in wanted.items():
        if name not in given and (name in config.theme or (name == "palette" and "features" in config.theme)):
            config.theme[name] = value
    # A theme folder of the author's own still comes first.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(data_dir("overrides")))
    config.extra_css[:0] = sheets
    config.extra_javascript.append(SCRIPT)
    # A list of numbers behind bullets is another list, and begins with its own number (`fiches.markdown`).
    if _LISTS.isdisjoint(config.markdown_extensions):
        config.markdown_extensions.append("sane_lists")


def name_candidates(nav: Navigation, site: Site) -> None:
    """In a navigation that MkDocs made, the folder of a candidate bears the name that the documents have."""
    names = {dossier.key: dossier.title for dossier in site.lists.values()}
    for item in nav.items:
        folders = {page.file.src_uri.partition("/")[0] for page in _pages([item])} if item.children else set()
        if len(folders) == 1 and (name := names.get(folders.pop())):
            item.title = escape(name, quote=False)


def put_in_order(nav: Navigation, order: Sequence[str]) -> None:
    """In a navigation that MkDocs made, the fiches of a folder follow each other by number, not by file name."""
    rank = {uri: i for i, uri in enumerate(order)}
    _put_in_order(nav.items, rank)
    nav.pages[:] = _pages(nav.items)
    for before, page, after in zip([None, *nav.pages], nav.pages, [*nav.pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after


def _put_in_order(items: list[Any], rank: Mapping[str, int]) -> None:
    places = [i for i, item in enumerate(items) if isinstance(item, Page) and item.file.src_uri in rank]
    fiches = sorted((items[i] for i in places), key=lambda page: rank[page.file.src_uri])
    for i, page in zip(places, fiches, strict=True):
        items[i] = page
    for item in items:
        if item.children:
            _put_in_order(item.children, rank)


def _pages(items: list[Any]) -> list[Page]:
    found = [[item] if isinstance(item, Page) else _pages(item.children or []) for item in items]
    return [page for pages in found for page in pages]


def add_links(nav: Navigation, site: Site) -> Navigation:
    """Put the dossiers, then the page of their rules, at the end of the navigation, unless `nav:` names them itself."""
    named = {item.url for item in _links(nav.items)}
    links = [Link(escape(title, quote=False), url) for title, url in site.menu if url not in named]
    if links:
        section = Section("Dossiers à imprimer", list(links))
        for link in links:
            link.parent = section
        nav.items.append(section)
    if site.checklist and site.checklist[1] not in named:
        nav.items.append(Link(CHECKLIST, site.checklist[1]))
    return nav


def mark(output: str, page: str, audience: Audience, *, serve: bool) -> str:
    """Ask search engines to leave a page alone, whatever the theme and its overrides, and tell whose it is.

    That is what keeps a page for others than the public from being published by mistake (NDRC508).

    Raises:
        PluginError: nothing says where the head of the page begins.
    """
    if audience == "public" or not output.strip():
        return output
    head = next((found for found in _HEAD.finditer(output) if found["head"]), None)
    if head is None:
        message = typeset(_NO_HEAD.format(page=page, audience=audience))
        if not serve:
            raise PluginError(message)
        log.error(message)
        return output
    marks = f'<meta name="robots" content="noindex"><meta name="ndrc-audience" content="{audience}">'
    return output[: head.end()] + marks + output[head.end() :]


def _links(items: list[Any]) -> Iterator[Link]:
    for item in items:
        if isinstance(item, Link):
            yield item
        yield from _links(item.children or [])


class _Marked(jinja2.BaseLoader):
    """The templates of a theme, whose scripts bear a mark that no text of an author's can know."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        source, *rest = self._loader.get_source(environment, template)
        return (_SCRIPT.sub(f'<script nonce="{{{{ {_NONCE} }}}}"', source), *rest)

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


def mark_scripts(env: jinja2.Environment, nonce: str) -> None:
    """Let the scripts of a theme's templates be told from all others (`nonce` of the Content-Security-Policy)."""
    assert env.loader is not None
    env.loader, env.globals[_NONCE] = _Marked(env.loader), nonce
