"""The keyword `x-formulaire`: what JSON Schema cannot say of a form, typed.

An attribute bears the name of its key in JSON; `schemas/formulaire.schema.json` says what each may be, and a test
compares the two. A new key is a line here, and one there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

KEYWORD = "x-formulaire"

Audience = Literal["public", "candidat", "jury"]
AUDIENCES: tuple[Audience, ...] = ("public", "candidat", "jury")


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
    """Of a whole form. `pages`: 0 for a form of free length."""

    epreuve: str
    auteur: Literal["candidat", "commission"]
    audience: Audience
    entete: tuple[str, ...]
    role: Literal["", "activite", "etude"] = ""
    pages: int = 0
    rangees: tuple[Row, ...] = ()
    en_ligne: tuple[str, ...] = ()
    pied: tuple[str | FootField, ...] = ()
    filigrane: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """All fields of the head, by dotted key."""
        foot = [line.champ for line in self.pied if isinstance(line, FootField)]
        return (*(cle for row in self.rangees for cle in row.champs), *self.en_ligne, *foot)


@dataclass(frozen=True, slots=True)
class BlockKeyword:
    """Of a block: what happens to the page at one of the first level; whether one of the head may stay empty."""

    verso: bool = False
    bandeau_avant: str = ""
    note: str = ""
    facultatif: bool = False


@dataclass(frozen=True, slots=True)
class FieldKeyword(BlockKeyword):
    """Of a leaf. `largeur` is in percent, `encadre` in millimetres, `valeurs` in cells side by side."""

    role: Literal["", "choix", "oui-non"] = ""
    nom: str = ""
    decimale: bool = False
    largeur: float = 0
    dans_la_case: bool = False
    pleine_largeur: bool = False
    aide: str = ""
    appel_de_note: int = 0
    valeurs: int = 1
    encadre: int = 0
    indicateurs: str = ""


@dataclass(frozen=True, slots=True)
class CompetenceKeyword:
    """Of a competence of a grid: the nature of activity that it serves, if but one."""

    nature: str = ""


@dataclass(frozen=True, slots=True)
class GridKeyword:
    """Of a grid: the head of the column of criteria, and the columns of levels."""

    niveaux: tuple[str, ...] = ()
    tableau: str = ""


_BARE = FieldKeyword()


def form_keyword(schema: Mapping[str, Any]) -> FormKeyword:
    given = _frozen(schema[KEYWORD])
    given["rangees"] = tuple(Row(**_frozen(row)) for row in given.get("rangees", ()))
    given["pied"] = tuple(FootField(**line) if isinstance(line, dict) else line for line in given.get("pied", ()))
    return FormKeyword(**given)


def block_keyword(property_: Mapping[str, Any]) -> BlockKeyword:
    return BlockKeyword(**property_.get(KEYWORD, {}))


def field_keyword(property_: Mapping[str, Any]) -> FieldKeyword:
    given = property_.get(KEYWORD)
    return FieldKeyword(**given) if given else _BARE


def competence_keyword(property_: Mapping[str, Any]) -> CompetenceKeyword:
    return CompetenceKeyword(**property_.get(KEYWORD, {}))


def grid_keyword(property_: Mapping[str, Any]) -> GridKeyword:
    return GridKeyword(**_frozen(property_[KEYWORD]))


def is_grid(property_: Mapping[str, Any]) -> bool:
    return "niveaux" in property_.get(KEYWORD, {})


def _frozen(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
