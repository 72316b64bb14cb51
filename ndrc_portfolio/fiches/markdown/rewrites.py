"""Lines written otherwise: the passages that change, and the text with them changed."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Rewrite(NamedTuple):
    """What stands in the place of the lines from `start` up to, and without, `end`."""

    start: int
    end: int
    lines: Sequence[str]


def rewrite(lines: Sequence[str], rewrites: Iterable[Rewrite]) -> list[str]:
    """The lines with all of these, which come in their order."""
    result: list[str] = []
    at = 0
    for start, end, written in rewrites:
        result += [*lines[at:start], *written]
        at = end
    return [*result, *lines[at:]]
