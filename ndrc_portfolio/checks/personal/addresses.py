"""Postal addresses, but for those of organisations."""

import re
from collections.abc import Iterator
from itertools import islice

from ndrc_portfolio.checks.personal.context import MOST, Found, is_organisations
from ndrc_portfolio.checks.personal.streets import STREETS

_OF = r"(?:(?i:de la|de l[’']|du|des|de|d[’']|la|le|les|l[’']|aux?|à la) ?)?"
_NAME = rf"[A-ZÀ-Ý0-9][\w’'.-]*(?: +{_OF}[A-ZÀ-Ý0-9][\w’'.-]*){{0,5}}"
_CITY = r"(?:,? ?(?:-|–|à)? ?\d{5} +[A-Za-zÀ-ÿ][\w’'-]+)"
_ADDRESS = (
    re.compile(
        rf"(?<![\w,./-])(?<!\d )\d{{1,4}}(?: ?(?:bis|ter|quater|[A-D]\b))?,? +{STREETS} *{_OF}"
        rf"(?:{_NAME}{_CITY}?|[\w’'-]+(?: +[\w’'-]+){{0,5}}?{_CITY})"
    ),
    re.compile(
        rf"(?i:résidence|lotissement|lieu-dit|hameau) +{_OF}[A-ZÀ-Ý][\w’'-]*,?(?: +{_OF}[\w’'.°-]+,?){{0,6}}?{_CITY}"
    ),
    re.compile(
        r"\b(?:habite|demeure|réside|domiciliée?s?|demeurant),? (?:au |à la |à l[’']|dans (?:la |l[’'])|en )?"
        rf"(?P<place>{STREETS} +{_OF}{_NAME})"
    ),
)


def addresses(text: str) -> Iterator[Found]:
    for pattern in _ADDRESS:
        for found in islice(pattern.finditer(text), MOST):
            if not is_organisations(text, *found.span()):
                yield Found("adresse", *found.span("place" if "place" in pattern.groupindex else 0))
