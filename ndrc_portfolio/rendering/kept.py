"""What a fiche has become, kept by the content of all that it was made from.

A rubrique that stands alone is kept by its Markdown; a whole page by its fiche, its form, its place, and the site
around it. A page with other words is another page: nothing here is ever out of date.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import ndrc_portfolio
from ndrc_portfolio.checks.memory import schema_digest
from ndrc_portfolio.fiches.markdown.refused import Refused, in_html
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.links import Links
from ndrc_portfolio.rendering.markdown import made_alone, standing_alone
from ndrc_portfolio.rendering.memory import Memory, fingerprint
from ndrc_portfolio.rendering.pages import Rendered
from ndrc_portfolio.rendering.sanitized import sanitize

_CODE = ("messages", "formulaires", "fiches", "fiches/markdown", "checks", "annexes", "portfolio", "rendering")


class KeptPage(NamedTuple):
    """A document as its page shows it, and what its host knows of its text: `anchors` in it, and `links` to others'.

    `links`: by the path of the page that they lead to, each anchor with the link as it was written.
    """

    rendered: Rendered
    anchors: Sequence[str] = ()
    links: Mapping[str, Mapping[str, str]] | None = None


def find_page(memory: Memory, key: str) -> KeptPage | None:
    """What `keep_page` kept."""
    found = memory.find(key)
    if found is None:
        return None
    form, page, view, search, shown, lost, removed, anchors, links = found
    made = Rendered(
        form,
        _filled(page, form),
        search,
        _filled(view, form),
        frozenset(shown),
        tuple(lost),
        tuple(Refused(*known) for known in removed),
    )
    return KeptPage(made, anchors, links)


def keep_page(memory: Memory, key: str, page: KeptPage) -> None:
    made = page.rendered
    around = _around(made.page, made.form), _around(made.print_view, made.form)
    links = None if page.links is None else {uri: dict(links) for uri, links in page.links.items()}
    memory.keep(
        key,
        [made.form, *around, made.search, sorted(made.shown), made.lost, made.removed, sorted(page.anchors), links],
    )


def page_key(document: Document, print_view: str, surroundings: str) -> str:
    """The fingerprint of all that a page is made from. `surroundings` is that of what all pages of the site share."""
    return fingerprint(
        surroundings,
        [document.uri, document.url, print_view],
        schema_digest(document.form),
        document.session,
        repr((document.candidat, document.annexes)),
        [document.fiche.path, *document.fiche.lines],
    )


def links_key(links: Links) -> str:
    """The fingerprint of where the originals of annexes lead."""
    own = {uri: dict(targets) for uri, targets in links.own.items()}
    return fingerprint(dict(links.originals), dict(links.targets), own)


@lru_cache(maxsize=1)
def code_key() -> str:
    """The fingerprint of what makes pages: our code and our templates, by size and time (to read them takes 8 ms).

    And of what cleans them: a newer nh3 may know of more to take out.
    """
    package = Path(ndrc_portfolio.__file__).parent
    cleaner = find_spec("nh3")
    folders = [*(package / name for name in _CODE), data_dir("overrides") / "ndrc"]
    folders += [Path(folder) for folder in (cleaner.submodule_search_locations if cleaner else None) or ()]
    files = [(entry.path, entry.stat()) for folder in folders for entry in os.scandir(folder) if entry.is_file()]
    return fingerprint(ndrc_portfolio.__version__, sorted((path, s.st_size, s.st_mtime_ns) for path, s in files))


def find_texts(memory: Memory, document: Document) -> dict[str, str]:
    """The HTML of the rubriques that earlier builds converted, by their Markdown."""
    found = {text: memory.find(_text_key(text)) for text in standing_alone(document.fiche, document.form)}
    return {text: html for text, html in found.items() if html is not None}


def keep_texts(memory: Memory, converted: str, document: Document, known: Mapping[str, str]) -> None:
    """Keep what a host converted of a document, beside what was known."""
    for text, html in made_alone(converted, document.fiche, document.form, known).items():
        memory.keep(_text_key(text), html)


def find_clean(memory: Memory, html: str) -> tuple[str, tuple[Refused, ...]]:
    """An ordinary page from the HTML of its Markdown, as `sanitize` makes it, and what was taken out of it."""
    key = fingerprint("page", html)
    found = memory.find(key)
    if found is not None:
        return found[0], tuple(Refused(*known) for known in found[1])
    made = sanitize(html), in_html(html)
    memory.keep(key, made)
    return made


def _text_key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _around(text: str, form: str) -> list[str]:
    """A page as what stands before its form and behind it; whole, where the form is not there as it is."""
    before, found, after = text.partition(form)
    return [before, after] if found else [text]


def _filled(pieces: Sequence[str], form: str) -> Any:
    return form.join(pieces)
