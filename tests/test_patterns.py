"""No regular expression takes time that is not in proportion to the text, whatever the text."""

import re
import time

import pytest

from tests.alarm import TooLong, at_most
from tests.patterns import Expression, Recipe, expressions, recipes

LENGTH = 2000  # characters
SOON = 0.001  # seconds of this processor, in which no expression is known to take too long for such a text
ALL_DAY = 1.0  # second: it is not waited for
LATER = 8  # times as long for a text that is 4 times as long: 4 would be in proportion, 16 is its square

KNOWN, UNKNOWN = expressions()
# Made of what a text or a form says; looked at by hand: a word of the text itself, `fiche` and the names of the
# épreuves at one place, the pattern of a form (`coherence` tries it), the name of a tag, the digits of a number, lists
# of words, sought in the 180 characters around what looks personal; labels of a form and words of its boxes, in a cell.
BY_HAND = 14


def taken(expression: Expression, recipe: Recipe, length: int, times: int = 1) -> float:
    """The seconds of this processor that a text of a length takes, at the best of some times; `ALL_DAY` at most."""
    pattern, text = re.compile(expression.pattern, expression.flags), recipe.text(length)
    given = text.encode("latin-1", "replace") if isinstance(expression.pattern, bytes) else text
    best = ALL_DAY
    for _ in range(times):
        start = time.thread_time()
        try:
            with at_most(ALL_DAY):
                if expression.method == "match":
                    pattern.match(given)  # type: ignore[arg-type]
                else:
                    for _found in pattern.finditer(given):  # type: ignore[arg-type]
                        pass
        except TooLong:
            return ALL_DAY
        best = min(best, time.thread_time() - start)
    return best


def slow(expression: Expression) -> Recipe | None:
    """A text that takes too long, if there is one."""
    for recipe in recipes(expression):
        once = taken(expression, recipe, LENGTH)
        if once >= ALL_DAY:
            return recipe
        if once < SOON or (once := taken(expression, recipe, LENGTH, 3)) < SOON:
            continue
        if taken(expression, recipe, 4 * LENGTH) > LATER * once:
            return recipe
    return None


@pytest.mark.parametrize("expression", KNOWN, ids=[e.place for e in KNOWN])
def test_an_expression_takes_time_in_proportion(expression: Expression) -> None:
    assert slow(expression) is None


def test_those_that_only_a_run_can_tell_are_few() -> None:
    assert len(UNKNOWN) == BY_HAND, UNKNOWN


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(?:(?:-+[ ]{0,2}){3,})$", "match"),  # exponential
        (r"(a|aa)+b", "match"),
        (r"[ \t]+$", "search"),  # from each place
        (r"<!--.*?-->", "search"),
        (r"\s*(?:- )?\s*x", "match"),  # two that take the same
        (r"a*?[^b]*c", "match"),
    ],
)
def test_what_takes_too_long_is_found(pattern: str, method: str) -> None:
    assert slow(Expression("", pattern, re.DOTALL, method)) is not None


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"[ \t]*+x", "match"), (r"(?<!a)a+b", "search"), (r"<[^<>]*>", "search"), (r"a|b*+", "search")],
)
def test_what_does_not_is_not_found(pattern: str, method: str) -> None:
    assert slow(Expression("", pattern, 0, method)) is None
