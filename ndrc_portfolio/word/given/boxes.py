"""Which box is ticked, however it was: a sign, a letter, a control, a shape drawn over it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ndrc_portfolio.formulaires.model import Champ, Option
from ndrc_portfolio.word.given.align import Anchor
from ndrc_portfolio.word.given.extract import Page
from ndrc_portfolio.word.given.model import DRAWN, EMPTY, FULL
from ndrc_portfolio.word.given.spots import Spot

_TICK = re.compile(r"(?<!\w)[xXvV](?!\w)|×")
_HOLLOW = re.compile(r"\[\s*\]|\(\s*\)")
_ONE = rf"(?:[{FULL}{EMPTY}{DRAWN}×]|\[[ xXvV]?\]|\([ xXvV]?\)|(?<!\w)[xXvV](?!\w))"
_ENDS_WITH_MARK = re.compile(rf"{_ONE}[\s:]*$")
_BEGINS_WITH_MARK = re.compile(rf"[\s:]*{_ONE}")
_MARKS = re.compile(rf"[\s{FULL}{EMPTY}{DRAWN}\[\]()/:×]|(?<!\w)[xXvV](?!\w)")


class Ticked(NamedTuple):
    """What was found of a choice: its values; `drawn`: a shape says so; `undecided`: it cannot be said."""

    champ: Champ
    valeurs: list[str]
    drawn: bool = False
    undecided: bool = False


def read_boxes(page: Page) -> list[Ticked]:
    """All choices but the levels of a grid; their marks are then placed."""
    criteria = {c.chemin for competence in page.form.grille for c in competence.criteres}
    choices = [c for c in page.form.champs.values() if c.options and c.chemin not in criteria]
    return [ticked for champ in choices if (ticked := _decide(champ, list(_marks(page, champ))))]


def state(texte: str) -> str:
    """The mark in a text: full, empty, drawn, or none."""
    for sign in (DRAWN, FULL):
        if sign in texte:
            return sign
    if _TICK.search(texte):
        return FULL
    return EMPTY if EMPTY in texte or _HOLLOW.search(texte) else ""


def only_marks(texte: str) -> bool:
    return not _MARKS.sub("", texte)


def _decide(champ: Champ, marks: list[tuple[Option, str]]) -> Ticked | None:
    full = [o.valeur for o, mark in marks if mark == FULL]
    drawn = [o.valeur for o, mark in marks if mark == DRAWN]
    bare = [o.valeur for o, mark in marks if not mark]
    empty = [o for o, mark in marks if mark == EMPTY]
    if champ.plusieurs:
        return Ticked(champ, full + drawn, bool(drawn)) if full or drawn else None
    if len(full) == 1:
        return Ticked(champ, full)
    if full or len(drawn) > 1:
        return Ticked(champ, [], undecided=True)
    if drawn:
        return Ticked(champ, drawn, drawn=True)
    if len(bare) == 1 and (len(empty) == len(champ.options) - 1 or (not empty and champ.oui_non)):
        return Ticked(champ, bare)
    return None


def _marks(page: Page, champ: Champ) -> Iterator[tuple[Option, str]]:
    """Each option that is there, with its mark; the mark is then a part of its label."""
    _add_short(page, champ)
    for number, anchors in list(page.at.items()):
        own = [a for a in anchors if page.item(a).champ is champ and page.item(a).option]
        if own:
            yield from _in_spot(page, page.spot(number), own)


def _add_short(page: Page, champ: Champ) -> None:
    """Anchors for the options that are looked for beside the label of their choice alone."""
    short = [(i, item) for i, item in enumerate(page.items) if item.champ is champ and item.short]
    labels = [a for some in page.at.values() for a in some if page.item(a).champ is champ and not page.item(a).option]
    for label in labels if short else ():
        spot = page.spot(label.spot)
        for place in [spot, *page.right_of(spot)]:
            start = label.end if place is spot else 0
            for i, item in short:
                word = rf"(?<!\w){re.escape(item.libelle)}(?!\w)"
                if found := re.search(word, place.texte[start:], re.IGNORECASE):
                    page.add(Anchor(i, place.number, start + found.start(), start + found.end(), 1))


def _in_spot(page: Page, spot: Spot, own: list[Anchor]) -> Iterator[tuple[Option, str]]:
    """The marks of the options of one spot: all of them stand before their label, or all behind."""
    before = [_gap_before(page, spot, a) for a in own]
    behind = [page.behind(a) for a in own]
    texts = [spot.texte[slice(*gap)] for gap in before]
    ahead = bool(_ENDS_WITH_MARK.search(texts[0])) or not any(
        _BEGINS_WITH_MARK.match(spot.texte[slice(*g)]) for g in behind
    )
    for anchor, (start, _), (_, end) in zip(own, before, behind, strict=True):
        option, mark = page.item(anchor).option, ""
        if ahead and (found := _ENDS_WITH_MARK.search(spot.texte[start : anchor.start])):
            mark = state(found.group())
            page.replace(anchor, anchor._replace(start=start + found.start()))
        elif not ahead and (found := _BEGINS_WITH_MARK.match(spot.texte[anchor.end : end])):
            mark = state(found.group())
            page.replace(anchor, anchor._replace(end=anchor.end + found.end()))
        if option:
            yield option, mark or _neighbour(page, spot, alone=len(own) == 1)


def _gap_before(page: Page, spot: Spot, anchor: Anchor) -> tuple[int, int]:
    return next(gap for gap in page.gaps(spot) if gap[1] == anchor.start)


def _neighbour(page: Page, spot: Spot, *, alone: bool) -> str:
    """The mark in a cell of its own: the one on the left, else the one on the right."""
    row = page.rows[spot.row]
    at = row.index(spot)
    for other in [*row[max(0, at - 1) : at], *row[at + 1 : at + 2]] if alone else ():
        if not page.at.get(other.number) and only_marks(other.texte) and (mark := state(other.texte)):
            page.take(other, (0, len(other.texte)))
            return mark
    return ""
