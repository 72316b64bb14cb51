"""Which texts and links of a fiche call which of its annexes."""

import pytest

from ndrc_portfolio.annexes.mentions import mentioned_without_number
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from tests.support import FICHE


@pytest.mark.parametrize(
    "lien",
    [
        "[ici](../annexes/mon%20contrat.png)",
        "[ici](<../annexes/mon contrat.png>)",
        "![](<../annexes/mon contrat.png> 'Le contrat')",
        "[ici][c]\n\n[c]: <../annexes/mon contrat.png>\n",
        '<a href="../annexes/mon%20contrat.png">ici</a>',
    ],
)
def test_a_name_with_a_space_is_called(lien: str) -> None:
    annexe = "annexes:\n  - {titre: A, fichier: ../annexes/mon contrat.png}\n  - {titre: B, fichier: b.png}\ncadre:"
    source = FICHE.replace("cadre:", annexe).replace("Une rubrique", lien)
    fiche = read_fiche(source.encode(), "e4/fiche.md", load_forms(2020))
    assert fiche is not None
    assert mentioned_without_number(fiche) == {1}
