"""What MkDocs logs of a configuration, of the menu and of links, said in French and at its place.

What we have said ourselves it does not repeat. It has no other way to tell than its log; a line that is not recognised
stays as it is.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import mkdocs

from ndrc_portfolio.fiches.page_links import PageLink
from ndrc_portfolio.hosts.mkdocs.config_faults import faults_of
from ndrc_portfolio.messages.catalogue.links import LeftOutOfSite, LinkNotFound, NoSuchAnchor
from ndrc_portfolio.messages.catalogue.settings import MenuLeadsNowhere, MenuOfHiddenPage, NotInMenu, TwoHomePages
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.portfolio.configuration.settings import Settings
from ndrc_portfolio.portfolio.links.check import comparable, target_of

_PARTS = ("config", "structure.files", "structure.nav", "structure.pages")
_LOGGERS = tuple(f"{mkdocs.__name__}.{part}" for part in _PARTS)
_DOC = r"Doc file '(?P<uri>(?:(?!' contains ).)+)' contains "
_ANCHOR = re.compile(
    rf"{_DOC}a link '(?P<url>(?:(?!', but ).)+)',"
    r" but (?:there is no such|the doc '(?:(?!' does ).)+' does not contain an) anchor"
)
_LINK = re.compile(rf"{_DOC}an? (?:unrecognized relative |absolute )?link '(?P<url>.*?)'(?:,| *$).*", re.DOTALL)
_EXCLUDED = re.compile(rf"{_DOC}a link to '(?P<target>(?:(?!' which ).)+)' which is excluded")
_NAV = re.compile(r"A(?: reference|n absolute path) to '(?P<file>.+)' is included in the 'nav' ")
_OMITTED = re.compile(r"The following pages exist in the docs directory.*?:\n(?P<pages>.*)", re.DOTALL)
_CONFLICT = re.compile(
    r"Excluding '(?P<left>(?:(?!' from ).)+)' from the site because it conflicts with '(?P<kept>.+)'"
)


class Known(NamedTuple):
    """What is known of the site: its settings, what stands before paths in messages, its pages, and their links."""

    settings: Settings
    base: str = ""
    pages: Sequence[str] = ()
    links: Mapping[str, Sequence[PageLink]] = MappingProxyType({})


def speak_french(known: Known) -> None:
    """From here on, MkDocs says in French what it says of this site."""
    for logger in map(logging.getLogger, _LOGGERS):
        for old in [f for f in logger.filters if isinstance(f, _InFrench)]:
            logger.removeFilter(old)
        logger.addFilter(_InFrench(partial(in_french, known=known)))


@contextmanager
def faults_kept(settings: Settings) -> Iterator[list[Diagnostic]]:
    """What MkDocs says meanwhile of the settings is kept, and not logged."""
    faults: list[Diagnostic] = []
    keeper = _Kept(settings, faults)
    logger = logging.getLogger(f"{mkdocs.__name__}.config")
    logger.filters.insert(0, keeper)
    try:
        yield faults
    finally:
        logger.removeFilter(keeper)


def in_french(said: str, level: int, known: Known) -> list[Diagnostic] | None:
    """The faults that a line of MkDocs' log tells; none where we have told them; None of any other line."""
    if said.startswith("Config value"):
        return list(faults_of(said, known.settings, refused=level >= logging.ERROR)) or None
    if said.startswith("Doc file"):
        return _of_link(said, known)
    return _of_site(said, known)


class _InFrench(logging.Filter):
    def __init__(self, translate: Callable[[str, int], list[Diagnostic] | None]) -> None:
        super().__init__()
        self._translate = translate

    def filter(self, record: logging.LogRecord) -> bool:
        faults = self._translate(record.getMessage(), record.levelno) if record.levelno >= logging.INFO else None
        if faults:
            record.msg, record.args = "\n".join(map(log_line, faults)), ()
        return faults != []


class _Kept(logging.Filter):
    def __init__(self, settings: Settings, faults: list[Diagnostic]) -> None:
        super().__init__()
        self._settings, self._faults = settings, faults

    def filter(self, record: logging.LogRecord) -> bool:
        refused = record.levelno >= logging.ERROR
        found = list(faults_of(record.getMessage(), self._settings, refused=refused))
        self._faults.extend(found)
        return not found


def _of_link(said: str, known: Known) -> list[Diagnostic] | None:
    """We look at all links that stand in the sources; MkDocs at those too that a page includes."""
    found = _ANCHOR.match(said) or _LINK.match(said) or _EXCLUDED.match(said)
    if found is None:
        return None
    uri = found["uri"]
    own = known.links.get(uri, ())
    message: Message
    if found.re is _ANCHOR:
        message = NoSuchAnchor(adresse=found["url"], ancre=found["url"].partition("#")[2])
    elif found.re is _EXCLUDED:
        if any(target_of(page_link.link.url, uri) == found["target"] for page_link in own):
            return []
        message = LeftOutOfSite(adresse=found["target"])
    else:
        if any(comparable(page_link.link.url) == comparable(found["url"]) for page_link in own):
            return []
        message = LinkNotFound(adresse=found["url"])
    url = comparable(found["url"]) if found.re is _ANCHOR else ""
    at = next((page_link for page_link in own if comparable(page_link.link.url) == url), None)
    return [message.at(known.base + uri, at.place if at else Place(1), excerpt=at.line if at else "")]


def _of_site(said: str, known: Known) -> list[Diagnostic] | None:
    settings = known.settings
    if found := _NAV.match(said):
        file = found["file"]
        message = MenuLeadsNowhere(fichier=file, suggestion=nearest(file, known.pages))
        if "excluded" in said:
            message = MenuOfHiddenPage(fichier=file)
        return [settings.diagnostic_at_value(message, "nav", file)]
    if found := _OMITTED.match(said):
        pages = [line.removeprefix("  - ") for line in found["pages"].splitlines()]
        return [settings.diagnostic_at_path(NotInMenu(fichier=pages[0], nombre=len(pages), fichiers=pages), ("nav",))]
    if found := _CONFLICT.match(said):
        return [TwoHomePages(ecarte=found["left"], garde=found["kept"]).at(known.base + found["left"], Place(1))]
    return None
