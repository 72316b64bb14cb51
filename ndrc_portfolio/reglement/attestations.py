"""R4: attestations and certificates are there, of the right type, signed. And what R12 asks of each statut."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ndrc_portfolio.messages.catalogue.dossier import NoAttestation, SignatureUnsaid, UnsignedAttestation, WrongPaper
from ndrc_portfolio.messages.catalogue.front_matter import MissingKey
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.attestation import Attestation
from ndrc_portfolio.portfolio.situation import Situation
from ndrc_portfolio.reglement.rule import Regle, judge


class Exigence(NamedTuple):
    """What R12 asks of a statut: the types of papers that count, and how many weeks of them.

    `profil` and `papiers` name the candidate and the papers in messages. `amenagees` are the weeks asked with an
    aménagement. `periode` is the span, in years, that full time must lie in; part time counts half, over twice that.
    """

    profil: str
    types: tuple[str, ...]
    papiers: str
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


def regle_attestations(epreuve: str, situation: Situation, justificatifs: Sequence[Diagnostic]) -> Regle:
    """R4; `justificatifs` is what is to be said of the files of the attestations."""
    diagnostics = (*check_attestations(situation), *justificatifs)
    # A file that is missing is no fault, for the paper may be joined by hand; it is not joined yet all the same.
    state = judge(diagnostics, "a-surveiller" if diagnostics else "conforme")
    return Regle("R4", epreuve, "Attestations ou certificats joints, visés ou signés", state, diagnostics)


def check_attestations(situation: Situation) -> list[Diagnostic]:
    """What is wrong with the attestations: none, of another type than the statut asks for, not signed."""
    exigence = EXIGENCES.get(situation.statut)
    if not situation.attestations:
        papiers = exigence.papiers if exigence else "vos attestations de stage ou certificats de travail"
        missing = situation.settings.diagnostic(NoAttestation(piece=papiers), "attestations")
        return [] if "attestations" in situation.faulty else [missing]
    diagnostics: list[Diagnostic] = []
    wrong = [a for a in situation.attestations if exigence and a.type and a.type not in exigence.types]
    if exigence and len(wrong) == len(situation.attestations):
        message = WrongPaper(type=wrong[0].type, qui=exigence.profil, piece=exigence.papiers, types=exigence.types)
        diagnostics.append(situation.settings.diagnostic(message, *at_attestation(wrong[0], "type")))
    return [*diagnostics, *(d for a in situation.attestations for d in _check_attestation(situation, a))]


def _check_attestation(situation: Situation, attestation: Attestation) -> Iterator[Diagnostic]:
    signed = at_attestation(attestation, "signee")
    if attestation.signee is False:
        yield situation.settings.diagnostic(UnsignedAttestation(nom=attestation.nom), *signed)
    elif attestation.signee is None and "signee" not in attestation.faulty:
        yield situation.settings.diagnostic(SignatureUnsaid(nom=attestation.nom), *signed)
    if not attestation.type and "type" not in attestation.faulty:
        missing = MissingKey(manque="type", cle=f"attestation {attestation.numero}")
        yield situation.settings.diagnostic(missing, *at_attestation(attestation))


def counted_attestations(situation: Situation, exigence: Exigence) -> list[Attestation]:
    """The attestations of a type that counts."""
    return [a for a in situation.attestations if a.type in exigence.types]


def at_attestation(attestation: Attestation, *cle: str) -> tuple[str | int, ...]:
    """The path of an attestation, or of a key of it, among the options of `mkdocs.yml`."""
    return ("attestations", attestation.numero - 1, *cle)
