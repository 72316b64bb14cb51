"""R5: that both years of a training have their attestation."""

import datetime
from typing import Any

import pytest

from ndrc_portfolio.reglement.check import check_reglement
from tests.reglement.dossiers import MODELES, STAGES, check, codes, regle, situation

FIRST = {**STAGES[0], "du": "2026-01-05", "au": "2026-04-24"}  # sixteen weeks each
SECOND = {**STAGES[1], "semaines": None, "du": "2026-09-07", "au": "2026-12-25"}


def said(*attestations: dict[str, Any], **more: Any) -> list[str]:
    return codes(regle(check(of=situation(attestations=attestations, **more)), "E4", "R5"))


@pytest.mark.parametrize(
    ("attestations", "expected"),
    [
        ([FIRST, SECOND], []),
        ([SECOND], ["NDRC645"]),
        ([FIRST], ["NDRC645"]),
        ([{**FIRST, "au": "2026-09-11"}], []),  # it lasts from one into the other
        ([SECOND, {**FIRST, "du": None, "au": None, "semaines": "16"}], []),  # when it was is not said
        ([SECOND, {**FIRST, "type": "contrat"}], ["NDRC645"]),  # that does not count
        ([{**SECOND, "du": "2024-09-02", "au": "2024-12-20"}], []),  # who sits the exam again
    ],
)
def test_both_years_have_one(attestations: list[dict[str, Any]], expected: list[str]) -> None:
    assert said(*attestations) == expected


def test_the_year_that_lacks_is_named() -> None:
    (first,) = regle(check(of=situation(attestations=[SECOND])), "E6", "R5").diagnostics
    (second,) = regle(check(of=situation(attestations=[FIRST])), "E6", "R5").diagnostics
    assert first.message == "aucune attestation n’est de votre première année, 2025-2026"
    assert second.message == "aucune attestation n’est de votre seconde année, 2026-2027"
    assert (first.severity, first.cost, first.rule) == ("info", "conseil", "R5")


def test_it_is_told_beside_a_duration_that_is_too_short() -> None:
    """As in the court's case: the attestation of the first year alone was missing."""
    assert said({**SECOND, "au": "2026-10-30"}) == ["NDRC625", "NDRC645"]


def test_an_amenagement_may_be_of_one_year() -> None:
    assert said(SECOND, candidat={"amenagement": "oui"}) == []


def test_only_who_has_two_years_is_asked() -> None:
    one = situation("formation-continue", [SECOND])
    assert codes(regle(check(of=one), "E4", "R5")) == []


def test_the_second_year_is_not_missed_before_it_begins() -> None:
    before = check_reglement([], MODELES, situation(attestations=[FIRST]), datetime.date(2026, 6, 1))
    assert codes(regle(before, "E4", "R5")) == []
