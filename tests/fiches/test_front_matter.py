"""Where a front matter begins and ends, even where its author forgot to say so."""

import pytest

from ndrc_portfolio.fiches.front_matter import head_of, names_a_fiche, read_front_matter
from ndrc_portfolio.messages.diagnostic import Place


def test_a_page_is_split_and_both_parts_know_their_lines() -> None:
    read = read_front_matter("\n---\nfiche: e4-activite\ntitre: Vente\n---\nUn corps\n---\n")
    assert read.present
    assert read.data == {"fiche": "e4-activite", "titre": "Vente"}
    assert (read.body.rstrip("\n"), read.body_line) == ("Un corps\n---", 6)
    assert read.yaml.value_places["titre",] == Place(4, 8, 5)
    assert read.faults == []


@pytest.mark.parametrize("text", ["", "# Une page\n", "---\n\nUn filet, puis du texte.\n", "Texte\n---\nfiche\n"])
def test_an_ordinary_page_has_none(text: str) -> None:
    read = read_front_matter(text)
    assert not read.present
    assert (read.data, read.body, read.body_line, read.faults) == ({}, text, 1, ())


@pytest.mark.parametrize(
    ("text", "code", "line", "body"),
    [
        ("---\nfiche: e4-activite\ntitre: A\n## Cadre\n", "NDRC101", 3, "## Cadre\n"),
        ("---\nfiche: e4-activite\n----\nCorps\n", "NDRC101", 3, "Corps\n"),
        ("fiche: e4-activite\ntitre: A\n---\nCorps\n", "NDRC102", 1, "Corps\n"),
        ("—\nfiche: e4-activite\ntitre: A\n---\nCorps\n", "NDRC102", 1, "Corps\n"),
        ("Mon texte\n---\nfiche: e4-activite\n---\nCorps\n", "NDRC131", 1, ""),
    ],
)
def test_a_mark_that_is_missing_is_said_and_the_rest_is_read(text: str, code: str, line: int, body: str) -> None:
    read = read_front_matter(text)
    assert [(f.message.code, f.place.line) for f in read.faults] == [(code, line)]
    assert read.data["fiche"] == "e4-activite"
    assert read.body == body


def test_a_place_is_that_of_the_nearest_thing_written() -> None:
    read = read_front_matter("---\nfiche: e4-activite\ncadre:\n  nom: Auto\n---\n")
    assert read.place(("cadre", "nom")) == Place(4, 8, 4)
    assert read.place(("cadre", "adresse")).line == 4  # the value of `cadre` begins there
    assert read.place(("analyse", "lieu")) == read.key_places["fiche",]


def test_what_was_meant_as_the_head_of_a_broken_page() -> None:
    assert head_of("---\nfiche: x\ntitre: y\n---\nCorps") == "fiche: x\ntitre: y\n"
    assert head_of("fiche: x\n\nUn corps") == "fiche: x"
    assert names_a_fiche("---\n'fiche': x\n---\n")
    assert not names_a_fiche("---\ntitle: x\n---\nfiche: y\n")
