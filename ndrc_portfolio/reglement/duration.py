"""R5: attestations last as long as R12 asks of the candidate's statut."""

import datetime
from collections.abc import Iterator, Sequence

from ndrc_portfolio.formulaires.reglement import Article, Exigence
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
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.configuration.attestation import Attestation, format_weeks, whole_weeks
from ndrc_portfolio.portfolio.configuration.situation import Situation
from ndrc_portfolio.reglement.attestations import at_attestation, counted_attestations
from ndrc_portfolio.reglement.rule import Evidence, Regle, judge
from ndrc_portfolio.reglement.years import check_years


def regle_duree(article: Article, evidence: Evidence) -> Regle:
    """What is wrong with how the situation is written stands here too, for the weeks are counted from it."""
    situation, exigence = evidence.situation, evidence.exigence
    found = [*check_duration(situation, exigence, evidence.session), *situation.diagnostics]
    note, known = "", False
    if exigence is None:
        note = typeset("dépend de votre statut : écrivez « statut: … » sous « candidat »")
    else:
        found += check_years(situation, exigence, evidence.session, evidence.today)
        known = exigence.semaines is None or bool(counted_attestations(situation, exigence))
        if exigence.semaines is None:
            note = f"aucune durée n’est à vérifier pour {exigence.profil}"
    diagnostics = tuple(map(article.cites, found))
    return Regle(article, judge(diagnostics, "conforme" if known else "non-verifie"), diagnostics, note)


def check_duration(situation: Situation, exigence: Exigence | None, session: int) -> list[Diagnostic]:
    """What is wrong with how long they last: dates that contradict, no duration, one that is too short or too old."""
    diagnostics = [d for a in situation.attestations for d in _check_dates(situation, a)]
    if exigence is None:
        unsaid = situation.settings.diagnostic(NoStatus(), "candidat", "statut")
        return diagnostics if "statut" in situation.faulty else [*diagnostics, unsaid]
    needed = exigence.amenagees if situation.amenagement and exigence.amenagees else exigence.semaines
    counted = counted_attestations(situation, exigence)
    if needed is None or not counted:
        return diagnostics  # nothing is asked, or R4 has said that nothing is there
    unknown = [a for a in counted if a.weeks is None]
    for attestation in (a for a in unknown if not a.faulty & {"du", "au", "semaines"} and not _ends_before_start(a)):
        diagnostics.append(situation.settings.diagnostic(NoDuration(nom=attestation.nom), *at_attestation(attestation)))
    if unknown or any(not a.type or a.faulty & {"type", "temps", "semaines"} for a in situation.attestations):
        return diagnostics  # what follows would follow from a fault already reported
    return [*diagnostics, *_check_weeks(situation, exigence, counted, needed, session)]


def _check_weeks(
    situation: Situation, exigence: Exigence, counted: Sequence[Attestation], needed: int, session: int
) -> Iterator[Diagnostic]:
    """Whether they are enough, and recent enough. All of them have a duration."""
    if exigence.periode:
        total, last = _most_in_a_span(counted, exigence.periode)
        limit = datetime.date(session - exigence.periode * (2 if _all_part_time(counted) else 1), 6, 30)
        if last and total >= needed and last < limit:
            too_old = TooOld(fin=f"{last:%d/%m/%Y}", limite=f"{limit:%d/%m/%Y}")
            yield situation.settings.diagnostic(too_old, "attestations")
    else:
        total = sum(a.weeks or 0 for a in counted)
    if total < needed and not ("amenagement" in situation.faulty and total >= (exigence.amenagees or needed)):
        yield situation.settings.diagnostic(_too_short(exigence, situation, counted, total, needed), "attestations")


def _too_short(
    exigence: Exigence, situation: Situation, counted: Sequence[Attestation], total: float, needed: int
) -> TooShort:
    if exigence.periode:
        part = _all_part_time(counted)
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
        qui=exigence.profil,
        types=exigence.types if ignored else (),
        amenagees=None if situation.amenagement else exigence.amenagees,
    )


def _all_part_time(counted: Sequence[Attestation]) -> bool:
    return all(a.partiel for a in counted)


def _ends_before_start(attestation: Attestation) -> bool:
    return bool(attestation.du and attestation.au and attestation.au < attestation.du)


def _check_dates(situation: Situation, attestation: Attestation) -> Iterator[Diagnostic]:
    """What the dates contradict: themselves, or the weeks."""
    if _ends_before_start(attestation):
        yield situation.settings.diagnostic(EndsBeforeStart(nom=attestation.nom), *at_attestation(attestation, "au"))
        return
    said, dated = attestation.semaines, attestation.dated_weeks
    if said is None or dated is None:
        return
    weeks = {"nom": attestation.nom, "semaines": format_weeks(said), "dates": format_weeks(dated)}
    if said > dated + 1:
        yield situation.settings.diagnostic(LongerThanDates(**weeks), *at_attestation(attestation, "semaines"))
    elif said < dated - 1:
        yield situation.settings.diagnostic(ShorterThanDates(**weeks), *at_attestation(attestation, "semaines"))


def _most_in_a_span(counted: Sequence[Attestation], years: int) -> tuple[float, datetime.date | None]:
    """The most weeks of work, part time as half, that lie in one span of so many years (twice that for part time).

    And the last day of it. What has no dates counts whole.
    """
    undated = sum(_full_time(a, a.weeks or 0) for a in counted if not (a.du and a.au))
    best, last = 0.0, None
    for end in sorted({a.au for a in counted if a.du and a.au}):
        total = 0.0
        for a in (a for a in counted if a.du and a.au):
            start = end - datetime.timedelta(days=365 * years * (2 if a.partiel else 1))
            inside = start <= (a.du or end) and (a.au or end) <= end  # then what it says wins over its dates
            days = (min(a.au or end, end) - max(a.du or end, start)).days + 1
            total += _full_time(a, a.weeks or 0 if inside else min(a.weeks or 0, whole_weeks(days)))
        if total >= best:
            best, last = total, end
    return undated + best, last


def _full_time(attestation: Attestation, weeks: float) -> float:
    return weeks / 2 if attestation.partiel else weeks
