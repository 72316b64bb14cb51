"""Dates as people write them in France."""

import datetime
import re
import unicodedata

_DATE = re.compile(
    r"(?P<jour>[0-9]{1,2})(?:er)?"
    r"(?:[ ]*(?P<signe>[/.-])[ ]*(?P<mois>[0-9]{1,2})[ ]*(?P=signe)[ ]*|[ ]+(?P<nom>[^\W\d_]+)\.?[ ]+)"
    r"(?P<an>[0-9]{4})"
)
_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)


def french_date(text: str) -> datetime.date | None:
    """A date that is written as in France, the day first: « 30/04/2027 », « 1er avril 2027 »."""
    found = _DATE.fullmatch(text.strip().casefold())
    if found is None:
        return None
    name = _bare(found["nom"] or "")
    number = int(found["mois"] or 0) or (_MONTHS.index(name) + 1 if name in _MONTHS else 0)
    try:
        return datetime.date(int(found["an"]), number, int(found["jour"]))
    except ValueError:
        return None


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
