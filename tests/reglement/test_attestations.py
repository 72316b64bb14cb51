"""R4, R5 and R12: the attestations that a statut needs, and how long they last."""

import datetime

import pytest

from ndrc_portfolio.portfolio.settings import NO_SETTINGS
from ndrc_portfolio.portfolio.situation import Attestation, Situation
from ndrc_portfolio.reglement.attestations import check_attestations
from ndrc_portfolio.reglement.duration import check_duration


def situation(statut: str, *attestations: Attestation, adjusted: bool = False) -> Situation:
    return Situation(NO_SETTINGS, statut, amenagement=adjusted, attestations=attestations)


def stage(weeks: float | None, rang: int = 1, *, kind: str = "stage", part: bool = False) -> Attestation:
    return Attestation(rang, kind, "Garage", semaines=weeks, partiel=part, signee=True, fichier="a.pdf")


def dated(start: str, end: str, *, part: bool = False, weeks: float | None = None) -> Attestation:
    du, au = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    return Attestation(1, "certificat", "Garage", du, au, weeks, part, signee=True, fichier="a.pdf")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), ["NDRC621"]),
        ((Attestation(1, "stage", signee=False),), ["NDRC622"]),
        ((Attestation(1, "stage"),), ["NDRC623"]),
        ((Attestation(1, "contrat", signee=True),), ["NDRC624"]),
        ((Attestation(1, "contrat", signee=True), stage(8, 2)), []),  # one that counts is there
        ((Attestation(1, signee=True),), ["NDRC117"]),
        ((stage(8),), []),
    ],
)
def test_the_attestations_are_there_of_the_right_type_and_signed(
    given: tuple[Attestation, ...], expected: list[str]
) -> None:
    assert [d.code for d in check_attestations(situation("scolaire", *given))] == expected


@pytest.mark.parametrize(
    ("statut", "weeks", "adjusted", "expected"),
    [
        ("scolaire", 16, False, []),
        ("scolaire", 15.5, False, ["NDRC625"]),
        ("scolaire", 8, True, []),
        ("scolaire", 7, True, ["NDRC625"]),
        ("formation-continue", 8, False, []),
        ("formation-continue", 7, False, ["NDRC625"]),
        ("formation-continue", 7, True, ["NDRC625"]),
        ("scolaire", None, False, ["NDRC626"]),
        ("", 16, False, ["NDRC627"]),
        ("apprentissage", 1, False, []),
        ("experience", 1, False, []),
    ],
)
def test_the_weeks_are_those_of_the_statut(
    statut: str, weeks: float | None, adjusted: bool, expected: list[str]
) -> None:
    assert [d.code for d in check_duration(situation(statut, stage(weeks), adjusted=adjusted), 2027)] == expected


def test_weeks_add_up() -> None:
    assert list(check_duration(situation("scolaire", stage(8), stage(8, 2)), 2027)) == []


@pytest.mark.parametrize(
    ("attestation", "expected"),
    [
        (dated("2026-07-01", "2026-12-31"), []),
        (dated("2026-07-01", "2026-12-15"), ["NDRC625"]),
        (dated("2026-01-01", "2026-12-31", part=True), []),
        (dated("2026-07-01", "2026-12-31", part=True), ["NDRC625"]),
        (dated("2024-07-01", "2024-12-31"), ["NDRC628"]),  # too long ago
        (dated("2025-01-01", "2026-01-05", part=True), []),  # part time may be spread over two years
        (dated("2026-07-01", "2026-12-31", weeks=40), ["NDRC629"]),  # more than its dates
        (dated("2026-01-01", "2026-12-31", weeks=30), ["NDRC634"]),  # fewer
    ],
)
def test_perfectionnement_asks_for_six_months_of_the_last_year(attestation: Attestation, expected: list[str]) -> None:
    assert [d.code for d in check_duration(situation("perfectionnement", attestation), 2027)] == expected
