"""Labels that are gone, or that say other things: found by their place, where nothing else can stand there."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ndrc_portfolio.word.given.align import Anchor
from ndrc_portfolio.word.given.alike import slightly_alike
from ndrc_portfolio.word.given.extract import Page
from ndrc_portfolio.word.given.items import Item
from ndrc_portfolio.word.given.spots import Spot


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
        colon = spot.texte.split("\n")[0].find(":") + 1
        words = max(len(name.split()) for name in item.names.official)
        begins = " ".join(spot.texte[:colon].split()[:words])  # « Dte(s) de la vente : »
        label = colon if colon and slightly_alike(item.names, begins) else 0
        return Anchor(i, spot.number, 0, label, 0)
    return Anchor(i, spot.number, 0, len(spot.texte), 0) if slightly_alike(item.names, spot.texte) else None


def _between(page: Page) -> Iterator[Anchor]:
    """Between two texts of the form as many rows without a label as rubriques that are missing there."""
    there = (a for some in page.at.values() for a in some)
    anchors = sorted((a for a in there if not page.item(a).option and not _in_value(page, a)), key=lambda a: a.item)
    known = {a.item for a in anchors}
    ends = [len(page.items), max(page.rows, default=0) + 1]
    edges = [*([a.item, page.spot(a.spot).row] for a in anchors), ends]
    for (item, row), (after, below) in pairwise(edges):
        between = [i for i in range(item + 1, after) if i not in known]
        free = [spots for r, spots in page.rows.items() if row < r < below]
        yield from _in_rows(page, [i for i in between if page.items[i].kind == "label"], free)
        yield from _in_titles([i for i in between if page.items[i].kind in ("full", "head")], free)


def _in_rows(page: Page, missing: list[int], rows: list[list[Spot]]) -> Iterator[Anchor]:
    free = [spots for spots in rows if _is_free(page, spots)]
    bare = [spots for spots in free if spots[0].cell.empty]
    chosen = bare if len(bare) == len(missing) else free
    pairs = list(zip(missing, chosen, strict=False))
    if len(chosen) == len(missing) and all(slightly_alike(page.items[i].names, s[0].texte) for i, s in pairs):
        yield from (Anchor(i, spots[0].number, 0, len(spots[0].texte), 0) for i, spots in pairs)


def _in_titles(missing: list[int], rows: list[list[Spot]]) -> Iterator[Anchor]:
    """An empty row above one of the same cells that says something: a title, or heads side by side."""
    bare = [
        above
        for above, below in pairwise(rows)
        if [s.start for s in above] == [s.start for s in below]
        and above[0].table
        and all(s.cell.empty for s in above)
        and not all(s.cell.empty for s in below)
    ]
    if len(bare) == 1 and len(bare[0]) == len(missing):
        yield from (Anchor(i, s.number, 0, len(s.texte), 0) for i, s in zip(missing, bare[0], strict=True))


def _in_value(page: Page, anchor: Anchor) -> bool:
    """Whether a text is one that the form prints in the cell of a value."""
    item = page.item(anchor)
    return item.kind == "printed" and item.champ is not None


def _is_free(page: Page, spots: list[Spot]) -> bool:
    """A row of a label and its answer, in which no label was found and which is not one with the row above."""
    return (
        len(spots) > 1
        and bool(spots[0].table)
        and not spots[0].cell.goes_on
        and not any(page.labelled(s) for s in spots)
        and not _below_heads(page, spots)
    )


def _below_heads(page: Page, spots: list[Spot]) -> bool:
    """Whether it is the row of values of the heads above."""
    above = page.above.get(spots[0].row)
    heads = page.rows[above] if above is not None else []
    return len(heads) == len(spots) and any(
        page.item(a).kind == "head" for s in heads for a in page.at.get(s.number, ())
    )
