"""YAML read as text: places, sources, and all faults at once."""

import pytest

from ndrc_portfolio.fiches.yaml_text import YamlText, read_yaml
from ndrc_portfolio.messages.diagnostic import Place


def read(text: str, line: int = 1) -> YamlText:
    return read_yaml(text, line)


def test_scalars_are_texts_and_have_their_place() -> None:
    found = read("a: 0123\nb:\n  - 12:30\n  - c: yes\nd:\n", line=5)
    assert found.data == {"a": "0123", "b": ["12:30", {"c": "yes"}], "d": None}
    assert found.key_places["b", 1, "c"] == Place(8, 5, 1)
    assert found.value_places["b", 0] == Place(7, 5, 5)
    assert found.value_places["a",] == Place(5, 4, 4)
    assert (found.faults, found.explained, found.whole) == ([], frozenset(), True)


def test_the_source_of_each_key_is_kept() -> None:
    found = read("a: 1  # pourquoi\nb: {c: 2}\n")
    assert found.sources == {"a": "a: 1  # pourquoi", "b": "b: {c: 2}"}
    assert found.comments["a",] == Place(1, 7, 10)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\n\tb: 2\n", "NDRC103", (2, 1)),
        ("a: un : deux\n", "NDRC105", (1, 7)),
        ('a: "un\nb: 2\n', "NDRC106", (1, 4)),
        ("a: 1\na: 2\n", "NDRC108", (2, 1)),
        ("a: &x 1\n", "NDRC109", (1, 4)),
        ("a: !!str 1\n", "NDRC118", (1, 4)),
        ("a: [1, 2\nb: 3\n", "NDRC122", (1, 4)),
        ("a: 'un' deux\n", "NDRC124", (1, 9)),
        ('a: "C:\\Users"\n', "NDRC126", (1, 7)),
        ("a: *gras* et\n", "NDRC127", (1, 4)),
        ("a: 1\nperdue\nb: 2\n", "NDRC128", (2, 1)),
        ("a:1\nb: 2\n", "NDRC129", (1, 1)),
    ],
)
def test_a_fault_has_its_code_and_its_place(text: str, code: str, place: tuple[int, int]) -> None:
    assert [(f.message.code, (f.place.line, f.place.column)) for f in read(text).faults] == [(code, place)]


def test_all_faults_come_at_once_and_the_rest_is_read() -> None:
    found = read('a: un : deux\nb: "C:\\Users"\nc:1\nd: 4\n')
    assert [f.message.code for f in found.faults] == ["NDRC105", "NDRC126", "NDRC129"]
    assert found.data["d"] == "4"
    assert ("a",) in found.explained


@pytest.mark.parametrize("text", ["a: " + "[" * 500, "{" * 40, "- " * 50 + "x", "\x00", "a: &x [*x]", "%YAML 9\n---\n"])
def test_reading_never_raises(text: str) -> None:
    assert read(text).faults
