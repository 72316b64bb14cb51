"""R6: the dossier is deposited in time."""

import datetime
from collections.abc import Iterator

from ndrc_portfolio.messages.catalogue.dossier import DepositPassed, DepositSoon
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.situation import Situation

_BIENTOT = 14  # days before the deposit


def check_deposit(situation: Situation, aujourdhui: datetime.date) -> Iterator[Diagnostic]:
    if situation.depot is None:
        return
    left = (situation.depot - aujourdhui).days
    when = f"{situation.depot:%d/%m/%Y}"
    if left < 0:
        yield situation.settings.diagnostic(DepositPassed(date=when), "depot")
    elif left <= _BIENTOT:
        yield situation.settings.diagnostic(DepositSoon(jours=left, date=when), "depot")
