"""Options and fixtures of all tests."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.pdf.browser import find_browser
from tests.support import JURY, ROOT, Built, Contents, build, write

OPTIONS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--figer",
        action="store_true",
        help="écrit les sorties obtenues dans tests/cas/*/attendu.txt au lieu de les comparer",
    )


@pytest.fixture
def figer(request: pytest.FixtureRequest) -> bool:
    """Whether the outputs are to be written down instead of compared."""
    return bool(request.config.getoption("--figer"))


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel built from it, in a folder of their own."""
    folder = tmp_path_factory.mktemp("paquets")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="session")
def wheel(packages: tuple[Path, Path]) -> Path:
    return packages[1]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A user's cache of the tests' own: what they compile, and the key of what they keep, is not their user's."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("caches")))
        for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL"):  # of the tests themselves, where GitHub runs them
            patch.delenv(name, raising=False)
        yield


# ---- Sites that many tests look at


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The public site of this repository."""
    return build(ROOT, strict=True, site=tmp_path_factory.mktemp("exemple") / "public")


@pytest.fixture(scope="session")
def example_of_candidate(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(ROOT, "mkdocs.candidat.yml", strict=True, site=tmp_path_factory.mktemp("exemple") / "candidat")


@pytest.fixture(scope="session")
def example_of_jury(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(ROOT, "mkdocs.jury.yml", strict=True, site=tmp_path_factory.mktemp("exemple") / "jury")


@pytest.fixture(scope="session")
def blank_forms(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of the jury's that holds every form, blank, under its id."""
    files: Contents = {f"{id_}.md": f"---\nfiche: {id_}\n---\n" for id_ in load_forms(2020)}
    return build(write(tmp_path_factory.mktemp("vierges"), files, JURY))


@pytest.fixture(scope="session")
def example_url(example: Built) -> Iterator[str]:
    """The address at which the public site is served."""
    handler = functools.partial(_Handler, directory=str(example.site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


# ---- The browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, as `ndrc pdf` finds it."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_browser(), args=OPTIONS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()
