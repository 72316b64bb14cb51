"""Edits carried out on the text of a file as it stands there: its ends of line and its byte order mark are kept."""

import re
from collections.abc import Iterable, Sequence

from ndrc_portfolio.messages.diagnostic import Edit, Place

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
MARK = "\ufeff"


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all of the edits, of which none may overlap another.

    Places count the lines as `\\r\\n`, `\\r` and `\\n` end them, and no byte order mark; a replacement has `\\n`, which
    becomes what ends the line that it begins on.
    """
    mark = MARK if text.startswith(MARK) else ""
    lines = _LINE.findall(text.removeprefix(mark))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    pieces: list[str] = []
    at = 0
    bare = "".join(lines)
    for place, replacement in sorted(edits, key=lambda edit: _span(edit.place)):
        start = starts[place.line - 1] + place.column - 1
        end = starts[place.end_line - 1] + place.end_column - 1
        pieces += [bare[at:start], replacement.replace("\n", _end_of(lines, place.line - 1))]
        at = end
    return mark + "".join([*pieces, bare[at:]])


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that can be carried out together, the first of those that meet."""
    taken: list[Edit] = []
    for edit in edits:
        start, end = _span(edit.place)
        if all(end < first or last < start for first, last in (_span(other.place) for other in taken)):
            taken.append(edit)
    return taken


def _span(place: Place) -> tuple[tuple[int, int], tuple[int, int]]:
    return (place.line, place.column), (place.end_line, place.end_column)


def _end_of(lines: Sequence[str], at: int) -> str:
    """What ends a line, or where there is none the nearest above."""
    for line in reversed(lines[: at + 1]):
        if end := line[len(line.rstrip("\r\n")) :]:
            return end
    return "\n"
