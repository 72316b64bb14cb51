"""R6: the dossier is deposited in time."""

import datetime

from ndrc_portfolio.formulaires.reglement import Article
from ndrc_portfolio.messages.catalogue.dossier import DepositPassed, DepositSoon
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Offence
from ndrc_portfolio.portfolio.configuration.situation import Situation
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
    message = about_deposit(situation.depot, today) if situation.depot else None
    return [situation.settings.diagnostic(message, "depot")] if message else []


def about_deposit(depot: datetime.date, today: datetime.date) -> Offence | None:
    """What is to be said of a date of deposit on a day."""
    left, date = (depot - today).days, f"{depot:%d/%m/%Y}"
    if left < 0:
        return DepositPassed(date=date)
    return DepositSoon(jours=left, date=date) if left <= _SOON else None
