"""Is the dossier conform? All rules of the règlement, épreuve by épreuve, on all that a candidate has written.

A rule that is not kept is said with its place and what it costs (« NV », « pénalité »). It never stops a build: a
dossier that is incomplete may be published.
"""

import datetime
from collections.abc import Mapping, Sequence

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.catalogue.completeness import Incomplete
from ndrc_portfolio.messages.diagnostic import Diagnostic, count
from ndrc_portfolio.portfolio.situation import Situation
from ndrc_portfolio.reglement.attestations import regle_attestations
from ndrc_portfolio.reglement.composition import check_numeros, regles_activites, regles_etude
from ndrc_portfolio.reglement.deposit import regle_depot
from ndrc_portfolio.reglement.duration import regle_duree
from ndrc_portfolio.reglement.mentions import check_mentions
from ndrc_portfolio.reglement.rule import Checklist, Regle, judge


def check_reglement(
    fiches: Sequence[Fiche],
    formulaires: Mapping[str, Formulaire],
    situation: Situation,
    session: int,
    today: datetime.date,
    justificatifs: Sequence[Diagnostic] = (),
    misnamed: int = 0,
) -> Checklist:
    """Check a portfolio.

    `fiches` are its documents in printed order, and those that could not be read; `session` is the year of the exam.
    `justificatifs` is what is to be said of the files of the attestations. `misnamed` is how many files were meant as
    fiches and are none: like those that could not be read, each may be any that seems to be missing.
    """
    mine = [form for form in formulaires.values() if form.by_candidat]
    documents = [fiche for fiche in fiches if fiche.formulaire is not None and fiche.formulaire.by_candidat]
    lost = misnamed + sum(fiche.formulaire is None and _is_faulty(fiche) for fiche in fiches)
    regles: list[Regle] = []
    for epreuve in sorted({form.epreuve for form in mine}):
        forms = [form for form in mine if form.epreuve == epreuve]
        theirs = [fiche for fiche in documents if fiche.formulaire in forms]
        regles += regles_activites(epreuve, forms, theirs, situation, lost)  # R1, R2; R7, R8, R11
        regles += regles_etude(epreuve, forms, theirs, situation, lost)  # R9
        regles += [
            _regle_rubriques(epreuve, theirs, lost),  # R3
            regle_attestations(epreuve, situation, justificatifs),  # R4, R12
            regle_duree(epreuve, situation, session),  # R5, R12
            regle_depot(epreuve, situation, today),  # R6
        ]
    return Checklist(tuple(regles), (*check_numeros(documents), *check_mentions(documents, lost)))


def _is_faulty(fiche: Fiche) -> bool:
    return count(fiche.diagnostics, "error") > 0


def _regle_rubriques(epreuve: str, documents: Sequence[Fiche], lost: int) -> Regle:
    """R3: each rubrique is filled in, which the check of each fiche has said."""
    empty = tuple(d for fiche in documents for d in fiche.diagnostics if d.is_a(Incomplete))
    state = judge(empty, "conforme" if documents and not lost else "non-verifie", strict=True)
    return Regle("R3", epreuve, "Le modèle officiel, et chaque rubrique renseignée", state, empty)
