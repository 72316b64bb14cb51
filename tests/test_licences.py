"""LICENCES.md names every package that comes with ours, and says what the package says."""

from tests.licences import FILE, table


def test_the_list_of_licences_is_that_of_the_packages() -> None:
    assert FILE.read_text(encoding="utf-8") == table()
