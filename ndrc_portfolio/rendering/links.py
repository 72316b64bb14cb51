"""Fragments of HTML moved from the page they were made for to another: URLs, ids and links follow.

On the text and not in Python-Markdown's tree, which never holds the ids of a form's template, nor what an author writes
as HTML; and one fragment is moved to two pages. Attributes stand in double quotes, as our templates and Python-Markdown
write them.
"""

import re
from collections import ChainMap
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from ndrc_portfolio.portfolio.links.urls import join_url, relative_url, split_url

_ATTRIBUTES = ("href", "src", "poster", "data")


# Only the tags that hold such an attribute: most hold none, and each match costs a call.
_TAG_URL = re.compile(rf'<[a-zA-Z](?=[^<>]*?\s(?:{"|".join(_ATTRIBUTES)})=")[^<>]*+>')


_URL = re.compile(rf'(\s)({"|".join(_ATTRIBUTES)})="([^"#?][^"]*)"')


_NAMED = r'\s(?:(?:id|for|name|aria-labelledby|aria-describedby|aria-controls)="|href="#)'


_TAG_ID = re.compile(rf"<[a-zA-Z](?=[^<>]*?{_NAMED})[^<>]*+>")


_ID = re.compile(rf'({_NAMED})([^"]+)(")')


_LINK = re.compile(r"<a\s[^<>]*>")


_OUT = re.compile(r'\shref="(?!#)(?:(?i:file):|(?![a-zA-Z][a-zA-Z0-9+.-]*:))[^"]*"')


_ABSOLUTE = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/)")


def without_urls(html: str) -> str:
    """A fragment that stands alone: what leads to another file of its site leads nowhere, and its pictures are gone."""
    return _with_urls(html, lambda *_: None)


def _with_urls(html: str, changed: Callable[[str, str], str | None]) -> str:
    """A fragment whose relative URLs are what `changed` makes of an attribute and its URL.

    None takes the attribute away; a picture without source goes with it.
    """
    if not any(f'{name}="' in html for name in _ATTRIBUTES):
        return html

    def attribute(found: re.Match[str]) -> str:
        space, name, url = found.groups()
        if _ABSOLUTE.match(url):
            return found[0]
        new = changed(name, url)
        return "" if new is None else f'{space}{name}="{new}"'

    def tag(found: re.Match[str]) -> str:
        new = _URL.sub(attribute, found[0])
        return "" if new.startswith("<img") and "src=" in found[0] and "src=" not in new else new

    return _TAG_URL.sub(tag, html)


def move_urls(html: str, origin: str, target: str) -> str:
    """Relative URLs of a fragment made for the page at `origin`, seen from the page at `target`."""

    def moved(_: str, url: str) -> str:
        path, mark, rest = split_url(url)
        return f"{relative_url(join_url(origin, path), target)}{mark}{rest}"

    return _with_urls(html, moved)


def prefix_ids(html: str, prefix: str) -> str:
    """The ids of a fragment and the links to them, made unique among several fragments on a page."""
    return _TAG_ID.sub(lambda tag: _ID.sub(rf"\g<1>{prefix}\g<2>\g<3>", tag[0]), html)


def link_inside(html: str, here: str, prefixes: Mapping[str, str]) -> str:
    """Links of a dossier at `here` to pages that stand in the dossier too become links inside it.

    `prefixes` gives the prefix of the ids of each page by its URL.
    """

    def inside(name: str, url: str) -> str:
        path, mark, rest = split_url(url)
        prefix = prefixes.get(join_url(here, path)) if name == "href" else None
        return url if prefix is None else f"#{prefix}{rest if mark == '#' and rest else 'fiche'}"

    return _with_urls(html, inside)


def unlink(html: str) -> str:
    """A fragment for paper: the site stays behind, and links to it would name files of this machine."""
    return _LINK.sub(lambda tag: _OUT.sub("", tag[0]), html)


class Target(NamedTuple):
    """The URL that a link to an original leads to, and that of the picture shown for it; empty: nowhere."""

    link: str = ""
    picture: str = ""


class Links(NamedTuple):
    """Where links to originals of annexes lead, by URL; `originals` are all of them, with their paths.

    `own`: for the page that shows an annexe, its own one, where two fiches show the same file.
    """

    originals: Mapping[str, str]
    targets: Mapping[str, Target]
    own: Mapping[str, Mapping[str, Target]]

    def seen_from(self, uri: str) -> Mapping[str, Target]:
        """The targets for a page."""
        own = self.own.get(uri)
        return ChainMap(dict(own), dict(self.targets)) if own else self.targets


class Relinked(NamedTuple):
    """A fragment whose links lead where they should, and the originals that have no annexe to lead to.

    `shown`: as URLs, those that the text shows as pictures; `lost`: those that it links to.
    """

    html: str
    shown: frozenset[str] = frozenset()
    lost: tuple[str, ...] = ()


def relink(html: str, here: str, targets: Mapping[str, Target], originals: Collection[str]) -> Relinked:
    """Links and pictures of a page that name the file of an annexe lead to the annexe as it is shown."""
    if not originals:
        return Relinked(html)
    shown: set[str] = set()
    lost: list[str] = []

    def led(name: str, url: str) -> str | None:
        named = join_url(here, split_url(url)[0])
        target = targets.get(named)
        if target is None:
            if named in originals and name == "src":
                shown.add(named)
            elif named in originals:
                lost.append(named)
            return url
        new = target.picture if name == "src" else target.link
        if not new:
            return None
        page, mark, anchor = split_url(new)
        return mark + anchor if page == here else relative_url(new, here)

    return Relinked(_with_urls(html, led), frozenset(shown), tuple(lost))
