"""What libyaml says in English, as the locked PyYAML says it, and what we make of it."""

import pytest
import yaml

from ndrc_portfolio.fiches.yaml_faults import MEANINGS
from ndrc_portfolio.fiches.yaml_text import read_yaml

QUOTED, PARSED = "while scanning a quoted scalar", "while parsing a quoted scalar"
NAME = "did not find expected alphabetic or numeric character"

ROWS = {
    (QUOTED, "found unexpected end of stream"): ('a: "un\nb: 2\n', "OpenQuote"),
    (QUOTED, "found unexpected document indicator"): ('a: "un\n---\n', "OpenQuote"),
    (PARSED, "found unknown escape character"): ('a: "C:\\photos"\n', "Backslash"),
    (PARSED, "did not find expected hexdecimal number"): ('a: "C:\\users"\n', "Backslash"),
    (PARSED, "found invalid Unicode character escape code"): ('a: "\\ud800"\n', "Backslash"),
    ("while scanning a simple key", "could not find expected ':'"): ("a: 1\nperdue\nb: 2\n", "NoColon"),
    ("while parsing a flow sequence", "did not find expected ',' or ']'"): ("a: [1, 2\nb: 3\n", "OpenBracket"),
    ("while parsing a flow mapping", "did not find expected ',' or '}'"): ("a: {b: 1\nc: 3\n", "OpenBracket"),
    ("while parsing a flow node", "did not find expected node content"): ("a: [, 1]\n", "OpenBracket"),
    ("", "mapping values are not allowed in this context"): ("a: un : deux\n", "ColonInValue"),
    ("", "did not find expected <document start>"): ("  a: 1\nb: 2\n", "Misaligned"),
    ("", "block sequence entries are not allowed in this context"): ("a: - un\n", "Unreadable"),
    ("while parsing a block mapping", "did not find expected key"): ("a: 'un' deux\n", "TextAfterQuote"),
    ("while parsing a block collection", "did not find expected '-' indicator"): ("a:\n  - b\n  c: 1\n", "Misaligned"),
    ("while parsing a block node", "did not find expected node content"): ("a:\n  , b\n", "Unreadable"),
    ("while scanning a block scalar", "did not find expected comment or line break"): (
        "a: > 5 ans\n",
        "SpecialCharacter",
    ),
    (
        "while scanning for the next token",
        "found character that cannot start any token",
    ): ("a: @b\n", "SpecialCharacter"),
    ("while scanning a directive", "found unexpected non-alphabetical character"): ("%a: 1\n", "Misaligned"),
    ("while scanning an alias", NAME): ("a: *é*\n", "SpecialCharacter"),
    ("while scanning an anchor", NAME): ("a: & fils\n", "SpecialCharacter"),
    ("while scanning a tag", "did not find expected whitespace or line break"): ("a: !b{ c\n", "SpecialCharacter"),
    ("while scanning a plain scalar", "found a tab character that violates indentation"): (
        "a:\n  b: 1\n\t c: 2\n",
        "Tab",
    ),
    (
        "while scanning a block scalar",
        "found a tab character where an indentation space is expected",
    ): ("a: |\n\tb\n", "Tab"),
}


def test_each_row_of_the_table_is_tried() -> None:
    assert ROWS.keys() == MEANINGS.keys()


@pytest.mark.parametrize(("pair", "text", "meant"), [(pair, *row) for pair, row in ROWS.items()])
def test_libyaml_says_so_and_we_say_that(pair: tuple[str, str], text: str, meant: str) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as raised:
        list(yaml.parse(text, Loader=yaml.CSafeLoader))
    assert (raised.value.context or "", raised.value.problem) == pair
    assert type(read_yaml(text, 1).faults[0].message).__name__ == meant


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("statut:brouilon\nb: 2\n", "brouilon"),
        ("a: 1\nb:\n\tc: deux\n", "deux"),
        ("a:\n\tb: un\n\tc:deux\n\td: 1\n", "deux"),
    ],
)
def test_a_place_is_that_of_the_file_where_a_line_was_mended_to_be_read(text: str, word: str) -> None:
    found = read_yaml(text, 1)
    places = [p for path, p in found.value_places.items() if path]
    shown = [text.split("\n")[p.line - 1][p.column - 1 : p.end_column - 1] for p in places if p.end_line == p.line]
    assert word in shown
