"""Titles and front matters, which themes print as they are: none of them brings HTML that acts.

MkDocs' environment of Jinja escapes nothing. What a front matter says is text; a title of the navigation, which may be
the name of a folder, may have some HTML in it, cleaned like that of a page.
"""

import re
from typing import Any

import jinja2
from markupsafe import Markup, escape
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from ndrc_portfolio.hosts.mkdocs.navigation import every_item
from ndrc_portfolio.rendering.sanitized import plain, sanitize

_ACTS = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data)[\x00-\x20]*:", re.IGNORECASE)
_IGNORED = re.compile(r"[\t\n\r]")  # in an address


def make_plain(nav: Navigation, files: Files, env: jinja2.Environment) -> None:
    """Of all pages, once they are read: each is named in others."""
    env.filters["striptags"] = _strip_tags
    for file in files.documentation_pages():
        if page := file.page:
            page.meta = _plain(page.meta)
    for item in every_item(nav.items):
        if item.title and "<" in item.title:
            item.title = sanitize(item.title)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "#" if _ACTS.match(_IGNORED.sub("", value)) else plain(value)
    if isinstance(value, dict):
        return {key: _plain(said) for key, said in value.items()}
    if isinstance(value, list):
        return [_plain(said) for said in value]
    return value


def _strip_tags(value: Any) -> Markup:
    """As Jinja's own filter, which gives back as tags what its text only names."""
    return escape(Markup(value).striptags())
