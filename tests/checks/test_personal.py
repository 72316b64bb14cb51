"""Personal data in what everybody can read: found, and only that."""

from pathlib import Path

import pytest

from ndrc_portfolio.checks.personal.find import find_personal

DATA = Path(__file__).with_name("donnees")


def lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


PLANTED = [line.split(" | ", 1) for line in lines("plantees.txt")]


@pytest.mark.parametrize(("kind", "text"), PLANTED, ids=range(len(PLANTED)))
def test_what_is_somebodys_is_found(kind: str, text: str) -> None:
    assert kind in {found.kind for found in find_personal(text)}


@pytest.mark.parametrize("text", lines("propres.txt"))
def test_what_is_nobodys_is_not(text: str) -> None:
    assert find_personal(text) == []
