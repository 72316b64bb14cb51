"""What is missing in a document (R3)."""

from collections.abc import Sequence

from ndrc_portfolio.messages.french import enumeration, typeset
from ndrc_portfolio.messages.message import Message


class Incomplete(Message):
    """Something that the official form asks for is not there."""

    rule = "R3"
    cost = "pénalité"


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


class Draft(Incomplete):
    """What a brouillon still lacks. `blocs` are labels of blocks with those of their empty rubriques, none for all."""

    code = "NDRC302"
    severity = "info"
    sentence = "brouillon : il reste {nombre:rubrique} à remplir"
    remedy = "{liste}"
    nombre: int
    champs: Sequence[str]
    blocs: Sequence[tuple[str, Sequence[str]]]

    @property
    def liste(self) -> str:
        blocks = [
            f"dans « {bloc} » : {enumeration(rubriques, 'et')}" if rubriques else f"tout « {bloc} »"
            for bloc, rubriques in self.blocs
        ]
        return typeset(" ; ".join([*self.champs, *blocks]))


class NothingFilledIn(Incomplete):
    """A fiche is `finale`, and none of its rubriques is filled in."""

    code = "NDRC303"
    sentence = "aucune rubrique n’est remplie"
    remedy = "écrivez-les dans le corps du fichier, sous leurs titres, ou laissez « statut: brouillon »"
