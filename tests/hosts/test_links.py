"""Every link of the example sites leads somewhere: to a file, and to a place in it. One site leads to the other."""

import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from tests.support import ROOT, Built


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


SECOND = "session-2027/"


def test_the_examples_lead_to_each_other(example: Built, example_today: Built) -> None:
    """By a path that holds on a server and from the disk, with the second where `make site` and GitHub build it."""
    assert _external(example) == {"index.html": [f"{SECOND}index.html"]}
    assert _external(example_today) == {"index.html": ["../index.html"]}
    for built, session in ((example, "2020"), (example_today, "2027")):
        assert f", session {session}</p>" in built.page("index.html")
    for path in ("Makefile", ".github/workflows/pages.yml"):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert (
            f"mkdocs build{' --strict' * (path == 'Makefile')} -f exemples/2027/mkdocs.yml -d ../../site/{SECOND[:-1]}"
            in text
        )


def _external(built: Built) -> dict[str, list[str]]:
    """The links of each page to the other site."""
    pages = {
        name: re.findall(r'<a href="([^"]+)" rel="external"', built.page(name))
        for name in built.files()
        if name.endswith(".html")
    }
    return {name: links for name, links in pages.items() if links}


@pytest.mark.parametrize("site", ["example", "example_today", "example_of_candidate", "example_of_jury"])
def test_every_link_leads_somewhere(site: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(site)
    files = set(built.files())
    pages = {name: _Page(built.page(name)) for name in files if name.endswith(".html")}
    assert len(pages) > 10
    dead = []
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            if link in (f"{SECOND}index.html", "../index.html") and name == "index.html":
                continue
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
