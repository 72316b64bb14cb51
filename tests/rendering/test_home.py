"""The home page as data, of the forms of both sessions: what a card says, and what a candidate says of themselves."""

from pathlib import Path

import pytest

from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.rendering.home import Contact, contact_of, diplome, home_of, sentence_case
from tests.rendering.plans import read_all, site

E4 = """\
---
fiche: e4-activite
numero: 2
nature: negociation-vente
titre: Vente <i>d’un</i> véhicule
cadre:
  nom: "**Auto Dépôt** Avignon"
analyse:
  dates: "Du 12 janvier au 13 février 2026 (deux semaines de préparation)"
---
"""
E6 = """\
---
fiche: e6-activite
statut: brouillon
numero: 1
reseau: partenaires
titre: Relancer
vecue: {vecue}
analyse:
  periodes: |
    - Stage du 18 mai au 26 juin ; la suite en été
    - Autre
---
"""
ETUDE = "---\nfiche: e6-etude-reflexive\ntheme: La [complémentarité](a.md) du terrain\n---\n"


def test_what_the_cards_say(tmp_path: Path) -> None:
    files = {"e4/a.md": E4, "e6/b.md": E6.format(vecue="oui"), "e6/c.md": ETUDE}
    found = read_all(tmp_path, files)
    home = home_of(found, site(found))
    assert (home.nom, home.session) == ("Camille Roussel", 2027)
    assert home.diplome == "BTS Négociation et digitalisation de la relation client"
    assert [column.titre for column in home.columns] == [
        "E4 – Relation client et négociation vente",
        "E6 – Relation client et animation de réseaux",
    ]
    vente, reseau, etude = (card for column in home.columns for card in column.cards)
    assert vente.titre == "2. Vente <i>d’un</i> véhicule"
    assert vente.details[1:] == ("Auto Dépôt Avignon", "Du 12 janvier au 13 février 2026")
    assert reseau.details[1:] == ("Stage du 18 mai au 26 juin", "vécue")
    assert etude.details == ("La complémentarité du terrain",)
    assert vente.draft
    assert vente.filled is None  # an author's measure, not a reader's


def test_how_full_a_draft_is_shows_to_its_author_alone(tmp_path: Path) -> None:
    found = read_all(tmp_path, {"a.md": E6.format(vecue="non")}, "candidat")
    card = home_of(found, site(found)).columns[0].cards[0]
    assert card.filled is not None
    assert "non vécue" in card.details


@pytest.mark.parametrize("session", [2020, 2025])
def test_the_forms_of_a_session_say_what_their_cards_need(session: int) -> None:
    """Whoever brings the forms of another session is told here, and not by a home page that says less."""
    fiches = [form for form in load_forms(session).values() if form.keyword.role == "activite"]
    assert len(fiches) == 2
    for form in fiches:
        roles = {champ.keyword.role for champ in form.champs.values()}
        assert {"choix", "organisation", "dates"} <= roles, form.id


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        ("camille@exemple.fr", Contact("camille@exemple.fr", "mailto:camille@exemple.fr")),
        ("https://www.linkedin.com/in/c/", Contact("linkedin.com/in/c", "https://www.linkedin.com/in/c/")),
        ("04 90 00 00 00", Contact("04 90 00 00 00", "tel:0490000000")),
        ("javascript:alert(1)", Contact("javascript:alert(1)")),
        ('a@b.fr"onclick=x', Contact('a@b.fr"onclick=x')),
        ("Avignon (84)", Contact("Avignon (84)")),
    ],
)
def test_where_a_contact_leads(line: str, contact: Contact) -> None:
    assert contact_of(line) == contact


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("E4 – RELATION CLIENT", "E4 – Relation client"),
        ("BTS NÉGOCIATION", "BTS Négociation"),
        ("Bts déjà écrit", "Bts déjà écrit"),
        ("", ""),
    ],
)
def test_a_text_in_capitals(text: str, shown: str) -> None:
    assert sentence_case(text) == shown


@pytest.mark.parametrize("session", [2020, 2027])
def test_the_diploma_is_that_of_the_forms_whatever_the_session(session: int) -> None:
    assert diplome(load_forms(session)) == "BTS Négociation et digitalisation de la relation client"
