"""What is missing in a document: its rubriques, the annexe that the règlement wants joined to it."""

from collections.abc import Sequence
from typing import ClassVar

from ndrc_portfolio.messages.diagnostic import Cost, Severity
from ndrc_portfolio.messages.french import enumeration, plural, typeset
from ndrc_portfolio.messages.message import Offence


class OfFiche(Offence):
    """Something that a fiche lacks by itself: an error when it says that it is `finale`, whatever that costs."""

    @classmethod
    def severity_at(cls, cost: Cost) -> Severity:
        return "info" if cost == "conseil" else cls.severity


class Incomplete(OfFiche):
    """Something that the official form asks for is not filled in."""


class OfSheet(OfFiche):
    """Something is wrong with the sheet of annexes that is to be joined."""


class WrongSheet(OfSheet):
    """What it is; `reste` and `detail` say so among all that a brouillon still lacks."""

    reste: ClassVar[str] = ""
    detail: ClassVar[str] = ""

    def details(self) -> str:
        return self._fill(self.detail)


class NoSheet(WrongSheet):
    """It is not there."""

    code = "NDRC643"
    sentence = "il manque l’annexe à joindre à cette fiche"
    remedy = (
        "sous « annexes: », donnez-lui un titre et un fichier, {pages:page} au plus ; ou laissez « statut: brouillon »"
    )
    reste = "l’annexe à joindre"
    detail = "sous « annexes: », {pages:page} au plus"
    pages: int


class SheetTooLong(WrongSheet):
    """Its annexes have too many pages, all together."""

    code = "NDRC644"
    sentence = "l’annexe de cette fiche a {nombre:page} : il en faut {pages} au plus"
    remedy = "gardez ce qui sert le plus au jury, ou réunissez-le sur moins de pages ; ou laissez « statut: brouillon »"
    reste = "l’annexe à raccourcir"
    detail = "l’annexe a {nombre:page}, et il en faut {pages} au plus"
    nombre: int
    pages: int


class EmptyField(Incomplete):
    """A field of the front matter is empty in a fiche that is `finale`."""

    code = "NDRC301"
    sentence = "« {rubrique} » est vide"
    remedy = "complétez la ligne « {cle}: … » de l’en-tête, ou laissez « statut: brouillon »"
    rubrique: str
    cle: str


class EmptyRubrique(EmptyField):
    """A rubrique is; `ligne` is its heading."""

    remedy = "écrivez-la sous le titre « {ligne} », ou dans l’en-tête à la clé {cle}, ou laissez « statut: brouillon »"
    ligne: str


class Draft(OfFiche):
    """What a brouillon still lacks. `blocs` are labels of blocks with those of their empty rubriques, none for all.

    `annexe` is what is wrong with the sheet of annexes.
    """

    code = "NDRC302"
    severity = "info"
    sentence = "brouillon : il reste {reste}"
    remedy = "{liste}"
    nombre: int
    champs: Sequence[str]
    blocs: Sequence[tuple[str, Sequence[str]]]
    annexe: WrongSheet | None = None

    @property
    def reste(self) -> str:
        rubriques = (f"{plural(self.nombre, 'rubrique')} à remplir",) if self.nombre else ()
        return enumeration((*rubriques, *((self.annexe.reste,) if self.annexe else ())), "et")

    @property
    def liste(self) -> str:
        blocks = [
            f"dans « {bloc} » : {enumeration(rubriques, 'et')}" if rubriques else f"tout « {bloc} »"
            for bloc, rubriques in self.blocs
        ]
        return typeset(" ; ".join([*self.champs, *blocks, *((self.annexe.details(),) if self.annexe else ())]))


class DraftRubriques(Draft, Incomplete):
    """Its rubriques."""


class DraftSheet(Draft, OfSheet):
    """Its annexe."""


class DraftBoth(DraftRubriques, DraftSheet):
    """Both."""


class NothingFilledIn(Incomplete):
    """A fiche is `finale`, and none of its rubriques is filled in."""

    code = "NDRC303"
    sentence = "aucune rubrique n’est remplie"
    remedy = "écrivez-les dans le corps du fichier, sous leurs titres, ou laissez « statut: brouillon »"
