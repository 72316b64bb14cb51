"""How a message is made of its sentence, its remedy and its blanks."""

import pytest

from ndrc_portfolio.messages.catalogue.completeness import EmptyField
from ndrc_portfolio.messages.catalogue.dossier import (
    FileNotThere,
    MissingDocument,
    MissingFiches,
    MissingFichesOfR1,
    NoStatus,
    SecondDocument,
    TooShort,
)
from ndrc_portfolio.messages.catalogue.front_matter import NotMapping, SpecialCharacter, Tab, UnknownValue
from ndrc_portfolio.messages.diagnostic import Cost, Diagnostic, Place
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Offence, cited


def test_a_diagnostic_does_not_change() -> None:
    found = Tab().at("a.md", Place(3, 2))
    assert found.head == "a.md:3:2: erreur NDRC103: tabulation dans l’en-tête"
    with pytest.raises(AttributeError):
        found.path = "b.md"  # type: ignore[misc]


def test_values_of_a_message_are_no_templates() -> None:
    message = UnknownValue(valeur="{autre} {0} [x]\x1b[31m", cle="nature", valeurs=("a", "b"))
    assert message.says() == typeset("« {autre} {0} [x]\ufffd[31m » n’est pas une valeur de « nature »")
    assert message.advises() == typeset("valeurs possibles : a, b")


def test_what_stands_in_brackets_goes_when_its_blank_is_empty() -> None:
    shorter = TooShort(total="3 semaines", demande="8 semaines", qui="un apprenti")
    short = shorter.but(types=("stage", "contrat"), amenagees=4)
    assert typeset(" (seules comptent les pièces de type « stage » ou « contrat ») :") in short.says()
    assert "(4 semaines)" in short.advises()
    assert shorter.says() == typeset("3 semaines seulement : il faut 8 semaines pour un apprenti")
    assert shorter.advises() == "ajoutez l’attestation qui manque, ou corrigez «\u00a0semaines\u00a0»"


def test_numbers_agree_with_their_nouns() -> None:
    missing = MissingFichesOfR1(nombre=2, epreuve="E4", absentes=("a", "b", "c"), fiche="e4", cle="nature")
    assert missing.says() == typeset("il manque deux fiches E4 : « a », « b » ou « c »")
    assert "pour chacune, ou écrivez" in missing.advises()


def test_settings_are_no_front_matter() -> None:
    assert Tab().in_settings().says() == "tabulation dans ce fichier"
    assert SpecialCharacter(signe="@").in_settings().says().endswith("un sens particulier dans ce fichier")
    assert NotMapping().in_settings().advises() == ""


@pytest.mark.parametrize(
    ("message", "cost", "severity"),
    [
        (MissingFichesOfR1, "NV", "error"),
        (MissingFichesOfR1, "pénalité", "warning"),
        (MissingFichesOfR1, "obligatoire", "warning"),
        (MissingFichesOfR1, "conseil", "info"),
        (TooShort, "NV", "error"),
        (TooShort, "pénalité", "warning"),
        (NoStatus, "NV", "warning"),  # it may be well
        (EmptyField, "obligatoire", "error"),  # the fiche says that it is `finale`
        (EmptyField, "conseil", "info"),
    ],
)
def test_what_a_rule_costs_says_how_grave_it_is(message: type[Offence], cost: Cost, severity: str) -> None:
    said = Diagnostic("", "warning", "a.md", Place(1), "", kind=message)
    found = cited(said, "R3", cost)
    assert (found.rule, found.cost, found.severity) == ("R3", cost, severity)


def test_advice_and_what_offends_no_rule_cost_what_they_did() -> None:
    advice = FileNotThere(nom="Garage").at("mkdocs.yml", Place(1))
    assert (cited(advice, "R4", "NV").rule, cited(advice, "R4", "NV").cost) == ("R4", "conseil")
    assert cited(Tab().at("a.md", Place(1)), "R4", "NV").rule == ""


def test_a_rule_may_have_words_of_its_own() -> None:
    assert (MissingFiches.worded("R1"), MissingFiches.worded("R7")) == (MissingFichesOfR1, MissingFiches)


@pytest.mark.parametrize(
    ("nom", "said"),
    [
        ("une étude", ("l’étude", "une autre étude", "une seule")),
        ("un rapport", ("le rapport", "un autre rapport", "un seul")),
        ("une visite", ("la visite", "une autre visite", "une seule")),
    ],
)
def test_nouns_agree(nom: str, said: tuple[str, str, str]) -> None:
    second = SecondDocument(nom=nom, autre="a.md")
    assert (MissingDocument(nom=nom, fiche="a").lequel, second.un_autre, second.un_seul) == said
