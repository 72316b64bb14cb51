"""What is wrong with how the command is called is said in French; its words are known however they are typed."""

import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import Ndrc
from tests.support import FICHE, write

ENGLISH = ("usage", "error", "argument", "invalid", "expected", "choose", "required", "unrecognized")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "il manque une commande (les commandes : nouveau, fiche, session, verifier,"),
        (["bidule"], "« bidule » n’est pas une commande (les commandes : nouveau, fiche, session, verifier,"),
        (["vérifer"], "« vérifer » n’est pas une commande ; vouliez-vous dire « verifier » ? (les commandes"),
        (["serve"], "« serve » est une commande de MkDocs : tapez « mkdocs serve »"),
        (
            ["verifier", "--strikt"],
            "« --strikt » n’est pas une option de « ndrc verifier » ; vouliez-vous dire « -",
        ),
        (["verifier", "-z"], "« -z » n’est pas une option de « ndrc verifier » (l’aide : ndrc verifier --help)"),
        (["verifier", "--format", "xml"], "« xml » ne va pas avec « --format » (valeurs possibles : texte, json, git"),
        (["verifier", "--format"], "« --format » attend une valeur : il n’y a rien derrière"),
        (["verifier", "--strict=oui"], "« --strict » s’écrit seul, sans « oui »"),
        (["fiche"], "cette commande n’est pas complète ; elle s’écrit : ndrc fiche ID [CHEMIN] (l’aide"),
        (["fiche", "e4", "a.md", "b.md", "c"], "« b.md », « c » sont de trop dans « ndrc fiche »"),
        (["nouveau", "--", "a", "b"], "« b » est de trop dans « ndrc nouveau »"),
        (["vierge", "e4", "--session", "deux"], "« deux » n’est pas une année, par exemple 2027"),
        (["vierge", "e4", "--session=²"], "« ² » n’est pas une année"),
        (["vierge", "--n", "x"], "« --n » peut vouloir dire --nom ou --numero"),
    ],
)
def test_what_is_wrong_is_said_in_french(ndrc: Ndrc, argv: list[str], said: str) -> None:
    done = ndrc(*argv)
    assert (done.code, done.out) == (2, "")
    assert done.err.replace("\u00a0", " ").startswith(f"ndrc : {said}")
    assert not [word for word in ENGLISH if word in done.err]


@pytest.mark.parametrize(
    "argv",
    [
        ["vérifier", "docs"],
        [unicodedata.normalize("NFD", "Vérifier"), "docs"],
        ["VERIFIER", "--STRICT", "docs", "--Format", "TEXTE"],
        ["verifier", unicodedata.normalize("NFD", "--förmat=texte"), "docs"],
    ],
)
def test_words_of_the_command_are_known_without_their_accents(ndrc: Ndrc, tmp_path: Path, argv: list[str]) -> None:
    write(tmp_path, {"fiche.md": FICHE})
    assert ndrc(*argv).out.startswith("docs/fiche.md:2:1: info NDRC302")


def test_a_name_keeps_its_accents(ndrc: Ndrc, tmp_path: Path) -> None:
    assert ndrc("nouveau", "été", "--prénom=Éloïse", "--NOM", "Dupré", "--statut", "Étudiante").code == 0
    written = (tmp_path / "été" / "mkdocs.yml").read_text(encoding="utf-8")
    assert 'nom: "Dupré"\n      prenom: "Éloïse"\n' in written
    assert "statut: scolaire\n" in written


def test_an_epreuve_stands_for_its_fiche(ndrc: Ndrc, tmp_path: Path) -> None:
    write(tmp_path, {})
    assert ndrc("fiche", "e4").out.startswith("docs/e4/fiche-1.md ")
    assert ndrc("fiche", "E6").out.startswith("docs/e6/fiche-1.md ")  # the étude bears no number
    assert ndrc("fiche", "E4 Activité").out.startswith("docs/e4/fiche-2.md ")
    assert "fiche: e6-activite" in (tmp_path / "docs" / "e6" / "fiche-1.md").read_text(encoding="utf-8")
    assert ndrc("fiche", "e5").code == 2
    assert ndrc("vierge", "e6").out.split() == [
        f"{name}.html" for name in ("e6-activite", "e6-etude-reflexive", "e6-evaluation", "e6-grille")
    ]


def test_a_fiche_that_is_no_page_is_told_of_a_folder_too(ndrc: Ndrc, tmp_path: Path) -> None:
    write(tmp_path, {"e4/VENTE.MD": FICHE, "e4/fiche.md.txt": FICHE, "e4/notes.txt": "un mot", "e4/fiche.md": FICHE})
    for arguments in (["docs/e4"], ["docs/e4/VENTE.MD", "docs/e4/fiche.md.txt"]):
        said = ndrc("verifier", *arguments).out
        assert said.count("NDRC005") == 2
        assert "docs/e4/VENTE.MD:1:1: avertissement NDRC005" in said
        assert "docs/e4/fiche.md.txt:1:1: avertissement NDRC005" in said
        assert "notes.txt" not in said
