"""The keyword `x-formulaire`: what JSON Schema cannot say of a form, typed.

An attribute bears the name of its key in JSON; `schemas/formulaire.schema.json` says what each may be, and a test
compares the two. A new key is a line here, and one there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

KEYWORD = "x-formulaire"

Audience = Literal["public", "candidat", "jury"]
AUDIENCES: tuple[Audience, ...] = ("public", "candidat", "jury")

Modalite = Literal["", "ponctuelle", "ccf"]
MODALITES: tuple[Modalite, ...] = ("ponctuelle", "ccf")


Style = Literal[
    "gras",
    "maigre",
    "souligne",
    "italique",
    "romain",
    "petit",
    "grand",
    "centre",
    "droite",
    "haut",
    "bas",
    "encadre",
    "case",
    "liste",
]
Tint = Literal["", "foncee", "grise", "claire", "blanche"]
Box = Literal["carre", "rond", "ombre"]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, then its fields by dotted key, then so many dashes or dotted lines below.

    `largeurs` are those of the fields, in percent of the line. `a_droite`: it ends the line before.
    """

    texte: str = ""
    champs: tuple[str, ...] = ()
    largeurs: tuple[float, ...] = ()
    style: tuple[Style, ...] = ()
    tirets: int = 0
    pointilles: int = 0
    a_droite: bool = False


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a sheet that is filled by hand: its width in percent, its least height in millimetres, its lines."""

    lignes: tuple[Line, ...]
    largeur: float = 100
    hauteur: float = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the head: its fields by dotted key, their widths in percent (none: all the same)."""

    champs: tuple[str, ...]
    largeurs: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class FootField:
    """A field of the head, by dotted key, that is printed among the texts of the foot."""

    champ: str


@dataclass(frozen=True, slots=True)
class FormKeyword:
    """Of a whole form. `pages`: 0 for a form of free length. `colonnes`: how fine its table is.

    `a_la_main`: no fiche fills it in. `au_besoin`: a new portfolio has none yet.

    `rang`: when it serves in the exam. `caches` are fields of the head that
    tick a box elsewhere and are not printed.
    """

    epreuve: str
    auteur: Literal["candidat", "commission"]
    audience: Audience
    entete: tuple[Line, ...]
    modalite: Modalite = ""
    annexe_officielle: str = ""
    a_la_main: bool = False
    au_besoin: bool = False
    rang: int = 0
    colonnes: int = 12
    teinte: Tint = ""
    role: Literal["", "activite", "etude"] = ""
    pages: int = 0
    rangees: tuple[Row, ...] = ()
    en_ligne: tuple[str | Line, ...] = ()
    feuille: tuple[tuple[SheetCell, ...], ...] = ()
    pied: tuple[str | FootField | Line, ...] = ()
    filigrane: str = ""
    caches: tuple[str, ...] = ()

    @property
    def head(self) -> tuple[str, ...]:
        """All fields of the head, by dotted key."""
        cells = [line for row in self.feuille for cell in row for line in cell.lignes]
        return (
            *(cle for row in self.rangees for cle in row.champs),
            *(cle for line in self.en_ligne for cle in ((line,) if isinstance(line, str) else line.champs)),
            *fields_of(cells),
            *fields_of(self.pied),
            *self.caches,
        )


@dataclass(frozen=True, slots=True)
class NodeKeyword:
    """Of a block or a leaf: what happens to the page at one of the first level; whether one of the head may stay empty.

    `titre` is the heading that an author may write for the label. `largeur_libelles` is in percent.
    `synonymes` are other names of it, `voisins` those of what other forms have in its place, which says another thing.
    """

    verso: bool = False
    bandeau_avant: str = ""
    note: str = ""
    facultatif: bool = False
    titre: str = ""
    teinte: Tint = ""
    largeur_libelles: float = 0
    synonymes: tuple[str, ...] = ()
    voisins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockKeyword(NodeKeyword):
    """Of a block. A « partie » has its own title, fields (`lignes`), frames and foot, a « cadre » is one frame for all
    that is in it.
    """

    forme: Literal["", "partie", "cadre"] = ""
    sous_titre: str = ""
    lignes: tuple[Line, ...] = ()
    pied: tuple[Line, ...] = ()

    @property
    def head(self) -> tuple[str, ...]:
        """The fields that a part prints among its lines, by dotted key."""
        return (*fields_of(self.lignes), *fields_of(self.pied))


