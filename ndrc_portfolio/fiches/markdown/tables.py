"""Tables as students paste and type them: lines with tabs from a spreadsheet, bars without a (good) ruler."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ndrc_portfolio.fiches.markdown.rewrites import Rewrite

_PIPE = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"[ \t]*\|?(?:[ \t]*:?[-–—―=]+:?[ \t]*(?:\||$))+[ \t]*")
_GOOD_CELL = re.compile(r":?-+:?")
_LIST = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")


def split_row(row: str) -> list[str]:
    """The cells of a row of GitHub's: a `|` behind a backslash is text."""
    inner = row.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in _PIPE.split(inner)]


def join_row(cells: Iterable[str]) -> str:
    """A row with its bars."""
    return f"| {' | '.join(cells)} |"


def from_tabs(lines: Sequence[str]) -> Iterator[Rewrite]:
    """Two or more lines in a row with the same number of tabs as a table."""

    def table(run: Sequence[str]) -> list[str] | None:
        rows = [[cell.strip().replace("|", "\\|") for cell in line.rstrip("\n").split("\t")] for line in run]
        for edge in (0, -1):
            while all(row and not row[edge] for row in rows):
                for row in rows:
                    del row[edge]
        return _write(rows, [], "") if len(run) > 1 else None

    return _rewrites(lines, _tabs, table)


def from_bars(lines: Sequence[str]) -> Iterator[Rewrite]:
    """Lines between bars that have no ruler or a bad one as a table."""
    return _rewrites(lines, lambda line: int(bool(_PIPE.search(line)) and not _LIST.match(line)), _repair)


def _tabs(line: str) -> int:
    """How many tabs stand between the cells of a line; one that only begins with tabs, or with a mark, has none."""
    inside = line.strip(" ")
    return inside.count("\t") if "\t" in inside.strip("\t") and not _LIST.match(line) else 0


def _rewrites(
    lines: Sequence[str], count: Callable[[str], int], table: Callable[[Sequence[str]], list[str] | None]
) -> Iterator[Rewrite]:
    """Tables where the runs of lines stand that count the same, with empty lines around them."""
    at = closed = 0
    while at < len(lines):
        end = at + 1
        width = count(lines[at])
        while width and end < len(lines) and count(lines[end]) == width:
            end += 1
        written = table(lines[at:end]) if width else None
        if written is not None:
            before = [""] if at > closed and lines[at - 1].strip() else []
            after = [""] if end < len(lines) and lines[end].strip() else []
            yield Rewrite(at, end, [*before, *written, *after])
            closed = end
        at = end


def _repair(run: Sequence[str]) -> list[str] | None:
    at = next((i for i, line in enumerate(run) if _RULER.fullmatch(line)), None)
    above = run[: max(at - 1, 0)] if at else []
    rows = [split_row(line) for line in run[len(above) :]]
    if at is not None and any(_PIPE.search(line) for line in run):
        rulers = rows.pop(at - len(above))
        if at and len(rulers) == len(rows[0]) and all(map(_GOOD_CELL.fullmatch, rulers)):
            return None  # a table as GitHub wants it
    elif len(run) > 1 and all(line.lstrip().startswith("|") for line in run):
        rulers = []
    else:
        return None
    if not rows:
        return None
    indent = run[0][: len(run[0]) - len(run[0].lstrip())]
    return [*above, *([""] if above else []), *_write(rows, rulers, indent)]


def _write(rows: list[list[str]], rulers: list[str], indent: str) -> list[str]:
    """The lines of a table whose first row is its head; every row has as many cells as the longest."""
    widest = max(map(len, rows))
    head, *body = ([*row, *[""] * (widest - len(row))] for row in rows)
    ruler = [cell if _GOOD_CELL.fullmatch(cell) else "---" for cell in rulers][:widest]
    return [indent + join_row(row) for row in (head, [*ruler, *["---"] * (widest - len(ruler))], *body)]
