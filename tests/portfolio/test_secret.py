"""The candidate's number: where it is taken from, and where it is found."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ndrc_portfolio.portfolio.readers.secret import NumeroCandidat, find_numero
from tests.portfolio.reading import read, said
from tests.support import CONFIGURATION, FICHE, NUMERO, Contents, build, found, ndrc, write


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
        ("NDRC504", "docs/candidat-••••••••••.md", 1),
    }
    assert NUMERO not in said(portfolio)
    assert not read(tmp_path, {}, "candidat", number).others


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("０１２３４５６７０１", 1),
        ("⁰¹²³⁴⁵⁶⁷⁰¹", 1),
        ("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟎𝟏", 1),
        ("&#48;1&#x32;3456701", 1),
        ("&#x30;&#49;&#50;&#51;&#52;&#53;&#54;&#55;&#48;&#49;", 1),
        ("0 1 2 3 4 5 6 7 0 1", 1),
        ("0\n1\n2\n3\n4\n5\n6\n7\n0\n1", 1),
        ("\n0123<b>456</b>701", 2),
        ("0<i class=x1>1</i>23**456**701", 1),
        ("0123<!-- a\nb -->456701", 1),
        ("<!-- 0123456701", 1),
        ("0123\u200b4567\u00ad01", 1),
        ("https://exemple.fr/?n=%30123456701", 1),
        ("<a href='?n=0123456701'>", 1),
        ("n° 123456701", 1),
        ("n° 123 456 701", 1),
        ("9123456701", 0),
        ("012345670", 0),
        ("le 01/23/45", 0),
    ],
)
def test_the_number_is_found_however_it_is_written(written: str, line: int) -> None:
    number = NumeroCandidat(NUMERO)
    assert number.find(written) == line
    assert number.find(number.hide(f"voir {written}, ligne 3")) == 0
    assert number.hide("rien à cacher, ligne 3") == "rien à cacher, ligne 3"


def test_a_short_number_and_none_are_found_nowhere() -> None:
    assert not NumeroCandidat("123").find("123")
    assert not NumeroCandidat("").find("0")
    assert not NumeroCandidat("0001").find("1")


def test_the_number_is_found_in_a_document_of_an_office(tmp_path: Path) -> None:
    text = "<w:document><w:p><w:r><w:t>N° 0123</w:t></w:r><w:r><w:t>456701</w:t></w:r></w:p></w:document>"
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as document:
        document.writestr("word/document.xml", text)
    portfolio = read(tmp_path, {"fiche.md": FICHE, "cv.docx": packed.getvalue()}, number=NUMERO)
    assert [(d.code, d.path) for d in portfolio.others] == [("NDRC504", "docs/cv.docx")]


def test_no_message_shows_the_number(tmp_path: Path) -> None:
    """Nor the line that is wrong for another reason, nor a fiche that is called by it."""
    fiche = FICHE.replace("Une rubrique", f"<b onclick=x>N° {NUMERO}</b> [x](javascript:{NUMERO})")
    configuration = CONFIGURATION.replace("Portfolio", f"Portfolio {NUMERO}") + f"site_description: N° {NUMERO}\n"
    files: Contents = {"a.md": fiche, f"prive/{NUMERO}.md": FICHE, "/prive.yml": f'numero: "{NUMERO}"\n'}
    root = write(tmp_path, {"a.md": FICHE, "/prive.yml": f'numero: "{NUMERO}"\n'})
    before = build(root).files()
    built = build(write(root, files, configuration), fails="NDRC504")
    assert built.files() == before
    assert NUMERO not in ndrc(root, "verifier", "docs/a.md").out
    for shown in (built.output, ndrc(root, "verifier").out, ndrc(root, "verifier", "--format", "github").out):
        assert "mkdocs.yml:1:12: erreur NDRC504" in shown or "line=1,col=12,title=NDRC504" in shown
        assert "site_description" in shown
        assert "NDRC441" in shown
        assert NUMERO not in shown


# ---- What is private by another name


@pytest.mark.parametrize("folder", ["Prive", "privé", "PRIVÉ", "Privée", "e4/Prive", "prive "])
def test_a_folder_that_was_meant_as_the_private_one_is_private(tmp_path: Path, folder: str) -> None:
    files: Contents = {"fiche.md": FICHE, f"{folder}/stage.pdf": b"%PDF", f"{folder}/note.txt": "secret"}
    built = build(write(tmp_path, files, CONFIGURATION))
    assert not found(built, "secret")
    assert f"docs/{folder}:1:1: avertissement NDRC530" in built.output


@pytest.mark.parametrize("folder", ["prives-d-emploi", "apprive", "privilege"])
def test_another_folder_is_not(tmp_path: Path, folder: str) -> None:
    assert not read(tmp_path, {f"{folder}/note.txt": "a"}).others


@pytest.mark.parametrize("name", ["prive.yml", "Prive.yml", "privé.yaml", "prive.yml.txt", "e4/PRIVE.YML"])
def test_the_private_file_among_the_sources_stops_a_build(tmp_path: Path, name: str) -> None:
    built = build(write(tmp_path, {"fiche.md": FICHE, name: f'numero: "{NUMERO}"\n'}), fails="erreur NDRC531")
    assert NUMERO not in built.output
    assert not built.site.exists()
