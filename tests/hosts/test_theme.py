"""What keeps a page for others than the public from being published by mistake, whatever its theme."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from ndrc_portfolio.hosts.mkdocs.theme import mark
from tests.support import CONFIGURATION, FICHE, Built, build, write

NOINDEX, AUDIENCE = '<meta name="robots" content="noindex">', '<meta name="ndrc-audience" content="{}">'


@pytest.mark.parametrize(
    "head",
    [
        "<head>",
        "<HEAD>",
        '<head prefix="og: https://ogp.me/ns#">',
        "<head\n  lang='fr'\n>",
        '<Head data-a="plus > moins">',
        "<!-- avant <head> --><head>",
    ],
)
def test_a_head_however_it_is_written(head: str) -> None:
    page = f"<html>{head}<title>P</title></head><header>x</header></html>"
    marked = mark(page, "a.md", "candidat", serve=False)
    assert marked == page.replace("<title>", f"{NOINDEX}{AUDIENCE.format('candidat')}<title>")
    assert mark(page, "a.md", "public", serve=False) == page


@pytest.mark.parametrize("page", ["<html><header>x</header></html>", "<p>x</p>", "<!-- <head> --><p>x</p>"])
def test_a_page_without_a_head_stops_the_build(page: str) -> None:
    with pytest.raises(PluginError, match="« a.md » n’a pas de balise <head>.*remettez <head>".replace(" ", ".")):
        mark(page, "a.md", "jury", serve=False)
    assert mark(page, "a.md", "jury", serve=True) == page  # nothing is published, and the server goes on
    assert mark(page, "a.md", "public", serve=False) == page


def test_a_page_that_is_not_written_needs_no_mark() -> None:
    assert mark("\n", "a.md", "jury", serve=False) == "\n"


def own_theme(root: Path, head: str, templates: Mapping[str, str] = {}, fails: str = "") -> Built:
    """The candidate's site in a theme of their own, whose pages have such a head."""
    theme = "theme: {name: null, custom_dir: theme}\nsite_dir: site-candidat\n"
    configuration = CONFIGURATION.replace("theme: material\n", theme).replace("  search: {}\n", "")
    page = f"<html>{head}<body>{{{{ page.content }}}}</body></html>"
    files: dict[str, str | bytes] = {"fiche.md": FICHE, "/theme/main.html": page}
    files |= {f"/theme/ndrc/{name}.html": text for name, text in templates.items()}
    return build(write(root, files, f"{configuration}    audience: candidat\n"), fails=fails)


def test_the_pages_of_a_theme_of_ones_own_are_marked(tmp_path: Path) -> None:
    base = "<html><Head lang='fr'></Head>{% block main %}{% endblock %}</html>"
    built = own_theme(tmp_path, '<HEAD prefix="og: https://ogp.me/ns#"></HEAD>', {"base": base})
    pages = {name: html.decode() for name, html in built.files().items() if name.endswith(".html")}
    blank = {name for name in pages if name.startswith("modeles/")}
    assert len(pages) - len(blank) > 3
    for name in pages.keys() - blank:
        assert f"{NOINDEX}{AUDIENCE.format('candidat')}</" in pages[name], name


@pytest.mark.parametrize("templates", [{}, {"base": "<html>{% block main %}{% endblock %}</html>"}])
def test_a_theme_without_a_head_stops_the_build(tmp_path: Path, templates: dict[str, str]) -> None:
    built = own_theme(tmp_path, "<head></head>" if templates else "", templates, fails="n’a pas de balise <head>")
    assert "fiche/index.html" not in built.files()
    assert not templates or not [name for name in built.files() if name.startswith(("dossier/", "fiche/"))]
