"""The rules of the dossier where a case cannot show them: they depend on the day, or on what is not read.

What `ndrc verifier` says of a portfolio is in `tests/cas/6…`.
"""

import datetime
import re
import shutil
from pathlib import Path

import pytest

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.portfolio.settings import read_settings
from ndrc_portfolio.portfolio.situation import read_situation
from ndrc_portfolio.reglement.check import check_reglement
from ndrc_portfolio.reglement.rule import Checklist
from tests.support import CASES, CONFIGURATION, FLAWLESS, write

DEPOT = datetime.date(2027, 4, 23)


def on(day: datetime.date, root: Path) -> Checklist:
    write(root, {}, CONFIGURATION + f"    depot: {DEPOT}\n")
    reglages = read_settings(root / "mkdocs.yml")
    situation = read_situation(reglages.options, reglages)
    return check_reglement([], load_forms(2027), situation, 2027, aujourdhui=day)


@pytest.mark.parametrize(
    ("reste", "attendu"),
    [
        (400, ""),
        (15, ""),
        (14, "NDRC641 dans 14 jours"),
        (2, "NDRC641 dans 2 jours"),
        (1, "NDRC641 demain"),
        (0, "NDRC641 aujourd’hui"),
        (-1, "NDRC642 est passée"),
        (-400, "NDRC642 est passée"),
    ],
)
def test_the_date_of_depot(reste: int, attendu: str, tmp_path: Path) -> None:
    """Within two weeks it is recalled, afterwards it is only mentioned; once, though both épreuves ask for it."""
    found = on(DEPOT - datetime.timedelta(days=reste), tmp_path)
    shown = [d for d in found.diagnostics if d.rule == "R6"]
    assert len(shown) == bool(attendu)
    for d in shown:
        code, words = attendu.split(" ", maxsplit=1)
        assert (d.code, d.line, d.column) == (code, 8, 12)
        assert words in d.message
        assert "23/04/2027" in d.message
        assert (d.severity, d.cost) == (("warning", "NV") if code == "NDRC641" else ("info", "conseil"))
    etats = {c.etat for c in found.regles if c.regle == "R6"}
    assert etats == {"a-surveiller" if attendu else "a-venir"}


def test_every_rule_of_every_epreuve_is_in_the_list(tmp_path: Path) -> None:
    controles = on(DEPOT, tmp_path).regles
    assert [c.reference for c in controles if c.epreuve == "E4"] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    common = [f"R10, comme R{n}" for n in (3, 4, 5, 6)]
    assert [c.reference for c in controles if c.epreuve == "E6"] == ["R7", "R8", "R9", "R9", *common]
    assert {c.regle for c in controles if c.cout == "NV"} == {"R4", "R5", "R6"}
    assert all(d.rule for c in controles for d in c.diagnostics if d.code.startswith("NDRC6"))


# ---- A whole portfolio, read and not built


def copy(case: Path, root: Path) -> Path:
    """A case as a portfolio to read."""
    shutil.copytree(case, root, dirs_exist_ok=True)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"theme: material\n{settings}", encoding="utf-8")
    return root


def test_what_cannot_be_read_is_neither_right_nor_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a fiche that has a fault keeps a rule is not known."""
    monkeypatch.chdir(copy(CASES / "630-fiche-illisible-et-rien-d-autre", tmp_path))
    controles = read_fiche("mkdocs.yml").conformite.regles
    assert {c.reference for c in controles if c.etat == "conforme"} == {"R4", "R5", "R10, comme R4", "R10, comme R5"}
    assert {c.etat for c in controles} == {"conforme", "non-verifie"}


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
    assert {d.code for d in read_fiche("mkdocs.yml").conformite.diagnostics} == attendu
