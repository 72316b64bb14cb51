"""The sheet of paper, in millimetres, and what surely fits on it.

`print.css`, which a browser reads alone, says its size and margins again; a test holds it to these.
"""

import re

from ndrc_portfolio.formulaires.cells import COLUMNS, Cell, Layout, RowGroup
from ndrc_portfolio.rendering.markdown import Cells

MM = 72 / 25.4  # points


WIDTH, HEIGHT = 210, 297  # A4


TOP, SIDE, BOTTOM = 15, 15, 18  # margins; the footer stands in the lower one


TEXT_WIDTH, TEXT_HEIGHT = WIDTH - 2 * SIDE, HEIGHT - TOP - BOTTOM


COLUMN = TEXT_WIDTH / COLUMNS


LINE = 10 * 1.2 / MM  # of a rubrique: 10 pt, at a line height of 1.2


REPEATED_ROW = 5.3  # a row of a head that each page repeats, in print


BLANK_HEIGHT = TEXT_HEIGHT - 2  # of the tables of a blank form: rounding may add to the rows


HEAD_LINE, INLINE_FIELD, FOOT_LINE = 7, 6, 12  # what stands above a table that has no head of its own, and below it


NOTE = 5  # the official note under a table


BOXED_CELL = 150  # in a blank form, the last cell of a table whose cells stand in frames


WHOLE_CELL = 172  # in a blank form, a cell as wide as a table that has no head of its own


_CHARACTERS = 7.2  # of Arial 10 pt in a column of the grid


_LETTER = 1.75  # of Arial 9 pt, bold


_CELL = 2.2  # what a cell of an author's table has beside its words


_MARGINS = 3  # of a cell of a form, left and right


_ROW = 7  # of labels


_TEXT_LINE, _TEXT_MARGINS, _IMAGE = 4.5, 6, 90  # the most that each takes in a cell


_MOST_OF_A_PAGE, _WITH_BAND, _SHORT = 210, 75, 45


_BLOCK_END = re.compile(r"</(?:p|li|tr|h\d|pre)>|<br")


_MARKUP = re.compile(r"<[^<>\0]*>")


_TABLE = re.compile(r"<table([^<>]*)>((?:(?!<table).)*?)</table>", re.DOTALL)


_TABLE_ROW = re.compile(r"<tr[^<>]*>((?:(?!<tr).)*?)</tr>", re.DOTALL)


_TABLE_CELL = re.compile(r"<t[hd][^<>]*>((?:(?!<t[hd]).)*?)</t[hd]>", re.DOTALL)


def together(group: RowGroup, cells: Cells, columns: int = COLUMNS) -> str:
    """The class of rows that a page break is kept out of, or "".

    They surely fit a page (print-facts, 4), and are short, for what is held back leaves a hole. Firefox alone holds
    longer ones that begin with a band (`bande`): it does not know how to keep a band with the next row.
    """
    height = _height(group, cells, COLUMNS / columns)
    if height < (_WITH_BAND if group.begins_with_band else _SHORT):
        return "insecable"
    return "bande" if group.begins_with_band and height < _MOST_OF_A_PAGE else ""


def _height(group: RowGroup, cells: Cells, column: float) -> float:
    """A generous estimate of the height of a group in print; `column` is the width of a column, in twelfths."""
    height = 0.0
    for row in group.rows:
        height += max(_cell_height(cell, cells, column) for cell in row)
    return height


def _cell_height(cell: Cell, cells: Cells, column: float) -> float:
    if cell.lines:
        return sum(_ROW * (1 + line.tirets + line.pointilles) for line in cell.lines) + cell.height
    if cell.champ is None or cell.kind not in ("valeur", "champ", "encadre"):
        return _ROW
    texts = cells.by_leaf.get(cell.champ.chemin, [])
    html = texts[cell.position] if cell.position < len(texts) else ""
    per_line = cell.span * column * _CHARACTERS
    blocks = _MARKUP.sub("", _BLOCK_END.sub("\0", html)).split("\0")
    lines = sum(1 + len(b) // per_line for b in blocks)
    return max(cell.height, _TEXT_LINE * lines + _TEXT_MARGINS + _IMAGE * html.count("<img"))


def height_outside(layout: Layout) -> float:
    """What of a blank form stands above and below its table."""
    return HEAD_LINE * len(layout.head) + INLINE_FIELD * len(layout.inline) + FOOT_LINE * len(layout.foot)


def tighten(html: str, span: float) -> str:
    """Tables of an author whose words cannot stand side by side in their cell get a class that breaks the words.

    `span` is its width, in twelfths of the form's.
    """
    if "<table" not in html:
        return html

    def tightened(found: re.Match[str]) -> str:
        longest: dict[int, int] = {}
        for row in _TABLE_ROW.findall(found[2]):
            for i, cell in enumerate(_TABLE_CELL.findall(row)):
                words = re.split(r"[ \n-]", _MARKUP.sub("", cell))
                longest[i] = max(longest.get(i, 1), *map(len, words))
        width = sum(_CELL + _LETTER * n for n in longest.values())
        if width <= span * COLUMN - _MARGINS:
            return found[0]
        attributes = re.sub(r'\sclass="[^"]*"', "", found[1])
        return f'<table{attributes} class="serre">{found[2]}</table>'

    return _TABLE.sub(tightened, html)
