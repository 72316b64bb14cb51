"""Passages of a text, as pairs of offsets, and what stands in one of them: without a look at each."""

from bisect import bisect_right
from collections.abc import Callable, Iterable

Span = tuple[int, int]


def finder(spans: Iterable[Span]) -> Callable[[int], Span | None]:
    """What gives the passage that an offset is in; of those that overlap, one that begins last."""
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]

    def find(at: int) -> Span | None:
        i = bisect_right(starts, at) - 1
        return ordered[i] if i >= 0 and at < ordered[i][1] else None

    return find
