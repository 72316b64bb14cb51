"""The candidate's number: where it is taken from, and where it is found."""

from pathlib import Path

import pytest

from ndrc_portfolio.portfolio.secret import find_numero
from tests.portfolio.reading import read, said
from tests.support import FICHE, NUMERO, Contents


def test_the_environment_comes_before_the_file_and_the_file_before_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "prive.yml").write_text('numero: "999999"\n', encoding="utf-8")
    assert find_numero(tmp_path, "111111", {"NDRC_NUMERO_CANDIDAT": NUMERO}).valeur == NUMERO
    assert find_numero(tmp_path, "111111", {}).valeur == "999999"
    (tmp_path / "prive.yml").unlink()
    assert find_numero(tmp_path, "111111", {}).valeur == "111111"


@pytest.mark.parametrize("written", [f"numero: {NUMERO}\n", f'numero: "{NUMERO}"\n', f"numero: « {NUMERO} »\n"])
def test_the_private_file_is_read_as_it_was_written(tmp_path: Path, written: str) -> None:
    (tmp_path / "prive.yml").write_text(written, encoding="utf-8")
    number = find_numero(tmp_path, None, {})
    assert (number.valeur, number.diagnostics) == (NUMERO, ())


@pytest.mark.parametrize("written", [f'numero: "{NUMERO}\n', "numero: [1]\n", f"nom: {NUMERO}\n"])
def test_a_private_file_that_is_wrong_gives_no_number(tmp_path: Path, written: str) -> None:
    (tmp_path / "prive.yml").write_text(written, encoding="utf-8")
    number = find_numero(tmp_path, None, {})
    assert number.valeur == ""
    assert [d.code for d in number.diagnostics] == ["NDRC506"]
    assert NUMERO not in repr(number)


@pytest.mark.parametrize("written", [NUMERO, "01 23 45 67 01", "01.23.45.67.01", "0123\u00a0456\u00a0701"])
def test_the_number_is_found_in_groups_too(tmp_path: Path, written: str) -> None:
    portfolio = read(tmp_path, {"fiche.md": FICHE, "page.md": f"# Moi\n\nN° {written}\n"}, number=NUMERO)
    assert [(d.code, d.path, d.line) for d in portfolio.others] == [("NDRC504", "docs/page.md", 3)]
    assert written not in said(portfolio)


@pytest.mark.parametrize("number", [NUMERO, "01 23 45 67 01"])
def test_the_number_is_found_in_pages_other_files_and_names(tmp_path: Path, number: str) -> None:
    files: Contents = {
        "fiche.md": FICHE.replace("Une rubrique", f"Mon numéro : {NUMERO}"),
        "index.md": f"# Moi\n\n{NUMERO}\n",
        "note.txt": "01/23/45\n67  01",
        "tableau.csv": f"numero;{NUMERO}\n",
        f"candidat-{NUMERO}.md": "# Moi\n",
    }
    portfolio = read(tmp_path, files, number=number)
    assert {(d.code, d.path, d.line) for d in portfolio.others} == {
        ("NDRC504", "docs/fiche.md", 11),
        ("NDRC504", "docs/index.md", 3),
        ("NDRC504", "docs/note.txt", 1),
        ("NDRC504", "docs/tableau.csv", 1),
        ("NDRC504", f"docs/candidat-{NUMERO}.md", 1),
    }
    assert NUMERO not in said(portfolio).replace(f"candidat-{NUMERO}", "")
    assert not read(tmp_path, {}, "candidat", number).others
