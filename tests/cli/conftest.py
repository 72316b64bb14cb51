"""The command in an empty folder."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ndrc_portfolio.cli.main import main
from tests.support import Said

Ndrc = Callable[..., Said]


@pytest.fixture
def ndrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ndrc:
    """Run the command in an empty current folder, without a terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    def run(*argv: str) -> Said:
        code = main(argv)
        return Said(code, *capsys.readouterr())

    return run
