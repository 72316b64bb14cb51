"""What is asked of each fiche by itself, which its own check has said: rubriques, the sheet of annexes, pages."""

from ndrc_portfolio.formulaires.reglement import Article
from ndrc_portfolio.messages.catalogue.completeness import Incomplete, OfSheet
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.reglement.rule import Evidence, Regle, judge


def regle_rubriques(article: Article, evidence: Evidence) -> Regle:
    """Each rubrique is filled in."""
    empty = tuple(d for fiche in evidence.fiches for d in fiche.diagnostics if d.is_a(Incomplete))
    known = evidence.fiches and not evidence.lost
    return Regle(article, judge(empty, "conforme" if known else "non-verifie", strict=True), empty)


def regle_annexe(article: Article, evidence: Evidence) -> Regle:
    """Each fiche of a form has its sheet of annexes."""
    fiches = evidence.of_form(article.formulaire)
    wrong = tuple(d for fiche in fiches for d in fiche.diagnostics if d.is_a(OfSheet))
    known = fiches and not evidence.lost
    return Regle(article, judge(wrong, "conforme" if known else "non-verifie", strict=True), wrong)


def regle_pages(article: Article, evidence: Evidence) -> Regle:  # noqa: ARG001  # all rules are called alike
    """Each document of a form has its pages, which only a printer counts."""
    note = typeset("les pages se comptent avec « ndrc verifier --pages », et la jauge de la page les estime")
    return Regle(article, "non-verifie", note=note)
