"""Which text of a Word file is which printed text of a form: both are read in order, and order is kept.

Dynamic programming over the items of the form and the spots of the file: labels that a form has several times
(« Outils mobilisés ») are told apart by what stands around them.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ndrc_portfolio.word.given.alike import LIKE, find_label, likeness
from ndrc_portfolio.word.given.items import Item
from ndrc_portfolio.word.given.spots import Spot

_SHAPE = 0.06
"""What it adds to a pair that it looks as the form does: a label with a cell on its right, a band alone in its row."""


_SURE = 0.95


_AROUND = "☐☒⍰ \t\u00a0\u202f"
_SUFFIX = re.compile(r"(?<!:)[^:\n\t]{1,45}[^:\n\t\d]:(?=\s|$)")
"""What one adds to a label that has its answer behind it: « Date(s) de la vente : »."""
_YEAR = re.compile(r"[ \u00a0]*20\d\d")


class Anchor(NamedTuple):
    """An item of the form at a place of the file: the part of the spot's text that is its label."""

    item: int
    spot: int
    start: int
    end: int
    score: float


def align(items: Sequence[Item], spots: Sequence[Spot]) -> list[Anchor]:
    """The best pairs of items and spots, in the order of the items; criteria of a grid may stand in any order."""
    ordered = [i for i, item in enumerate(items) if item.kind != "criterion" and not item.short]
    found = _in_order(items, spots, ordered)
    found += _anywhere(items, spots, found)
    return sorted(found, key=lambda a: a.item)


def _anywhere(items: Sequence[Item], spots: Sequence[Spot], found: Sequence[Anchor]) -> list[Anchor]:
    """The criteria, and what stands elsewhere than in the form: only where it says just what the form says."""
    there, full = {a.item for a in found}, {a.spot for a in found if items[a.item].whole}
    ends = {a.spot: a.end for a in found}
    placed: list[Anchor] = []
    for i, item in enumerate(items):
        if i in there or item.short or not (item.champ or item.kind == "printed"):
            continue
        least = LIKE if item.kind == "criterion" else _SURE
        pairs = [a for s in spots if s.number not in full and (a := _pair(i, item, s)) and a.score >= least]
        pairs = [a for a in pairs if a.start >= ends.get(a.spot, 0) and not (item.whole and a.spot in ends)]
        if pairs:
            best = max(pairs, key=lambda a: a.score)
            placed.append(best)
            ends[best.spot] = best.end
            if item.whole:
                full.add(best.spot)
    return placed


def _in_order(items: Sequence[Item], spots: Sequence[Spot], ordered: Sequence[int]) -> list[Anchor]:
    """`best[j]` is what the items so far are worth when they stand before the spot `j`, and how they stand."""
    best: list[tuple[float, object]] = [(0.0, None)] * (len(spots) + 1)
    pairs = _remembered(items)
    for i in ordered:
        item, after = items[i], list(best)
        for j, spot in enumerate(spots):
            if pair := pairs(i, spot):
                begins = j == 0 or spots[j - 1].row != spot.row
                worth = best[j][0] + pair.score - LIKE + _shape(item, spot, begins=begins)
                to = j + 1 if item.whole and item.kind != "band" else j
                if worth > after[to][0]:
                    after[to] = (worth, (pair, best[j][1]))
        for j in range(len(spots)):
            if after[j][0] > after[j + 1][0]:
                after[j + 1] = after[j]
        best = after
    found: list[Anchor] = []
    chain = best[-1][1]
    while isinstance(chain, tuple):
        found.append(chain[0])
        chain = chain[1]
    return _apart(items, spots, found[::-1])


def _remembered(items: Sequence[Item]) -> Callable[[int, Spot], Anchor | None]:
    """`_pair`, worked out once for all spots of one text."""
    known: dict[tuple[int, str], Anchor | None] = {}

    def pair(i: int, spot: Spot) -> Anchor | None:
        key = (i, spot.texte)
        if key not in known:
            known[key] = _pair(i, items[i], spot)
        found = known[key]
        return found._replace(spot=spot.number) if found else None

    return pair


