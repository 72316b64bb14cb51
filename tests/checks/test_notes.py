"""A note is typed with either mark, and printed with a comma."""

import pytest

from ndrc_portfolio.formulaires.sessions import load_forms
from tests.texts import checked

FORMULAIRES = load_forms(2020)
COMMISSION = ("e4-grille", "e4-evaluation", "e6-grille", "e6-evaluation")


@pytest.mark.parametrize(
    ("ecrite", "lue"), [("14.5", "14,5"), ("14,5", "14,5"), ("20", "20"), ("0", "0"), ('" 8.0 "', "8,0"), ("05", "05")]
)
@pytest.mark.parametrize("id_", COMMISSION)
def test_a_note_may_be_typed_with_either_mark(id_: str, ecrite: str, lue: str) -> None:
    fiche = checked(f"---\nfiche: {id_}\nnote: {ecrite}\n---\n")
    assert FORMULAIRES[id_].champs["note",].imprime(fiche.identite("note")).strip() == lue
    assert [d.code for d in fiche.diagnostics if d.code != "NDRC302"] == (["NDRC132"] if ecrite == "05" else [])
