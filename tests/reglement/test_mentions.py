"""The annexes that texts mention."""

import pytest

from ndrc_portfolio.reglement.mentions import check_mentions
from tests.reglement.dossiers import NEGOCIATION, codes, e4

EPREUVES = frozenset(("E4", "E6"))
ANNEXES = "annexes: [{titre: A, fichier: a.png}, {titre: B, fichier: b.png}]"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Voir annexes 1 et 2.", []),
        ("Voir annexe 1.", ["NDRC612"]),
        ("Voir annexes 1, 2 et 3.", ["NDRC611"]),
        ("Voir annexes 1 et 2, puis annexe 3, puis encore annexe 3.", ["NDRC611"]),
        ("Rien.", ["NDRC612", "NDRC612"]),
    ],
)
def test_annexes_that_texts_call(words: str, expected: list[str]) -> None:
    body = f"## Analyse de l’activité\n### Historique/Problématique de l’activité\n{words}\n"
    own = e4(NEGOCIATION, ANNEXES, body=body)
    assert codes(check_mentions([own], EPREUVES, 0)) == expected


@pytest.mark.parametrize("lost", [0, 1])
def test_annexes_of_a_fiche_that_may_be_the_lost_one(lost: int) -> None:
    body = (
        "## Analyse de l’activité\n### Historique/Problématique de l’activité\nVoir l’annexe 1 de la fiche E4 n° 2.\n"
    )
    found = check_mentions([e4(NEGOCIATION, "numero: 1", body=body)], EPREUVES, lost)
    assert codes(found) == ([] if lost else ["NDRC611"])
