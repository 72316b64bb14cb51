"""No-break spaces in a front matter: read as spaces where they tell its structure, kept in texts."""

import pytest

from ndrc_portfolio.fiches.front_matter import read_front_matter
from ndrc_portfolio.fiches.odd_spaces import as_spaces, space_edits
from ndrc_portfolio.messages.edits import apply_edits
from tests.texts import checked

SAME = {
    "a~: b": "a : b",
    "a:~b~c": "a: b~c",
    "a:\n~~b: c": "a:\n  b: c",
    "l:\n  -~un\n  -~deux~: trois": "l:\n  - un\n  - deux~: trois",
    "l:\n  -~a:~b\n    c:~d": "l:\n  - a: b\n    c: d",
    "l:\n  -~a:~b\n  -~c": "l:\n  - a:~b\n  - c",
    "t: |\n  a~: b\n  -~c\nu:~v": "t: |\n  a~: b\n  -~c\nu: v",
    "t:\n  - |\n    a:~b\nu~: v": "t:\n  - |\n    a:~b\nu : v",
    "t: texte\n  suite:~fin": "t: texte\n  suite:~fin",
    "c:~{a~:~b~:~c,~d: e}": "c: {a : b~:~c, d: e}",
    't: "texte\n  suite"': 't: "texte\n  suite"',
    "t: 10~%": "t: 10~%",
}


@pytest.mark.parametrize("source", SAME)
@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_spaces_of_structure_become_plain(source: str, space: str) -> None:
    assert as_spaces(source.replace("~", space)) == SAME[source].replace("~", space)


FICHE = """---~
fiche:~e4-activite
numero~:~1~
cadre:
~~nom~: Auto~Dépôt
annexes:
  -~titre:~Mandat
    fichier:~a.jpg
  -~{titre: Bon, fichier~: b.jpg}
---~
""".replace("~", "\u00a0")


def test_a_fiche_is_read_as_with_plain_spaces_and_can_be_written_so() -> None:
    read = read_front_matter(FICHE)
    assert read.faults == []
    assert read.data["fiche"] == "e4-activite"
    assert read.data["numero"] == "1"
    assert read.data["cadre"] == {"nom": "Auto\u00a0Dépôt"}
    assert read.data["annexes"] == [{"titre": "Mandat", "fichier": "a.jpg"}, {"titre": "Bon", "fichier": "b.jpg"}]
    edits = list(space_edits(FICHE.split("\n"), read.yaml.key_places, read.yaml.value_places))
    written = apply_edits(FICHE, edits)
    assert (
        written.partition("annexes")[2]
        == ":\n  - titre: Mandat\n    fichier: a.jpg\n  - {titre: Bon, fichier: b.jpg}\n---\u00a0\n"
    )
    again = read_front_matter(written, as_mkdocs=True)
    assert (again.data, again.faults) == (read.data, [])


def test_an_ordinary_page_is_read_by_mkdocs_for_whom_they_are_letters() -> None:
    assert [d.code for d in checked("---\ntitle:\u00a0Accueil\nhide: [toc]\n---\n").diagnostics] == ["NDRC119"]
