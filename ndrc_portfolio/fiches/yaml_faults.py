"""The faults of a YAML text, libyaml's among them, in our words."""

import re
from typing import Any, NamedTuple

import yaml

from ndrc_portfolio.messages.catalogue.front_matter import (
    Backslash,
    ColonInValue,
    FrontMatterFault,
    GluedColon,
    InvisibleCharacter,
    Misaligned,
    MisalignedInItem,
    NoColon,
    OpenBracket,
    OpenQuote,
    SpecialCharacter,
    Tab,
    TextAfterQuote,
    Unreadable,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place

KEY = re.compile(r"^(\s*(?:- )?\s*(?:\"[^\"]*\"|'[^']*'|[^\s:#'\"][^:#]*?)\s*:)(?:\s+(.*))?$")


GLUED = re.compile(r"(?P<avant>\s*(?:- +)?)(?P<cle>[^\W\d][\w-]*):(?P<valeur>(?!//)[^ \t].*)")  # `numero:1`


_FIRST_OF_ITEM = re.compile(r"(?P<retrait> *)- +(?P<cle>[\w-]+):(?:\s|$)")


_SPECIAL = re.compile(
    r"^(?:\s*(?:[^\s:#'\"][^:#]*:\s+|-\s+(?:[\w-]+:\s+)?))"
    r"(?P<signe>[*&!|>%@`]|\[(?=[^\]]*\]\s*\S)|\{(?=[^}]*\}\s*\S))"
)


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


KeyPath = tuple[str | int, ...]


class Fault(NamedTuple):
    """A fault of the YAML: what is wrong, where, and the edit that mends it for sure."""

    message: FrontMatterFault
    place: Place
    fix: Edit | None = None


def translate(error: yaml.YAMLError, lines: list[str], first: int) -> tuple[Fault, int]:
    """The fault, and the index of the line to empty before reading on."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _control_character(lines, first)
    mark, context = error.problem_mark, error.context_mark
    problem, during = error.problem or "", error.context or ""
    at, column = min(mark.line, len(lines) - 1), mark.column + 1
    if "quoted scalar" in during and context is not None:
        if "end of stream" in problem or "indicator" in problem:
            return Fault(OpenQuote(), Place(first + context.line, context.column + 1)), context.line
        return Fault(Backslash(), Place(first + at, lines[at].find("\\") + 1)), at
    for near in (at, at - 1):
        if 0 <= near < len(lines) and "\t" in lines[near][: len(lines[near]) - len(lines[near].lstrip())]:
            return Fault(Tab(), Place(first + near, lines[near].index("\t") + 1)), near
    if context is not None and "could not find expected ':'" in problem:
        return _without_colon(lines, context, first)
    if special := _SPECIAL.match(lines[at]):
        return Fault(SpecialCharacter(signe=special["signe"]), Place(first + at, special.start("signe") + 1)), at
    if "flow" in during and context is not None:
        at, column = context.line, context.column + 1
        return Fault(OpenBracket(signe=lines[at][column - 1 : column]), Place(first + at, column)), at
    if key := KEY.match(lines[at]):
        cle, value = key.group(1).strip(" -:\"'"), (key.group(2) or "").strip()
        if column <= len(key.group(1)):
            if glued := glued_above(lines, at, first):
                return glued
            return Fault(_misaligned(lines, at, cle), Place(first + at, _indent(lines[at]) + 1)), at
        if value[:1] in ("'", '"'):
            return Fault(TextAfterQuote(cle=cle), Place(first + at, column)), at
        if "mapping values" in problem:
            return Fault(ColonInValue(cle=cle, valeur=value.replace('"', "”")), Place(first + at, column)), at
    if not lines[at].strip() and context is not None:  # the end of the text: point to where it began
        at, column = context.line, context.column + 1
    return Fault(Unreadable(), Place(first + at, column)), at


def _without_colon(lines: list[str], mark: Any, first: int) -> tuple[Fault, int]:
    """A line that is no « clé: valeur »: libyaml notices only on the next one."""
    line = lines[mark.line]
    place = Place(first + mark.line, mark.column + 1, max(1, len(line.rstrip()) - mark.column))
    if glued := GLUED.match(line):
        return _glued(glued["cle"], glued["valeur"].strip(), place), mark.line
    return Fault(NoColon(), place), mark.line


def glued_above(lines: list[str], at: int, first: int) -> tuple[Fault, int] | None:
    """The line `numero:1` just above `at`: libyaml takes it for a text, and notices only on the next key."""
    above = next((i for i in range(at - 1, -1, -1) if lines[i].strip() and lines[i].lstrip()[0] != "#"), None)
    glued = GLUED.match(lines[above]) if above is not None else None
    if above is None or glued is None or (at < len(lines) and _indent(lines[at]) < len(glued["avant"])):
        return None
    valeur = glued["valeur"].rstrip()
    place = Place(first + above, len(glued["avant"]) + 1, len(glued["cle"]) + 1 + len(valeur))
    return _glued(glued["cle"], valeur, place), above


def _glued(cle: str, valeur: str, place: Place) -> Fault:
    return Fault(GluedColon(cle=cle, valeur=valeur), place, Edit(place, f"{cle}: {valeur}"))


def _misaligned(lines: list[str], at: int, cle: str) -> Misaligned:
    """A key at a wrong column: inside of a list, it stands below the key that follows the dash."""
    lowest = _indent(lines[at]) + 1
    for above in (lines[i] for i in range(at - 1, -1, -1) if lines[i].strip()):
        item = _FIRST_OF_ITEM.match(above)
        if item and len(item["retrait"]) < lowest:
            return MisalignedInItem(cle=cle, voisine=item["cle"])
        lowest = min(lowest, _indent(above))
        if not lowest:
            break
    return Misaligned(cle=cle)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _control_character(lines: list[str], first: int) -> tuple[Fault, int]:
    """A character that YAML does not accept at all, which no editor shows."""
    for at, line in enumerate(lines):
        if found := _CONTROL.search(line):
            return Fault(InvisibleCharacter(), Place(first + at, found.start() + 1)), at
    return Fault(Unreadable(), Place(first)), 0
