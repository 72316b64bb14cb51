"""What is said of what a text or a value holds and a page will not: HTML that could act, addresses, other sites."""

import re
from collections.abc import Iterator
from typing import Any

from ndrc_portfolio.fiches.fault import Fault, KeyPath
from ndrc_portfolio.fiches.front_matter import FrontMatter
from ndrc_portfolio.fiches.markdown.html_names import is_html
from ndrc_portfolio.fiches.markdown.refused import Refused, in_markdown
from ndrc_portfolio.fiches.markdown.structure import place_at
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.catalogue.content import (
    RefusedAddress,
    RefusedAttribute,
    RefusedTag,
    RefusedTagAndText,
    RemotePicture,
    TagInPlainText,
    UnknownTag,
)
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.message import Message

_ON_DISK = re.compile(r"file:|[A-Za-z]:[\\/]", re.IGNORECASE)
_BEGINS = re.compile(r"<(?=[/A-Za-z!])")


def refused_in_text(text: str, line: int) -> Iterator[Fault[Message]]:
    """In the body of a fiche, whose first line is `line` of its file."""
    for refused, start, length in in_markdown(text, of_fiche=True):
        if not _is_said_already(refused):
            yield Fault(said_of(refused), _place(text, start, length, line))


def refused_in_page(text: str, line: int) -> Iterator[Fault[Message]]:
    """In the body of an ordinary page."""
    for refused, start, length in in_markdown(text, of_fiche=False):
        yield Fault(said_of(refused), _place(text, start, length, line))


def refused_in_cell(text: str, at: Place) -> Iterator[Fault[Message]]:
    """In a rubrique that the front matter gives, whose own place is all that is known."""
    for refused, _, _ in in_markdown(text, of_fiche=True):
        if not _is_said_already(refused):
            yield Fault(said_of(refused), at)


def tags_in_plain_texts(front_matter: FrontMatter, form: Formulaire | None = None) -> Iterator[Fault[Message]]:
    """Tags in the values of a front matter that are no Markdown: they are shown as they are written."""
    for path, text in _texts(front_matter.data, ()):
        champ = form.champs.get(tuple(str(p) for p in path if isinstance(p, str))) if form else None
        if champ and champ.markdown:
            continue
        tag = next((t for m in _BEGINS.finditer(text) if (t := text[m.start() :]) and is_html(t)), None)
        if tag:
            key = next((p for p in reversed(path) if isinstance(p, str)), "")
            shown = tag[: tag.find(">") + 1]
            yield Fault(TagInPlainText(balise=shown, cle=key), front_matter.place(path))


def said_of(refused: Refused) -> Message:
    """What is refused, as a message."""
    match refused.kind:
        case "balise":
            return RefusedTag(balise=refused.name)
        case "balise et texte":
            return RefusedTagAndText(balise=refused.name)
        case "inconnue":
            return UnknownTag(balise=refused.name)
        case "attribut":
            return RefusedAttribute(attribut=refused.name, balise=refused.tag)
        case "adresse":
            return RefusedAddress(adresse=refused.name)
    return RemotePicture(adresse=refused.name)


def _place(text: str, start: int, length: int, line: int) -> Place:
    first = text[start : start + length].split("\n", maxsplit=1)[0]
    return place_at(text, start, line, max(1, len(first)))


def _is_said_already(refused: Refused) -> bool:
    """A file of the author's disk has its own message in a fiche (NDRC221)."""
    return refused.kind == "adresse" and _ON_DISK.match(refused.name) is not None


def _texts(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(data, str):
        if "<" in data:
            yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts(value, (*path, number))
