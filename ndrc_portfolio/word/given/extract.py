"""What a Word file answers to each rubrique of a form, and what it says beside that: every word goes somewhere.

A spot of the file is parted by the labels that stand in it. What is between them is the value of the label before, or
of one on its left or above; what nothing claims is left over, and said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire
from ndrc_portfolio.messages.words import normalise
from ndrc_portfolio.word.given.align import Anchor
from ndrc_portfolio.word.given.alike import all_words
from ndrc_portfolio.word.given.items import Item
from ndrc_portfolio.word.given.model import Block, images_of, paragraphs_of
from ndrc_portfolio.word.given.spots import Spot, cut

_TITLE = 0.8
"""The least likeness of a title of the form that is said to be one, and not kept as a text of the author's."""
_LEADERS = " \t\n\u00a0\u202f.…_:·/|"


class Leftover(NamedTuple):
    """What nothing has claimed: the leaf that it stands behind, the spot it begins at, what it says."""

    behind: Chemin | None
    spot: int
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Extract:
    """What was found: `values` by leaf and cell, and what is left over.

    `relabelled`: labels in other words; `guessed`: what was placed by its place alone, with the label that is there.
    """

    values: dict[Chemin, dict[int, list[Block]]] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    relabelled: list[tuple[str, str, Champ | None]] = field(default_factory=list)
    guessed: list[tuple[str, Champ]] = field(default_factory=list)
    from_label: list[Champ] = field(default_factory=list)


class Page:
    """A part of a file on which a form was found: its spots by row, the anchors by spot, what is already placed."""

    def __init__(
        self, form: Formulaire, items: Sequence[Item], spots: Sequence[Spot], anchors: Sequence[Anchor]
    ) -> None:
        self.form, self.items, self.spots = form, items, spots
        self.first = spots[0].number if spots else 0
        self.rows: dict[int, list[Spot]] = {}
        for spot in spots:
            self.rows.setdefault(spot.row, []).append(spot)
        self.above = {below: above for above, below in pairwise(self.rows)}
        self.at: dict[int, list[Anchor]] = {}
        for anchor in sorted(anchors, key=lambda a: (a.spot, a.start)):
            self.at.setdefault(anchor.spot, []).append(anchor)
        self.printed = frozenset(name for item in items for name in item.names.official)
        self.placed: set[tuple[int, int, int]] = set()

    def add(self, anchor: Anchor) -> None:
        self.at[anchor.spot] = sorted([*self.at.get(anchor.spot, ()), anchor], key=lambda a: a.start)

    def replace(self, anchor: Anchor, other: Anchor) -> None:
        self.at[anchor.spot] = [other if a is anchor else a for a in self.at[anchor.spot]]

    def item(self, anchor: Anchor) -> Item:
        return self.items[anchor.item]

    def spot(self, number: int) -> Spot:
        return self.spots[number - self.first]

    def gaps(self, spot: Spot) -> Iterator[tuple[int, int]]:
        """What of a spot is no label: the first gap stands before all labels, the others behind one each."""
        at = 0
        for anchor in self.at.get(spot.number, ()):
            yield at, anchor.start
            at = anchor.end
        yield at, len(spot.texte)

    def take(self, spot: Spot, gap: tuple[int, int]) -> list[Block]:
        """A gap, which is then placed; nothing if it was, or if it says nothing."""
        if (spot.number, *gap) in self.placed:
            return []
        self.placed.add((spot.number, *gap))
        blocks = cut(spot.blocks, *gap)
        says = spot.texte[gap[0] : gap[1]].strip(_LEADERS) or any(True for _ in images_of(blocks))
        return list(blocks) if says else []

    def behind(self, anchor: Anchor) -> tuple[int, int]:
        """The gap behind a label."""
        return list(self.gaps(self.spot(anchor.spot)))[self.at[anchor.spot].index(anchor) + 1]

    def labelled(self, spot: Spot) -> bool:
        """Whether a spot has a label that is not one of the texts that a form prints in the cell of a value."""
        return any(self.item(a).kind != "printed" for a in self.at.get(spot.number, ()))

    def right_of(self, spot: Spot) -> list[Spot]:
        """The spots on its right, as far as the next label."""
        found: list[Spot] = []
        for other in self.rows[spot.row]:
            if other.number > spot.number:
                if self.labelled(other):
                    break
                found.append(other)
        return found

    def rows_below(self, spot: Spot) -> Iterator[list[Spot]]:
        """The rows below that have no label, in the same table; below a paragraph, the paragraphs."""
        seen = [row for row in self.rows if row > spot.row]
        for row in seen:
            spots = self.rows[row]
            if any(self.at.get(s.number) for s in spots) or (spots[0].table != spot.table and spot.table):
                return
            yield spots


