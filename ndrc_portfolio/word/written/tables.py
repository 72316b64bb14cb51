"""Tables that an author has written: their columns as wide as their words ask for, as in a browser."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ndrc_portfolio.word.written.context import Context, look_of, place_of
from ndrc_portfolio.word.written.elements import Element, el, properties, val
from ndrc_portfolio.word.written.paragraphs import closed

_LETTER, _SIDES = 104, 140  # twips: of Arial 9 pt, half of it bold, and both margins of a cell

_LINE = 225  # twips from line to line: 15 px

_LEAST = 400  # twips of a column

_MOST = 63  # columns that Word has

Blocks = Callable[[Element, Context], list[Element]]


class _Cell(NamedTuple):
    """A cell of a row, from a column over some; `merged` as Word says it: restart, continue, or nothing."""

    column: int
    span: int
    merged: str
    content: Sequence[Element]


def table(node: Element, context: Context, blocks: Blocks) -> list[Element]:
    """A table, with its caption above it; `blocks` makes what its cells hold."""
    caption = [made for child in node if child.tag == "caption" for made in blocks(child, context.at(keep=True))]
    rows = [row for row in node.iter("tr") if next(row.iterancestors("table")) is node]
    grid = list(_grid(rows))
    count = max((cell.column + cell.span for cells in grid for cell in cells), default=0)
    if not count:
        return caption
    place = context.place
    widths = _widths(grid, count, place.width - place.indent)
    drawn = [_row(row, cells, widths, context, blocks) for row, cells in zip(rows, grid, strict=True) if cells]
    about = [val("w:tblStyle", "TableGrid"), el("w:tblW", {"w:w": sum(widths), "w:type": "dxa"})]
    about += [el("w:tblLayout", {"w:type": "fixed"}), el("w:tblInd", {"w:w": place.indent, "w:type": "dxa"})]
    columns = el("w:tblGrid", None, *(el("w:gridCol", {"w:w": width}) for width in widths))
    return [*caption, el("w:tbl", None, properties("w:tblPr", *about), columns, *drawn)]


def _grid(rows: Sequence[Element]) -> Iterator[list[_Cell]]:
    """The cells of each row in their columns; what Word has no column for goes on in the last."""
    reaching: dict[int, tuple[int, int]] = {}  # by column: how wide a cell from above is, for how many rows yet
    for row in rows:
        made: list[_Cell] = []
        column = 0
        below: dict[int, tuple[int, int]] = {}
        given = [cell for cell in row if cell.tag in ("td", "th")]
        while given or column in reaching:
            if column in reaching:
                span, rest = reaching.pop(column)
                made.append(_Cell(column, span, "continue", ()))
            elif column < _MOST:
                cell = given.pop(0)
                free = next((c - column for c in sorted(reaching) if c > column), _MOST - column)
                span, rest = min(_number(cell, "colspan"), free), _number(cell, "rowspan")
                made.append(_Cell(column, span, "restart" if rest > 1 else "", (cell,)))
            else:
                last = made.pop()
                made.append(last._replace(content=(*last.content, *given)))
                break
            if rest > 1:
                below[column] = (span, rest - 1)
            column += span
        reaching |= below
        yield made


def _number(cell: Element, name: str) -> int:
    text = cell.get(name) or "1"
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _widths(grid: Sequence[Sequence[_Cell]], count: int, available: int) -> list[int]:
    """How wide columns are: as their longest text asks, else between their longest word and that, else their share."""
    words, texts = [_LEAST] * count, [_LEAST] * count
    for cell in (cell for cells in grid for cell in cells if cell.span == 1):
        for line in "\n".join("".join(map(str, c.itertext())) for c in cell.content).split("\n"):
            words[cell.column] = max(words[cell.column], *map(_wide, line.split()), _LEAST)
            texts[cell.column] = max(texts[cell.column], _wide(" ".join(line.split())))
    if sum(texts) <= available:
        return texts
    room = available - sum(words)
    if room < 0:
        return [max(1, width * available // sum(words)) for width in words]
    more = [text - word for text, word in zip(texts, words, strict=True)]
    return [word + room * extra // sum(more) for word, extra in zip(words, more, strict=True)]


def _wide(text: str) -> int:
    return len(text) * _LETTER + _SIDES


def _row(row: Element, cells: Sequence[_Cell], widths: Sequence[int], context: Context, blocks: Blocks) -> Element:
    parent = row.getparent()
    head = [properties("w:trPr", el("w:tblHeader"))] if parent is not None and parent.tag == "thead" else []
    return el("w:tr", None, *head, *(_cell(cell, widths, context, blocks) for cell in cells))


def _cell(cell: _Cell, widths: Sequence[int], context: Context, blocks: Blocks) -> Element:
    width = sum(widths[cell.column : cell.column + cell.span])
    about = [el("w:tcW", {"w:w": width, "w:type": "dxa"})]
    about += [val("w:gridSpan", cell.span)] if cell.span > 1 else []
    about += [val("w:vMerge", cell.merged)] if cell.merged else []
    place = context.place._replace(width=width - _SIDES, indent=0, level=0, style="", bar=False, line=_LINE)
    inside: list[Element] = []
    for content in cell.content:
        look = look_of(content, context.look)._replace(size=18)
        inside += blocks(content, context._replace(look=look, place=place_of(content, place)))
    return el("w:tc", None, properties("w:tcPr", *about), *closed(inside, place))
