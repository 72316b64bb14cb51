"""Small dossiers that are texts, and what the règlement says of them: no file, no site, no clock."""

import datetime
from collections.abc import Sequence
from typing import Any

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.configuration.settings import NO_SETTINGS
from ndrc_portfolio.portfolio.configuration.situation import Situation, read_situation
from ndrc_portfolio.reglement.check import check_reglement
from ndrc_portfolio.reglement.rule import Checklist, Regle
from tests.texts import checked

MODELES = load_models(2020)._replace(session=2027)  # the dates below are of that year
FORMS = MODELES.formulaires
TODAY = datetime.date(2027, 1, 4)
STAGES = [
    {"type": "stage", "organisation": "Garage", "du": "2026-01-05", "au": "2026-02-27", "signee": "oui"},
    {"type": "stage", "organisation": "Biscuiterie", "semaines": "8", "signee": "oui"},
]
NEGOCIATION, EVENEMENT = "nature: negociation-vente", "nature: evenement-commercial"
RESEAUX = ("reseau: distributeurs", "reseau: partenaires", "reseau: vente-directe")


def fiche(source: str, path: str = "docs/fiche.md") -> Fiche:
    return checked(source, FORMS, path)


def e4(*lines: str, path: str = "docs/e4.md", body: str = "") -> Fiche:
    return fiche("\n".join(["---", "fiche: e4-activite", *lines, "---", body]), path)


def e6(*lines: str, path: str = "docs/e6.md") -> Fiche:
    return fiche("\n".join(["---", "fiche: e6-activite", *lines, "---", ""]), path)


def etude(path: str = "docs/etude.md") -> Fiche:
    return fiche(
        "---\nfiche: e6-etude-reflexive\nstatut: finale\n"
        "theme: Un réseau\nproblematique: Comment ?\ndeveloppement: Ainsi.\n---\n",
        path,
    )


def situation(statut: str = "scolaire", attestations: Sequence[Any] = STAGES, **options: Any) -> Situation:
    candidat = {"statut": statut, **options.pop("candidat", {})}
    return read_situation({"candidat": candidat, "attestations": list(attestations), **options}, NO_SETTINGS)


def check(*fiches: Fiche, of: Situation | None = None, misnamed: int = 0, **more: Any) -> Checklist:
    return check_reglement(fiches, MODELES, of or situation(), TODAY, misnamed=misnamed, **more)


def regle(found: Checklist, epreuve: str, name: str) -> Regle:
    """The first rule of that name."""
    return next(r for r in found.regles if (r.article.epreuve, r.article.regle) == (epreuve, name))


def codes(of: Regle | Sequence[Diagnostic]) -> list[str]:
    return [d.code for d in (of.diagnostics if isinstance(of, Regle) else of)]


def kept(found: Checklist, epreuve: str, name: str) -> tuple[str, list[str]]:
    """The state of a rule, and what is wrong with it."""
    own = regle(found, epreuve, name)
    return own.state, codes(own)
