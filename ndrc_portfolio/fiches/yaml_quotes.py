"""Quotes around the values of a YAML text: those that Word curls are read as the straight ones that were meant."""

import re
from collections.abc import Iterator, Sequence

from ndrc_portfolio.fiches.fault import Fault, KeyPath
from ndrc_portfolio.messages.catalogue.front_matter import CurlyQuotes, FrontMatterFault, QuotesPrinted
from ndrc_portfolio.messages.diagnostic import Edit, Place

CURLY = re.compile(r"[“„‟](?P<inner>[^“”„‟]*)[”“‟]|‘(?P<single>[^‘]*)’", re.DOTALL)
"""A whole value between curly quotes."""

GUILLEMETS = re.compile(r"«\s*([^«»]*?)\s*»")
"""A whole text between French ones, without them."""


def inside(value: str) -> str:
    """A value without the curly quotes around it."""
    found = CURLY.fullmatch(value)
    return (found["inner"] or found["single"] or "").strip() if found else value


def quoted(value: str) -> str:
    """A value of one line between straight quotes, in the place of curly ones."""
    inner = inside(value)
    return f'"{inner}"' if '"' not in inner and "\\" not in inner else "'" + inner.replace("'", "''") + "'"


def curly_quotes(value: str, path: KeyPath, place: Place) -> Fault[FrontMatterFault]:
    """A value between curly quotes, and the straight ones that mend it."""
    cle = next((step for step in reversed(path) if isinstance(step, str)), "")
    fix = Edit(place, quoted(value)) if place.end is None else None
    return Fault(CurlyQuotes(cle=cle, valeur=inside(value)), place, fix)


def quotes_printed(text: str, cle: str, place: Place, lines: Sequence[str]) -> Iterator[Fault[FrontMatterFault]]:
    """The guillemets around a whole text that stands in no other quotes; `lines` are those of the file."""
    found = GUILLEMETS.fullmatch(text)
    if found and lines[place.line - 1][place.column - 1 : place.column] == "«":
        yield Fault(QuotesPrinted(cle=cle, valeur=found[1]), place)
