"""What a form prints, in the order in which one reads it: titles, bands, labels, boxes, criteria."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from ndrc_portfolio.formulaires.cells import Cell, LaidLine, Row
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Champ, Competence, Formulaire, Option, label_names
from ndrc_portfolio.messages.words import normalise
from ndrc_portfolio.word.given.alike import Names

Kind = Literal["printed", "band", "label", "head", "full", "inside", "option", "criterion"]
"""Printed: it announces nothing. Band: a title of what follows. The value stands, for a label, in the cells on its
right; for a head, in the cell below; for a full one, in the rows below; inside, behind it; of an option, in its box.
"""


_SHORT = 4  # letters


class Item(NamedTuple):
    """A printed text. `row` tells the items of one row of the form; `nature`: the activity a competence is for."""

    kind: Kind
    libelle: str
    names: Names
    champ: Champ | None = None
    option: Option | None = None
    row: int = 0
    nature: str = ""

    @property
    def short(self) -> bool:
        """Whether it is looked for beside the label of its choice alone: « OUI » and « NON » are words of any text."""
        return self.option is not None and len(self.libelle) <= _SHORT

    @property
    def whole(self) -> bool:
        """Whether its text has a cell or a line to itself."""
        return self.kind in ("band", "label", "head", "full", "criterion")


@lru_cache(maxsize=64)
def items_of(form: Formulaire) -> tuple[Item, ...]:
    """All that a form prints."""
    layout = lay_out(form)
    found: list[Item] = []
    if form.keyword.annexe_officielle:
        found.append(_printed(f"ANNEXE {form.keyword.annexe_officielle}"))
    for line in layout.head:
        found += _of_line(line, 0)
    for champ in layout.inline:
        found += _inside(champ, 0)
    for line in layout.lines:
        found += _of_line(line, 0)
    rows: list[Row] = []
    for table in layout.tables:
        repeated = [row for row in table.head if row in rows]  # on each page
        for cells in (row for group in table.sections for row in group.rows):
            if cells not in repeated:
                rows.append(cells)
                found += (item for cell in cells for item in _of_cell(cell, len(rows)))
        found += [_printed(table.note)] if table.note else []
    if layout.grid:
        found += [_printed(form.grid.tableau)] if form.grid.tableau else []
    for competences in layout.grid:
        found += _of_competences(competences)
    for part in layout.foot:
        if isinstance(part, str):
            found.append(_printed(part))
        else:
            found += _inside(part, 0) if isinstance(part, Champ) else _of_line(part, 0)
    return tuple(found)


def _of_line(line: LaidLine, row: int) -> Iterator[Item]:
    if line.texte:
        yield _printed(line.texte)
    for champ, _ in line.champs:
        yield from _inside(champ, row)
    if line.right:
        yield from _of_line(line.right, row)


def _of_cell(cell: Cell, row: int) -> Iterator[Item]:
    champ = cell.champ
    match cell.kind:
        case "etiquette" | "tete" | "titre" | "sous-bandeau" | "encadre" if champ:
            kind: Kind = {"etiquette": "label", "tete": "head"}.get(cell.kind, "full")  # type: ignore[assignment]
            yield Item(kind, cell.libelle, _names(champ), champ, None, row)
        case "champ" | "cases" if champ:
            yield from _inside(champ, row)
        case "option" if champ and cell.option:
            yield _option(champ, cell.option, row)
        case "valeur":
            if cell.label:
                yield Item("printed", cell.label, Names(frozenset({normalise(cell.label)})), champ, None, row)
        case _:
            if cell.libelle:
                yield Item("band", cell.libelle, _named(cell.libelle), None, None, row)
    for line in cell.lines:
        yield from _of_line(line, row)


def _inside(champ: Champ, row: int) -> Iterator[Item]:
    if champ.libelle or not champ.options:
        yield Item("inside", champ.libelle, _names(champ), champ, None, row)
    for option in champ.options:
        yield _option(champ, option, row)


def _of_competences(competences: tuple[Competence, ...]) -> Iterator[Item]:
    for competence in competences:
        yield Item("band", competence.libelle, _named(competence.libelle), nature=competence.nature)
        for champ in competence.criteres:
            yield Item("criterion", champ.libelle, _named(champ.libelle), champ)


def _option(champ: Champ, option: Option, row: int) -> Item:
    return Item("option", option.libelle, _named(option.libelle), champ, option, row)


def _printed(texte: str) -> Item:
    return Item("printed", texte, _named(texte.replace("{session}", "")))


def _named(texte: str) -> Names:
    return Names(frozenset({normalise(texte)} - {""}))


def _names(champ: Champ) -> Names:
    official = frozenset(label_names(champ) | {normalise(champ.libelle.replace("(s)", ""))}) - {""}
    others = frozenset(map(normalise, champ.keyword.synonymes)) - {""}
    return Names(official, others - official, frozenset(map(normalise, champ.keyword.voisins)) - official)
