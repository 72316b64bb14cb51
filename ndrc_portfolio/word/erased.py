"""Labels that are gone, or that say other things: found by their place, where nothing else can stand there."""

from collections.abc import Iterator, Sequence

from ndrc_portfolio.word.align import Anchor
from ndrc_portfolio.word.alike import slightly_alike
from ndrc_portfolio.word.extract import Page
from ndrc_portfolio.word.items import Item
from ndrc_portfolio.word.spots import Spot

_BY_ROW = ("label", "head", "full")


def erased_labels(page: Page) -> list[Anchor]:
    """An anchor for each label that its place alone tells; their score is 0."""
    return [*_beside_others(page), *_between(page)]


def _beside_others(page: Page) -> Iterator[Anchor]:
    """Of heads or fields side by side some are there: the others stand beside them, each in its column."""
    anchors = {a.item: a for some in page.at.values() for a in some}
    for row, group in _groups(page.items).items():
        there = [(place, anchors[i]) for place, i in enumerate(group) if i in anchors]
        if not row or not there or len(there) == len(group) or len(group) < 2:
            continue
        spots = page.rows[page.spot(there[0][1].spot).row]
        if len(spots) != len(group) or any(page.spot(a.spot) is not spots[place] for place, a in there):
            continue
        for place, i in enumerate(group):
            if i not in anchors and (anchor := _by_place(page, i, spots[place])):
                yield anchor


def _groups(items: Sequence[Item]) -> dict[int, list[int]]:
    """The heads, and the rubriques in their own cells, by row of the form."""
    found: dict[int, list[int]] = {}
    for i, item in enumerate(items):
        if item.champ and (item.kind == "head" or (item.kind == "inside" and item.champ.keyword.dans_la_case)):
            found.setdefault(item.row, []).append(i)
    return found


def _by_place(page: Page, i: int, spot: Spot) -> Anchor | None:
    item = page.items[i]
    if page.at.get(spot.number):
        return None
    if item.kind == "inside":
        return Anchor(i, spot.number, 0, 0, 0)
    return Anchor(i, spot.number, 0, len(spot.texte), 0) if slightly_alike(item.names, spot.texte) else None


def _between(page: Page) -> Iterator[Anchor]:
    """Between two labels that are there as many rows without a label as rubriques that are missing."""
    anchors = sorted(
        (a for some in page.at.values() for a in some if page.item(a).kind in _BY_ROW or _bands(page, a)),
        key=lambda a: a.item,
    )
    edges = [(-1, 0, 0), *((a.item, page.spot(a.spot).row, page.spot(a.spot).table) for a in anchors)]
    known = {a.item for a in anchors}
    for n, (item, row, table) in enumerate(edges):
        after, below, _ = edges[n + 1] if n + 1 < len(edges) else (len(page.items), max(page.rows, default=0) + 1, 0)
        missing = [i for i in range(item + 1, after) if page.items[i].kind == "label" and i not in known]
        if not missing or not table:
            continue
        free = [r for r in page.rows if row < r < below and _is_free(page, r, table)]
        bare = [r for r in free if page.rows[r][0].cell.empty]
        if len(bare) == len(missing):
            yield from (
                Anchor(i, page.rows[r][0].number, 0, len(page.rows[r][0].texte), 0)
                for i, r in zip(missing, bare, strict=True)
            )
        elif len(missing) == len(free) == 1 and not bare:
            first = page.rows[free[0]][0]
            if slightly_alike(page.items[missing[0]].names, first.texte):
                yield Anchor(missing[0], first.number, 0, len(first.texte), 0)


def _bands(page: Page, anchor: Anchor) -> bool:
    return page.item(anchor).kind == "band" or page.item(anchor).kind == "inside"


def _is_free(page: Page, row: int, table: int) -> bool:
    """A row of a label and its answer, in which no label was found and which is not one with the row above."""
    spots = page.rows[row]
    return (
        len(spots) > 1
        and spots[0].table == table
        and not spots[0].cell.goes_on
        and not any(page.at.get(s.number) for s in spots)
        and not _below_heads(page, row)
    )


def _below_heads(page: Page, row: int) -> bool:
    """Whether it is the row of values of the heads above."""
    above = [r for r in page.rows if r < row][-1:]
    spots = page.rows[above[0]] if above else []
    return len(spots) == len(page.rows[row]) and any(
        page.item(a).kind == "head" for s in spots for a in page.at.get(s.number, ())
    )
