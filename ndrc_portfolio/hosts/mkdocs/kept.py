"""Whether MkDocs may be spared what an earlier build made of a fiche, and how: a page that is known renders itself.

Nothing is kept where something unknown (a hook, another plugin, another extension) may have its hand in it, nor of a
page that MkDocs has something to say of: it shall say so again.
"""

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from ndrc_portfolio.fiches.markdown.refused import Refused
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.hosts.mkdocs.speed import only_known_plugins
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.kept import (
    KeptPage,
    code_key,
    find_clean,
    find_page,
    find_texts,
    keep_page,
    keep_texts,
    links_key,
    page_key,
)
from ndrc_portfolio.rendering.markdown import compose
from ndrc_portfolio.rendering.memory import Memory, fingerprint
from ndrc_portfolio.rendering.pages import Edition, Rendered

# What they make of a page depends on nothing but its text, their options, and what a link leads to.
EXTENSIONS = frozenset(
    (
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc"),
        *("pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.highlight"),
        *("pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.superfences"),
        *("pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
    )
)
# Their own word for their version: to look one up among what is installed takes 1 ms.
_VERSIONS = ("mkdocs", "markdown", "pymdownx", "pygments", "jinja2")

_pages_logger = logging.getLogger(f"{mkdocs.__name__}.structure.pages")


class Kept:
    """The pages of one build: what earlier ones made of them, and what this one leaves to the next."""

    def __init__(self, memory: Memory, surroundings: str) -> None:
        self._memory = memory
        self._surroundings = surroundings
        self._keys: dict[str, str] = {}
        self._texts: dict[str, Mapping[str, str]] = {}
        self._pages: dict[str, KeptPage] = {}
        self._quiet: set[str] = set()

    def markdown(self, page: Page, document: Document, print_view: str) -> str:
        """The Markdown that MkDocs is to convert: what is not known."""
        uri = document.uri
        key = self._keys[uri] = page_key(document, print_view, self._surroundings)
        self._texts[uri] = find_texts(self._memory, document)  # of a known page too: they shall serve when it changes
        if kept := find_page(self._memory, key):
            self._pages[uri] = kept
            page.render = lambda config, files: _give_back(page, kept, files)  # type: ignore[method-assign] # noqa: ARG005
            return ""
        render = page.render

        def listen(config: MkDocsConfig, files: Files) -> None:
            with _said() as records:
                render(config, files)
            if not records:
                self._quiet.add(uri)

        page.render = listen  # type: ignore[method-assign]
        return compose(document.fiche, document.form, self._texts[uri])

    def texts(self, uri: str) -> Mapping[str, str]:
        """The HTML of the rubriques that `markdown` has left out, by their Markdown."""
        return self._texts[uri]

    def rendered(self, uri: str) -> Rendered | None:
        """What the document became in an earlier build, if it is the same."""
        return self._pages[uri].rendered if uri in self._pages else None

    def keep(self, made: Rendered, converted: str, page: Page, document: Document) -> None:
        """Leave to the next build what became of a document, from the HTML that MkDocs made."""
        uri = document.uri
        keep_texts(self._memory, converted, document, self._texts[uri])
        if uri in self._quiet:
            links = page.links_to_anchors
            known = None if links is None else {file.src_uri: found for file, found in links.items()}
            keep_page(self._memory, self._keys[uri], KeptPage(made, list(page.present_anchor_ids or ()), known))

    def clean(self, html: str) -> tuple[str, tuple[Refused, ...]]:
        """An ordinary page with nothing in it that may not be there, and what was taken out."""
        return find_clean(self._memory, html)

    def write(self) -> None:
        self._memory.write()


def kept_for(edition: Edition, config: MkDocsConfig, files: Files) -> Kept | None:
    """What is kept for this configuration; None where something unknown takes part."""
    own = any((Path(folder) / "ndrc").is_dir() for folder in config.theme.dirs if Path(folder) != data_dir("overrides"))
    if own or not only_known_plugins(config) or not EXTENSIONS.issuperset(_names(config)):
        return None
    try:
        context = fingerprint(
            [config.config_file_path, edition.read.audience, code_key()],
            [_names(config), config.mdx_configs],
            [str(getattr(sys.modules.get(name), "__version__", "")) for name in _VERSIONS],
        )
    except (TypeError, ValueError):  # an option that is a function
        return None
    around = fingerprint(
        [(file.src_uri, file.url, file.inclusion.name) for file in files],
        [repr(config.validation), config.site_url, config.use_directory_urls, _pages_logger.getEffectiveLevel()],
        links_key(edition.site.links),
    )
    return Kept(Memory(edition.read.asked.cache, context), around)


def _names(config: MkDocsConfig) -> list[str]:
    return [name.removeprefix("markdown.extensions.") for name in map(str, config.markdown_extensions)]


def _give_back(page: Page, kept: KeptPage, files: Files) -> None:
    """What MkDocs would find while it converts a page."""
    page.content, page.toc = kept.rendered.page, TableOfContents([])
    page.present_anchor_ids = set(kept.anchors)
    if kept.links is not None:
        linked = {files.get_file_from_path(uri): dict(links) for uri, links in kept.links.items()}
        page.links_to_anchors = {file: links for file, links in linked.items() if file is not None}


@contextmanager
def _said() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs says of a page while it converts it."""
    records: list[logging.LogRecord] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    listener = Listener()
    _pages_logger.addHandler(listener)
    try:
        yield records
    finally:
        _pages_logger.removeHandler(listener)
