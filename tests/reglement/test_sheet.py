"""The sheet of annexes that the règlement of 2025 wants joined to a fiche E4."""

import re
from pathlib import Path

import pytest

from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.documents import check_file
from ndrc_portfolio.reglement.check import check_reglement
from tests.reglement.dossiers import TODAY, situation
from tests.support import FLAWLESS_TODAY, picture

MODELES = load_models(2025)
COMPLETE = (FLAWLESS_TODAY / "docs" / "e4" / "vente.md").read_text(encoding="utf-8")
IMAGE = "  - {titre: A, fichier: a.png}\n"


def said(root: Path, annexes: str, statut: str = "finale", changed: tuple[str, str] = ("", "")) -> list[Diagnostic]:
    """What is said of a complete fiche E4 of 2025 that has these lines of annexes."""
    text = re.sub(r"annexes:\n(?:  .*\n)+", lambda _: annexes, COMPLETE).replace("statut: finale", f"statut: {statut}")
    (root / "fiche.md").write_text(text.replace(*changed), encoding="utf-8")
    (root / "a.png").write_bytes(picture())
    fiche = check_file(root / "fiche.md", "fiche.md", root, MODELES.formulaires)
    assert fiche is not None
    return list(fiche.diagnostics)


@pytest.mark.parametrize(
    ("annexes", "expected"),
    [
        ("", ["NDRC643"]),
        ("annexes:\n", ["NDRC643"]),
        ("annexes: []\n", ["NDRC643"]),
        (f"annexes:\n{IMAGE}", []),
        (f"annexes:\n{IMAGE * 2}", []),
        (f"annexes:\n{IMAGE * 3}", ["NDRC644"]),
        ("annexes:\n  - {titre: A, fichier: absente.png}\n", ["NDRC401"]),  # it is there, and its file is not
        ("annexes:\n  - {titre: A, fichier: prive/b.png, confidentiel: oui}\n", []),
        (f"annexe:\n{IMAGE}", ["NDRC111"]),  # what it seems to lack follows from that
        ("annexes: a.png\n", ["NDRC112"]),
    ],
)
def test_a_finale_fiche_has_its_sheet(annexes: str, expected: list[str], tmp_path: Path) -> None:
    assert [d.code for d in said(tmp_path, annexes)] == expected


def test_what_a_sheet_lacks_is_an_error_against_an_obligation(tmp_path: Path) -> None:
    (missing,) = said(tmp_path, "")
    assert (missing.severity, missing.rule, missing.cost, missing.line) == ("error", "R3", "obligatoire", 2)
    (long,) = said(tmp_path, f"annexes:\n{IMAGE * 3}")
    assert (long.severity, long.line) == ("error", 12)
    assert "3 pages" in long.message


@pytest.mark.parametrize(
    ("annexes", "changed", "expected"),
    [
        ("", ("", ""), "brouillon : il reste l’annexe à joindre"),
        (f"annexes:\n{IMAGE * 3}", ("", ""), "brouillon : il reste l’annexe à raccourcir"),
        ("", ("Au garage", "''"), "brouillon : il reste 1 rubrique à remplir et l’annexe à joindre"),
        (f"annexes:\n{IMAGE}", ("Au garage", "''"), "brouillon : il reste 1 rubrique à remplir"),
    ],
)
def test_of_a_draft_it_is_part_of_the_one_info(
    annexes: str, changed: tuple[str, str], expected: str, tmp_path: Path
) -> None:
    (draft,) = said(tmp_path, annexes, "brouillon", changed)
    assert (draft.code, draft.severity, draft.message) == ("NDRC302", "info", typeset(expected))
    assert ("annexe" in draft.hint) == ("annexe" in expected)


def test_the_checklist_has_a_line_for_it(tmp_path: Path) -> None:
    def states(statut: str, changed: tuple[str, str]) -> dict[str, str]:
        said(tmp_path, "", statut, changed)
        fiche = check_file(tmp_path / "fiche.md", "fiche.md", tmp_path, MODELES.formulaires)
        found = check_reglement([fiche] if fiche else [], MODELES, situation(), TODAY)
        return {r.article.controle: r.state for r in found.regles if r.article.reference == "R3"}

    whole, empty = ("", ""), ("Au garage", "''")
    assert (
        states("finale", whole)
        == states("brouillon", whole)
        == {
            "rubriques": "conforme",
            "pages": "non-verifie",
            "annexe": "a-corriger",
        }
    )
    assert states("brouillon", empty)["rubriques"] == "a-corriger"


def test_the_forms_of_2020_ask_for_none(tmp_path: Path) -> None:
    (tmp_path / "fiche.md").write_text("---\nfiche: e4-activite\n---\n", encoding="utf-8")
    fiche = check_file(tmp_path / "fiche.md", "fiche.md", tmp_path, load_models(2020).formulaires)
    assert fiche is not None
    assert "annexe" not in fiche.diagnostics[0].message
