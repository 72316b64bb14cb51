"""What tests share: small portfolios on disk, sites built of them, the commands run as a user runs them.

`build` builds in this process, which spares the half second that a command takes to start; `build_alone` is the command
`mkdocs build` itself, for what only a process of its own can show.
"""

import gc
import gzip
import io
import logging
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import mkdocs
import pypdfium2 as pdfium
import pytest
from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cas"
FLAWLESS = CASES / "601-dossier-sans-faute"
FLAWLESS_TODAY = CASES / "675-dossier-de-2025-sans-faute"
EXAMPLE_FICHES = sorted(p.relative_to(ROOT / "docs").with_suffix("").as_posix() for p in ROOT.glob("docs/e[46]/*.md"))
EXAMPLE_TODAY = ROOT / "exemples" / "2027"
A4 = (595, 842)
NUMERO = "0123456701"

CONFIGURATION = """\
site_name: Portfolio
theme: material
plugins:
  search: {}
  ndrc-portfolio:
    session: 2020
    candidat: {nom: Roussel, prenom: Camille}
"""
CANDIDAT = CONFIGURATION + "    audience: candidat\nsite_dir: sortie\n"
JURY = CONFIGURATION + "    audience: jury\nsite_dir: sortie\n"

FICHE = """\
---
fiche: e4-activite
numero: 1
nature: negociation-vente
titre: Vente d’un véhicule
cadre:
  nom: Auto Dépôt
---
## Analyse de l’activité
### Historique/Problématique de l’activité
Une rubrique **en gras**.
"""

Contents = dict[str, str | bytes]


@dataclass(frozen=True)
class Built:
    """What a build left: its exit code, all that it printed, and the folder of the site."""

    code: int
    output: str
    site: Path

    def page(self, url: str) -> str:
        path = self.site / url
        return (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return tree(self.site)


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def flat(text: str) -> str:
    """A text with plain single spaces."""
    return " ".join(text.split())


def write(root: Path, files: Contents, configuration: str = CONFIGURATION) -> Path:
    """Write a portfolio: `files` by path below `docs/`, or below the root when they begin with `/`."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    for name, content in files.items():
        path = root / name[1:] if name.startswith("/") else root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def picture(colour: str = "green", kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


# ---- Builds


def build(
    root: Path,
    configuration: str = "mkdocs.yml",
    *,
    strict: bool = False,
    site: Path | None = None,
    fails: str = "",
    **environ: str,
) -> Built:
    """Build a site in this process, in the folder of its configuration or in `site`.

    It must succeed; or else fail with `fails` (a code, some words) in what it says.
    """
    return _checked(try_build(root, configuration, strict=strict, site=site, **environ), fails)


def try_build(
    root: Path,
    configuration: str = "mkdocs.yml",
    *,
    strict: bool = False,
    site: Path | None = None,
    **environ: str,
) -> Built:
    """Build a site as `build` does, whether it succeeds or not."""
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    said, code = io.StringIO(), 0
    folder = site or root / "site"
    with _as_alone(said, environ), chdir(root):
        try:
            config = load_config(configuration, strict=strict or None, site_dir=str(site) if site else None)
            folder = Path(config.site_dir)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build_site(config)
            finally:
                config.plugins.on_shutdown()
        except (Abort, MkDocsException) as stop:
            code = 1
            said.write(f"{stop}\n")
    return Built(code, said.getvalue(), folder)


@contextmanager
def _as_alone(said: io.StringIO, environ: dict[str, str], level: int = logging.INFO) -> Iterator[None]:
    """Give back to this process what a build changes in its own; keep what it logs."""
    from mkdocs.config.config_options import Plugins
    from mkdocs.config.defaults import MkDocsConfig

    option = MkDocsConfig.plugins
    assert isinstance(option, Plugins)
    option.plugin_cache.clear()  # else this build would go on with the plugins of the last one
    logger, handler = logging.getLogger(mkdocs.__name__), logging.StreamHandler(said)
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    before, propagate, pace = logger.level, logger.propagate, gc.get_threshold()
    logger.setLevel(level)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        with patch.dict(os.environ, environment(**environ), clear=True), warnings.catch_warnings():
            yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        logger.propagate = propagate
        gc.set_threshold(*pace)
        gc.unfreeze()


def build_alone(root: Path, *arguments: str, site: str = "site", fails: str = "", **environ: str) -> Built:
    """Run `mkdocs build` there, as a user does; it must succeed or fail as for `build`."""
    done = run_mkdocs(root, "build", *arguments, **environ)
    return _checked(Built(done.returncode, done.stdout, root / site), fails)


def _checked(built: Built, fails: str) -> Built:
    assert "Traceback" not in built.output, built.output
    assert built.code == bool(fails), built.output
    assert fails in built.output, built.output
    return built


def found(built: Built, word: str) -> list[str]:
    """The files of a site, compressed ones included, that hold a word. None was built: that is no answer."""
    files = built.files()
    assert built.code or files
    unpacked = {n: gzip.decompress(c) if n.endswith(".gz") else c for n, c in files.items()}
    return [name for name, content in unpacked.items() if word.encode() in content or word in name]


def run_mkdocs(root: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command of MkDocs; its errors are in its output."""
    return subprocess.run(
        [sys.executable, "-m", mkdocs.__name__, *arguments],
        cwd=root,
        env=environment(**environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def run_ndrc(root: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run our command there, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "ndrc_portfolio", *arguments],
        cwd=root,
        env=environment(**environ),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=180,
    )


class Said(NamedTuple):
    """What a command said: its exit code, its output, its errors."""

    code: int
    out: str
    err: str


def ndrc(root: Path, *arguments: str, **environ: str) -> Said:
    """Run our command there, in this process."""
    from ndrc_portfolio.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with _as_alone(err, environ, logging.WARNING), chdir(root), redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    assert "Traceback" not in err.getvalue(), err.getvalue()
    return Said(code, out.getvalue(), err.getvalue())


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: nothing of the machine's that changes what it says."""
    hidden = ("NDRC_NUMERO_CANDIDAT", "PYTHONWARNINGS")
    base = {k: v for k, v in os.environ.items() if k not in hidden}
    return {**base, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", **more}


# ---- Served


@contextmanager
def serve(root: Path) -> Iterator[str]:
    """A running `mkdocs serve`: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", mkdocs.__name__, "serve", "-a", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, cwd=root, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        until(lambda: fetch(url), bool)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def serve_pages(root: Path) -> Iterator[Callable[[str], str]]:
    """A running `mkdocs serve`; gives what reads a page of it."""
    with serve(root) as address:
        yield lambda url: fetch(address + url)


def fetch(url: str) -> str:
    """A page, whatever its status; nothing while there is no server."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode()
    except OSError:
        return ""


def until(read: Callable[[], str], right: Callable[[str], bool], seconds: float = 20) -> str:
    """Read again and again until it is right."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if right(html := read()):
            return html
        time.sleep(0.05)
    pytest.fail(f"not served in {seconds} s; last: {html[:2000]}")


# ---- Printed


def print_page(page: Page, url: str) -> pdfium.PdfDocument:
    """Print as a browser does whose user has not ticked « background graphics »."""
    page.goto(url)
    page.emulate_media(media="print")
    page.evaluate("Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode(); }))")
    return pdfium.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=False))


def words_of(text: str) -> list[str]:
    """The longer words that a reader of a page sees of a Markdown text: no addresses, no text of pictures."""
    return re.findall(r"[^\W\d_]{4,}", re.sub(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|<[^>]*>|\{[^}]*\}", "]", text))
