"""The table of a class as a file of Excel's, CSV or XLSX. What a student has written is never a formula there."""

import csv
import datetime
import hashlib
import io
import json
from collections.abc import Mapping, Sequence

from ndrc_portfolio.classe.following import Followed, Suivi
from ndrc_portfolio.classe.table import Cell, Column

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what begins one, in one program or another
_WIDEST = 40  # characters

Rows = Sequence[Mapping[str, Cell]]


def to_csv(columns: Sequence[Column], rows: Rows) -> bytes:
    """The table for a French Excel: `;`, UTF-8 with its mark, a line for each student under a line of headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in columns])
    writer.writerows([harmless(row.get(column.key, "")) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(columns: Sequence[Column], rows: Rows, title: str, day: datetime.date) -> bytes:
    """The same as a workbook: headings that stay in sight, a filter on each column."""
    import xlsxwriter  # late: only this export needs it

    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": title, "created": datetime.datetime(day.year, day.month, day.day)})
    sheet = workbook.add_worksheet("Classe")
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for x, column in enumerate(columns):
        cells = [row.get(column.key, "") for row in rows]
        sheet.write_string(0, x, column.title, bold)
        for y, cell in enumerate(cells, 1):
            if isinstance(cell, int):
                sheet.write_number(y, x, cell)
            else:
                sheet.write_string(y, x, cell)
        longest = max((len(str(cell)) for cell in cells), default=0)
        sheet.set_column(x, x, min(_WIDEST, max(longest + 2, 9)))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(rows)), max(0, len(columns) - 1))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    workbook.close()
    return content.getvalue()


def to_counts(followed: Followed) -> bytes:
    """What a centre may send up: states and counts, no name and no text; students by a hash of the class and their key.

    Of a small class a hash can be guessed by who knows the names: it tells lines apart, and hides nobody by itself.
    """
    classe = followed.classe

    def line(suivi: Suivi) -> dict[str, object]:
        named = f"{classe.nom} {classe.session} {suivi.eleve.cle}"
        known: dict[str, object] = {"eleve": hashlib.sha256(named.encode()).hexdigest()[:16], "etat": suivi.state}
        if result := suivi.resultat:
            known |= {"erreurs": result.count("error"), "avertissements": result.count("warning")}
            known |= {"documents": len(result.pieces), "avancement": result.progress, "semaines": result.weeks}
        return known

    lines = sorted((line(suivi) for suivi in followed.suivis), key=lambda entry: str(entry["eleve"]))
    known = {"session": classe.session, "jour": followed.today.isoformat(), "eleves": lines}
    return json.dumps(known, ensure_ascii=False, indent=1).encode() + b"\n"


def harmless(cell: Cell) -> Cell:
    """A cell that no program takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
