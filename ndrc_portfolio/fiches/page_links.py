"""The links and pictures of a page, with the places in its file: those of a fiche, or of an ordinary page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ndrc_portfolio.fiches.front_matter import read_front_matter
from ndrc_portfolio.fiches.markdown.links import MAYBE, Link, find_links
from ndrc_portfolio.fiches.markdown.structure import place_at
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.source import decode
from ndrc_portfolio.messages.diagnostic import Place


class PageLink(NamedTuple):
    """A link, its place in the file, and the line that it stands on."""

    link: Link
    place: Place
    line: str


def page_links(source: bytes, fiche: Fiche | None) -> list[PageLink]:
    """The links of a page, in its order; `fiche` is what was read of it, if it is one.

    None of a page whose fiche has no form: it is shown as it is written.
    """
    if fiche is not None and fiche.formulaire is not None:
        return [*_in_head(fiche), *_in_body(fiche.front_matter.body, fiche.front_matter.body_line, rubrique=True)]
    text = decode(source)[0] if fiche is None else ""
    if not MAYBE.search(text):
        return []
    front_matter = read_front_matter(text)
    return list(_in_body(front_matter.body, front_matter.body_line, rubrique=False))


def _in_body(text: str, line: int, *, rubrique: bool) -> Iterator[PageLink]:
    lines: Sequence[str] = ()
    for link in find_links(text, rubrique=rubrique):
        lines = lines or text.split("\n")
        place = place_at(text, link.start, line, max(link.length, 1))
        yield PageLink(link, place, lines[place.line - line])


def _in_head(fiche: Fiche) -> Iterator[PageLink]:
    """YAML keeps the place of a value, not of its lines: the first one from there that has the address is it."""
    champs = fiche.formulaire.champs if fiche.formulaire else {}
    for chemin, value in fiche.values.items():
        if value.in_body or chemin not in champs or not champs[chemin].markdown:
            continue
        first = value.place.line - 1
        for link in (link for cell in value.cells for link in find_links(cell, rubrique=True)):
            at = next((i for i in range(first, len(fiche.lines)) if link.url and link.url in fiche.lines[i]), first)
            line = fiche.lines[at]
            column = line.find(link.url) + 1 if link.url in line else value.place.column
            yield PageLink(link, Place(at + 1, column, max(len(link.url), 1)), line)