def _pair(i: int, item: Item, spot: Spot) -> Anchor | None:
    if not spot.texte.strip():
        return None
    if item.whole:
        start, end, score = _opening(item, spot.texte)
    else:
        start, end, score = _inside(item, spot.texte)
    return Anchor(i, spot.number, start, end, score) if score > LIKE else None


def _opening(item: Item, texte: str) -> tuple[int, int, float]:
    """How the label of an item opens a text: its first line, its first lines, or what stands before a colon."""
    begin = len(texte) - len(texte.lstrip(f"{_AROUND}\n"))
    first = _end_of_line(texte, begin)
    ends = [first]
    while len(ends) < 4 and ends[-1] < len(texte):
        ends.append(_end_of_line(texte, ends[-1] + 1))
    colon = texte.find(":", begin, first)
    if colon > 0:
        ends.append(colon + 1)
    scored = [(likeness(item.names, texte[begin:end]), -end) for end in ends]
    score, end = max(scored)
    return begin, _behind_help(item, texte, -end), score


def _behind_help(item: Item, texte: str, end: int) -> int:
    """The end of a label: behind the small print that the form has below it."""
    for printed in (item.champ.keyword.aide, item.champ.keyword.indicateurs) if item.champ else ():
        found = find_label(printed, texte, end)
        if found and not texte[end : found[0]].strip(" \n()"):
            end = found[1] + len(texte[found[1] :]) - len(texte[found[1] :].lstrip(" )."))
    return end


def _end_of_line(texte: str, start: int) -> int:
    end = texte.find("\n", start)
    return len(texte) if end < 0 else end


def _inside(item: Item, texte: str) -> tuple[int, int, float]:
    """Where a text has the label of an item, alone or among others."""
    if len(texte) > 4000:
        return 0, 0, 0
    names = [item.libelle.replace("{session}", ""), *item.names.others]
    for name, score in zip(names, (1.0, *[0.96] * len(item.names.others)), strict=True):
        if found := find_label(name, texte):
            if "{session}" in item.libelle and (year := _YEAR.match(texte, found[1])):
                found = found[0], year.end()
            if item.champ and item.champ.markdown and (more := _SUFFIX.match(texte, found[1])):
                found = found[0], more.end()
            line = texte[texte.rfind("\n", 0, found[0]) + 1 : _end_of_line(texte, found[1])]
            ended = texte[: found[1]].endswith(":") and name.endswith(":")
            part = item.kind == "printed" and len(name) < 12 and not ended and found[1] - found[0] < len(line.strip())
            return (0, 0, 0) if part else (*found, score)
    at, best = 0, (0, 0, 0.0)
    for line in texte.split("\n"):
        colon = line.find(":")
        for end in {len(line), *([colon + 1] if colon > 0 else [])}:
            label = line[:end].strip(_AROUND)
            score = likeness(item.names, label)
            if score > best[2]:
                start = at + line.index(label)
                best = (start, start + len(label), score)
        at += len(line) + 1
    return best


def _shape(item: Item, spot: Spot, *, begins: bool) -> float:
    """How much a spot looks like the place of an item; `begins`: nothing stands on its left."""
    match item.kind:
        case "label" | "criterion":
            return 0 if spot.last else _SHAPE
        case "band" | "full":
            return _SHAPE if begins and spot.last else 0
        case "head":
            return _SHAPE if not (spot.last and spot.start == 0) else 0
    return 0


def _apart(items: Sequence[Item], spots: Sequence[Spot], anchors: list[Anchor]) -> list[Anchor]:
    """The anchors of one spot one behind the other: a short label is looked for again behind the one before."""
    ends: dict[int, int] = {}
    kept: list[Anchor] = []
    for anchor in anchors:
        item, end = items[anchor.item], ends.get(anchor.spot, 0)
        if anchor.start < end:
            again = find_label(item.libelle.replace("{session}", ""), spots[anchor.spot - spots[0].number].texte, end)
            if again is None and kept[-1].spot == anchor.spot and kept[-1].score < anchor.score:
                kept.pop()  # a worse one for the same words
            elif again is None:
                continue
            else:
                anchor = anchor._replace(start=again[0], end=again[1])
        ends[anchor.spot] = anchor.end
        kept.append(anchor)
    return kept
