"""R6: the dossier is deposited in time."""

import datetime

from ndrc_portfolio.formulaires.reglement import Article
from ndrc_portfolio.messages.catalogue.dossier import DepositPassed, DepositSoon
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.situation import Situation
from ndrc_portfolio.reglement.rule import Evidence, Regle

_SOON = 14  # days before the deposit


def regle_depot(article: Article, evidence: Evidence) -> Regle:
    """It is never said to be kept, for nothing here knows whether the dossier was deposited."""
    situation = evidence.situation
    if situation.depot is None:
        note = typeset("écrivez « depot: » et la date de votre académie, pour qu’elle vous soit rappelée")
        return Regle(article, "non-verifie", note=note)
    diagnostics = tuple(map(article.cites, check_deposit(situation, evidence.today)))
    note = f"à déposer le {situation.depot:%d/%m/%Y} au plus tard"
    return Regle(article, "a-surveiller" if diagnostics else "a-venir", diagnostics, note)


def check_deposit(situation: Situation, today: datetime.date) -> list[Diagnostic]:
    """That the date of deposit is near, or past."""
    if situation.depot is None:
        return []
    left, date = (situation.depot - today).days, f"{situation.depot:%d/%m/%Y}"
    if left < 0:
        return [situation.settings.diagnostic(DepositPassed(date=date), "depot")]
    if left <= _SOON:
        return [situation.settings.diagnostic(DepositSoon(jours=left, date=date), "depot")]
    return []
