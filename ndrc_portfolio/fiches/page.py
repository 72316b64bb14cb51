"""An ordinary page, which no form describes: only what will not be published of it is said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.fiches.front_matter import FrontMatter, read_front_matter
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.refused_faults import refused_in_page, tags_in_plain_texts
from ndrc_portfolio.fiches.source import decode
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.message import Message

_HEAD = re.compile(r"\s*^---[ \t]*\n.*?^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)


def check_page(source: bytes, path: str) -> Sequence[Diagnostic]:
    """What is to be said of an ordinary page; nothing of one that cannot be read, which is said elsewhere."""
    text, unreadable = decode(source)
    if unreadable:
        return ()
    page = Fiche(path, text.split("\n"), FrontMatter())
    return [page.diagnostic(fault.message, fault.place) for fault in _faults(text)]


def as_page(source: bytes, path: str) -> Fiche | None:
    """An ordinary page for who checks one file: None when nothing is to be said of it."""
    said = check_page(source, path)
    return replace(Fiche(path, [], FrontMatter()), diagnostics=said) if said else None


def _faults(text: str) -> Iterator[Fault[Message]]:
    head = _HEAD.match(text)
    start = head.end() if head else 0
    if head and "<" in head[0]:
        yield from tags_in_plain_texts(read_front_matter(head[0]))
    yield from refused_in_page(text[start:], text.count("\n", 0, start) + 1)
