"""The browser that prints: where it is, whether it will do, and what a page cannot do to it."""

import http.server
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pypdfium2 as pdfium
import pytest

from ndrc_portfolio.disk.programs import run_in
from ndrc_portfolio.pdf import browser
from ndrc_portfolio.pdf.browser import PrintError, find_browser, print_page
from tests.support import picture


def test_a_browser_is_found_where_windows_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chrome = tmp_path / "Google" / "Chrome" / "Application" / "chrome.exe"
    chrome.parent.mkdir(parents=True)
    chrome.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_browser() == chrome


def test_an_old_browser_is_said_to_be_updated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "imprime.pdf"

    def run(*_: Any) -> None:
        target.write_bytes(b"%PDF-1.4\n/Producer (Skia/PDF m130)\n%%EOF\n")

    monkeypatch.setattr(browser, "run_in", run)
    with pytest.raises(PrintError, match="trop ancien"):
        print_page(Path("chrome"), "Dossier E4", "", "page.html", tmp_path, target)


# ---- A browser is an installed program, not what a portfolio calls so


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="programs of Unix; there the current folder comes first anyway")
def test_it_is_not_looked_for_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "portfolio" / "chromium")
    program(tmp_path / "portfolio" / "bin" / "chrome")
    monkeypatch.chdir(tmp_path / "portfolio")
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for path in ("", ".", "bin", f"{tmp_path / 'portfolio'}", ":"):
        monkeypatch.setenv("PATH", path)
        assert shutil.which("chromium", path=f"{path}:.")  # the trap is one
        if sys.platform != "darwin":
            with pytest.raises(PrintError, match="aucun navigateur"):
                find_browser()
        with pytest.raises(PrintError, match="n’est pas un navigateur"):
            find_browser("chromium")
    own = program(tmp_path / "installe" / "chromium")
    monkeypatch.setenv("PATH", f".:{tmp_path / 'installe'}")
    assert find_browser() == find_browser("chromium") == own
    assert find_browser("./chromium") == tmp_path / "portfolio" / "chromium"  # whoever says so means it


# ---- A page that is printed

TRAPS = """\
<script>document.getElementById("quoi").textContent = "SCRIPT"; new Image().src = "{other}script"</script>
<img src="x" onerror="document.getElementById('quoi').textContent = 'SCRIPT'">
<iframe src="{secret}"></iframe><object data="{secret}"></object><embed src="{secret}">
<iframe srcdoc="<script>parent.document.getElementById('quoi').textContent = 'SCRIPT'</script>"></iframe>
<img src="{picture}"><div style="width:9px;height:9px;background:url({picture})"></div>
<link rel="stylesheet" href="{sheet}"><style>@import url("{sheet}");</style>
<img src="{other}image"><link rel="stylesheet" href="{other}feuille"><link rel="preload" as="image" href="{other}a">
<img srcset="{other}srcset 1x"><video src="{other}film" poster="{other}affiche"></video>
<svg width="9" height="9"><image href="{picture}"/><use href="{other}use#a"/></svg>
<a ping="{other}ping" href="#quoi">lien</a>
"""
PAGE = """<!doctype html><meta charset="utf-8"><title>T</title><p id="quoi">STATIQUE</p>
<p><img src="../vert.png" width="20" height="20"></p>{traps}"""


class _Other(http.server.BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def other() -> Iterator[str]:
    """Another server, of this machine as well: its address."""
    _Other.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(tmp_path: Path, other: str) -> str:
    """A page that would show what is not its own; what it may show beside it."""
    (tmp_path / "site" / "impression").mkdir(parents=True)
    (tmp_path / "site" / "vert.png").write_bytes(picture("#00ff00"))
    (tmp_path / "secret.txt").write_text("SECRET", encoding="utf-8")
    (tmp_path / "rouge.png").write_bytes(picture("#ff0000"))
    (tmp_path / "feuille.css").write_text("#quoi::after { content: 'FEUILLE' }", encoding="utf-8")
    names = {"secret": "secret.txt", "picture": "rouge.png", "sheet": "feuille.css"}
    return PAGE.format(traps=TRAPS.format(other=other, **{k: (tmp_path / n).as_uri() for k, n in names.items()}))


def read_back(pdf: Path) -> tuple[str, set[str]]:
    """The text of a PDF, and whether one sees something green or red in it."""
    with pdfium.PdfDocument(pdf) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        shown = [page.render(scale=1).to_pil().convert("RGB") for page in document]
    colours = [colour for image in shown for _, colour in image.getcolors(1 << 24) or []]
    pure = {"rouge": (255, 0, 0), "vert": (0, 255, 0)}
    near = (
        name for name, own in pure.items() for c in colours if max(abs(a - b) for a, b in zip(c, own, strict=True)) < 40
    )
    return text, set(near)


@pytest.mark.navigateur
def test_a_page_shows_nothing_but_its_own_and_runs_nothing(page: str, tmp_path: Path) -> None:
    pdf, site = tmp_path / "imprime.pdf", tmp_path / "site"
    chromium = find_browser()
    naive = site / "impression" / "page.html"
    naive.write_text(page, encoding="utf-8")
    options = [o for o in browser._command(chromium, str(tmp_path / "profil"), naive.as_uri(), pdf) if "proxy" not in o]
    run_in(str(tmp_path), options, 60)
    text, colours = read_back(pdf)
    assert "SCRIPT" in text  # the traps are some
    assert colours == {"vert", "rouge"}
    assert {"/script", "/image", "/feuille"} <= set(_Other.asked)
    _Other.asked.clear()
    print_page(chromium, "Dossier E4", page, "impression/page.html", site, pdf)
    text, colours = read_back(pdf)
    assert "STATIQUE" in text
    assert not [word for word in ("SCRIPT", "SECRET", "FEUILLE") if word in text]
    assert colours == {"vert"}
    assert _Other.asked == []
    assert str(tmp_path).encode() not in pdf.read_bytes()


@pytest.mark.navigateur
def test_a_page_without_end_is_stopped_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_SECONDS", 3)
    endless = "<!doctype html><div style='height:900000000px'>a</div>"
    began = time.monotonic()
    with pytest.raises(PrintError, match="« Dossier E4 » ne finit pas de s’imprimer : arrêté après 3 secondes"):
        print_page(find_browser(), "Dossier E4", endless, "page.html", tmp_path, tmp_path / "imprime.pdf")
    assert time.monotonic() - began < 60
    assert not (tmp_path / "imprime.pdf").exists()


@pytest.mark.parametrize(("root", "without"), [(0, True), (1000, False)])
def test_only_root_prints_without_the_sandbox(monkeypatch: pytest.MonkeyPatch, root: int, without: bool) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: root, raising=False)
    command = browser._command(
        Path("/usr/bin/chromium"), "/profil", "http://127.0.0.1:1234/nom/page.html", Path("/a.pdf")
    )
    assert ("--no-sandbox" in command) == without
