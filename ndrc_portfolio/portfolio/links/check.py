"""Where the links and pictures of a page lead, and what is said of those that lead nowhere, with the nearest file.

MkDocs turns the path of a source into the address of its page; what it does not know, and what stands in a tag, it
leaves as it is, for the browser to follow from the address of the page. So an address is looked for in both ways.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ndrc_portfolio.annexes.find import is_private, same_name
from ndrc_portfolio.fiches.markdown.addresses import DISK
from ndrc_portfolio.fiches.markdown.links import Link
from ndrc_portfolio.fiches.page_links import PageLink
from ndrc_portfolio.messages.catalogue.annexes import LinkToNoAnnexe
from ndrc_portfolio.messages.catalogue.body import PathOnDisk
from ndrc_portfolio.messages.catalogue.links import (
    IncompleteAddress,
    LeftOutOfSite,
    LinkNotFound,
    LinkOutside,
    NoAddress,
    NoPicture,
    NotPublished,
    PictureNotFound,
    RootedLink,
    TagNotFound,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.portfolio.file import HOME_PAGES, PAGES

_DISK = re.compile(DISK)
_WEB = re.compile(r"(?:www\.|[\w-]+\.)[\w.-]*\b(?:fr|com|org|net|eu|info|gouv|edu|io)(?:/.*)?", re.IGNORECASE)
_PATH = re.compile(r"[^?#]*")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Targets(NamedTuple):
    """What can be linked to: `files` gives what a path below `docs/` becomes in the site.

    `hidden` are the paths of sources that the site does not have, `unnamed` those of annexes that no fiche names.
    """

    files: Mapping[str, str]
    hidden: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()

    @property
    def made(self) -> frozenset[str]:
        return frozenset(map(same_name, self.files.values()))

    @property
    def names(self) -> frozenset[str]:
        """The paths as one sees them: how accents are encoded does not count."""
        return frozenset(map(same_name, self.files))


class _Fault(NamedTuple):
    message: Message
    meant: str | None = None
    """What to write instead, if that is sure."""


def check_links(
    links: Iterable[PageLink], uri: str, shown: str, targets: Targets, *, of_fiche: bool
) -> Iterator[Diagnostic]:
    """What is to be said of the links of the page at `uri`, which messages call `shown`.

    `of_fiche`: the page is one, whose links to a disk are told already.
    """
    names, made = targets.names, targets.made
    for found in links:
        if of_fiche and _DISK.match(found.link.url):
            continue
        fault = _fault(found.link, uri, targets, names, made)
        if fault is not None:
            fix = Edit(found.place, fault.meant.replace(" ", "%20")) if fault.meant and found.link.url else None
            yield fault.message.at(shown, found.place, excerpt=found.line, fix=fix)


def comparable(url: str) -> str:
    """An address, however it is written."""
    return same_name(unquote(url)).strip()


def path_of(url: str) -> str:
    """The path of an address inside the site; empty of one that leads elsewhere, or that only a program can know."""
    try:
        scheme, host, path, *_ = urlsplit(url)
    except ValueError:  # a browser may make something of it
        return ""
    return "" if scheme or host or "{{" in url else unquote(path).replace("\\", "/")


def target_of(url: str, page: str) -> str:
    """The path below `docs/` that a relative address names, from that of the page."""
    return _target(path_of(url), page)


def _fault(link: Link, uri: str, targets: Targets, names: frozenset[str], made: frozenset[str]) -> _Fault | None:
    url = link.url
    if not url:
        return _Fault(NoPicture() if link.image else NoAddress())
    if _DISK.match(url):
        return _Fault(PathOnDisk(chemin=url))
    path = path_of(url)
    if not path:
        return None
    if path.startswith("/"):
        return _rooted(link, path, uri, targets)
    target, seen = _target(path, uri), _target(path, targets.files.get(uri, uri))
    if link.html or "\\" in url or same_name(target) not in names:
        if not _leads(seen, made):
            return _broken(link, path, target, uri, targets)
        target = seen
    return _Fault(LinkToNoAnnexe(fichier=target)) if target in targets.unnamed and not link.image else None


def _target(path: str, page: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def _leads(path: str, made: frozenset[str]) -> bool:
    """Whether a browser finds something there."""
    path = same_name(path)
    return path in made or posixpath.normpath(posixpath.join(path, "index.html")) in made


def _rooted(link: Link, path: str, uri: str, targets: Targets) -> _Fault:
    below = posixpath.normpath(path).lstrip("/")
    at_address = (u for u, file in targets.files.items() if below in (file, file.removesuffix("/index.html")))
    meant = _same(below, targets.files) or next(at_address, None)
    if meant is None:
        return _Fault(_not_found(link, None))
    seen = _seen_from(meant, uri)
    return _Fault(RootedLink(adresse=link.url, suggestion=seen), None if link.html else seen)


def _broken(link: Link, path: str, target: str, uri: str, targets: Targets) -> _Fault | None:
    if target in targets.hidden:
        return _Fault((NotPublished if is_private(target) else LeftOutOfSite)(adresse=link.url))
    if link.apart:
        return None
    if _MAIL.fullmatch(path):
        return _Fault(IncompleteAddress(adresse=link.url, entiere=f"mailto:{link.url}"), f"mailto:{link.url}")
    meant, sure = _meant(target, targets.files)
    if not sure and _WEB.fullmatch(path):
        return _Fault(IncompleteAddress(adresse=link.url, entiere=f"https://{link.url}"), f"https://{link.url}")
    near = f"{_as_written(meant, link, uri, targets)}{_PATH.sub('', link.url, count=1)}" if meant else None
    fix = near if sure else None
    if link.html:
        return _Fault(TagNotFound(adresse=link.url, suggestion=near), fix)
    if target.startswith("../"):
        return _Fault(LinkOutside(adresse=link.url, suggestion=near), fix)
    return _Fault(_not_found(link, near), fix)


def _as_written(path: str, link: Link, uri: str, targets: Targets) -> str:
    """A path below `docs/` as a link of a page is to write it; in a tag, from the address of the page."""
    if link.html:
        return _seen_from(targets.files[path], targets.files.get(uri, uri))
    return _seen_from(path, uri)


def _not_found(link: Link, near: str | None) -> Message:
    return (PictureNotFound if link.image else LinkNotFound)(adresse=link.url, suggestion=near)


def _meant(target: str, files: Mapping[str, str]) -> tuple[str | None, bool]:
    """The nearest file, as a path below `docs/`, and whether it is sure to be the one that was meant."""
    folder, name = posixpath.split(target)
    stem, suffix = posixpath.splitext(name)
    homes = (posixpath.join(name, home) for home in (*HOME_PAGES, "index.html"))
    for wanted in (name, f"{stem}.md", f"{name}.md", *homes):
        if same := _same(posixpath.normpath(posixpath.join(folder, wanted)), files):
            return same, True
    parent = posixpath.basename(folder)
    twins = sorted(
        (u for u in files if _folded(posixpath.basename(u)) == _folded(name)), key=lambda u: (u.count("/"), u)
    )
    if twins:
        return max(twins, key=lambda u: posixpath.basename(posixpath.dirname(u)) == parent), len(twins) == 1
    page = suffix in ("", ".html", *PAGES)
    alike = {u: posixpath.splitext(posixpath.basename(u))[0] for u in files if u.endswith(PAGES) == page}
    beside = {u: own for u, own in alike.items() if posixpath.dirname(u) == folder}
    for known, cutoff in ((beside, 0.6), (alike, 0.75)):
        if near := nearest(stem, known.values(), cutoff):
            return next(u for u, own in known.items() if own == near), False
    return None, False


def _same(wanted: str, files: Iterable[str]) -> str | None:
    """The path that is `wanted` but for its capitals."""
    folded = _folded(wanted)
    return next((uri for uri in files if _folded(uri) == folded), None)


def _folded(path: str) -> str:
    return same_name(path).casefold()


def _seen_from(path: str, page: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(page) or ".")
