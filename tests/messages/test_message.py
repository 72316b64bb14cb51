"""How a message is made of its sentence, its remedy and its blanks."""

import pytest

from ndrc_portfolio.messages.catalogue.completeness import EmptyField
from ndrc_portfolio.messages.catalogue.dossier import MissingE4, TooShort
from ndrc_portfolio.messages.catalogue.front_matter import NotMapping, SpecialCharacter, Tab, UnknownValue
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.french import typeset


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
    missing = MissingE4(nombre=2, epreuve="E4", absentes=("a", "b", "c"), fiche="e4", cle="nature")
    assert missing.says() == typeset("il manque deux fiches E4 : « a », « b » ou « c »")
    assert "pour chacune, ou écrivez" in missing.advises()


def test_settings_are_no_front_matter() -> None:
    assert Tab().in_settings().says() == "tabulation dans ce fichier"
    assert SpecialCharacter(signe="@").in_settings().says().endswith("un sens particulier dans ce fichier")
    assert NotMapping().in_settings().advises() == ""


def test_the_rules_of_the_candidat_are_not_those_of_the_commission() -> None:
    message = EmptyField(rubrique="Date", cle="date")
    for rules, expected in ((True, ("R3", "pénalité")), (False, ("", ""))):
        found = message.at("a.md", Place(1), rules=rules)
        assert (found.rule, found.cost) == expected
