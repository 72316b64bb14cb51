"""What Python-Markdown does not read as its author meant it: lists from Word, lost signs, glued lists."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from ndrc_portfolio.messages.diagnostic import Place

_ITEM = re.compile(r"(?:[-*+]|\d{1,2}\.)[ \t]+\S")


_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")


# What Word writes in front of the items of a list, its symbol fonts (U+F0B7) among them; a key may stand before it.
_WORD_BULLET = re.compile(r"[ \t]*(?P<cle>[\w-]+:[ ]+)?[\"']?(?P<signe>[•·▪●‣–—\uf020-\uf0ff])[ \t\u00a0\u202f]")


LATER_BULLET = re.compile(r"\n[ \t]*[•·▪●‣–—\uf020-\uf0ff][ \t\u00a0\u202f]")


_NUMBER = r"\d(?:[\d.,\u00a0\u202f ]*\d)?"


_UNIT = r"[\u00a0\u202f ]?(?:%|[kM]?€)"


LOST_SIGN = re.compile(  # « + 3 points », « - 9 % »: a plus sign before any number, a minus sign before an amount
    rf"^[ \t]*(?P<avant>(?:(?:[-*+]|\d+\.)[ \t]+)*)(?P<signe>\+(?=[ \t]+\d)|-(?=[ \t]+{_NUMBER}{_UNIT}))"
    rf"[ \t]+(?P<nombre>{_NUMBER}(?:{_UNIT}|[\u00a0\u202f ]?[^\W\d_]+)?)",
    re.MULTILINE,
)


_MARKED = re.compile(r"[ \t]*(?P<signe>[-*+]|\d+\.)[ \t]+(?P<suite>\S)")


_RULER = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)+\|?[ ]*$")


_NO_TEXT = re.compile(r"[ \t]|[-*+>|#<:\x1a]|\d{1,2}\.[ \t]|!!!|\?\?\?|///|\[")


_LATER_LINE = re.compile(r"\n(?:(?:[-*+]|\d{1,2}\.)[ \t]|\|)")  # that could belong to a list or a table


def word_bullets(lines: Sequence[str], line: int) -> Iterator[tuple[str, Place]]:
    """The first line and the sign of each run of lines that begin with a bullet of Word's."""
    running = False
    for i, (above, shown) in enumerate(pairwise(lines), line):
        first, next_one = _WORD_BULLET.match(above), _WORD_BULLET.match(shown)
        joined = bool(first and next_one and not next_one["cle"] and not above.endswith("  "))  # a break in Markdown
        if first and joined and not running:
            column = first.start("signe") + 1
            signe = first["signe"] if first["signe"] < "\uf000" else "•"  # what Word shows for it; few fonts have it
            yield signe, Place(i, column, len(above.rstrip()) - column + 1)
        running = joined


def may_be_glued(masked: str) -> bool:
    """A quick look for the line of a list or a table right below a line of text."""
    for found in _LATER_LINE.finditer(masked):
        above = masked[masked.rfind("\n", 0, found.start()) + 1 : found.start()]
        if above and not above.isspace() and not _NO_TEXT.match(above):
            return True
    return False


def scan_glued(masked: str, line: int) -> Iterator[tuple[Literal["liste", "tableau"], Place]]:
    for block in _PARAGRAPH.finditer(masked):
        lines = block.group().split("\n")
        if _NO_TEXT.match(lines[0]) and not lines[0].startswith("#"):
            continue
        first = line + masked.count("\n", 0, block.start())
        for i, (above, shown) in enumerate(pairwise(lines), 1):
            if _NO_TEXT.match(above):
                continue
            if _ITEM.match(shown):
                yield "liste", Place(first + i, 1, len(shown))
                break
            if "|" in shown and i + 1 < len(lines) and _RULER.match(lines[i + 1]):
                yield "tableau", Place(first + i, 1, len(shown))
                break


def scan_word_bullets(masked: str, line: int) -> Iterator[tuple[str, Place]]:
    for block in _PARAGRAPH.finditer(masked):
        lines = block.group().split("\n")
        if not lines[0].startswith(("    ", "\t")) and not is_table(lines, 0):  # indented code
            yield from word_bullets(lines, line + masked.count("\n", 0, block.start()))


def lost_signs(masked: str, line: int) -> Iterator[tuple[str, str, Place]]:
    for items in _lists(masked):
        # Who marks other items with a plus sign means bullets.
        signs = "-" if any(item["signe"] == "+" and not item["suite"].isdigit() for _, item in items) else "-+"
        for i, item in items:
            lost = LOST_SIGN.match(item.string)
            if lost and lost["signe"] in signs and (lost["signe"] == "+" or lost["avant"] or len(items) == 1):
                place = Place(line + i, lost.start("signe") + 1, lost.end() - lost.start("signe"))
                yield lost["signe"], lost["nombre"], place


def _lists(masked: str) -> Iterator[list[tuple[int, re.Match[str]]]]:
    """The items of each list, those of the lists inside it among them, with the index of their lines."""
    items: list[tuple[int, re.Match[str]]] = []
    block_start = True
    for i, shown in enumerate(masked.split("\n")):
        if not shown.strip():
            block_start = True
            continue
        indented = shown.startswith(("    ", "\t"))
        item = _MARKED.match(shown)
        if item and (items or (block_start and not indented)):
            items.append((i, item))
        elif items and (shown[0] in "#\x1a" or (block_start and not indented)):
            yield items
            items = []
        block_start = shown[0] in "#\x1a"  # a heading, fenced code
    if items:
        yield items


def is_table(lines: list[str], at: int) -> bool:
    """Whether the block that begins at this line is a table for Python-Markdown: all its lines are then rows."""
    ruler = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if "-" not in ruler or set(ruler) - set("|:- "):
        return False
    block = []
    for line in lines[at:]:
        if not line.strip():
            break
        block.append(line.strip())
    columns, ruled = (len(row.strip("|").split("|")) for row in block[:2])
    bordered = block[0].startswith("|") or block[0].endswith("|")
    if columns == 1 and not (bordered and all(r.startswith("|") or r.endswith("|") for r in block[1:])):
        return False
    return columns == ruled
