"""The layout of a form: its schema as the rows and cells of a table twelve columns wide.

The official forms are drawn on a grid of twelve: 25 % for the labels is three columns, 75 % nine. One grid for
the whole table, and `colspan`, give the geometry of the maquettes without nested tables.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from ndrc_portfolio.formulaires.model import Bloc, Champ, Competence, Formulaire, Noeud, Option

COLUMNS = 12


_LABEL = 3  # columns


Kind = Literal["entete", "bandeau", "sous-bandeau", "titre", "etiquette", "tete", "valeur", "champ", "option", "cases"]


class Cell(NamedTuple):
    """One cell. `position` tells the cells of one leaf apart; `lines` are those of the head of the form.

    `height` is the least that it measures on paper, in millimetres.
    `reminder`: a band that repeats on each page, and names the candidate there, for a sheet may go astray.
    """

    kind: Kind
    span: int
    libelle: str = ""
    champ: Champ | None = None
    option: Option | None = None
    position: int = 0
    anchor: str = ""
    lines: tuple[str, ...] = ()
    reminder: bool = False
    height: int = 0

    @property
    def aide(self) -> str:
        """The small print of the form under the label."""
        return self.champ.keyword.aide if self.champ else ""

    @property
    def appel(self) -> str:
        """The mark that calls the note at the foot of the table."""
        return str(self.champ.keyword.appel_de_note or "") if self.champ else ""


Row = tuple[Cell, ...]


class RowGroup(NamedTuple):
    """Rows that a page break should not part: bands with the row that follows them, or one row."""

    rows: tuple[Row, ...]

    @property
    def begins_with_band(self) -> bool:
        return self.rows[0][0].kind in ("bandeau", "sous-bandeau")


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
    """A form, ready to be filled. `head` and `inline` stand above the tables when the head is not one."""

    tables: tuple[Table, ...]
    head: tuple[str, ...] = ()
    inline: tuple[Champ, ...] = ()
    grid: tuple[tuple[Competence, ...], ...] = ()
    """The competences, those of one row side by side."""
    criteria: str = ""
    levels: tuple[str, ...] = ()
    foot: tuple[str | Champ, ...] = ()
    watermark: str = ""


@lru_cache(maxsize=64)
def lay_out(form: Formulaire) -> Layout:
    """The layout of a form."""
    keyword = form.keyword
    rows = tuple(_head_rows(form))
    head = ((Cell("entete", COLUMNS, lines=keyword.entete),), *rows) if rows else ()
    # A form of free length repeats its head on each page; one that is a single sheet does not.
    repeated, first = ((), head) if keyword.pages else (head, ())
    tables: list[Table] = []
    groups: list[RowGroup] = [RowGroup(first)] if first else []
    note = ""
    for noeud in form.corps:
        if noeud.keyword.verso:
            tables.append(Table(repeated, tuple(groups), note))
            groups, note, repeated = [], "", ()
        if band := noeud.keyword.bandeau_avant:
            repeated = (*repeated, (Cell("bandeau", COLUMNS, band, anchor="formulaire", reminder=True),))
        groups += _grouped(_rows_of(noeud))
        note = noeud.keyword.note or note
    tables.append(Table(repeated, tuple(groups), note))
    if rows:
        return Layout(tuple(tables))
    return Layout(
        tables=tuple(table for table in tables if table.groups),
        head=keyword.entete,
        inline=tuple(form.identification[c] for c in keyword.en_ligne),
        grid=tuple(_competence_rows(form.grille)),
        criteria=form.grid.tableau,
        levels=form.grid.niveaux,
        foot=tuple(p if isinstance(p, str) else form.identification[p.champ] for p in keyword.pied),
        watermark=keyword.filigrane,
    )


def _competence_rows(competences: tuple[Competence, ...]) -> Iterator[tuple[Competence, ...]]:
    """Competences that serve one nature each stand side by side: only one of them is filled in."""
    for of_one_nature, group in groupby(competences, key=lambda competence: bool(competence.nature)):
        row = tuple(group)
        yield from (row,) if of_one_nature else ((competence,) for competence in row)


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


def _head_rows(form: Formulaire) -> Iterator[Row]:
    for row in form.keyword.rangees:
        champs = [form.identification[c] for c in row.champs]
        widths = row.largeurs or [1] * len(champs)
        cells: list[Cell] = []
        for champ, span in zip(champs, columns(widths), strict=True):
            if champ.options and not champ.libelle:
                spans = columns([1] * len(champ.options), span)
                cells += [
                    Cell("option", s, option.libelle, champ, option)
                    for s, option in zip(spans, champ.options, strict=True)
                ]
            else:
                cells.append(Cell("cases" if champ.options else "champ", span, champ.libelle, champ))
        yield tuple(cells)


def _rows_of(noeud: Noeud, depth: int = 0) -> Iterator[Row]:
    kind: Kind = "sous-bandeau" if depth else "bandeau"
    if isinstance(noeud, Bloc):
        yield (Cell(kind, COLUMNS, noeud.libelle, anchor=anchor_of(noeud)),)
        yield from _child_rows(noeud.enfants, depth + 1)
    else:
        yield from _child_rows((noeud,), depth)


def _child_rows(children: tuple[Noeud, ...], depth: int) -> Iterator[Row]:
    beside: list[Champ] = []
    for noeud in children:
        if isinstance(noeud, Champ) and noeud.keyword.largeur:
            beside.append(noeud)
            if sum(c.keyword.largeur for c in beside) >= 99:
                yield from _side_by_side(beside)
                beside = []
            continue
        yield from _side_by_side(beside)
        beside = []
        yield from _rows_of(noeud, depth) if isinstance(noeud, Bloc) else _rubrique_rows(noeud)
    yield from _side_by_side(beside)


def _side_by_side(champs: list[Champ]) -> Iterator[Row]:
    if not champs:
        return
    spans = columns(c.keyword.largeur for c in champs)
    if champs[0].keyword.dans_la_case:
        yield tuple(Cell("champ", s, c.libelle, c, anchor=anchor_of(c)) for s, c in zip(spans, champs, strict=True))
        return
    yield tuple(Cell("tete", s, c.libelle, c, anchor=anchor_of(c)) for s, c in zip(spans, champs, strict=True))
    yield tuple(Cell("valeur", s, c.libelle, c) for s, c in zip(spans, champs, strict=True))


def _rubrique_rows(champ: Champ) -> Iterator[Row]:
    if height := champ.keyword.encadre:
        yield (Cell("titre", COLUMNS, champ.libelle, champ, anchor=anchor_of(champ)),)
        yield (Cell("valeur", COLUMNS, champ=champ, height=height),)
        return
    if champ.keyword.pleine_largeur:
        yield (Cell("sous-bandeau", COLUMNS, champ.libelle, champ, anchor=anchor_of(champ)),)
        yield (Cell("valeur", COLUMNS, champ=champ),)
        return
    label = Cell("etiquette", _LABEL, champ.libelle, champ, anchor=anchor_of(champ))
    spans = columns([1.2] + [1] * (champ.cellules - 1), COLUMNS - _LABEL)
    yield (label, *(Cell("valeur", s, champ=champ, position=i) for i, s in enumerate(spans)))


def _grouped(rows: Iterable[Row]) -> Iterator[RowGroup]:
    """Bands and heads of columns wait for the row of values that they announce."""
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if row[0].kind not in ("bandeau", "sous-bandeau", "titre", "tete"):
            yield RowGroup(tuple(waiting))
            waiting = []
    if waiting:
        yield RowGroup(tuple(waiting))
