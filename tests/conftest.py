"""Options and fixtures of all tests."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ndrc_portfolio.pdf.browser import find_browser

OPTIONS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
RACINE = Path(__file__).resolve().parent.parent


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
def paquets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel built from it, in a folder of their own."""
    folder = tmp_path_factory.mktemp("paquets")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(RACINE)]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="session")
def wheel(paquets: tuple[Path, Path]) -> Path:
    return paquets[1]


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
