"""Attestations and how long they last: what R4, R5 and R12 of the exam ask of a candidate's statut."""

import datetime
from collections.abc import Iterator, Sequence

from ndrc_portfolio.messages.catalogue.dossier import (
    EndsBeforeStart,
    LongerThanDates,
    NoDuration,
    NoStatus,
    ShorterThanDates,
    TooOld,
    TooShort,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.attestation import Attestation, format_weeks, whole_weeks
from ndrc_portfolio.portfolio.situation import Situation
from ndrc_portfolio.reglement.attestations import EXIGENCES, Exigence, at_attestation, counted_attestations


def check_duration(situation: Situation, session: int) -> Iterator[Diagnostic]:
    """R5: they last as long as R12 asks."""
    signaler = situation.settings.diagnostic
    for attestation in situation.attestations:
        yield from _dates(situation, attestation)
    exigence = EXIGENCES.get(situation.statut)
    if exigence is None:
        if "statut" not in situation.faulty:
            yield signaler(NoStatus(), "candidat", "statut")
        return
    needed = exigence.amenagees if situation.amenagement and exigence.amenagees else exigence.semaines
    counted = counted_attestations(situation, exigence)
    if needed is None or not counted:
        return  # nothing is asked, or R4 has said that nothing is there
    unknown = [a for a in counted if a.weeks is None]
    for attestation in (a for a in unknown if not a.faulty & {"du", "au", "semaines"} and not _renversees(a)):
        yield signaler(NoDuration(nom=attestation.nom), *at_attestation(attestation))
    if unknown or any(not a.type or a.faulty & {"type", "temps", "semaines"} for a in situation.attestations):
        return  # what follows would follow from a fault already told
    if exigence.periode:
        total, last = _en_periode(counted, exigence.periode)
        limit = datetime.date(session - exigence.periode * (2 if _partiels(counted) else 1), 6, 30)
        if last and total >= needed and last < limit:
            yield signaler(TooOld(fin=f"{last:%d/%m/%Y}", limite=f"{limit:%d/%m/%Y}"), "attestations")
    else:
        total = sum(a.weeks or 0 for a in counted)
    if total < needed and not ("amenagement" in situation.faulty and total >= (exigence.amenagees or needed)):
        yield signaler(_trop_court(exigence, situation, counted, total, needed), "attestations")


def _trop_court(
    exigence: Exigence, situation: Situation, counted: Sequence[Attestation], total: float, needed: int
) -> TooShort:
    if exigence.periode:
        part = _partiels(counted)
        asked = (
            f"1 an à temps partiel sur deux ans ({format_weeks(2 * needed)})"
            if part
            else f"6 mois à temps plein dans l’année ({format_weeks(needed)})"
        )
        done = format_weeks(total * (2 if part else 1))
    else:
        asked, done = format_weeks(needed), format_weeks(total)
    ignored = len(situation.attestations) > len(counted)
    return TooShort(
        total=done,
        demande=asked,
        qui=exigence.candidat,
        types=exigence.types if ignored else (),
        amenagees=None if situation.amenagement else exigence.amenagees,
    )


def _partiels(counted: Sequence[Attestation]) -> bool:
    return all(a.partiel for a in counted)


def _renversees(attestation: Attestation) -> bool:
    return bool(attestation.du and attestation.au and attestation.au < attestation.du)


def _dates(situation: Situation, attestation: Attestation) -> Iterator[Diagnostic]:
    """What the dates contradict: themselves, or the weeks."""
    if _renversees(attestation):
        yield situation.settings.diagnostic(EndsBeforeStart(nom=attestation.nom), *at_attestation(attestation, "au"))
        return
    told, dated = attestation.semaines, attestation.dated_weeks
    if told is None or dated is None:
        return
    weeks = {"nom": attestation.nom, "semaines": format_weeks(told), "dates": format_weeks(dated)}
    if told > dated + 1:
        yield situation.settings.diagnostic(LongerThanDates(**weeks), *at_attestation(attestation, "semaines"))
    elif told < dated - 1:
        yield situation.settings.diagnostic(ShorterThanDates(**weeks), *at_attestation(attestation, "semaines"))


def _en_periode(counted: Sequence[Attestation], years: int) -> tuple[float, datetime.date | None]:
    """The most weeks of work, part time as half, that lie in one span of so many years (twice that for part time).

    And the last day of it. What has no dates counts whole.
    """
    undated = sum(_valeur(a, a.weeks or 0) for a in counted if not (a.du and a.au))
    best, last = 0.0, None
    for end in sorted({a.au for a in counted if a.du and a.au}):
        total = 0.0
        for a in (a for a in counted if a.du and a.au):
            start = end - datetime.timedelta(days=365 * years * (2 if a.partiel else 1))
            inside = start <= (a.du or end) and (a.au or end) <= end  # then what it says wins over its dates
            days = (min(a.au or end, end) - max(a.du or end, start)).days + 1
            total += _valeur(a, a.weeks or 0 if inside else min(a.weeks or 0, whole_weeks(days)))
        if total >= best:
            best, last = total, end
    return undated + best, last


def _valeur(attestation: Attestation, weeks: float) -> float:
    return weeks / 2 if attestation.partiel else weeks
