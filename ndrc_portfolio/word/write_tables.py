"""Tables that an author has written: their columns as wide as their words ask for, as in a browser."""

from collections.abc import Callable

from ndrc_portfolio.word.write_context import Context, look_of, place_of
from ndrc_portfolio.word.write_elements import Element, el, properties, val
from ndrc_portfolio.word.write_paragraphs import closed

_LETTER, _SIDES = 104, 140  # twips: of Arial 9 pt, half of it bold, and both margins of a cell

_MOST = 63  # columns that Word has

Blocks = Callable[[Element, Context], list[Element]]


def table(node: Element, context: Context, blocks: Blocks) -> list[Element]:
    """A table, with its caption above it; `blocks` makes what its cells hold."""
    rows = [row for row in node.iter("tr") if next(row.iterancestors("table")) is node]
    caption = [made for child in node if child.tag == "caption" for made in blocks(child, context.at(keep=True))]
    grid = [_row_of(row) for row in rows]
    count = min(_MOST, max((sum(span for _, span in row) for row in grid), default=0))
    if not count:
        return caption
    available = context.place.width - context.place.indent
    widths = _widths(grid, count, available)
    drawn = [_row(row, cells, widths, context, blocks) for row, cells in zip(rows, grid, strict=True) if cells]
    about = [val("w:tblStyle", "TableGrid"), el("w:tblW", {"w:w": sum(widths), "w:type": "dxa"})]
    about.append(el("w:tblLayout", {"w:type": "fixed"}))
    about.append(el("w:tblInd", {"w:w": context.place.indent, "w:type": "dxa"}))
    columns = el("w:tblGrid", None, *(el("w:gridCol", {"w:w": width}) for width in widths))
    return [*caption, el("w:tbl", None, properties("w:tblPr", *about), columns, *drawn)]


def _row_of(row: Element) -> list[tuple[Element, int]]:
    """The cells of a row, each with how many columns it spans."""
    return [(cell, min(_MOST, max(1, _span(cell)))) for cell in row if cell.tag in ("td", "th")]


def _span(cell: Element) -> int:
    text = cell.get("colspan") or "1"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _widths(grid: list[list[tuple[Element, int]]], count: int, available: int) -> list[int]:
    """How wide columns are: as their longest text asks, else between their longest word and that, else their share."""
    words, texts = [400] * count, [400] * count
    for row in grid:
        column = 0
        for cell, span in row:
            if span == 1 and column < count:
                lines = [line.split() for line in "".join(map(str, cell.itertext())).split("\n")]
                words[column] = max(words[column], *(_wide(len(word)) for line in lines for word in line), 0)
                texts[column] = max(texts[column], *(_wide(len(" ".join(line))) for line in lines))
            column += span
    if sum(texts) <= available:
        return texts
    room = available - sum(words)
    if room < 0:
        return [max(1, width * available // sum(words)) for width in words]
    more = [text - word for text, word in zip(texts, words, strict=True)]
    return [word + room * extra // sum(more) for word, extra in zip(words, more, strict=True)]


def _wide(letters: int) -> int:
    return letters * _LETTER + _SIDES


def _row(
    row: Element, cells: list[tuple[Element, int]], widths: list[int], context: Context, blocks: Blocks
) -> Element:
    made: list[Element] = []
    column = 0
    for cell, span in cells:
        own = widths[column : column + span]
        column += span
        if own:
            made.append(_cell(cell, sum(own), len(own), context, blocks))
        else:  # Word has no more columns: what is left goes on in the last
            made[-1].extend(_inside(cell, widths[-1], context, blocks))
    parent = row.getparent()
    head = [properties("w:trPr", el("w:tblHeader"))] if parent is not None and parent.tag == "thead" else []
    return el("w:tr", None, *head, *made)


def _cell(cell: Element, width: int, span: int, context: Context, blocks: Blocks) -> Element:
    about = [el("w:tcW", {"w:w": width, "w:type": "dxa"}), *([val("w:gridSpan", span)] if span > 1 else [])]
    return el("w:tc", None, properties("w:tcPr", *about), *_inside(cell, width, context, blocks))


def _inside(cell: Element, width: int, context: Context, blocks: Blocks) -> list[Element]:
    look = look_of(cell, context.look)._replace(size=18)
    place = place_of(cell, context.place._replace(width=width - _SIDES, indent=0, level=0, style="", bar=False))
    return closed(blocks(cell, context._replace(look=look, place=place)), place)
