"""Values come out as they were written: YAML must not make numbers, dates or truths of them (design §1)."""

import pytest

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from tests.texts import checked

FORMULAIRES = load_forms(2020)


def fiche_with(entete: str, corps: str = "", fiche: str = "e4-activite") -> Fiche:
    """A fiche with this front matter, checked."""
    return checked(f"---\nfiche: {fiche}\n{entete}---\n{corps}")


def texte(fiche: Fiche, cle: str) -> str:
    return fiche.identite(cle)


def codes(fiche: Fiche) -> list[str]:
    """The codes of what is wrong, but for what remains to be filled in."""
    return [d.code for d in fiche.diagnostics if d.code != "NDRC302"]


TELS_QUELS = [
    "0123456701", "007", "1_000", "1e3", "0x1F", "0b11", "0o17", "14,5", "14.50", "+33 6 12", ".5", ".inf", "1:30:00",
    "12:30", "08:00", "2025-03-01", "2025-03-01T10:00:00Z", "yes", "no", "on", "off", "y", "True", "FALSE", "=", "<<",
    "84000", "C:\\Users", "50 %", "L’hôtel (Gordes)", "https://example.org/a?b=c#d", "oui",
]  # fmt: skip


@pytest.mark.parametrize("ecrit", TELS_QUELS)
def test_a_scalar_stays_as_it_is(ecrit: str) -> None:
    fiche = fiche_with(f"numero: {ecrit}\ncadre:\n  nom: {ecrit}\n")
    assert (texte(fiche, "numero"), texte(fiche, "cadre.nom")) == (ecrit, ecrit)
    assert codes(fiche) == []


@pytest.mark.parametrize("ecrit", TELS_QUELS)
def test_a_scalar_stays_as_it_is_in_a_list(ecrit: str) -> None:
    fiche = fiche_with(f"cadre:\n  nom:\n    - {ecrit}\n    - fin\n")
    assert texte(fiche, "cadre.nom") == f"- {ecrit}\n- fin"
    assert codes(fiche) == []


@pytest.mark.parametrize("ecrit", ["", "~", "null", "Null", "NULL", '""', "''", "<!-- à faire -->", "[]", '["", ""]'])
def test_what_is_empty(ecrit: str) -> None:
    fiche = fiche_with(f"statut: finale\ncadre:\n  nom: {ecrit}\n  adresse: Apt\n")
    assert fiche.formulaire is not None
    assert fiche.is_empty(fiche.formulaire.champs["cadre", "nom"])
    faults = [d for d in fiche.diagnostics if "nom" in d.hint and "cadre.nom" in d.hint]
    assert [(d.code, d.line, d.column, d.rule) for d in faults] == [("NDRC301", 5, 3, "R3")]


@pytest.mark.parametrize("ecrit", ["’’", "'null'", '"~"', '"null"', "0", "-", "—"])
def test_what_is_not_empty(ecrit: str) -> None:
    fiche = fiche_with(f"cadre:\n  nom: {ecrit}\n")
    assert fiche.formulaire is not None
    if ecrit != "-":  # for YAML, the start of a list
        assert not fiche.is_empty(fiche.formulaire.champs["cadre", "nom"])


def test_a_list_gives_bullets() -> None:
    fiche = fiche_with(
        "cadre:\n  nom:\n    - Un\n    - |\n      Deux\n      lignes\n    - **Trois**\n".replace(
            "**Trois**", '"**Trois**"'
        )
    )
    assert texte(fiche, "cadre.nom") == "- Un\n- Deux\n    lignes\n- **Trois**"
    assert codes(fiche) == []


def test_an_empty_bullet_does_not_lose_the_others() -> None:
    fiche = fiche_with("cadre:\n  nom:\n    - Un\n    -\n    - Trois\n    - ~\n")
    assert texte(fiche, "cadre.nom") == "- Un\n- Trois"
    assert codes(fiche) == []


def test_a_fault_in_a_list_does_not_lose_the_rest() -> None:
    fiche = fiche_with("statut: finale\ncadre:\n  nom:\n    - Un\n    - Deux : trois\n  adresse: Apt\n")
    assert "NDRC112" in codes(fiche)
    assert not [d for d in fiche.diagnostics if d.code == "NDRC301" and "cadre.nom" in d.hint]


def test_a_block_keeps_its_lines() -> None:
    fiche = fiche_with(
        "cadre:\n  nom: |\n    Un : deux\n\n    - trois # quatre\n      - cinq\n  adresse: >\n    une\n    ligne\n"
    )
    assert texte(fiche, "cadre.nom") == "Un : deux\n\n- trois # quatre\n  - cinq"
    assert texte(fiche, "cadre.adresse") == "une ligne"
    assert codes(fiche) == []


