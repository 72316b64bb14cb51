"""The layout of a form: its schema as the rows and cells of a table twelve columns wide, or finer.

The forms of 2020 are drawn on a grid of twelve: 25 % for the labels is three columns, 75 % nine. One grid for
the whole table, and `colspan`, give the geometry of the maquettes without nested tables.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from ndrc_portfolio.formulaires.cells import (
    Cell,
    Kind,
    LaidLine,
    Layout,
    Row,
    RowGroup,
    Table,
    anchor_of,
    columns,
)
from ndrc_portfolio.formulaires.keyword import FootField, Line
from ndrc_portfolio.formulaires.model import Bloc, Champ, Competence, Formulaire, Noeud

_LABELS = 25  # percent

_ANNOUNCING: tuple[Kind, ...] = ("bandeau", "sous-bandeau", "partie", "titre", "tete")
"""What should not end a page."""


@lru_cache(maxsize=64)
def lay_out(form: Formulaire) -> Layout:
    """The layout of a form."""
    keyword, width = form.keyword, form.keyword.colonnes
    in_table = bool(keyword.rangees or keyword.feuille)
    rows = tuple(_head_rows(form))
    head = (*_title_rows(form), *rows) if rows else ()
    # A form of free length repeats its head on each page; one that is a single sheet does not.
    repeated, first = ((), head) if keyword.pages else (head, ())
    tables: list[Table] = []
    groups: list[RowGroup] = [RowGroup(first)] if first else []
    groups += [RowGroup((row,)) for row in _sheet_rows(form)]
    note = ""
    for noeud in form.corps:
        if noeud.keyword.verso:
            tables.append(Table(repeated, tuple(groups), note))
            groups, note, repeated = [], "", ()
        if band := noeud.keyword.bandeau_avant:
            repeated = (
                *repeated,
                (Cell("bandeau", width, band, anchor="formulaire", reminder=True, tint=keyword.teinte),),
            )
        groups += _grouped(_rows_of(noeud, _Drawing(form, noeud.keyword.largeur_libelles or _LABELS)))
        note = noeud.keyword.note or note
    tables.append(Table(repeated, tuple(groups), note))
    fields = [c for c in keyword.en_ligne if isinstance(c, str)]
    flows = len(fields) == len(keyword.en_ligne)  # one field after the other, as the forms of 2020 have them
    lines = [Line(champs=(line,)) if isinstance(line, str) else line for line in keyword.en_ligne]
    return Layout(
        tables=tuple(table for table in tables if in_table or table.groups),
        head=() if rows else tuple(LaidLine(line.texte, style=line.style) for line in keyword.entete),
        inline=tuple(form.identification[c] for c in fields) if flows else (),
        lines=() if flows else _laid(form, lines),
        grid=tuple(_competence_rows(form.grille)),
        foot=tuple(_foot(form)),
        columns=width,
    )


class _Drawing(NamedTuple):
    """What the rows of a block are drawn with: the form, the width of the labels in percent."""

    form: Formulaire
    labels: float

    @property
    def width(self) -> int:
        return self.form.keyword.colonnes

    def tint(self, noeud: Noeud) -> str:
        return noeud.keyword.teinte or self.form.keyword.teinte


def _laid(form: Formulaire, lines: Iterable[Line]) -> tuple[LaidLine, ...]:
    """Lines as they are printed: one that goes to the right ends the line before."""
    made: list[LaidLine] = []
    for line in lines:
        widths = line.largeurs or (0,) * len(line.champs)
        champs = tuple(zip((form.identification[c] for c in line.champs), widths, strict=True))
        laid = LaidLine(line.texte, champs, line.style, line.tirets, line.pointilles)
        if line.a_droite and made:
            made[-1] = made[-1]._replace(right=laid)
        else:
            made.append(laid)
    return tuple(made)


def _foot(form: Formulaire) -> Iterator[str | Champ | LaidLine]:
    for of_lines, group in groupby(form.keyword.pied, key=lambda line: isinstance(line, Line)):
        if of_lines:
            yield from _laid(form, (line for line in group if isinstance(line, Line)))
        else:
            yield from (form.identification[p.champ] if isinstance(p, FootField) else str(p) for p in group)


def _title_rows(form: Formulaire) -> Iterator[Row]:
    """The head of the form; a line of the style « case » begins a cell of its own."""
    lines: list[LaidLine] = []
    for line in form.keyword.entete:
        if "case" in line.style and lines:
            yield (Cell("entete", form.keyword.colonnes, lines=tuple(lines)),)
            lines = []
        lines.append(LaidLine(line.texte, style=line.style))
    yield (Cell("entete", form.keyword.colonnes, lines=tuple(lines)),)


def _sheet_rows(form: Formulaire) -> Iterator[Row]:
    """The cells of a sheet that is filled by hand."""
    for row in form.keyword.feuille:
        spans = columns((cell.largeur for cell in row), form.keyword.colonnes)
        yield tuple(
            Cell("lignes", span, lines=_laid(form, cell.lignes), height=cell.hauteur)
            for cell, span in zip(row, spans, strict=True)
        )


def _competence_rows(competences: tuple[Competence, ...]) -> Iterator[tuple[Competence, ...]]:
    """Competences that serve one nature each stand side by side: only one of them is filled in."""
    for of_one_nature, group in groupby(competences, key=lambda competence: bool(competence.nature)):
        row = tuple(group)
        yield from (row,) if of_one_nature else ((competence,) for competence in row)


def _head_rows(form: Formulaire) -> Iterator[Row]:
    for row in form.keyword.rangees:
        champs = [form.identification[c] for c in row.champs]
        widths = row.largeurs or [1] * len(champs)
        cells: list[Cell] = []
        for champ, span in zip(champs, columns(widths, form.keyword.colonnes), strict=True):
            if champ.options and not champ.libelle:
                spans = columns([1] * len(champ.options), span)
                cells += [
                    Cell("option", s, option.libelle, champ, option)
                    for s, option in zip(spans, champ.options, strict=True)
                ]
            else:
                cells.append(Cell("cases" if champ.options else "champ", span, champ.libelle, champ))
        yield tuple(cells)


def _rows_of(noeud: Noeud, drawing: _Drawing, depth: int = 0) -> Iterator[Row]:
    kind: Kind = "sous-bandeau" if depth else "bandeau"
    if not isinstance(noeud, Bloc):
        yield from _child_rows((noeud,), drawing, depth)
    elif noeud.keyword.forme == "partie":
        yield from _part_rows(noeud, drawing)
    elif noeud.keyword.forme == "cadre":
        yield from _frame_rows(noeud, drawing)
    else:
        yield (Cell(kind, drawing.width, noeud.libelle, anchor=anchor_of(noeud), tint=drawing.tint(noeud)),)
        yield from _child_rows(noeud.enfants, drawing, depth + 1)


def _part_rows(bloc: Bloc, drawing: _Drawing) -> Iterator[Row]:
    """A part: its title, its fields, its frames, its foot."""
    under = (LaidLine(bloc.keyword.sous_titre),) if bloc.keyword.sous_titre else ()
    yield (Cell("partie", drawing.width, bloc.libelle, anchor=anchor_of(bloc), lines=under),)
    if lines := _laid(drawing.form, bloc.keyword.lignes):
        yield (Cell("lignes", drawing.width, lines=lines, tint="blanche"),)
    yield from _child_rows(bloc.enfants, drawing, 1)
    if foot := _laid(drawing.form, bloc.keyword.pied):
        yield (Cell("lignes", drawing.width, lines=foot, tint="blanche"),)


def _frame_rows(bloc: Bloc, drawing: _Drawing) -> Iterator[Row]:
    """One frame for all rubriques of a block, their labels in it."""
    yield (Cell("titre", drawing.width, bloc.libelle, anchor=anchor_of(bloc), tint="centre"),)
    for champ in (c for c in bloc.enfants if isinstance(c, Champ)):
        height, last = champ.keyword.encadre, champ is bloc.enfants[-1]
        yield (Cell("encadre", drawing.width, champ.libelle, champ, anchor=anchor_of(champ), height=height, last=last),)


def _child_rows(children: tuple[Noeud, ...], drawing: _Drawing, depth: int) -> Iterator[Row]:
    beside: list[Champ] = []
    for noeud in children:
        if isinstance(noeud, Champ) and noeud.keyword.largeur:
            beside.append(noeud)
            if sum(c.keyword.largeur for c in beside) >= 99:
                yield from _side_by_side(beside, drawing)
                beside = []
            continue
        yield from _side_by_side(beside, drawing)
        beside = []
        yield from _rows_of(noeud, drawing, depth) if isinstance(noeud, Bloc) else _rubrique_rows(noeud, drawing)
    yield from _side_by_side(beside, drawing)


def _side_by_side(champs: list[Champ], drawing: _Drawing) -> Iterator[Row]:
    if not champs:
        return
    spans = columns((c.keyword.largeur for c in champs), drawing.width)
    if champs[0].keyword.dans_la_case:
        yield tuple(Cell("champ", s, c.libelle, c, anchor=anchor_of(c)) for s, c in zip(spans, champs, strict=True))
        return
    yield tuple(Cell("tete", s, c.libelle, c, anchor=anchor_of(c)) for s, c in zip(spans, champs, strict=True))
    yield tuple(Cell("valeur", s, c.libelle, c) for s, c in zip(spans, champs, strict=True))


def _rubrique_rows(champ: Champ, drawing: _Drawing) -> Iterator[Row]:
    width, anchor = drawing.width, anchor_of(champ)
    if height := champ.keyword.encadre:
        middle = "centre" if champ.keyword.centre else ""
        yield (Cell("titre", width, champ.libelle, champ, anchor=anchor, tint=middle),)
        yield (Cell("valeur", width, champ=champ, height=height),)
        return
    if champ.keyword.pleine_largeur:
        yield (Cell("sous-bandeau", width, champ.libelle, champ, anchor=anchor, tint=drawing.tint(champ)),)
        yield (Cell("valeur", width, champ=champ),)
        return
    span, rest = columns((drawing.labels, 100 - drawing.labels), width)
    first = 1.2 if not champ.keyword.libelles_des_cases else 1
    spans = columns([first] + [1] * (champ.cellules - 1), rest)
    label = Cell("etiquette", span, champ.libelle, champ, anchor=anchor)
    yield (label, *(Cell("valeur", s, champ=champ, position=i) for i, s in enumerate(spans)))


def _grouped(rows: Iterable[Row]) -> Iterator[RowGroup]:
    """Bands and heads of columns wait for the row of values that they announce."""
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if row[0].kind not in _ANNOUNCING:
            yield RowGroup(tuple(waiting))
            waiting = []
    if waiting:
        yield RowGroup(tuple(waiting))
