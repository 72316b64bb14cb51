"""Which forms stand in a Word file, of which session, and where each of them begins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.words import normalise
from ndrc_portfolio.word.given.align import Anchor, align
from ndrc_portfolio.word.given.items import Item, items_of
from ndrc_portfolio.word.given.spots import Spot

ENOUGH = 0.45
"""How much of a form must be there for a file to be one."""
_LONGEST = 600
"""Spots in which a form is looked for: the longest has three hundred."""
_TRIED, _NEARLY = 4, 0.6
"""How many forms are looked at closely, and how much of what the likeliest has a form must have for that."""
_FEW = 6
"""Spots below which what follows a form is no other form."""
_BEGINNING = "bts negociation et digitalisation de la relation client"


class Recognised(NamedTuple):
    """A form at its place: its spots, which text is which of its labels, how much of it is there, from 0 to 1."""

    form: Formulaire
    session: int
    spots: tuple[Spot, ...]
    anchors: tuple[Anchor, ...]
    score: float


def labels_of(forms: Iterable[Formulaire]) -> frozenset[str]:
    """All that forms print beside what is filled in, normalised."""
    items = [item for form in forms for item in items_of(form) if item.champ or item.kind == "band"]
    return frozenset(name for item in items for name in item.names.official if len(name) > 3)


def recognise(spots: Sequence[Spot], shelves: Mapping[int, Mapping[str, Formulaire]]) -> list[Recognised]:
    """The forms of a file in their order; one whose score is not `ENOUGH` alone, if none is.

    `shelves` are the forms by session; the first of them is preferred where all else is the same.
    """
    found: list[Recognised] = []
    for part in _parts(spots):
        for one in _in_part(part, shelves):
            last = found[-1] if found else None
            if last and (one.score < ENOUGH or _goes_on(last, one)):
                found[-1] = _joined(last, one, shelves)
            else:
                found.append(one)
    good = [one for one in found if one.score >= ENOUGH]
    return good or found[:1]


def _parts(spots: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    """The file cut where a form may begin: at the first line of all of them."""
    starts = [s.number for s in spots if normalise(s.texte.strip()[:120]).startswith(_BEGINNING)]
    edges = [0, *starts[1:], len(spots)]
    for start, end in pairwise(edges):
        yield spots[start:end]


def _in_part(part: Sequence[Spot], shelves: Mapping[int, Mapping[str, Formulaire]]) -> Iterator[Recognised]:
    """The best form of a part, then those of what follows it."""
    best = _best(part, shelves) if part else None
    if best is None:
        return
    end = max((a.spot for a in best.anchors), default=0) + 1 - part[0].number
    rest = part[end:]
    if best.score >= ENOUGH and len(rest) >= _FEW:
        others = list(_in_part(rest, shelves))
        if others and others[0].score >= ENOUGH:
            yield best._replace(spots=tuple(part[:end]))
            yield from others
            return
    yield best


def _window(part: Sequence[Spot], labels: frozenset[str]) -> Sequence[Spot]:
    """Where a form can be in a long part: the spots that hold most of the labels of all forms."""
    if len(part) <= _LONGEST:
        return part
    hits = [normalise(spot.texte[:120].split("\n")[0]) in labels for spot in part]
    sums = [0, *accumulate(hits)]
    start = max(range(len(part)), key=lambda i: sums[min(len(part), i + _LONGEST // 2)] - sums[i])
    start = max(0, start - _LONGEST // 4)
    return part[start : start + _LONGEST]


def _best(part: Sequence[Spot], shelves: Mapping[int, Mapping[str, Formulaire]]) -> Recognised | None:
    there = {normalise(line) for spot in part for line in (*spot.texte.split("\n"), spot.texte, *spot.texte.split(":"))}
    rough: list[tuple[float, int, int, Formulaire]] = []
    for session, forms in shelves.items():
        for form in forms.values():
            if not form.keyword.a_la_main:
                rough.append((_roughly(items_of(form), there), -len(rough), session, form))
    likely = sorted(rough, reverse=True, key=lambda r: r[:2])[:_TRIED]
    near = [(form, session) for like, _, session, form in likely if like >= _NEARLY * likely[0][0]]
    window = _window(part, labels_of(form for form, _ in near))
    tried = [_at(form, session, part, window) for form, session in near]
    years = {int(w) for line in there for w in line.split() if w.isdigit() and len(w) == 4}
    preferred = next(iter(shelves))

    most = max((len(one.anchors) for one in tried), default=0) or 1

    def worth(one: Recognised) -> float:
        explained = 0.3 * len(one.anchors) / most  # a form that has less is not preferred for being there whole
        return one.score + explained + 0.03 * (one.session == preferred) + 0.02 * bool({one.session} & years)

    return max(tried, key=worth, default=None)


def _roughly(items: Sequence[Item], there: set[str]) -> float:
    return sum(bool(item.names.official & there) for item in items) / max(1, len(items))


def _at(form: Formulaire, session: int, part: Sequence[Spot], window: Sequence[Spot]) -> Recognised:
    items = items_of(form)
    anchors = align(items, window)
    weights = [_weight(item) for item in items]
    score = sum(weights[a.item] * a.score for a in anchors) / max(0.1, sum(weights))
    return Recognised(form, session, tuple(part), tuple(anchors), score)


def _weight(item: Item) -> float:
    """The labels of rubriques tell forms apart, and their titles; fields like « Nom » do not."""
    if item.kind in ("label", "head", "full", "criterion", "band"):
        return 1
    return 1 if item.kind == "printed" and 20 < len(item.libelle) < 60 else 0.2


def _goes_on(last: Recognised, one: Recognised) -> bool:
    """Whether a part is the rest of the form before: its verso, below a head of its own."""
    there = {a.item for a in last.anchors if items_of(last.form)[a.item].kind in ("label", "head", "full")}
    more = {a.item for a in one.anchors if items_of(one.form)[a.item].kind in ("label", "head", "full")}
    return last.form is one.form and bool(more) and len(there & more) <= len(more) // 5


def _joined(last: Recognised, one: Recognised, shelves: Mapping[int, Mapping[str, Formulaire]]) -> Recognised:
    spots = (*last.spots, *one.spots)
    return _best(spots, shelves) or last
