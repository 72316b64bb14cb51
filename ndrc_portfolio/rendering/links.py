"""Fragments of HTML moved from the page they were made for to another: URLs, ids and links follow."""

import re
from collections import ChainMap
from collections.abc import Collection, Mapping
from typing import NamedTuple

from ndrc_portfolio.portfolio.urls import join_url, relative_url, split_url

# Only the tags that hold such an attribute: most hold none, and each match costs a call.
_TAG_URL = re.compile(r'<[a-zA-Z][^<>]*?\s(?:href|src|poster|data)="[^<>]*>')


_URL = re.compile(r'(\s(?:href|src|poster|data)=")([^"#?][^"]*)(")')


_NAMED = r'\s(?:(?:id|for|name|aria-labelledby|aria-describedby|aria-controls)="|href="#)'


_TAG_ID = re.compile(rf"<[a-zA-Z][^<>]*?{_NAMED}[^<>]*>")


_ID = re.compile(rf'({_NAMED})([^"]+)(")')


_OUT = re.compile(r'\shref="(?!#)(?:(?i:file):|(?![a-zA-Z][a-zA-Z0-9+.-]*:))[^"]*"')


_ABSOLUTE = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/)")


def move_urls(html: str, origine: str, cible: str) -> str:
    """Relative URLs of a fragment made for the page at `origine`, seen from the page at `cible`."""
    if 'href="' not in html and 'src="' not in html:
        return html

    def move(found: re.Match[str]) -> str:
        before, url, after = found.groups()
        if _ABSOLUTE.match(url):
            return found.group()
        path, mark, rest = split_url(url)
        return f"{before}{relative_url(join_url(origine, path), cible)}{mark}{rest}{after}"

    return _TAG_URL.sub(lambda tag: _URL.sub(move, tag.group()), html)


def prefix_ids(html: str, prefix: str) -> str:
    """The ids of a fragment and the links to them, made unique among several fragments on a page.

    On the text: most ids are of the template of the form, which Python-Markdown's tree never holds.
    """
    return _TAG_ID.sub(lambda tag: _ID.sub(rf"\g<1>{prefix}\g<2>\g<3>", tag.group()), html)


def link_inside(html: str, ici: str, ancres: Mapping[str, str], *, sortir: bool = True) -> str:
    """Links of a dossier at `ici` to pages that stand in the dossier too become links inside it.

    `ancres` gives the prefix of the ids of each page by its URL. Unless links may leave (`sortir`), those to other
    pages of the site are no links any more: on paper it stays behind, and they would name files of this machine.
    """

    def link(found: re.Match[str]) -> str:
        before, url, after = found.groups()
        if _ABSOLUTE.match(url) or "href" not in before:
            return found.group()
        path, mark, rest = split_url(url)
        prefix = ancres.get(join_url(ici, path))
        if prefix is None:
            return found.group()
        return f"{before}#{prefix}{rest if mark == '#' and rest else 'fiche'}{after}"

    def tag(found: re.Match[str]) -> str:
        linked = _URL.sub(link, found.group())
        return linked if sortir or not re.match(r"<a\s", linked) else _OUT.sub("", linked)

    return _TAG_URL.sub(tag, html)


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
    if not originals or ("href=" not in html and "src=" not in html):
        return Relinked(html)
    shown: set[str] = set()
    lost: list[str] = []

    def replace(found: re.Match[str]) -> str:
        before, url, after = found.groups()
        if _ABSOLUTE.match(url):
            return found.group()
        named = join_url(here, split_url(url)[0])
        target = targets.get(named)
        if target is None:
            if named in originals and "src" in before:
                shown.add(named)
            elif named in originals:
                lost.append(named)
            return found.group()
        new = target.picture if "src" in before else target.link
        if not new:
            return ""
        page, mark, anchor = split_url(new)
        return f"{before}{mark + anchor if page == here else relative_url(new, here)}{after}"

    def tag(found: re.Match[str]) -> str:
        replaced = _URL.sub(replace, found.group())
        return "" if replaced.startswith("<img") and "src=" not in replaced else replaced

    return Relinked(_TAG_URL.sub(tag, html), frozenset(shown), tuple(lost))
