"""R4: attestations and certificates are there, of the right type, signed."""

from collections.abc import Iterator
from dataclasses import dataclass

from ndrc_portfolio.messages.catalogue.dossier import NoAttestation, SignatureUnsaid, UnsignedAttestation, WrongPaper
from ndrc_portfolio.messages.catalogue.front_matter import MissingKey
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.attestation import Attestation
from ndrc_portfolio.portfolio.situation import Situation


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


def check_attestations(situation: Situation) -> Iterator[Diagnostic]:
    """R4: the attestations are there, of the right type, signed."""
    signaler = situation.settings.diagnostic
    exigence = EXIGENCES.get(situation.statut)
    piece = exigence.piece if exigence else "vos attestations de stage ou certificats de travail"
    if not situation.attestations:
        if "attestations" not in situation.faulty:
            yield signaler(NoAttestation(piece=piece), "attestations")
        return
    wrong = [a for a in situation.attestations if exigence and a.type and a.type not in exigence.types]
    if exigence and len(wrong) == len(situation.attestations):
        yield signaler(
            WrongPaper(type=wrong[0].type, qui=exigence.candidat, piece=piece, types=exigence.types),
            *at_attestation(wrong[0], "type"),
        )
    for attestation in situation.attestations:
        at = at_attestation(attestation, "signee")
        if attestation.signee is False:
            yield signaler(UnsignedAttestation(nom=attestation.nom), *at)
        elif attestation.signee is None and "signee" not in attestation.faulty:
            yield signaler(SignatureUnsaid(nom=attestation.nom), *at)
        if not attestation.type and "type" not in attestation.faulty:
            yield signaler(
                MissingKey(manque="type", cle=f"attestation {attestation.numero}"), *at_attestation(attestation)
            )


def counted_attestations(situation: Situation, exigence: Exigence) -> list[Attestation]:
    """The attestations of a type that counts."""
    return [a for a in situation.attestations if a.type in exigence.types]


def at_attestation(attestation: Attestation, *cle: str) -> tuple[str | int, ...]:
    return ("attestations", attestation.numero - 1, *cle)
