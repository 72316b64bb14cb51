"""The candidates' numbers, apart from all else: known so that they can be kept out of what is made."""

import csv
from pathlib import Path

from ndrc_portfolio.classe.eleves import as_text, rows_of
from ndrc_portfolio.classe.model import PRIVATE
from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.messages.words import normalise

NUMBERS = f"{PRIVATE}/numeros.csv"
_MOST = 5_000_000  # bytes


def read_numbers(root: Path) -> dict[str, str]:
    """The numbers by the key of their student; none where there is no such file, or it cannot be read."""
    try:
        rows = list(rows_of(as_text(read_file(root / NUMBERS, _MOST))))
    except (OSError, csv.Error):
        return {}
    headings = [normalise(cell) for cell in rows[0][1]] if rows else []
    if not {"cle", "numero"} <= set(headings):
        return {}
    key, number = headings.index("cle"), headings.index("numero")
    wide = (cells for _, cells in rows[1:] if len(cells) > max(key, number))
    return {normalise(cells[key]).replace(" ", "-"): cells[number] for cells in wide if cells[number]}
