"""Relative URLs, and URLs from the root of the site."""

import posixpath
import re
from typing import NamedTuple

from ndrc_portfolio.portfolio.file import HOME_PAGES, PAGES


class Address(NamedTuple):
    """Where something is in a site: its file, from the root, and its URL, empty for the home page."""

    file: str
    url: str


def page_address(uri: str, *, folders: bool) -> Address:
    """Where MkDocs puts a page or a file of the sources; `folders`: its URLs are folders (`use_directory_urls`)."""
    stem, suffix = posixpath.splitext(uri)
    file = uri
    if suffix in PAGES:
        folder, name = posixpath.split(stem)
        home = f"{name}.md" in HOME_PAGES
        file = posixpath.join(folder, "index.html") if home else f"{stem}{'/index' if folders else ''}.html"
    return Address(file, re.sub(r"(^|/)index\.html$", r"\1", file) if folders else file)


def join_url(page: str, url: str) -> str:
    """A relative URL of a page, as a URL from the root of the site."""
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), url)).lstrip("/")
    folder = url.rsplit("/", 1)[-1] in ("", ".", "..")
    return joined + "/" if joined and folder else joined


def relative_url(url: str, page: str) -> str:
    """A URL from the root of the site, as a page of the site writes it."""
    path, mark, rest = split_url(url)
    start = posixpath.dirname(page)
    relative = posixpath.relpath("/" + path, "/" + start) if path else posixpath.relpath("/", "/" + start)
    return relative + ("/" if path.endswith("/") or not path else "") + mark + rest


def to_root(url: str) -> str:
    """What leads from a page to the root of the site."""
    return relative_url("", url)


def split_url(url: str) -> tuple[str, str, str]:
    found = re.match(r"([^?#]*)([?#]?)(.*)$", url, re.DOTALL)
    assert found is not None
    return found[1], found[2], found[3]
