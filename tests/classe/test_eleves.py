"""The list of a class is read as Excel saves it, and all that is wrong with it is said at once."""

import datetime
from pathlib import Path

import pytest

from ndrc_portfolio.classe.eleves import read_list
from ndrc_portfolio.classe.handed_in import whose
from ndrc_portfolio.classe.model import Eleve
from ndrc_portfolio.classe.reading import read_class

SAVED = "Prénom;NOM ;Groupe\r\nCamille;Roussel;A\r\n;;\r\nAnne-Lise;LE GOFF;B\r\nJoão;D’Œuvre;A\r\n"


@pytest.mark.parametrize("alphabet", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_what_excel_saves_is_read(alphabet: str, separator: str, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_bytes(SAVED.replace(";", separator).encode(alphabet))
    eleves, said = read_list(tmp_path / "e.csv", "e.csv")
    assert [(e.ligne, e.nom, e.prenom, e.groupe, e.cle) for e in eleves] == [
        (2, "Roussel", "Camille", "A", "roussel-camille"),
        (4, "LE GOFF", "Anne-Lise", "B", "le-goff-anne-lise"),
        (5, "D’Œuvre", "João", "A", "d-oeuvre-joao"),
    ]
    assert not said


def test_all_faults_are_said_at_once_each_at_its_line(tmp_path: Path) -> None:
    text = "nom;prenom;cle;tel;numero\nA;B;x;0;1\nC;D;x;0;1\n;E;;;\nF;G;;;;trop\nH;I;;;\nH;I;;;\n"
    (tmp_path / "e.csv").write_text(text, encoding="utf-8")
    eleves, said = read_list(tmp_path / "e.csv", "e.csv")
    assert [(d.code, d.line) for d in said] == [
        ("NDRC742", 1),
        ("NDRC746", 1),
        ("NDRC745", 3),
        ("NDRC743", 4),
        ("NDRC743", 5),
        ("NDRC744", 7),
    ]
    assert [e.cle for e in eleves] == ["x", "h-i", "h-i-2"]


@pytest.mark.parametrize("content", [b"", b"PK\3\4\0\0", b'nom\n"ouvert\n', b"Eleve\nX\n"])
def test_what_is_no_list_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_bytes(content)
    eleves, said = read_list(tmp_path / "e.csv", "e.csv")
    assert eleves == []
    assert [d.severity for d in said] == ["error"]


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [d.code for d in read_list(tmp_path / "e.csv", "e.csv")[1]] == ["NDRC740"]


ELEVES = [
    Eleve(2, "roussel-camille", "Roussel", "Camille"),
    Eleve(3, "benali-nadia", "Benali", "Nadia"),
    Eleve(4, "benali-nadia-2", "Benali", "Nadia"),
    Eleve(5, "goff-anne", "Goff", "Anne"),
    Eleve(6, "le-goff-anne-lise", "LE GOFF", "Anne-Lise"),
    Eleve(7, "d-oeuvre-joao", "D’Œuvre", "João"),
]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("ROUSSEL Camille.zip", ["roussel-camille"]),
        ("Camille_Roussel.zip", ["roussel-camille"]),
        ("ROUSSEL Camille_1234_assignsubmission_file", ["roussel-camille"]),
        ("portfolio-roussel-camille-main.zip", ["roussel-camille"]),
        ("Roussel.zip", ["roussel-camille"]),
        ("Camille.zip", []),
        ("mon-portfolio-main.zip", []),
        ("Benali Nadia.zip", ["benali-nadia", "benali-nadia-2"]),
        ("benali-nadia.zip", ["benali-nadia"]),
        ("benali-nadia-2.zip", ["benali-nadia-2"]),
        ("portfolio-benali-nadia-2-main.zip", ["benali-nadia-2"]),
        ("le goff anne lise.zip", ["le-goff-anne-lise"]),
        ("LE GOFF Anne-Lise E4.zip", ["goff-anne", "le-goff-anne-lise"]),
        ("João D'OEUVRE.zip", ["d-oeuvre-joao"]),
    ],
)
def test_a_hand_in_is_known_by_key_or_name_and_never_guessed(name: str, keys: list[str]) -> None:
    assert [e.cle for e in whose(Path(name), ELEVES)] == keys


def test_all_faults_of_a_class_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "classe.yml").write_text(
        "modalite: cfc\nfoo: 1\nsession: 20x7\nschemas: rien\nconservation: toujours\necheances:\n"
        "  - {document: e4-activte, le: 30/02/2027}\n  - {document: e4-activite}\n"
        "  - {document: e4-activite, le: 30/11/2026, limite: 2026-12-07}\n",
        encoding="utf-8",
    )
    classe = read_class(tmp_path)
    assert sorted((d.line, d.code) for d in classe.diagnostics if d.path.endswith("classe.yml")) == [
        (1, "NDRC104"),
        (2, "NDRC111"),
        (3, "NDRC664"),
        (4, "NDRC666"),
        (5, "NDRC104"),
        (7, "NDRC104"),
        (7, "NDRC132"),
        (8, "NDRC117"),
    ]
    assert [(e.titre, e.limite - e.le) for e in classe.echeances] == [
        ("Fiche descriptive d’activité professionnelle (E4)", datetime.timedelta(days=7))
    ]
