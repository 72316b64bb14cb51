"""How many pages a fiche will have, by counting its lines: a guess that takes no time, where printing takes seconds."""

from collections.abc import Mapping
from math import ceil

from ndrc_portfolio.formulaires.cells import Cell
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.messages.catalogue.word import LongerThanWord
from ndrc_portfolio.word.given.draft import Draft

_ACROSS = 108  # letters of 10 points on a line as wide as the sheet
_LINES = 62  # of a page
_PADDING = 0.5  # lines, of a row
_SURE = 1.15
"""How far beyond its sheets a fiche must be, for a guess to be told."""


def too_long(draft: Draft, sizes: Mapping[int, int]) -> LongerThanWord | None:
    """That a fiche will not fit its sheets, if it most probably will not. `sizes`: the letters of the Word file by
    half points.
    """
    limit = draft.form.limit
    pages = _lines(draft) / _LINES
    if not limit or pages <= limit * _SURE:
        return None
    usual = max(sizes, key=lambda size: sizes[size], default=20) / 2
    taille = f"{usual:g}".replace(".", ",") if usual < 10 else ""
    return LongerThanWord(pages=ceil(pages), permises=limit, taille=taille)


def _lines(draft: Draft) -> float:
    layout = lay_out(draft.form)
    rows = [row for table in layout.tables for group in table.sections for row in group.rows]
    return sum(max(_height(cell, draft, layout.columns) for cell in row) + _PADDING for row in rows)


def _height(cell: Cell, draft: Draft, columns: int) -> float:
    across = max(4, _ACROSS * cell.span // columns - 2)
    texts = [line.texte for line in cell.lines] or [cell.libelle]
    if cell.champ and cell.kind in ("valeur", "champ", "encadre"):
        cells = draft.texts.get(cell.champ.chemin, [])
        texts += cells[cell.position : cell.position + 1]
    return sum(ceil(len(line) / across) for texte in texts for line in texte.split("\n") if line.strip())
