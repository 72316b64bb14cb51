"""Texts that are numbers, and how numbers are compared."""

import pytest

from ndrc_portfolio.messages.words import bare_number, number_of


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("1", 1), ("02", 2), ("10", 10), ("9" * 18, 10**18 - 1)])
def test_digits_from_0_to_9_are_a_number(text: str, number: int) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    "text", ["", " 1", "1\n", "-1", "+1", "1.5", "1_0", "1a", "un", "²", "1²", "٣", "２", "Ⅳ", "①"]
)
def test_other_texts_are_none_though_python_has_digits_among_them(text: str) -> None:
    assert number_of(text) is None


def test_a_text_that_is_too_long_for_python_is_no_number() -> None:
    assert number_of("1" * 5000) is None


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("2", "2"),
        ("02", "2"),
        ("002", "2"),
        ("20", "20"),
        ("0", "0"),
        ("00", "0"),
        ("²", "²"),
        ("٣", "٣"),
        ("2 bis", "2 bis"),
        ("0a", "0a"),
        ("", ""),
    ],
)
def test_zeros_that_lead_do_not_count(text: str, bare: str) -> None:
    assert bare_number(text) == bare
