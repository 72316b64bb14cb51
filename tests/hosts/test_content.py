"""Content is content: whatever an author writes, nothing of it acts in the reader's browser, nor asks another site.

In a real browser, from a server and from the disk: the page of a fiche, its print view, the dossier, an ordinary page,
the home page, the search.
"""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ndrc_portfolio.rendering import policy
from tests.support import CONFIGURATION, Built, Contents, build, flat, ndrc, picture, serve_pages, write

ACT = "window.AGI=1"
PICTURE = f"<img src=x onerror='{ACT}'>"
ACTING = (
    f"<script>{ACT}</script>",
    f"<svg onload='{ACT}'></svg>",
    f"<svg><script>{ACT}</script></svg>",
    f"<details open ontoggle='{ACT}'>a</details>",
    f"<input autofocus onfocus='{ACT}'>",
    f"<b style='animation-name:x' onanimationstart='{ACT}'>b</b>",
    f"<iframe src='javascript:parent.{ACT}'></iframe>",
    f"<iframe srcdoc='&lt;script>parent.{ACT}&lt;/script>'></iframe>",
    f"<div><template shadowrootmode=open>{PICTURE}</template></div>",
    f"<math><mtext><table><mglyph><style>{PICTURE}</style></mglyph></table></mtext></math>",
    "<p id=__config>{}</p>",
    f"`</title><script>{ACT}</script>`",
    "**mot**{: onmouseover=" + ACT + " }",
    f"Note[^1]\n\n[^1]: {PICTURE}",
)
LINKS = (
    f"[a](javascript:{ACT})",
    f"[b](JaVa&#115;cript:{ACT})",
    f"<a href='\x01javascript:{ACT}'>c</a>",
    "[d](data:,x)",
)
ASKING = (
    "<link rel=stylesheet href=http://127.0.0.1:9/a.css>",
    "<style>body{background:url(http://127.0.0.1:9/b.png)}</style>",
    "<p style='background:url(http://127.0.0.1:9/c.png)'>c</p>",
    "<p style='background:image-set(\"http://127.0.0.1:9/d.png\" 1x)'>d</p>",
    "![e](http://127.0.0.1:9/e.png) ![f](//127.0.0.1:9/f.png) <img srcset='http://127.0.0.1:9/g.png 1x'>",
    "<video src=http://127.0.0.1:9/h.mp4 poster=http://127.0.0.1:9/i.png></video>",
    "<object data=http://127.0.0.1:9/j></object>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/k'>",
    "<base href=http://127.0.0.1:9/>",
)
QUOTED = f'"</title>\\"><script>{ACT}</script>{PICTURE}"'
HEAD = f"""\
---
fiche: e4-activite
numero: 1
nature: negociation-vente
titre: {QUOTED}
title: {QUOTED}
description: {QUOTED}
tags: [{QUOTED}]
cadre: {{nom: {QUOTED}}}
annexes: [{{titre: {QUOTED}, fichier: mandat.png}}]
---
## Analyse de l’activité
### Historique/Problématique de l’activité
"""
PORTFOLIO = f"""\
site_name: Portfolio
theme: {{name: material, features: [content.tooltips, navigation.path, navigation.footer]}}
markdown_extensions: [attr_list, footnotes]
plugins:
  search: {{}}
  ndrc-portfolio:
    session: 2027
    candidat: {{nom: {QUOTED}, prenom: "[x](javascript:{ACT})"}}
"""
BODY = "\n\n".join((*ACTING, *LINKS, *ASKING, f"<abbr title='&lt;img src=x onerror={ACT}>'>bulle</abbr>"))
PAGES = ("index.html", "fiche/index.html", "fiche/imprimer/index.html", "dossier/e4/index.html", "page/index.html")
FILES: Contents = {
    "fiche.md": HEAD + BODY,
    "page.md": f"---\ntitle: {QUOTED}\nsubtitle: {QUOTED}\nstatus: {QUOTED}\n---\n\n{BODY}\n",
    "sans-titre.md": f"# `</title><script>{ACT}</script>`\n",
    "ailleurs.md": f"---\ntemplate: redirect.html\nlocation: 'javascript:{ACT}'\n---\n",
    "<img src=x onerror=window.AGI=1>/vide.md": "Texte\n",
    "mandat.png": picture(),
}


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a folder, served."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_address[1]}/"
        found.shutdown()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(write(tmp_path_factory.mktemp("hostile"), FILES, PORTFOLIO))


