"""The pages as they are printed, and how far a document runs over those that it may take."""

from collections.abc import Sequence
from typing import ClassVar

from ndrc_portfolio.messages.diagnostic import Severity
from ndrc_portfolio.messages.french import plural
from ndrc_portfolio.messages.message import Message, Offence


class TooLong(Offence):
    """Of what runs over: its longest `rubriques` (label, lines, millimetres of pictures), whether it is `compact`."""

    rubriques: Sequence[tuple[str, int, int]] = ()
    compact: bool = False

    @property
    def longues(self) -> str:
        return ", ".join(self._length(*rubrique) for rubrique in self.rubriques)

    @property
    def dernier_recours(self) -> str:
        return "" if self.compact else "compact: oui"

    @staticmethod
    def _length(libelle: str, lignes: int, images: int) -> str:
        pictures = f" et {images} mm d’images" if images else ""
        return f"« {libelle} » ({plural(lignes, 'ligne')}{pictures})"


class SideTooLong(TooLong):
    """A side (`cote`: recto, verso) of a sheet; `premier` and `dernier` are the labels it begins and ends with."""

    code = "NDRC651"
    severity = "warning"
    sentence = "le {cote} déborde de {mm} mm ({lignes:ligne}) : il prend {pages} pages au lieu de {limite:page}"
    remedy = (
        "raccourcissez d’autant ce qui va de « {premier} » à « {dernier} », ou renvoyez une image en annexe"
        "[ ; le plus long : {longues}][ ; en dernier ressort, « {dernier_recours} » dans l’en-tête : 9 points, "
        "sous les 10 du modèle]"
    )
    cote: str
    mm: int
    lignes: int
    pages: int
    limite: int
    premier: str
    dernier: str


class DocumentTooLong(TooLong):
    """A document without sides."""

    code = "NDRC652"
    severity: ClassVar[Severity] = "warning"
    sentence = "ce document déborde de {mm} mm ({lignes:ligne}) : il prend {pages} pages au lieu de {limite:page}"
    remedy = "raccourcissez-le d’autant : le texte ne rétrécit pas[ ; le plus long : {longues}]"
    mm: int
    lignes: int
    pages: int
    limite: int


class LongerThanModel(DocumentTooLong):
    """The model has so many pages, and no text says what more would cost."""

    severity = "info"
    sentence = "cette fiche prend {pages} pages, et le modèle officiel en a {limite} ; elle déborde de {mm} mm"
    remedy = (
        "raccourcissez-la de {lignes:ligne}, ou demandez à votre centre d’examen si c’est permis"
        "[ ; le plus long : {longues}]"
    )


class Compact(Message):
    """A fiche in smaller letters than those of its model."""

    code = "NDRC653"
    severity = "info"
    sentence = "cette fiche s’imprime en 9 points : le modèle officiel est en 10"
    remedy = "en dernier ressort seulement : raccourcissez, renvoyez une image en annexe, puis supprimez cette ligne"
