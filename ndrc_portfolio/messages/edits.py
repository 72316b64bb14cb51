"""Edits carried out on the text of a file as it stands there: its ends of line and its byte order mark are kept."""

import re
from collections.abc import Iterable, Sequence

from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit, Place

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
MARK = "\ufeff"

_Point = tuple[int, int]  # a line and a column


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all of the edits, of which none may overlap another.

    Places count the lines as `\\r\\n`, `\\r` and `\\n` end them, and no byte order mark; a replacement has `\\n`, which
    becomes what ends the line that it begins on.
    """
    lines, starts = _lines(text)
    pieces: list[str] = []
    at = 0
    for place, replacement in sorted(edits, key=lambda edit: _span(edit.place)):
        start, end = _offsets(starts, place)
        pieces += [text[at:start], replacement.replace("\n", _end_of(lines, place.line - 1))]
        at = end
    return "".join([*pieces, text[at:]])


def text_at(text: str, place: Place) -> str:
    """What stands at a place, its ends of line as `\\n`."""
    start, end = _offsets(_lines(text)[1], place)
    return text[start:end].replace("\r\n", "\n").replace("\r", "\n")


def apart(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those whose edits can be carried out together: of those that meet, the first."""
    taken: list[Diagnostic] = []
    spans: list[tuple[_Point, _Point]] = []
    for diagnostic in diagnostics:
        if diagnostic.fix is None:
            continue
        start, end = _span(diagnostic.fix.place)
        if all(end < first or last < start for first, last in spans):
            taken.append(diagnostic)
            spans.append((start, end))
    return taken


def _lines(text: str) -> tuple[list[str], list[int]]:
    """The lines with their ends, and the offset where each begins, behind a byte order mark."""
    starts = [len(MARK) if text.startswith(MARK) else 0]
    lines = _LINE.findall(text, starts[0])
    for line in lines:
        starts.append(starts[-1] + len(line))
    return lines, starts


def _offsets(starts: Sequence[int], place: Place) -> tuple[int, int]:
    return starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1


def _span(place: Place) -> tuple[_Point, _Point]:
    return (place.line, place.column), (place.end_line, place.end_column)


def _end_of(lines: Sequence[str], at: int) -> str:
    """What ends a line, or where there is none the nearest above."""
    for line in reversed(lines[: at + 1]):
        if end := line[len(line.rstrip("\r\n")) :]:
            return end
    return "\n"