def seen(page: Page, address: str) -> tuple[bool, list[str]]:
    """Whether something of the page acted, and what it asked others for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(100)
    for link in page.locator("main a:not([href])").all():
        link.dispatch_event("click")
    page.locator("abbr").first.hover() if page.locator("abbr").count() else None
    page.wait_for_timeout(300)
    acted = page.evaluate("'AGI' in window")
    origin = address.rpartition("//")[0] + "//" + address.partition("//")[2].partition("/")[0]
    return acted, [url for url in asked if not url.startswith((origin, "data:", "blob:"))]


@pytest.mark.navigateur
def test_nothing_acts_and_nobody_is_asked(hostile: Built, page: Page) -> None:
    others = [p.relative_to(hostile.site).as_posix() for p in hostile.site.rglob("*.html") if p.name != "404.html"]
    assert set(PAGES) < set(others)
    with server(hostile.site) as address:
        for name in others:
            assert seen(page, address + name) == (False, []), name
    for name in PAGES:
        assert seen(page, (hostile.site / name).as_uri()) == (False, []), name


@pytest.mark.navigateur
def test_the_search_shows_titles_and_tags_as_text(hostile: Built, page: Page) -> None:
    with server(hostile.site) as address:
        page.goto(address)
        page.locator("[data-md-component=search-query]").press_sequentially("bulle")
        page.locator(".md-search-result__item").first.wait_for()
        assert "<script>" in page.locator(".md-search-result").inner_text()
        assert not page.evaluate("'AGI' in window")


@pytest.mark.navigateur
def test_the_traps_do_act_where_nothing_stops_them(tmp_path: Path, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("rendering.markdown", "hosts.mkdocs.pages", "hosts.mkdocs.plain", "rendering.kept"):
        monkeypatch.setattr(f"ndrc_portfolio.{module}.sanitize", lambda html: html)
    monkeypatch.setattr("ndrc_portfolio.hosts.mkdocs.plain.plain", lambda text: text)
    monkeypatch.setattr("ndrc_portfolio.rendering.templates.policy", lambda _: "")
    staying = {name: text.replace("http-equiv=refresh", "") for name, text in FILES.items() if isinstance(text, str)}
    site = build(write(tmp_path, {**FILES, **staying, "a.md": LINKS[0], "b.md": ASKING[4]}, PORTFOLIO)).site
    with server(site) as address:
        for name in PAGES[:4]:
            assert seen(page, address + name)[0], name
        assert seen(page, address + "b/index.html")[1]
        assert page.goto(address + "a/index.html")
        page.locator("main a", has_text="a").last.click()
        assert page.evaluate("'AGI' in window")


def test_what_is_taken_out_is_told_with_its_place(hostile: Built) -> None:
    said = flat(hostile.output)
    assert "docs/fiche.md:14:1: avertissement NDRC440: la balise <script> n’est pas permise" in said
    assert "docs/page.md:7:1: avertissement NDRC440: la balise <script> n’est pas permise" in said
    assert "NDRC443: « http://127.0.0.1:9/e.png » est sur un autre site" in said
    # Only the page that was made shows what an extension writes: it is told where it is named.
    assert "avertissement NDRC441: l’attribut « onmouseover » n’est pas permis dans <strong>" in said


def test_what_is_kept_is_told_again_and_is_as_clean(tmp_path: Path) -> None:
    root = write(tmp_path, FILES, PORTFOLIO)
    first, second = (build(root, SOURCE_DATE_EPOCH="1700000000") for _ in range(2))
    assert first.files() == second.files()
    assert [line for line in first.output.splitlines() if "NDRC4" in line] == [
        line for line in second.output.splitlines() if "NDRC4" in line
    ]


@pytest.mark.parametrize("name", ["fiche/imprimer/", "dossier/e4/", "modeles/e4-activite.html"])
def test_a_standalone_page_says_what_it_may_load(hostile: Built, name: str) -> None:
    said = hostile.page(name).partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
    assert said.startswith("default-src 'none'; ")
    assert "script-src" not in said
    assert "'unsafe-inline'" not in said.replace("style-src-attr 'unsafe-inline'", "")


@pytest.mark.navigateur
def test_a_standalone_page_shows_its_styles_and_pictures_from_the_disk(
    example: Built, page: Page, tmp_path: Path
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for name in ("e4/vente-vehicule/imprimer", "dossier/e4", "modeles/e4-activite.html"):
        path = example.site / name
        page.goto((path / "index.html" if path.is_dir() else path).as_uri())
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.bandeau')).backgroundColor") != "rgba(0, 0, 0, 0)"
        )
        assert page.evaluate("[...document.images].every(i => i.loading == 'lazy' || i.naturalWidth)")
        assert page.evaluate(
            "document.styleSheets.length == document.querySelectorAll('style, [rel=stylesheet]').length"
        )
    assert not complaints


def test_pages_are_loaded_again_under_serve(tmp_path: Path) -> None:
    """MkDocs writes a script into each page it serves: a policy would stop it."""
    with serve_pages(write(tmp_path, {"fiche.md": HEAD.replace(QUOTED, "Vente"), "mandat.png": picture()})) as page:
        view = page("fiche/imprimer/")
    assert "livereload(" in view
    assert "Content-Security-Policy" not in view


def test_only_the_policy_goes() -> None:
    page = '<head>\n<meta http-equiv="Content-Security-Policy" content="x">\n<title>y</title>'
    assert policy.without_policy(page) == "<head>\n<title>y</title>"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>window.AGI=1</script><path d="M1 2"/></svg>'
FILES_THAT_ACT = ("outil.html", "outil.XHTML", "a/outil.htm", "outil.js", "outil.xml", "sans-suffixe", "dessin.svgz")


def test_files_that_could_act_are_not_published_and_drawings_are_cleaned(tmp_path: Path) -> None:
    """But for what `mkdocs.yml` names: its author wants it on all pages."""
    active: Contents = dict.fromkeys(FILES_THAT_ACT, f"<html><script>{ACT}</script></html>")
    named: Contents = {"js/mien.js": "1", "module.mjs": "2", "mien.css": "p{}", "robots.txt": "User-agent: *"}
    more = "extra_javascript: [js/mien.js, {path: module.mjs, type: module}]\nextra_css: [mien.css]\n"
    root = write(tmp_path, {"index.md": "# A", "images/dessin.svg": SVG, **active, **named}, CONFIGURATION + more)
    built = build(root)
    files = built.files()
    assert not files.keys() & {*FILES_THAT_ACT}
    assert {name: files[name].decode() for name in named} == named
    assert b"script" not in files["images/dessin.svg"]
    assert b'd="M1 2"' in files["images/dessin.svg"]
    said = flat(built.output)
    assert all(f"docs/{name}:1:1: avertissement NDRC445" in said for name in FILES_THAT_ACT[:-1])
    assert "docs/images/dessin.svg:1:1: avertissement NDRC446: ce dessin est publié sans « script »" in said
    assert ndrc(root, "verifier").out.count("NDRC445") == len(FILES_THAT_ACT)


def test_what_other_plugins_add_stays(tmp_path: Path) -> None:
    """A hook writes what it likes: it is the portfolio's own."""
    hook = "def on_page_content(html, **kwargs):\n    return html + '<button onclick=x>Hook</button>'\n"
    root = write(tmp_path, {"page.md": "Texte", "/hook.py": hook}, CONFIGURATION + "hooks: [hook.py]\n")
    assert "<button onclick=x>Hook</button>" in build(root).page("page/")
