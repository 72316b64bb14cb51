"""The rules of a portfolio that says less than it should."""

import re
import shutil
from pathlib import Path

import pytest

from ndrc_portfolio.portfolio.asked import asked
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from ndrc_portfolio.portfolio.reading import read
from ndrc_portfolio.reglement.complete import complete
from ndrc_portfolio.reglement.rule import Checklist
from tests.support import CASES, FLAWLESS


def copy(case: Path, root: Path) -> Path:
    """A case as a portfolio to read."""
    shutil.copytree(case, root, dirs_exist_ok=True)
    return root


def checklist() -> Checklist:
    """What `ndrc verifier` says of the portfolio in the current folder."""
    return complete(read(asked(read_settings(Path("mkdocs.yml")), "verifier"))).checklist


def test_what_cannot_be_read_is_neither_right_nor_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a fiche that has a fault keeps a rule is not known."""
    monkeypatch.chdir(copy(CASES / "630-fiche-illisible-et-rien-d-autre", tmp_path))
    regles = checklist().regles
    assert {c.article.reference for c in regles if c.state == "conforme"} == {
        "R4",
        "R5",
        "R10, comme R4",
        "R10, comme R5",
    }
    assert {c.state for c in regles} == {"conforme", "non-verifie"}


@pytest.mark.parametrize(("reponse", "attendu"), [("vecue:\n", set()), ("vecue: non\n", {"NDRC607"})])
def test_a_new_portfolio_has_not_answered_yet(
    reponse: str, attendu: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drafts that do not say yet what was lived through are only unfinished; one « non » among them is an answer."""
    monkeypatch.chdir(copy(FLAWLESS, tmp_path))
    for path in (tmp_path / "docs" / "e6").glob("*.md"):
        text = re.sub(r"vecue: .*\n", "vecue:\n", path.read_text(encoding="utf-8").replace("finale", "brouillon"))
        text = text.replace("vecue:\n", reponse) if path.stem == "partenaires" else text
        path.write_text(text, encoding="utf-8")
    assert {d.code for d in checklist().diagnostics} == attendu