def test_quotes_are_those_of_yaml() -> None:
    fiche = fiche_with("titre: \"L'hôtel \\\"Les Cigales\\\" : bilan\"\nnumero: 'l''un'\n")
    assert texte(fiche, "titre") == 'L\'hôtel "Les Cigales" : bilan'
    assert texte(fiche, "numero") == "l'un"
    assert codes(fiche) == []


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("oui", "oui"),
        ("non", "non"),
        ("true", "oui"),
        ("false", "non"),
        ("True", "oui"),
        ("OUI", "oui"),
        ("Non", "non"),
    ],
)
def test_vecue(ecrit: str, lu: str) -> None:
    fiche = fiche_with(f"vecue: {ecrit}\n", fiche="e6-activite")
    assert texte(fiche, "vecue") == lu
    assert codes(fiche) == []


@pytest.mark.parametrize("ecrit", ["yes", "1", "peut-être", "vrai"])
def test_vecue_otherwise(ecrit: str) -> None:
    fiche = fiche_with(f"vecue: {ecrit}\n", fiche="e6-activite")
    assert [(d.code, d.line, d.column) for d in fiche.diagnostics if d.code != "NDRC302"] == [("NDRC104", 3, 8)]


@pytest.mark.parametrize(
    ("entete", "corps", "cellules"),
    [
        ("acteurs: Vous\n", "", ("Vous",)),
        ("acteurs: [Vous, Elle]\n", "", ("Vous", "Elle")),
        ("acteurs:\n  - Vous\n", "", ("Vous",)),
        ("", "## Acteur(s) concernés\n- Vous\n- Elle\n", ("- Vous\n- Elle",)),
    ],
)
def test_two_acteurs_are_two_cells(entete: str, corps: str, cellules: tuple[str, ...]) -> None:
    fiche = fiche_with(entete, corps, "e4-sujet-candidat")
    assert fiche.values["acteurs",].cells == cellules
    assert codes(fiche) == []


CORPS = """\
1. *un*

    ```
    ## code
    ```

| a | b |
|---|---|
| 1 | 2 |

#### Détail

Voir [ici][site] et la note[^1].

[site]: https://example.org
[^1]: Note."""


def test_the_body_stays_as_it_is() -> None:
    fiche = fiche_with("", f"## Cadre de l’activité\n### Nom de l’organisation\n\n{CORPS}\n\n")
    assert texte(fiche, "cadre.nom") == CORPS
    assert codes(fiche) == []


def test_comments_do_not_come_out() -> None:
    fiche = fiche_with(
        "cadre:\n  adresse: Apt <!-- secret -->\n",
        "## Cadre de l’activité\n### Nom de l’organisation\nUn <!-- secret\n--> deux\n<!-- secret -->\n",
    )
    assert "secret" not in "".join(c for v in fiche.values.values() for c in v.cells) + fiche.definitions
    assert texte(fiche, "cadre.nom").split() == ["Un", "deux"]


def test_front_matter_and_body_complete_each_other() -> None:
    fiche = fiche_with(
        "cadre:\n  nom: Les Roues d’Ocre\n", "## Cadre de l’activité\n### Adresse/code postal/ville\nApt\n"
    )
    assert (texte(fiche, "cadre.nom"), texte(fiche, "cadre.adresse")) == ("Les Roues d’Ocre", "Apt")
    assert fiche.values["cadre", "adresse"].in_body
    assert not fiche.values["cadre", "nom"].in_body
    assert codes(fiche) == []


def test_given_twice_nothing_is_lost() -> None:
    fiche = fiche_with(
        "cadre:\n  nom: Premier\n",
        "## Cadre de l’activité\n### Nom de l’organisation\nSecond\n### Nom de l’organisation\nTroisième\n",
    )
    assert texte(fiche, "cadre.nom").split() == ["Premier", "Second", "Troisième"]
    assert codes(fiche) == ["NDRC205", "NDRC204"]


def test_what_is_too_big_is_not_read() -> None:
    fiche = read_fiche(b"---\nfiche: e4-activite\n---\n" + b"a" * 5_000_000, "fiche.md", FORMULAIRES)
    assert fiche is not None
    assert [(d.code, d.line, d.message) for d in fiche.diagnostics] == [
        ("NDRC002", 1, "ce fichier fait 5,0 Mo\u00a0; une fiche tient en moins de 1 Mo")
    ]
