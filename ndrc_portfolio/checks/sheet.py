"""The sheet of annexes that the règlement wants joined to a fiche: that it is there, and no longer than it may be."""

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.catalogue.completeness import NoSheet, SheetTooLong, WrongSheet
from ndrc_portfolio.messages.words import nearest


def check_sheet(fiche: Fiche, form: Formulaire, pages: int) -> WrongSheet | None:
    """What is wrong with it; `pages` is how many the annexes of the fiche have together, as far as they open."""
    article = form.article("annexe")
    if article is None or not annexes_read(fiche):
        return None
    if not fiche.front_matter.data.get("annexes"):
        return NoSheet(pages=article.pages)
    return SheetTooLong(nombre=pages, pages=article.pages) if pages > article.pages else None


def annexes_read(fiche: Fiche) -> bool:
    """Whether the list of annexes is as its author meant it: nothing is wrong with it."""
    data = fiche.front_matter.data
    if not fiche.front_matter.yaml.whole or ("annexes",) in fiche.explained:
        return False
    if "annexes" in data:
        return isinstance(data["annexes"], list | None)
    return not any(nearest(cle, ["annexes"]) for cle in data)
