"""A note is typed with either mark, and printed with a comma."""

import pytest

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms

FORMULAIRES = load_forms(2027)
COMMISSION = ("e4-grille", "e4-evaluation", "e6-grille", "e6-evaluation")


@pytest.mark.parametrize(
    ("ecrite", "lue"), [("14.5", "14,5"), ("14,5", "14,5"), ("20", "20"), ("0", "0"), ('" 8.0 "', "8,0"), ("05", "05")]
)
@pytest.mark.parametrize("id_", COMMISSION)
def test_a_note_may_be_typed_with_either_mark(id_: str, ecrite: str, lue: str) -> None:
    fiche = read_fiche(f"---\nfiche: {id_}\nnote: {ecrite}\n---\n".encode(), "fiche.md", FORMULAIRES)
    assert fiche is not None
    check_fiche(fiche)
    assert FORMULAIRES[id_].champs["note",].imprime(fiche.identite("note")).strip() == lue
    assert [d.code for d in fiche.diagnostics if d.code != "NDRC302"] == (["NDRC132"] if ecrite == "05" else [])
