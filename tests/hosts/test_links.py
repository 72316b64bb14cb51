"""Every link of the example site, public and of the candidate, leads somewhere: to a file, and to a place in it."""

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from tests.support import Built


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "src") and value is not None and tag != "base":
                self.links.append(value)


@pytest.mark.parametrize("site", ["example", "example_of_candidate", "example_of_jury"])
def test_every_link_leads_somewhere(site: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(site)
    files = set(built.files())
    pages = {name: _Page(built.page(name)) for name in files if name.endswith(".html")}
    assert len(pages) > 10
    dead = []
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                assert parts.scheme in ("http", "https", "mailto", "data"), link
                continue
            base = "" if name == "404.html" else posixpath.dirname(name)
            path = unquote(parts.path)
            target = posixpath.normpath(posixpath.join("/", base, path)).lstrip("/") if path else name
            if path.endswith("/") or target in ("", "."):
                target = posixpath.join(target, "index.html").lstrip("/")
            if target not in files and f"{target}/index.html" in files:
                target = f"{target}/index.html"
            anchor = unquote(parts.fragment)
            if target not in files or (anchor and target in pages and anchor not in pages[target].ids):
                dead.append(f"{name}: {link}")
    assert not dead
