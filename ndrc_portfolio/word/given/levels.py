"""The levels that are ticked in an evaluation grid: a criterion has a row of cells, or two share one."""

from collections.abc import Iterator

from ndrc_portfolio.formulaires.model import Chemin
from ndrc_portfolio.word.given.align import Anchor
from ndrc_portfolio.word.given.boxes import only_marks, state
from ndrc_portfolio.word.given.extract import Page
from ndrc_portfolio.word.given.model import DRAWN, FULL
from ndrc_portfolio.word.given.spots import Spot


def read_levels(page: Page) -> dict[Chemin, str]:
    """The level of each criterion that has one; heads and marks are then placed."""
    levels = page.form.grid.niveaux
    if not levels:
        return {}
    heads = _heads(page, levels)
    found: dict[Chemin, str] = {}
    for anchors in list(page.at.values()):
        for anchor in anchors:
            item = page.item(anchor)
            if item.kind == "criterion" and item.champ and (level := _level(page, anchor, levels, heads)):
                found[item.champ.chemin] = level
    return found


def read_nature(page: Page) -> str:
    """The activity that a grid is for, when the box before one of its competences is ticked."""
    ticked = []
    for anchors in page.at.values():
        for anchor in anchors:
            spot = page.spot(anchor.spot)
            before = spot.texte[: anchor.start]
            if page.item(anchor).kind == "band" and only_marks(before):
                page.take(spot, (0, anchor.start))
                if page.item(anchor).nature and state(before) == FULL:
                    ticked.append(page.item(anchor).nature)
    return ticked[0] if len(ticked) == 1 else ""


def _heads(page: Page, levels: tuple[str, ...]) -> dict[int, list[Spot]]:
    """The heads of the columns of levels, by table."""
    found: dict[int, list[Spot]] = {}
    for spot in page.spots:
        if spot.texte.strip().upper() in levels and not page.at.get(spot.number):
            found.setdefault(spot.table, []).append(spot)
            page.take(spot, (0, len(spot.texte)))
    return found


def _level(page: Page, anchor: Anchor, levels: tuple[str, ...], heads: dict[int, list[Spot]]) -> str:
    spot = page.spot(anchor.spot)
    cells = list(_cells(page, spot))
    ticked = [c for c in cells if state(c.texte) in (FULL, DRAWN)]
    if len(ticked) != 1:
        return ""
    above = [h for h in heads.get(spot.table, ()) if h.row <= spot.row and h.start == ticked[0].start]
    if above:
        return above[-1].texte.strip().upper()
    return levels[cells.index(ticked[0])] if len(cells) == len(levels) else ""


def _cells(page: Page, spot: Spot) -> Iterator[Spot]:
    """The cells of levels of a criterion; what is written in them beside a mark stays to be said."""
    for other in page.right_of(spot):
        if only_marks(other.texte):
            page.take(other, (0, len(other.texte)))
        yield other
