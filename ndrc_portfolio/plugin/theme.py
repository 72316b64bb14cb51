"""What the plugin asks of MkDocs' theme: French, no third party, our style sheets, the dossiers in the navigation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from ndrc_portfolio.confidentialite import FICHIER_PRIVE
from ndrc_portfolio.donnees import data_dir
from ndrc_portfolio.formulaire import Audience

FEUILLES = ("assets/ndrc/formulaire.css", "assets/ndrc/page.css")
JAUGE = ("assets/ndrc/jauge.css", "assets/ndrc/jauge.js")


def regler(config: MkDocsConfig) -> None:
    """Fill in what `mkdocs.yml` leaves alone."""
    given = _given(config)
    if "language" not in given and "language" in config.theme:
        config.theme["language"] = "fr"
    if "font" not in given and "font" in config.theme:
        config.theme["font"] = False  # no request to a third party
    # A theme folder of the author's own still comes first.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(data_dir("overrides")))
    config.extra_css[:0] = FEUILLES


def retirer_la_jauge(files: Files) -> None:
    """What only `mkdocs serve` loads stays out of a site that is built."""
    for uri in JAUGE:
        if file := files.get_file_from_path(uri):
            files.remove(file)


def ordonner(nav: Navigation, ordre: Sequence[str]) -> None:
    """In a navigation that MkDocs made, the fiches of a folder follow each other by number, not by file name."""
    rank = {uri: i for i, uri in enumerate(ordre)}
    _ordonner(nav.items, rank)
    nav.pages[:] = _pages(nav.items)
    for before, page, after in zip([None, *nav.pages], nav.pages, [*nav.pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after


def _ordonner(items: list[Any], rank: Mapping[str, int]) -> None:
    fiches = [i for i in items if isinstance(i, Page) and i.file.src_uri in rank]
    waiting = iter(sorted(fiches, key=lambda page: rank[page.file.src_uri]))
    items[:] = [next(waiting) if item in fiches else item for item in items]
    for item in items:
        if item.children:
            _ordonner(item.children, rank)


def _pages(items: list[Any]) -> list[Page]:
    found = [[item] if isinstance(item, Page) else _pages(item.children or []) for item in items]
    return [page for pages in found for page in pages]


def ajouter_dossiers(
    nav: Navigation, dossiers: Sequence[tuple[str, str]], checklist: tuple[str, str] | None
) -> Navigation:
    """Put the dossiers, then the page of their rules, at the end of the navigation, unless `nav:` names them itself."""
    named = {item.url for item in _links(nav.items)}
    links = [Link(titre, url) for titre, url in dossiers if url not in named]
    if links:
        section = Section("Dossiers à imprimer", list(links))
        for link in links:
            link.parent = section
        nav.items.append(section)
    if checklist and checklist[1] not in named:
        nav.items.append(Link(*checklist))
    return nav


def marquer(html: str, audience: Audience) -> str:
    """Ask search engines to leave a page alone, whatever the theme and its overrides, and tell whose it is."""
    marks = f'<meta name="robots" content="noindex"><meta name="ndrc-audience" content="{audience}">'
    return html.replace("<head>", f"<head>{marks}", 1)


def a_surveiller(root: Path, schemas: str | None, portfolios: Iterable[str]) -> Iterator[str]:
    """What else, beside `docs/` and `mkdocs.yml`, changes what `mkdocs serve` shows."""
    if (root / FICHIER_PRIVE).is_file():
        yield str(root / FICHIER_PRIVE)
    if schemas:
        yield schemas
    yield from portfolios


def _given(config: MkDocsConfig) -> set[str]:
    """The settings of the theme that stand in `mkdocs.yml` itself."""
    if not config.config_file_path:
        return set()
    with Path(config.config_file_path).open("rb") as file:
        theme: Any = yaml_load(file).get("theme")
    return set(theme) if isinstance(theme, dict) else set()


def _links(items: list[Any]) -> Iterator[Link]:
    for item in items:
        if isinstance(item, Link):
            yield item
        yield from _links(item.children or [])
