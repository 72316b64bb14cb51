"""`ndrc classe` as a teacher types it."""

from pathlib import Path

import pytest

from tests.support import ndrc, tree

LISTE = "Nom;Prénom\r\nRoussel;Zoé\r\n".encode("cp1252")


def test_three_commands_lead_from_a_list_to_the_table(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_bytes(LISTE)
    said = ndrc(tmp_path, "classe", "nouveau", "ndrc2", "--eleves", "liste.csv")
    assert (said.code, said.err) == (0, "")
    assert "1 élève dans la liste" in said.out
    written = tree(tmp_path / "ndrc2")
    assert written.keys() == {".gitignore", "classe.yml", "eleves.csv", "prive/numeros.csv", "remises/.gitkeep"}
    assert written["eleves.csv"] == LISTE
    shown = ndrc(tmp_path / "ndrc2", "classe")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.splitlines() == [
        "Nom      Prénom  État",
        "Roussel  Zoé     rien remis",
        "1 élève\u00a0: 0 portfolio lu, 1 sans remise.",
    ]
    assert ndrc(tmp_path / "ndrc2", "classe", "export", "-o", "suivi.csv").code == 0
    assert ndrc(tmp_path / "ndrc2", "classe", "export", "-o", "suivi.xlsx").code == 0
    assert ndrc(tmp_path / "ndrc2", "classe", "site").code == 0
    assert (tmp_path / "ndrc2" / "site-classe" / "eleves" / "roussel-zoe.html").is_file()
    assert (
        (tmp_path / "ndrc2" / "suivi.csv").read_text("utf-8-sig").splitlines()[1].startswith("Roussel;Zoé;roussel-zoe;")
    )


def test_nothing_that_is_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "ndrc2").mkdir()
    (tmp_path / "ndrc2" / "classe.yml").write_text("session: 2025\n", encoding="utf-8")
    assert "Gardé, sans rien y changer" in ndrc(tmp_path, "classe", "nouveau", "ndrc2").out.replace("\u00a0", " ")
    assert (tmp_path / "ndrc2" / "classe.yml").read_text("utf-8") == "session: 2025\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "il n’y a pas de classe.yml dans ce dossier"),
        (["bidule"], "« bidule » ne va pas avec « ACTION » (valeurs possibles : nouveau, site"),
        (["nouveau"], "dites dans quel dossier"),
        (["nouveau", "x", "--eleves", "absent.csv"], "« absent.csv » ne peut pas être lu"),
        (["export"], "dites dans quel fichier"),
        (["export", "-o", "suivi.ods"], "« suivi.ods » : donnez un nom qui finit par .csv, .xlsx ou .json"),
        (["site", "trop"], "« trop » est de trop dans « ndrc classe site »"),
        (["pdf", "e9"], "dites quels dossiers"),
    ],
)
def test_what_is_wrong_with_a_command_is_said(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = ndrc(tmp_path, "classe", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.replace("\u00a0", " ").startswith(f"ndrc : {said}")


def test_a_class_in_a_public_place_writes_nothing(tmp_path: Path) -> None:
    ndrc(tmp_path, "classe", "nouveau", "site")
    before = tree(tmp_path)
    for arguments in (["site"], ["export", "-o", "suivi.csv"], ["formulaires"]):
        assert "rien n’a été écrit" in ndrc(tmp_path / "site", "classe", *arguments).err
    assert tree(tmp_path) == before
