"""R4: attestations and certificates are there, of the right type, signed."""

from collections.abc import Iterator

from ndrc_portfolio.formulaires.reglement import Article, Exigence
from ndrc_portfolio.messages.catalogue.dossier import NoAttestation, SignatureUnsaid, UnsignedAttestation, WrongPaper
from ndrc_portfolio.messages.catalogue.front_matter import MissingKey
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.configuration.attestation import Attestation
from ndrc_portfolio.portfolio.configuration.situation import Situation
from ndrc_portfolio.reglement.rule import Evidence, Regle, judge


def regle_attestations(article: Article, evidence: Evidence) -> Regle:
    """They are there, of a type that counts, signed; and their files are."""
    found = (*check_attestations(evidence.situation, evidence.exigence), *evidence.justificatifs)
    # A file that is missing is no fault, for the paper may be joined by hand; it is not joined yet all the same.
    diagnostics = tuple(map(article.cites, found))
    state = judge(diagnostics, "a-surveiller" if diagnostics else "conforme")
    note = typeset("d’après vos lignes « signee: » ; ce qui est à viser d’autre, vérifiez-le vous-même")
    return Regle(article, state, diagnostics, note if state == "conforme" else "")


def check_attestations(situation: Situation, exigence: Exigence | None) -> list[Diagnostic]:
    """What is wrong with the attestations: none, of another type than the statut asks for, not signed."""
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
