"""Attestations and how long they last: what R4, R5 and R12 of the exam ask of a candidate's statut."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ndrc_portfolio.messages.catalogue.dossier import (
    EndsBeforeStart,
    LongerThanDates,
    NoAttestation,
    NoDuration,
    NoStatus,
    ShorterThanDates,
    SignatureUnsaid,
    TooOld,
    TooShort,
    UnsignedAttestation,
    WrongPaper,
)
from ndrc_portfolio.messages.catalogue.front_matter import MissingKey
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.situation import Attestation, Situation, en_semaines, semaines_entieres


@dataclass(frozen=True, slots=True)
class Exigence:
    """What R12 asks of a statut: the papers that count, and how many weeks of them.

    `periode` is the span, in years, in which full time must lie; part time counts half, over twice the span.
    """

    candidat: str
    types: tuple[str, ...]
    piece: str
    semaines: int | None = None
    amenagees: int | None = None
    periode: int | None = None


EXIGENCES = {
    "scolaire": Exigence("un candidat scolaire", ("stage",), "vos attestations de stage", 16, 8),
    "apprentissage": Exigence(
        "un apprenti", ("contrat", "certificat"), "votre contrat de travail ou l’attestation de l’employeur"
    ),
    "formation-continue": Exigence(
        "un candidat de la formation continue (première formation, reconversion)",
        ("stage",),
        "vos attestations de stage",
        8,
    ),
    "perfectionnement": Exigence(
        "un candidat de la formation continue (perfectionnement)",
        ("certificat",),
        "vos certificats de travail",
        26,
        periode=1,
    ),
    "experience": Exigence(
        "un candidat au titre de l’expérience professionnelle", ("certificat",), "vos certificats de travail"
    ),
}


def presence(situation: Situation) -> Iterator[Diagnostic]:
    """R4: the attestations are there, of the right type, signed."""
    signaler = situation.reglages.signaler
    exigence = EXIGENCES.get(situation.statut)
    piece = exigence.piece if exigence else "vos attestations de stage ou certificats de travail"
    if not situation.attestations:
        if "attestations" not in situation.fautive:
            yield signaler(NoAttestation(piece=piece), "attestations")
        return
    wrong = [a for a in situation.attestations if exigence and a.type and a.type not in exigence.types]
    if exigence and len(wrong) == len(situation.attestations):
        yield signaler(
            WrongPaper(type=wrong[0].type, qui=exigence.candidat, piece=piece, types=exigence.types),
            *_at(wrong[0], "type"),
        )
    for attestation in situation.attestations:
        at = _at(attestation, "signee")
        if attestation.signee is False:
            yield signaler(UnsignedAttestation(nom=attestation.nom), *at)
        elif attestation.signee is None and "signee" not in attestation.fautive:
            yield signaler(SignatureUnsaid(nom=attestation.nom), *at)
        if not attestation.type and "type" not in attestation.fautive:
            yield signaler(MissingKey(manque="type", cle=f"attestation {attestation.rang}"), *_at(attestation))


def duree(situation: Situation, session: int) -> Iterator[Diagnostic]:
    """R5: they last as long as R12 asks."""
    signaler = situation.reglages.signaler
    for attestation in situation.attestations:
        yield from _dates(situation, attestation)
    exigence = EXIGENCES.get(situation.statut)
    if exigence is None:
        if "statut" not in situation.fautive:
            yield signaler(NoStatus(), "candidat", "statut")
        return
    needed = exigence.amenagees if situation.amenagement and exigence.amenagees else exigence.semaines
    counted = comptees(situation, exigence)
    if needed is None or not counted:
        return  # nothing is asked, or R4 has said that nothing is there
    unknown = [a for a in counted if a.nombre is None]
    for attestation in (a for a in unknown if not a.fautive & {"du", "au", "semaines"} and not _renversees(a)):
        yield signaler(NoDuration(nom=attestation.nom), *_at(attestation))
    if unknown or any(not a.type or a.fautive & {"type", "temps", "semaines"} for a in situation.attestations):
        return  # what follows would follow from a fault already told
    if exigence.periode:
        total, last = _en_periode(counted, exigence.periode)
        limit = datetime.date(session - exigence.periode * (2 if _partiels(counted) else 1), 6, 30)
        if last and total >= needed and last < limit:
            yield signaler(TooOld(fin=f"{last:%d/%m/%Y}", limite=f"{limit:%d/%m/%Y}"), "attestations")
    else:
        total = sum(a.nombre or 0 for a in counted)
    if total < needed and not ("amenagement" in situation.fautive and total >= (exigence.amenagees or needed)):
        yield signaler(_trop_court(exigence, situation, counted, total, needed), "attestations")


def comptees(situation: Situation, exigence: Exigence) -> list[Attestation]:
    """The attestations of a type that counts."""
    return [a for a in situation.attestations if a.type in exigence.types]


def _trop_court(
    exigence: Exigence, situation: Situation, counted: Sequence[Attestation], total: float, needed: int
) -> TooShort:
    if exigence.periode:
        part = _partiels(counted)
        asked = (
            f"1 an à temps partiel sur deux ans ({en_semaines(2 * needed)})"
            if part
            else f"6 mois à temps plein dans l’année ({en_semaines(needed)})"
        )
        done = en_semaines(total * (2 if part else 1))
    else:
        asked, done = en_semaines(needed), en_semaines(total)
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
        yield situation.reglages.signaler(EndsBeforeStart(nom=attestation.nom), *_at(attestation, "au"))
        return
    told, dated = attestation.semaines, attestation.semaines_datees
    if told is None or dated is None:
        return
    weeks = {"nom": attestation.nom, "semaines": en_semaines(told), "dates": en_semaines(dated)}
    if told > dated + 1:
        yield situation.reglages.signaler(LongerThanDates(**weeks), *_at(attestation, "semaines"))
    elif told < dated - 1:
        yield situation.reglages.signaler(ShorterThanDates(**weeks), *_at(attestation, "semaines"))


def _en_periode(counted: Sequence[Attestation], years: int) -> tuple[float, datetime.date | None]:
    """The most weeks of work, part time as half, that lie in one span of so many years (twice that for part time).

    And the last day of it. What has no dates counts whole.
    """
    undated = sum(_valeur(a, a.nombre or 0) for a in counted if not (a.du and a.au))
    best, last = 0.0, None
    for end in sorted({a.au for a in counted if a.du and a.au}):
        total = 0.0
        for a in (a for a in counted if a.du and a.au):
            start = end - datetime.timedelta(days=365 * years * (2 if a.partiel else 1))
            inside = start <= (a.du or end) and (a.au or end) <= end  # then what it says wins over its dates
            days = (min(a.au or end, end) - max(a.du or end, start)).days + 1
            total += _valeur(a, a.nombre or 0 if inside else min(a.nombre or 0, semaines_entieres(days)))
        if total >= best:
            best, last = total, end
    return undated + best, last


def _valeur(attestation: Attestation, weeks: float) -> float:
    return weeks / 2 if attestation.partiel else weeks


def _at(attestation: Attestation, *cle: str) -> tuple[str | int, ...]:
    return ("attestations", attestation.rang - 1, *cle)
