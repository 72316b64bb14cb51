"""The layout of a form: its schema as the rows and cells of a table twelve columns wide.

The official forms are drawn on a grid of twelve: 25 % for the labels is three columns, 75 % nine. One grid for
the whole table, and `colspan`, give the geometry of the maquettes without nested tables.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from ndrc_portfolio.formulaires.model import Bloc, Champ, Competence, Formulaire, Noeud, Option

GRILLE = 12


_ETIQUETTE = 3  # columns of the label


Genre = Literal["entete", "bandeau", "sous-bandeau", "titre", "etiquette", "tete", "valeur", "champ", "option", "cases"]


class Cell(NamedTuple):
    """One cell. `indice` tells the cells of one leaf apart; `lignes` are those of the head of the form.

    `hauteur` is the least that it measures on paper, in millimetres.
    `rappel`: a band that repeats on each page, and names the candidate there, for a sheet may go astray.
    """

    genre: Genre
    span: int
    libelle: str = ""
    champ: Champ | None = None
    option: Option | None = None
    indice: int = 0
    ancre: str = ""
    lignes: tuple[str, ...] = ()
    rappel: bool = False
    hauteur: int = 0

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

    lignes: tuple[Row, ...]

    @property
    def begins_with_band(self) -> bool:
        return self.lignes[0][0].genre in ("bandeau", "sous-bandeau")


class Table(NamedTuple):
    """One table. `tete` is repeated on each page; `note` stands below."""

    tete: tuple[Row, ...]
    groupes: tuple[RowGroup, ...]
    note: str = ""

    @property
    def sections(self) -> tuple[RowGroup, ...]:
        """The head, which may have no row, then the groups."""
        return (RowGroup(self.tete), *self.groupes)


class Layout(NamedTuple):
    """A form, ready to be filled. `entete` and `en_ligne` stand above the tables when the head is not one."""

    tableaux: tuple[Table, ...]
    entete: tuple[str, ...] = ()
    en_ligne: tuple[Champ, ...] = ()
    grille: tuple[tuple[Competence, ...], ...] = ()
    """The competences, those of one row side by side."""
    criteres: str = ""
    niveaux: tuple[str, ...] = ()
    pied: tuple[str | Champ, ...] = ()
    filigrane: str = ""


@lru_cache(maxsize=64)
def lay_out(form: Formulaire) -> Layout:
    """The layout of a form."""
    keyword = form.keyword
    entete = keyword.entete
    rows = tuple(_rangees(form))
    head = ((Cell("entete", GRILLE, lignes=entete),), *rows) if rows else ()
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
            repeated = (*repeated, (Cell("bandeau", GRILLE, band, ancre="formulaire", rappel=True),))
        groups += _groupes(_lignes(noeud))
        note = noeud.keyword.note or note
    tables.append(Table(repeated, tuple(groups), note))
    if rows:
        return Layout(tuple(tables))
    return Layout(
        tableaux=tuple(t for t in tables if t.groupes),
        entete=entete,
        en_ligne=tuple(form.identification[c] for c in keyword.en_ligne),
        grille=tuple(_cote_a_cote_par_nature(form.grille)),
        criteres=form.grid.tableau,
        niveaux=form.grid.niveaux,
        pied=tuple(p if isinstance(p, str) else form.identification[p.champ] for p in keyword.pied),
        filigrane=keyword.filigrane,
    )


def _cote_a_cote_par_nature(grille: tuple[Competence, ...]) -> Iterator[tuple[Competence, ...]]:
    """Competences that serve one nature each stand side by side: only one of them is filled in."""
    for of_one_nature, group in groupby(grille, key=lambda competence: bool(competence.nature)):
        row = tuple(group)
        yield from (row,) if of_one_nature else ((competence,) for competence in row)


def anchor_of(noeud: Noeud) -> str:
    """The id of a node in the page of its fiche."""
    return "-".join(noeud.chemin).replace("_", "-")


def columns(widths: Iterable[float], total: int = GRILLE) -> list[int]:
    """Widths in percent as columns of the grid: at least one each, `total` in all."""
    widths = list(widths)
    edges = [round(sum(widths[: i + 1]) * total / sum(widths)) for i in range(len(widths))]
    spans = [end - start for start, end in zip([0, *edges], edges, strict=False)]
    while min(spans) < 1:
        spans[spans.index(max(spans))] -= 1
        spans[spans.index(min(spans))] += 1
    return spans


def _rangees(form: Formulaire) -> Iterator[Row]:
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


def _lignes(noeud: Noeud, profondeur: int = 0) -> Iterator[Row]:
    genre: Genre = "sous-bandeau" if profondeur else "bandeau"
    if isinstance(noeud, Bloc):
        yield (Cell(genre, GRILLE, noeud.libelle, ancre=anchor_of(noeud)),)
        yield from _enfants(noeud.enfants, profondeur + 1)
    else:
        yield from _enfants((noeud,), profondeur)


def _enfants(enfants: tuple[Noeud, ...], profondeur: int) -> Iterator[Row]:
    beside: list[Champ] = []
    for noeud in enfants:
        if isinstance(noeud, Champ) and noeud.keyword.largeur:
            beside.append(noeud)
            if sum(c.keyword.largeur for c in beside) >= 99:
                yield from _cote_a_cote(beside)
                beside = []
            continue
        yield from _cote_a_cote(beside)
        beside = []
        yield from _lignes(noeud, profondeur) if isinstance(noeud, Bloc) else _rubrique(noeud)
    yield from _cote_a_cote(beside)


def _cote_a_cote(champs: list[Champ]) -> Iterator[Row]:
    if not champs:
        return
    spans = columns(c.keyword.largeur for c in champs)
    if champs[0].keyword.dans_la_case:
        yield tuple(Cell("champ", s, c.libelle, c, ancre=anchor_of(c)) for s, c in zip(spans, champs, strict=True))
        return
    yield tuple(Cell("tete", s, c.libelle, c, ancre=anchor_of(c)) for s, c in zip(spans, champs, strict=True))
    yield tuple(Cell("valeur", s, c.libelle, c) for s, c in zip(spans, champs, strict=True))


def _rubrique(champ: Champ) -> Iterator[Row]:
    if height := champ.keyword.encadre:
        yield (Cell("titre", GRILLE, champ.libelle, champ, ancre=anchor_of(champ)),)
        yield (Cell("valeur", GRILLE, champ=champ, hauteur=height),)
        return
    if champ.keyword.pleine_largeur:
        yield (Cell("sous-bandeau", GRILLE, champ.libelle, champ, ancre=anchor_of(champ)),)
        yield (Cell("valeur", GRILLE, champ=champ),)
        return
    label = Cell("etiquette", _ETIQUETTE, champ.libelle, champ, ancre=anchor_of(champ))
    spans = columns([1.2] + [1] * (champ.cellules - 1), GRILLE - _ETIQUETTE)
    yield (label, *(Cell("valeur", s, champ=champ, indice=i) for i, s in enumerate(spans)))


def _groupes(lignes: Iterable[Row]) -> Iterator[RowGroup]:
    """Bands and heads of columns wait for the row of values that they announce."""
    waiting: list[Row] = []
    for ligne in lignes:
        waiting.append(ligne)
        if ligne[0].genre not in ("bandeau", "sous-bandeau", "titre", "tete"):
            yield RowGroup(tuple(waiting))
            waiting = []
    if waiting:
        yield RowGroup(tuple(waiting))
