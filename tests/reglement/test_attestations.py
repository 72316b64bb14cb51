"""R4, R5 and R12: the attestations that a statut needs, and how long they last."""

from typing import Any

import pytest

from ndrc_portfolio.messages.catalogue.dossier import FileNotThere
from ndrc_portfolio.messages.diagnostic import Place
from tests.reglement.dossiers import STAGES, check, codes, kept, regle, situation


@pytest.mark.parametrize(
    ("attestations", "expected"),
    [
        (STAGES, ("conforme", [])),
        ([], ("a-corriger", ["NDRC621"])),
        ([{**STAGES[0], "signee": "non"}], ("a-corriger", ["NDRC622"])),
        ([{**STAGES[0], "signee": None}], ("a-corriger", ["NDRC623"])),
        ([{**STAGES[0], "type": "contrat"}], ("a-corriger", ["NDRC624"])),
        ([STAGES[0], {**STAGES[1], "type": "contrat"}], ("conforme", [])),  # one that counts is there
        ([{**STAGES[0], "type": None}], ("a-corriger", ["NDRC117"])),
        ([{**STAGES[0], "signee": "peut-être"}], ("conforme", [])),  # what is written wrong stands in R5
    ],
)
def test_attestations_are_there_and_signed(attestations: list[Any], expected: tuple[str, list[str]]) -> None:
    found = check(of=situation(attestations=attestations))
    assert kept(found, "E4", "R4") == kept(found, "E6", "R4") == expected


def test_a_file_that_is_missing_is_no_fault_and_to_be_watched() -> None:
    missing = FileNotThere(nom="Garage").at("mkdocs.yml", Place(9))
    assert kept(check(justificatifs=[missing]), "E4", "R4") == ("a-surveiller", ["NDRC630"])


@pytest.mark.parametrize(
    ("statut", "weeks", "expected"),
    [
        ("scolaire", "16", ("conforme", [])),
        ("scolaire", "15,5", ("a-corriger", ["NDRC625"])),
        ("formation-continue", "8", ("conforme", [])),
        ("formation-continue", "7", ("a-corriger", ["NDRC625"])),
        ("apprentissage", "1", ("conforme", [])),
        ("experience", "1", ("conforme", [])),
        ("", "16", ("a-corriger", ["NDRC627"])),
    ],
)
def test_they_last_as_long_as_the_statut_asks(statut: str, weeks: str, expected: tuple[str, list[str]]) -> None:
    kind = "stage" if statut in ("scolaire", "formation-continue", "") else "certificat"
    one = {"type": kind, "organisation": "Garage", "semaines": weeks, "signee": "oui"}
    assert kept(check(of=situation(statut, [one])), "E4", "R5") == expected


@pytest.mark.parametrize(
    ("statut", "weeks", "expected"),
    [
        ("scolaire", "8", []),
        ("scolaire", "7", ["NDRC625"]),
        ("formation-continue", "8", []),
        ("formation-continue", "7", ["NDRC625"]),  # it has no more to halve
    ],
)
def test_an_amenagement_has_its_own_weeks(statut: str, weeks: str, expected: list[str]) -> None:
    one = [{**STAGES[1], "semaines": weeks}]
    found = check(of=situation(statut, one, candidat={"amenagement": "oui"}))
    assert codes(regle(found, "E4", "R5")) == expected


def test_an_amenagement_halves_the_weeks() -> None:
    one = [{**STAGES[1], "semaines": "8"}]
    said = check(of=situation(attestations=one, candidat={"amenagement": "oui"}))
    assert kept(said, "E6", "R5") == ("conforme", [])
    (unsaid,) = regle(check(of=situation(attestations=one)), "E6", "R5").diagnostics
    assert "amenagement: oui" in unsaid.hint
    wrong = check(of=situation(attestations=one, candidat={"amenagement": "jamais"}))
    assert codes(regle(wrong, "E6", "R5")) == ["NDRC104"]  # and no other: it may have been « oui »


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        ({"du": "2026-07-01", "au": "2027-01-03", "temps": "plein"}, []),
        ({"du": "2026-09-01", "au": "2027-01-03", "temps": "plein"}, ["NDRC625"]),
        ({"du": "2026-01-05", "au": "2027-01-03", "temps": "partiel"}, []),
        ({"du": "2026-02-02", "au": "2027-01-03", "temps": "partiel"}, ["NDRC625"]),
        ({"du": "2022-01-03", "au": "2023-01-02", "temps": "plein"}, ["NDRC628"]),
        ({"semaines": "26"}, []),
        ({"semaines": "25"}, ["NDRC625"]),
    ],
)
def test_perfectionnement_counts_work_in_a_span(one: dict[str, str], expected: list[str]) -> None:
    """R12: full time six months of a year; part time a year of two."""
    certificate = {"type": "certificat", "organisation": "Garage", "signee": "oui", **one}
    assert codes(regle(check(of=situation("perfectionnement", [certificate])), "E4", "R5")) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"semaines": None, "du": None, "au": None}, ["NDRC626"]),
        ({"du": "2026-03-02", "au": "2026-01-05", "semaines": None}, ["NDRC632"]),
        ({"du": "2026-01-05", "au": "2026-01-18", "semaines": "16"}, ["NDRC629"]),
        ({"du": "2026-01-05", "au": "2026-09-30", "semaines": "16"}, ["NDRC634"]),
        ({"du": "hier", "au": "2026-01-18", "semaines": None}, ["NDRC132"]),
    ],
)
def test_dates_and_weeks_agree(more: dict[str, Any], expected: list[str]) -> None:
    assert codes(regle(check(of=situation(attestations=[{**STAGES[0], **more}])), "E4", "R5")) == expected
