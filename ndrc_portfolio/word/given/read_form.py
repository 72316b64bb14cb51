"""A form that was recognised in a Word file, read into what its author answered: the steps in their order."""

from typing import NamedTuple

from ndrc_portfolio.formulaires.model import Champ, Chemin
from ndrc_portfolio.word.given.boxes import Ticked, read_boxes
from ndrc_portfolio.word.given.erased import erased_labels
from ndrc_portfolio.word.given.extract import Extract, Page, extract
from ndrc_portfolio.word.given.items import items_of
from ndrc_portfolio.word.given.levels import read_levels, read_nature
from ndrc_portfolio.word.given.markdown import plain
from ndrc_portfolio.word.given.recognise import Recognised


class Read(NamedTuple):
    """What a file answers to a form: `last` is the spot at which the form ends; `chosen` are its boxes and levels."""

    page: Page
    found: Extract
    ticked: list[Ticked]
    chosen: dict[Chemin, str | list[str]]
    last: int

    def field(self, *chemin: str) -> str:
        """What a field of the head says, on one line."""
        return plain(b for blocks in self.found.values.get(chemin, {}).values() for b in blocks)


def read_form(recognised: Recognised) -> Read:
    page = Page(recognised.form, items_of(recognised.form), recognised.spots, recognised.anchors)
    guessed = _erased(page)
    ticked = read_boxes(page)
    chosen: dict[Chemin, str | list[str]] = dict(read_levels(page))
    if nature := read_nature(page):
        chosen["activite", "nature"] = nature
    for one in ticked:
        if one.valeurs:
            chosen[one.champ.chemin] = one.valeurs if one.champ.plusieurs else one.valeurs[0]
    found = extract(page)
    found.guessed += guessed
    return Read(page, found, ticked, chosen, max(page.at, default=-1))


def _erased(page: Page) -> list[tuple[str, Champ]]:
    """Add the anchors of labels that only their place tells; what stands at these places."""
    guessed = []
    for anchor in erased_labels(page):
        page.add(anchor)
        if champ := page.item(anchor).champ:
            guessed.append((page.spot(anchor.spot).texte[anchor.start : anchor.end].strip(), champ))
    return guessed
