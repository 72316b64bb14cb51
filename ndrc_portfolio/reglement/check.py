"""Is the dossier conform? All rules on a whole portfolio."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.catalogue.completeness import Incomplete
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.situation import Situation
from ndrc_portfolio.reglement.attestations import EXIGENCES, check_attestations, counted_attestations
from ndrc_portfolio.reglement.composition import check_composition, check_numeros
from ndrc_portfolio.reglement.deposit import check_deposit
from ndrc_portfolio.reglement.duration import check_duration
from ndrc_portfolio.reglement.mentions import check_mentions
from ndrc_portfolio.reglement.rule import Checklist, Etat, Regle, make_regle


def check_reglement(
    fiches: Sequence[Fiche],
    formulaires: Mapping[str, Formulaire],
    situation: Situation,
    session: int,
    aujourdhui: datetime.date,
    justificatifs: Sequence[Diagnostic] = (),
    misnamed: int = 0,
) -> Checklist:
    """Check a portfolio: `fiches` are its documents in printed order, those that could not be read among them.

    `justificatifs` is what is to be said of the files of the attestations; `misnamed` is how many files were
    meant as fiches and are none, which is told already.
    """
    mine = {i: f for i, f in formulaires.items() if f.by_candidat}
    documents = [f for f in fiches if f.formulaire is not None and f.formulaire.by_candidat]
    lost = misnamed + sum(f.formulaire is None and _est_une_fiche(f) for f in fiches)
    stages = {"R4": [*check_attestations(situation), *justificatifs], "R5": list(check_duration(situation, session))}
    depot = tuple(check_deposit(situation, aujourdhui))
    regles: list[Regle] = []
    for epreuve in sorted({f.epreuve for f in mine.values()}):
        forms = [f for f in mine.values() if f.epreuve == epreuve]
        theirs = [f for f in documents if f.formulaire in forms]
        regles += check_composition(epreuve, forms, theirs, situation, lost)
        regles += _communs(epreuve, theirs, situation, stages, depot, lost)
    autres = [*check_numeros(documents), *check_mentions(documents, lost)]
    return Checklist(tuple(regles), tuple(autres))


def _est_une_fiche(fiche: Fiche) -> bool:
    return any(d.severity == "error" for d in fiche.diagnostics)


def _communs(
    epreuve: str,
    documents: Sequence[Fiche],
    situation: Situation,
    stages: Mapping[str, Sequence[Diagnostic]],
    depot: Sequence[Diagnostic],
    lost: int,
) -> Iterator[Regle]:
    empty = [d for f in documents for d in f.diagnostics if d.is_a(Incomplete)]
    libelle = "Le modèle officiel, et chaque rubrique renseignée"
    yield make_regle("R3", epreuve, libelle, empty, verifie=bool(documents) and not lost, strict=True)
    control = make_regle("R4", epreuve, "Attestations ou certificats joints, visés ou signés", stages["R4"])
    # A file that is missing is no fault, for the paper may be joined by hand; it is not joined yet all the same.
    yield replace(control, etat="a-surveiller") if control.etat == "conforme" and stages["R4"] else control
    exigence = EXIGENCES.get(situation.statut)
    note = "" if exigence else typeset("dépend de votre statut : écrivez « statut: … » sous « candidat »")
    if exigence and exigence.semaines is None:
        note = f"aucune durée n’est à vérifier pour {exigence.candidat}"
    told = [*stages["R5"], *situation.diagnostics]
    counted = exigence is not None and (exigence.semaines is None or bool(counted_attestations(situation, exigence)))
    yield make_regle("R5", epreuve, "Durée de stage ou d’expérience suffisante", told, note, verifie=counted)
    note = typeset("écrivez « depot: » et la date de votre académie, pour qu’elle vous soit rappelée")
    if situation.depot:
        note = f"à déposer le {situation.depot:%d/%m/%Y} au plus tard"
    control = make_regle("R6", epreuve, "Dossier déposé avant la date de l’académie", depot, note, verifie=False)
    etat: Etat = "a-surveiller" if depot else "a-venir" if situation.depot else "non-verifie"
    yield replace(control, etat=etat)