def extract(page: Page) -> Extract:
    """All that a page says; boxes and levels are read before, and are placed already."""
    found = Extract()
    for anchors in page.at.values():
        for anchor in anchors:
            _tell_label(page, anchor, found)
            item = page.item(anchor)
            if item.champ is not None and item.kind in ("label", "head", "full", "inside"):
                for cell, blocks in _value(page, anchor, item, found):
                    found.values.setdefault(item.champ.chemin, {}).setdefault(cell, []).extend(blocks)
    found.leftovers = list(_left(page))
    return found


def _value(page: Page, anchor: Anchor, item: Item, found: Extract) -> Iterator[tuple[int, list[Block]]]:
    spot, champ = page.spot(anchor.spot), item.champ
    assert champ is not None
    own = page.take(spot, page.behind(anchor))
    if own:
        if item.kind in ("label", "head") and "\n" in spot.texte[anchor.end :]:
            found.from_label.append(champ)
        yield 0, own
    match item.kind:
        case "label" if page.right_of(spot):
            yield from _beside(page, spot, champ)
        case "head":
            yield from ((0, blocks) for blocks in _column(page, spot))
        case "inside" if not own:
            for other in page.right_of(spot)[:1]:
                yield 0, [b for gap in page.gaps(other) for b in page.take(other, gap)]
        case "label" | "full":
            yield from ((0, blocks) for blocks in _below(page, spot))


def _beside(page: Page, spot: Spot, champ: Champ) -> Iterator[tuple[int, list[Block]]]:
    """The cells on the right of a label; those of the rows that are one with it."""
    below = [r for r in page.rows_below(spot) if r[0].cell.goes_on and r[0].start == spot.start]
    for row in [page.right_of(spot), *(r[1:] for r in below)]:
        for place, other in enumerate(row):
            cell = min(place, champ.cellules - 1)
            yield cell, [b for gap in page.gaps(other) for b in page.take(other, gap)]


def _column(page: Page, spot: Spot) -> Iterator[list[Block]]:
    """The cells below a head: of the rows that have its columns, else of the first that has as many cells."""
    heads = page.rows[spot.row]
    below = list(page.rows_below(spot))
    same = [row for row in below if [s.start for s in row] == [s.start for s in heads]]
    for row in same or [row for row in below[:1] if len(row) == len(heads)]:
        cell = row[heads.index(spot)]
        yield [b for gap in page.gaps(cell) for b in page.take(cell, gap)]


def _below(page: Page, spot: Spot) -> Iterator[list[Block]]:
    """The rows of one cell below a title."""
    for row in page.rows_below(spot):
        if len(row) == 1 and (not spot.table or row[0].start == spot.start):
            yield [b for gap in page.gaps(row[0]) for b in page.take(row[0], gap)]


def _tell_label(page: Page, anchor: Anchor, found: Extract) -> None:
    """Say a label whose words are not those of the form: none of them is lost."""
    item = page.item(anchor)
    if anchor.score and (item.champ or anchor.score >= _TITLE) and (texte := _other_words(page, anchor)):
        found.relabelled.append((texte, (item.option or item).libelle, item.champ))


def _other_words(page: Page, anchor: Anchor) -> str:
    """The text of an anchor, if it says more than the form prints there."""
    item = page.item(anchor)
    texte = page.spot(anchor.spot).texte[anchor.start : anchor.end].strip()
    keyword = item.champ.keyword if item.champ else None
    printed = {*all_words([item.libelle, *((keyword.aide, keyword.indicateurs) if keyword else ())]), *"123456789"}
    texte = re.sub(r"(?<=[^\W\d_])[1-9]$", "", texte)  # the call of a note
    texte = re.sub(r"20\d\d$", "", texte) if "{session}" in item.libelle else texte
    printed |= {"x", "v"} if item.option else set()  # its tick
    return texte if set(all_words([texte])) - printed else ""


def _left(page: Page) -> Iterator[Leftover]:
    """What nothing has claimed, row by row."""
    behind: Chemin | None = None
    for spots in page.rows.values():
        blocks: list[Block] = []
        for spot in spots:
            for gap in page.gaps(spot):
                left = page.take(spot, gap)
                blocks += left if _says(page, spot, gap) else []
            for anchor in page.at.get(spot.number, ()):
                champ = page.item(anchor).champ
                if champ is None and anchor.score < _TITLE and _other_words(page, anchor):
                    blocks += cut(spot.blocks, anchor.start, anchor.end)
                behind = champ.chemin if champ and champ.markdown else behind
        if blocks:
            yield Leftover(behind, spots[0].number, tuple(blocks))


def _says(page: Page, spot: Spot, gap: tuple[int, int]) -> bool:
    """Whether a gap says something that the form does not: no dash to sign on, no call of a note, no head again."""
    texte = spot.texte[slice(*gap)]
    call = page.at.get(spot.number) and re.fullmatch(r"\s*[1-9]\s*", texte)
    if call or normalise(texte.strip("☐☒ ")) in page.printed:
        return False
    blocks = cut(spot.blocks, *gap)
    written = "".join(p.texte for p in paragraphs_of(blocks))
    return any(map(str.isalnum, written)) or any(True for _ in images_of(blocks))
