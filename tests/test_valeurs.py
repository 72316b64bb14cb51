"""Values come out as they were written: YAML must not make numbers, dates or truths of them (design §1)."""

import pytest

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.portfolio.documents import with_diagnostics

FORMULAIRES = load_forms(2027)


def lue(entete: str, corps: str = "", fiche: str = "e4-activite") -> Fiche:
    """A fiche with this front matter, checked."""
    source = f"---\nfiche: {fiche}\n{entete}---\n{corps}"
    page = read_fiche(source.encode(), "fiche.md", FORMULAIRES)
    assert page is not None
    page = with_diagnostics(page, check_fiche(page))
    return page


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
def test_un_scalaire_reste_tel_quel(ecrit: str) -> None:
    fiche = lue(f"numero: {ecrit}\ncadre:\n  nom: {ecrit}\n")
    assert (texte(fiche, "numero"), texte(fiche, "cadre.nom")) == (ecrit, ecrit)
    assert codes(fiche) == []


@pytest.mark.parametrize("ecrit", TELS_QUELS)
def test_un_scalaire_reste_tel_quel_dans_une_liste(ecrit: str) -> None:
    fiche = lue(f"cadre:\n  nom:\n    - {ecrit}\n    - fin\n")
    assert texte(fiche, "cadre.nom") == f"- {ecrit}\n- fin"
    assert codes(fiche) == []


@pytest.mark.parametrize("ecrit", ["", "~", "null", "Null", "NULL", '""', "''", "<!-- à faire -->", "[]", '["", ""]'])
def test_vide(ecrit: str) -> None:
    fiche = lue(f"statut: finale\ncadre:\n  nom: {ecrit}\n  adresse: Apt\n")
    assert fiche.formulaire is not None
    assert fiche.is_empty(fiche.formulaire.champs["cadre", "nom"])
    faults = [d for d in fiche.diagnostics if "nom" in d.hint and "cadre.nom" in d.hint]
    assert [(d.code, d.line, d.column, d.rule) for d in faults] == [("NDRC301", 5, 3, "R3")]


@pytest.mark.parametrize("ecrit", ["’’", "'null'", '"~"', '"null"', "0", "-", "—"])
def test_ce_qui_n_est_pas_vide(ecrit: str) -> None:
    fiche = lue(f"cadre:\n  nom: {ecrit}\n")
    assert fiche.formulaire is not None
    if ecrit != "-":  # for YAML, the start of a list
        assert not fiche.is_empty(fiche.formulaire.champs["cadre", "nom"])


def test_une_liste_donne_des_puces() -> None:
    fiche = lue(
        "cadre:\n  nom:\n    - Un\n    - |\n      Deux\n      lignes\n    - **Trois**\n".replace(
            "**Trois**", '"**Trois**"'
        )
    )
    assert texte(fiche, "cadre.nom") == "- Un\n- Deux\n    lignes\n- **Trois**"
    assert codes(fiche) == []


def test_une_puce_vide_ne_perd_pas_les_autres() -> None:
    fiche = lue("cadre:\n  nom:\n    - Un\n    -\n    - Trois\n    - ~\n")
    assert texte(fiche, "cadre.nom") == "- Un\n- Trois"
    assert codes(fiche) == []


def test_une_faute_dans_une_liste_ne_perd_pas_le_reste() -> None:
    fiche = lue("statut: finale\ncadre:\n  nom:\n    - Un\n    - Deux : trois\n  adresse: Apt\n")
    assert "NDRC112" in codes(fiche)
    assert not [d for d in fiche.diagnostics if d.code == "NDRC301" and "cadre.nom" in d.hint]


def test_un_bloc_garde_ses_lignes() -> None:
    fiche = lue(
        "cadre:\n  nom: |\n    Un : deux\n\n    - trois # quatre\n      - cinq\n  adresse: >\n    une\n    ligne\n"
    )
    assert texte(fiche, "cadre.nom") == "Un : deux\n\n- trois # quatre\n  - cinq"
    assert texte(fiche, "cadre.adresse") == "une ligne"
    assert codes(fiche) == []


def test_les_guillemets_sont_ceux_de_yaml() -> None:
    fiche = lue("titre: \"L'hôtel \\\"Les Cigales\\\" : bilan\"\nnumero: 'l''un'\n")
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
    fiche = lue(f"vecue: {ecrit}\n", fiche="e6-activite")
    assert texte(fiche, "vecue") == lu
    assert codes(fiche) == []


@pytest.mark.parametrize("ecrit", ["yes", "1", "peut-être", "vrai"])
def test_vecue_autrement(ecrit: str) -> None:
    fiche = lue(f"vecue: {ecrit}\n", fiche="e6-activite")
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
def test_acteurs(entete: str, corps: str, cellules: tuple[str, ...]) -> None:
    fiche = lue(entete, corps, "e4-sujet-candidat")
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


def test_le_corps_reste_tel_quel() -> None:
    fiche = lue("", f"## Cadre de l’activité\n### Nom de l’organisation\n\n{CORPS}\n\n")
    assert texte(fiche, "cadre.nom") == CORPS
    assert codes(fiche) == []


def test_les_commentaires_ne_sortent_pas() -> None:
    fiche = lue(
        "cadre:\n  adresse: Apt <!-- secret -->\n",
        "## Cadre de l’activité\n### Nom de l’organisation\nUn <!-- secret\n--> deux\n<!-- secret -->\n",
    )
    assert "secret" not in "".join(c for v in fiche.values.values() for c in v.cells) + fiche.definitions
    assert texte(fiche, "cadre.nom").split() == ["Un", "deux"]


def test_l_en_tete_et_le_corps_se_completent() -> None:
    fiche = lue("cadre:\n  nom: Les Roues d’Ocre\n", "## Cadre de l’activité\n### Adresse/code postal/ville\nApt\n")
    assert (texte(fiche, "cadre.nom"), texte(fiche, "cadre.adresse")) == ("Les Roues d’Ocre", "Apt")
    assert fiche.values["cadre", "adresse"].in_body
    assert not fiche.values["cadre", "nom"].in_body
    assert codes(fiche) == []


def test_donnee_deux_fois_rien_ne_se_perd() -> None:
    fiche = lue(
        "cadre:\n  nom: Premier\n",
        "## Cadre de l’activité\n### Nom de l’organisation\nSecond\n### Nom de l’organisation\nTroisième\n",
    )
    assert texte(fiche, "cadre.nom").split() == ["Premier", "Second", "Troisième"]
    assert codes(fiche) == ["NDRC205", "NDRC204"]


def test_ce_qui_est_trop_gros_n_est_pas_lu() -> None:
    fiche = read_fiche(b"---\nfiche: e4-activite\n---\n" + b"a" * 5_000_000, "fiche.md", FORMULAIRES)
    assert fiche is not None
    assert [(d.code, d.line, d.message) for d in fiche.diagnostics] == [
        ("NDRC002", 1, "ce fichier fait 5,0 Mo\u00a0; une fiche tient en moins de 1 Mo")
    ]
