"""The browser that prints: where it is, and whether it will do."""

from pathlib import Path
from typing import Any

import pytest

from ndrc_portfolio.pdf import browser
from ndrc_portfolio.pdf.browser import PrintError, find_browser, print_page


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

    monkeypatch.setattr(browser, "_run", run)
    with pytest.raises(PrintError, match="trop ancien"):
        print_page(Path("chrome"), "Dossier E4", "", "page.html", tmp_path, target)
