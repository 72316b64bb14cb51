"""The rows and cells of a form that is laid out: what `layout` makes, and the templates draw."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ndrc_portfolio.formulaires.keyword import Style
from ndrc_portfolio.formulaires.model import Champ, Competence, Noeud, Option

COLUMNS = 12


Kind = Literal[
    "entete",
    "bandeau",
    "sous-bandeau",
    "partie",
    "titre",
    "etiquette",
    "tete",
    "valeur",
    "champ",
    "option",
    "cases",
    "encadre",
    "lignes",
]


_OF_ROWS = ("entete", "bandeau", "sous-bandeau", "etiquette", "tete", "valeur", "champ", "option", "cases")


class LaidLine(NamedTuple):
    """A printed line: its text, its fields with their widths in percent (0: as wide as they are), what is below it.

    `right` is the line that ends it.
    """

    texte: str = ""
    champs: tuple[tuple[Champ, float], ...] = ()
    style: tuple[Style, ...] = ()
    tirets: int = 0
    pointilles: int = 0
    right: "LaidLine | None" = None


class Cell(NamedTuple):
    """One cell. `position` tells the cells of one leaf apart; `lines` are printed in it, instead of a leaf.

    `height` is the least that it measures on paper, in millimetres; `blank_height` in a blank form.
    `reminder`: a band that repeats on each page, and names the candidate there, for a sheet may go astray.
    `last`: of the cells of one frame.
    """

    kind: Kind
    span: int
    libelle: str = ""
    champ: Champ | None = None
    option: Option | None = None
    position: int = 0
    anchor: str = ""
    lines: tuple[LaidLine, ...] = ()
    reminder: bool = False
    height: float = 0
    tint: str = ""
    last: bool = False

    @property
    def aide(self) -> str:
        """The small print of the form under the label."""
        return self.champ.keyword.aide if self.champ else ""

    @property
    def appel(self) -> str:
        """The mark that calls the note at the foot of the table."""
        return str(self.champ.keyword.appel_de_note or "") if self.champ else ""

    @property
    def blank_height(self) -> float:
        return self.height or (self.champ.keyword.hauteur if self.champ else 0)

    @property
    def label(self) -> str:
        """Of a cell of a value that has several."""
        labels = self.champ.keyword.libelles_des_cases if self.champ else ()
        return labels[self.position] if self.position < len(labels) else ""


Row = tuple[Cell, ...]


class RowGroup(NamedTuple):
    """Rows that a page break should not part: bands with the row that follows them, or one row."""

    rows: tuple[Row, ...]

    @property
    def begins_with_band(self) -> bool:
        return self.rows[0][0].kind in ("bandeau", "sous-bandeau", "partie")


class Table(NamedTuple):
    """One table. `head` is repeated on each page; `note` stands below."""

    head: tuple[Row, ...]
    groups: tuple[RowGroup, ...]
    note: str = ""

    @property
    def sections(self) -> tuple[RowGroup, ...]:
        """The head, which may have no row, then the groups."""
        return (RowGroup(self.head), *self.groups)


class Layout(NamedTuple):
    """A form, ready to be filled. `head`, `inline` and `lines` stand above the tables when the head is not one."""

    tables: tuple[Table, ...]
    head: tuple[LaidLine, ...] = ()
    inline: tuple[Champ, ...] = ()
    lines: tuple[LaidLine, ...] = ()
    grid: tuple[tuple[Competence, ...], ...] = ()
    """The competences, those of one row side by side."""
    foot: tuple[str | Champ | LaidLine, ...] = ()
    columns: int = COLUMNS

    @property
    def plain(self) -> bool:
        """Whether it is rows of labels and values alone, below unstyled lines: `grille.css` says nothing of it."""
        lines = (*self.head, *(line for cell in self.cells for line in cell.lines))
        styled = any(set(line.style) - {"case"} for line in lines)  # which begins a cell, and has no look of its own
        return not (styled or self.grid or self.lines or self.foot) and all(c.kind in _OF_ROWS for c in self.cells)

    @property
    def cells(self) -> tuple[Cell, ...]:
        groups = (group for table in self.tables for group in table.sections)
        return tuple(cell for group in groups for row in group.rows for cell in row)

    @property
    def measured(self) -> bool:
        """Whether the form says how high its cells are when it is blank: else they share the sheet."""
        of_sheet = ("lignes", "partie", "encadre")
        return any(c.kind in of_sheet or (c.champ and c.champ.keyword.hauteur) for c in self.cells)


def anchor_of(noeud: Noeud) -> str:
    """The id of a node in the page of its fiche."""
    return "-".join(noeud.chemin).replace("_", "-")


def columns(widths: Iterable[float], total: int = COLUMNS) -> list[int]:
    """Widths in percent as columns of the grid: at least one each, `total` in all."""
    widths = list(widths)
    edges = [round(sum(widths[: i + 1]) * total / sum(widths)) for i in range(len(widths))]
    spans = [end - start for start, end in zip([0, *edges], edges, strict=False)]
    while min(spans) < 1:
        spans[spans.index(max(spans))] -= 1
        spans[spans.index(min(spans))] += 1
    return spans
