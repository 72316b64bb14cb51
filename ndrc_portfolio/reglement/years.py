"""R5: both school years of a training have their attestation."""

import datetime

from ndrc_portfolio.formulaires.reglement import Exigence
from ndrc_portfolio.messages.catalogue.dossier import NoneOfYear
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.configuration.situation import Situation
from ndrc_portfolio.reglement.attestations import counted_attestations

_SEPTEMBER = 9


def check_years(situation: Situation, exigence: Exigence, session: int, today: datetime.date) -> list[Diagnostic]:
    """That one of the two years has no attestation; nothing where it may: dates lack or are wrong, an aménagement.

    Years are called by the one in which they end. Who sits the exam again may have them of any two.
    """
    counted = counted_attestations(situation, exigence)
    if exigence.annees == 1 or situation.amenagement or not counted or "attestations" in situation.faulty:
        return []
    years = set[int]()
    for attestation in counted:
        dated = attestation.dated_weeks
        if attestation.du is None or attestation.au is None or dated is None or (attestation.weeks or 0) > dated + 1:
            return []
        years.update(range(_year_of(attestation.du), _year_of(attestation.au) + 1))
    if len(years) != 1 or _year_of(today) < session:  # the second year has not begun
        return []
    (only,) = years
    missing = {session: session - 1, session - 1: session}.get(only)
    if missing is None:
        return []
    message = NoneOfYear(rang=2 - (session - missing), debut=missing - 1, fin=missing)
    return [situation.settings.diagnostic(message, "attestations")]


def _year_of(day: datetime.date) -> int:
    """The school year of a day, by the calendar year in which it ends."""
    return day.year + (day.month >= _SEPTEMBER)
