"""The pages as they are printed, and how far a document runs over those that it may take."""

from typing import ClassVar

from ndrc_portfolio.messages.diagnostic import Severity
from ndrc_portfolio.messages.message import Offence


class SideTooLong(Offence):
    """A side (`cote`: recto, verso) of a sheet; `premier` and `dernier` are the labels it begins and ends with."""

    code = "NDRC651"
    severity = "warning"
    sentence = "le {cote} déborde de {mm} mm ({lignes:ligne}) : il prend {pages} pages au lieu de {limite:page}"
    remedy = "raccourcissez d’autant ce qui va de « {premier} » à « {dernier} »"
    cote: str
    mm: int
    lignes: int
    pages: int
    limite: int
    premier: str
    dernier: str


class DocumentTooLong(Offence):
    """A document without sides."""

    code = "NDRC652"
    severity: ClassVar[Severity] = "warning"
    sentence = "ce document déborde de {mm} mm ({lignes:ligne}) : il prend {pages} pages au lieu de {limite:page}"
    remedy = "raccourcissez-le d’autant : le texte ne rétrécit jamais"
    mm: int
    lignes: int
    pages: int
    limite: int


class LongerThanModel(DocumentTooLong):
    """The model has so many pages, and no text says what more would cost."""

    severity = "info"
    sentence = "cette fiche prend {pages} pages, et le modèle officiel en a {limite} ; elle déborde de {mm} mm"
    remedy = "raccourcissez-la de {lignes:ligne}, ou demandez à votre centre d’examen si c’est permis"
