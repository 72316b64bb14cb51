"""Each folder of `tests/cas/` is a case: an input, and in `attendu.txt` what `ndrc verifier` says of it.

A new case needs no Python. Its input is a file `fiche.md` or a folder `docs/`; `commande.txt` gives other
arguments than `verifier fiche.md --format texte`. Its forms are those of 2020, unless it has a configuration that
names another session. `pytest tests/test_cas.py --figer` writes `attendu.txt`,
to be read with care before it is kept.
"""

import shlex
import shutil
from pathlib import Path

import pytest

from ndrc_portfolio.cli.main import main
from ndrc_portfolio.portfolio.configuration import settings
from tests.support import CASES

ATTENDU = "attendu.txt"
COMMANDE = "commande.txt"


def arguments(cas: Path) -> list[str]:
    """The arguments of `ndrc` for a case."""
    commande = cas / COMMANDE
    if commande.is_file():
        return shlex.split(commande.read_text(encoding="utf-8"))
    return ["verifier", "fiche.md" if (cas / "fiche.md").is_file() else "docs", "--format", "texte"]


@pytest.mark.parametrize("cas", [pytest.param(c, id=c.name) for c in sorted(CASES.iterdir()) if c.is_dir()])
def test_cas(
    cas: Path, figer: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cas"
    shutil.copytree(cas, folder, ignore=shutil.ignore_patterns(ATTENDU, COMMANDE))
    monkeypatch.chdir(folder)
    monkeypatch.setattr(settings, "current_session", lambda: 2020)
    code = main(arguments(cas))
    said = capsys.readouterr()
    obtenu = f"{said.out}{said.err}exit {code}\n"
    if figer:
        (cas / ATTENDU).write_bytes(obtenu.encode())
    assert obtenu == (cas / ATTENDU).read_bytes().decode()


def test_names_of_cases_are_unique() -> None:
    numbers = [c.name.split("-")[0] for c in CASES.iterdir()]
    assert len(numbers) == len(set(numbers))
