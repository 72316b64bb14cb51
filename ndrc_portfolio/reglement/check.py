"""Is the dossier conform? All rules of the règlement, épreuve by épreuve, on all that a candidate has written.

A rule that is not kept is said with its place and what it costs. It never stops a build: a dossier that is incomplete
may be published.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.modeles import Modeles
from ndrc_portfolio.formulaires.reglement import Article, Controle
from ndrc_portfolio.messages.diagnostic import Diagnostic, count
from ndrc_portfolio.portfolio.configuration.situation import Situation
from ndrc_portfolio.reglement.attestations import regle_attestations
from ndrc_portfolio.reglement.composition import (
    applies,
    check_numeros,
    regle_differentes,
    regle_document,
    regle_fiches,
    regle_vecue,
)
from ndrc_portfolio.reglement.deposit import regle_depot
from ndrc_portfolio.reglement.duration import regle_duree
from ndrc_portfolio.reglement.each_fiche import regle_annexe, regle_pages, regle_rubriques
from ndrc_portfolio.reglement.mentions import check_mentions
from ndrc_portfolio.reglement.rule import Checklist, Evidence, Regle

CONTROLES: Mapping[Controle, Callable[[Article, Evidence], Regle]] = {
    "fiches": regle_fiches,
    "differentes": regle_differentes,
    "vecue": regle_vecue,
    "document": regle_document,
    "rubriques": regle_rubriques,
    "annexe": regle_annexe,
    "pages": regle_pages,
    "attestations": regle_attestations,
    "duree": regle_duree,
    "depot": regle_depot,
}


def check_reglement(
    fiches: Sequence[Fiche],
    modeles: Modeles,
    situation: Situation,
    today: datetime.date,
    justificatifs: Sequence[Diagnostic] = (),
    misnamed: int = 0,
) -> Checklist:
    """Check a portfolio.

    `fiches` are its documents in printed order, and those that could not be read. `justificatifs` is what is to be said
    of the files of the attestations. `misnamed` is how many files were meant as fiches and are none: like those that
    could not be read, each may be any that seems to be missing.
    """
    mine = {id_: form for id_, form in modeles.formulaires.items() if form.by_candidat}
    documents = [fiche for fiche in fiches if fiche.formulaire is not None and fiche.formulaire.by_candidat]
    lost = misnamed + sum(fiche.formulaire is None and count(fiche.diagnostics, "error") > 0 for fiche in fiches)
    articles = modeles.reglement.of_statut(situation.statut)
    regles: list[Regle] = []
    for epreuve in dict.fromkeys(article.epreuve for article in articles):
        forms = {id_: form for id_, form in mine.items() if form.epreuve == epreuve}
        asked = [a for a in articles if a.epreuve == epreuve and applies(a, forms)]
        evidence = Evidence(
            articles=asked,
            durees=modeles.reglement.durees,
            forms=forms,
            fiches=[f for f in documents if f.formulaire and f.formulaire.epreuve == epreuve],
            situation=situation,
            session=modeles.session,
            today=today,
            lost=lost,
            justificatifs=justificatifs,
        )
        regles += [CONTROLES[article.controle](article, evidence) for article in asked if forms]
    epreuves = frozenset(form.epreuve for form in mine.values())
    return Checklist(tuple(regles), (*check_numeros(documents), *check_mentions(documents, epreuves, lost)))