@dataclass(frozen=True, slots=True)
class FieldKeyword(NodeKeyword):
    """Of a leaf. `largeur` is in percent, `encadre` and `hauteur` (of a blank form) in millimetres, `valeurs` in cells
    side by side, each with a label of `libelles_des_cases`.

    Of a choice: the shape of its boxes, and whether these follow their label. Of a field on a line: what stands for its
    dots (`vide`), and what follows it.
    """

    role: Literal["", "choix", "oui-non", "organisation", "adresse", "dates", "theme"] = ""
    nom: str = ""
    decimale: bool = False
    largeur: float = 0
    dans_la_case: bool = False
    pleine_largeur: bool = False
    aide: str = ""
    appel_de_note: int = 0
    valeurs: int = 1
    encadre: int = 0
    centre: bool = False
    hauteur: float = 0
    libelles_des_cases: tuple[str, ...] = ()
    cases: Box = "carre"
    cases_apres: bool = False
    vide: str = ""
    suite: str = ""
    indicateurs: str = ""


@dataclass(frozen=True, slots=True)
class CompetenceKeyword:
    """Of a competence of a grid: the nature of activity that it serves, if but one."""

    nature: str = ""


@dataclass(frozen=True, slots=True)
class GridKeyword:
    """Of a grid: the head of the column of criteria, and the columns of levels.

    `cases`: a box in each cell. `case_du_titre`: the shape of the box before each competence. `un_tableau`: one head
    for all. `centre`: the criteria stand in the middle. `hauteur`: the least of a row, in millimetres.
    """

    niveaux: tuple[str, ...] = ()
    tableau: str = ""
    cases: bool = False
    case_du_titre: Literal["", "carre", "rond", "ombre"] = ""
    un_tableau: bool = False
    centre: bool = False
    hauteur: float = 0


_BARE, _BARE_BLOCK = FieldKeyword(), BlockKeyword()


def fields_of(lines: Iterable[str | FootField | Line]) -> Iterator[str]:
    """The fields that lines name, by dotted key."""
    for line in lines:
        if isinstance(line, Line):
            yield from line.champs
        elif isinstance(line, FootField):
            yield line.champ


def form_keyword(schema: Mapping[str, Any]) -> FormKeyword:
    given = _frozen(schema[KEYWORD])
    given["entete"] = tuple(Line(line) if isinstance(line, str) else _line(line) for line in given["entete"])
    given["rangees"] = tuple(Row(**_frozen(row)) for row in given.get("rangees", ()))
    given["en_ligne"] = _lines(given.get("en_ligne", ()))
    given["feuille"] = tuple(
        tuple(SheetCell(**{**cell, "lignes": tuple(map(_line, cell["lignes"]))}) for cell in row)
        for row in given.get("feuille", ())
    )
    given["pied"] = tuple(
        FootField(**line) if isinstance(line, dict) and "champ" in line else line
        for line in _lines(given.get("pied", ()))
    )
    return FormKeyword(**given)


def block_keyword(property_: Mapping[str, Any]) -> BlockKeyword:
    given = property_.get(KEYWORD)
    return BlockKeyword(**_with_lines(given)) if given else _BARE_BLOCK


def field_keyword(property_: Mapping[str, Any]) -> FieldKeyword:
    given = property_.get(KEYWORD)
    return FieldKeyword(**_with_lines(given)) if given else _BARE


def competence_keyword(property_: Mapping[str, Any]) -> CompetenceKeyword:
    return CompetenceKeyword(**property_.get(KEYWORD, {}))


def grid_keyword(property_: Mapping[str, Any]) -> GridKeyword:
    return GridKeyword(**_frozen(property_[KEYWORD]))


def is_grid(property_: Mapping[str, Any]) -> bool:
    return "niveaux" in property_.get(KEYWORD, {})


def _with_lines(given: Mapping[str, Any]) -> dict[str, Any]:
    frozen = _frozen(given)
    return frozen | {key: tuple(map(_line, frozen[key])) for key in ("lignes", "pied") if key in frozen}


def _lines(given: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(_line(line) if isinstance(line, dict) and "champ" not in line else line for line in given)


def _line(given: Mapping[str, Any]) -> Line:
    return Line(**_frozen(given))


def _frozen(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
