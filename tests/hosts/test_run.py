"""A portfolio read for `ndrc verifier`, as MkDocs would read it, and not built."""

import re
import shutil
from pathlib import Path

import pytest

from ndrc_portfolio.hosts.mkdocs.run import read_configuration
from tests.support import CASES, FLAWLESS


def copy(case: Path, root: Path) -> Path:
    """A case as a portfolio to read."""
    shutil.copytree(case, root, dirs_exist_ok=True)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"theme: material\n{settings}", encoding="utf-8")
    return root


def test_what_cannot_be_read_is_neither_right_nor_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a fiche that has a fault keeps a rule is not known."""
    monkeypatch.chdir(copy(CASES / "630-fiche-illisible-et-rien-d-autre", tmp_path))
    regles = read_configuration(Path("mkdocs.yml")).checklist.regles
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
    assert {d.code for d in read_configuration(Path("mkdocs.yml")).checklist.diagnostics} == attendu
