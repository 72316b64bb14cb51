"""The sheet of paper, in millimetres, and what surely fits on it.

`print.css`, which a browser reads alone, says its size and margins again; a test holds it to these.
"""

import re

from ndrc_portfolio.formulaires.layout import Cell, RowGroup
from ndrc_portfolio.rendering.markdown import Cells

MM = 72 / 25.4  # points


WIDTH, HEIGHT = 210, 297  # A4


TOP, SIDE, BOTTOM = 15, 15, 18  # margins; the footer stands in the lower one


TEXT_WIDTH, TEXT_HEIGHT = WIDTH - 2 * SIDE, HEIGHT - TOP - BOTTOM


COLUMNS = 12  # of the grid of a form


COLUMN = TEXT_WIDTH / COLUMNS


LINE = 10 * 1.2 / MM  # of a rubrique: 10 pt, at a line height of 1.2


_CHARACTERS = 7.2  # of Arial 10 pt in a column of the grid


_LETTER = 1.75  # of Arial 9 pt, bold


_CELL = 2.2  # what a cell of an author's table has beside its words


_ROW = 7  # of labels


_BLOCK_END = re.compile(r"</(?:p|li|tr|h\d|pre)>|<br")


_MARKUP = re.compile(r"<[^>\0]*>")


_TABLE = re.compile(r"<table([^>]*)>(.*?)</table>", re.DOTALL)


_RANG = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)


_CASE = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def keeps_together(groupe: RowGroup, rendu: Cells) -> bool:
    """Whether a page break is kept out of rows: only if they surely fit a page (print-facts, 4).

    A group that begins with a band is held up to most of a page, so that no band ends a page in Firefox;
    other rows only while they are short, for a row held back leaves a hole.
    """
    return _height(groupe, rendu) < (210 if groupe.begins_with_band else 45)


def _height(groupe: RowGroup, rendu: Cells) -> float:
    """A generous estimate of the height of a group in print."""
    height = 0.0
    for ligne in groupe.lignes:
        height += max(_cell_height(c, rendu) for c in ligne)
    return height


def _cell_height(cellule: Cell, rendu: Cells) -> float:
    if cellule.champ is None or cellule.genre not in ("valeur", "champ"):
        return _ROW
    textes = rendu.cellules.get(cellule.champ.chemin, [])
    html = textes[cellule.indice] if cellule.indice < len(textes) else ""
    per_line = cellule.span * _CHARACTERS
    blocks = _MARKUP.sub("", _BLOCK_END.sub("\0", html)).split("\0")
    lines = sum(1 + len(b) // per_line for b in blocks)
    return float(4.5 * lines + 6 + 90 * html.count("<img"))


def tighten(html: str, span: int) -> str:
    """Tables of an author whose words cannot stand side by side in their cell get a class that breaks the words."""
    if "<table" not in html:
        return html

    def serre(found: re.Match[str]) -> str:
        longest: dict[int, int] = {}
        for row in _RANG.findall(found[2]):
            for i, cell in enumerate(_CASE.findall(row)):
                words = re.split(r"[ \n-]", _MARKUP.sub("", cell))
                longest[i] = max(longest.get(i, 1), *map(len, words))
        width = sum(_CELL + _LETTER * n for n in longest.values())
        if width <= span * COLUMN - 3:
            return found[0]
        attributes = re.sub(r'\sclass="[^"]*"', "", found[1])
        return f'<table{attributes} class="serre">{found[2]}</table>'

    return _TABLE.sub(serre, html)
