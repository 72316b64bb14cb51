"""Whether what a page draws beside its texts can all be seen: pictures, strokes, shapes.

By their boxes alone, and in doubt it cannot: then the picture of the page is laid in, which shows the same.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

_MOST = 3000  # things that are compared with each other
_NEAR = 1.0  # pt: what goes over an edge by less is within
_THIN = 2.0  # pt: what is no broader covers nothing
_SMALL = 6.0  # pt: a rectangle that is no larger may be a dot of a drawing
_SIMPLE = 5  # segments of a path that is a line or a rectangle
_MARKED = 0.05  # of a drawing: so much of it is covered by the points of a curve, not more
_LABELLED = 0.8  # by its words
_COVERED = 0.5  # of a line


class _Thing(NamedTuple):
    """What is drawn. `tells`: a picture or a drawing, which may not be covered; `covers`: it has a surface.

    `plain`: a rectangle, which has nothing to tell.
    """

    box: Box
    tells: bool
    covers: bool
    plain: bool


def overlap(box: Box, other: Box) -> float:
    """How much of a box is under another one, from 0 to 1; of a line too."""
    part = 1.0
    for low, high, other_low, other_high in zip(box[:2], box[2:], other[:2], other[2:], strict=True):
        common = min(high, other_high) - max(low, other_low)
        if common < 0:
            return 0.0
        part *= common / (high - low) if high > low else 1.0
    return part


def all_uncovered(page: "PdfPage", objects: Sequence[tuple[Any, int]]) -> bool:
    """Whether all of it is seen, texts aside; `objects` are what the page draws, in that order, with their kinds."""
    from pypdfium2 import raw

    known = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    if len(objects) > _MOST or any(kind not in known for _, kind in objects):
        return False
    if any(raw.FPDFPageObj_HasTransparency(pointer) for pointer, _ in objects):
        return False
    things = [_thing(pointer, kind) for pointer, kind in objects]
    paper = page.get_cropbox()
    for i, (thing, (pointer, kind)) in enumerate(zip(things, objects, strict=True)):
        if thing.plain or kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        if not _is_within(thing, paper) or not all(_is_within(thing, clip) for clip in _clips(pointer)):
            return False
        above = list(zip(things[i + 1 :], objects[i + 1 :], strict=True))
        words = [overlap(thing.box, other.box) for other, (_, kind) in above if kind == raw.FPDF_PAGEOBJ_TEXT]
        shapes = [overlap(thing.box, o.box) for o, (_, kind) in above if o.covers and kind != raw.FPDF_PAGEOBJ_TEXT]
        is_image = kind == raw.FPDF_PAGEOBJ_IMAGE
        if sum(shapes) > (0.0 if is_image else _MARKED if thing.tells else _COVERED):
            return False
        if sum(words) > (0.0 if is_image else _LABELLED):
            return False
    return True


def _thing(pointer: Any, kind: int) -> _Thing:
    from pypdfium2 import raw

    box = _box(pointer)
    broad = min(box[2] - box[0], box[3] - box[1]) > _THIN
    if kind != raw.FPDF_PAGEOBJ_PATH:
        return _Thing(box, tells=True, covers=broad, plain=False)
    fill, stroke, width, matrix = ctypes.c_int(), ctypes.c_int(), ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFPath_GetDrawMode(pointer, fill, stroke)
    raw.FPDFPageObj_GetStrokeWidth(pointer, width)
    raw.FPDFPageObj_GetMatrix(pointer, matrix)
    points = _points(raw.FPDFPath_CountSegments(pointer), partial(raw.FPDFPath_GetPathSegment, pointer))
    straight = (matrix.b == matrix.c == 0 or matrix.a == matrix.d == 0) and _is_rectangle(points)
    large = max(box[2] - box[0], box[3] - box[1]) > _SMALL
    return _Thing(
        box,
        tells=len(points) > _SIMPLE or not (fill.value or stroke.value),
        covers=broad and bool(fill.value or width.value > _THIN),
        plain=straight and large,
    )


def _is_within(thing: _Thing, edges: Box | None) -> bool:
    """Whether nothing of it is cut off at these edges, or only a part of a line. None: they are no rectangle."""
    if edges is None:
        return False
    left, bottom, right, top = edges
    near = left - _NEAR, bottom - _NEAR, right + _NEAR, top + _NEAR
    return overlap(thing.box, near) >= (1.0 if thing.tells else _COVERED)


def _clips(pointer: Any) -> Iterator[Box | None]:
    """The edges that a thing is clipped at; None for those that are no rectangle."""
    from pypdfium2 import raw

    clip = raw.FPDFPageObj_GetClipPath(pointer)
    for number in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        count = raw.FPDFClipPath_CountPathSegments(clip, number)
        points = _points(count, partial(raw.FPDFClipPath_GetPathSegment, clip, number))
        xs, ys = [x for x, _ in points], [y for _, y in points]
        yield (min(xs), min(ys), max(xs), max(ys)) if _is_rectangle(points) else None


def _points(count: int, segment: Callable[[int], Any]) -> list[tuple[float, float]]:
    from pypdfium2 import raw

    points = []
    for number in range(count):
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment(number), x, y)
        points.append((round(x.value, 2), round(y.value, 2)))
    return points


def _is_rectangle(points: Sequence[tuple[float, float]]) -> bool:
    return len(points) in (4, 5) and len({x for x, _ in points}) == 2 == len({y for _, y in points})


def _box(pointer: Any) -> Box:
    from pypdfium2 import raw

    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(pointer, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top
