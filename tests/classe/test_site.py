"""The pages and tables of a class: private, and what a student has written acts in none of them."""

import json
import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ndrc_portfolio.classe.exports import harmless, to_counts, to_csv, to_xlsx
from ndrc_portfolio.classe.private import why_public
from ndrc_portfolio.classe.site import NotOurs, write_site
from ndrc_portfolio.classe.table import Cell, Column
from tests.classe.support import TODAY, followed, of, pages, portfolio, write_class, zipped
from tests.support import NUMERO, tree

LISTE = "nom;prenom;groupe\nRoussel;Camille;A\nBenali;Nadia;B\n"
VENTE = portfolio()["docs/e4/vente.md"].decode()


def handed_in(vente: str, settings: bytes = b"") -> dict[str, bytes]:
    files = portfolio()
    configuration = files["mkdocs.yml"].replace(b"      statut: scolaire\n", b"      statut: scolaire\n" + settings)
    files |= {"docs/e4/vente.md": vente.encode(), "mkdocs.yml": configuration}
    return {"Roussel Camille.zip": zipped(files)}


def test_the_site_has_a_page_for_each_student_and_each_document(tmp_path: Path) -> None:
    made = pages(write_class(tmp_path / "classe", LISTE, handed_in(VENTE)))
    assert "rien remis" in made["index.html"]
    assert "Benali Nadia" in made["a-traiter.html"]
    assert "Bonjour Camille," in made["eleves/roussel-camille.html"]
    documents = [name for name in made if name.startswith("documents/")]
    assert len(documents) == 5
    assert all('class="formulaire' in made[name] for name in documents)
    html = {name: text for name, text in made.items() if name.endswith(".html")}
    assert all("noindex" in text and "Content-Security-Policy" in text for text in html.values())
    links = {(name, link) for name, text in html.items() for link in re.findall(r'(?:href|src)="([^"#:]+)"', text)}
    site = tmp_path / "classe" / "site-classe"
    dead = {(name, link) for name, link in links if not (site / name).parent.joinpath(link).exists()}
    assert not dead


def test_nothing_that_a_student_wrote_acts(tmp_path: Path) -> None:
    wild = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1)) <iframe src=//x.example>"
    vente = VENTE.replace("\n---\n", "\n---\n", 1).replace("titre: ", "titre: '<script>alert(2)</script>' #", 1)
    made = pages(write_class(tmp_path / "classe", LISTE, handed_in(vente + f"\n{wild}\n")))
    for name, text in made.items():
        if name.endswith(".html"):
            bare = text.replace('<script src="classe.js"></script>', "")
            assert not re.search(r"<script|\son\w+=|href=\"javascript:|<iframe|//x\.example\"", bare), name


def test_neither_number_nor_amenagement_is_anywhere(tmp_path: Path) -> None:
    vente = VENTE.replace("titre: ", f"titre: {NUMERO} ", 1)
    remises = handed_in(vente, b"      amenagement: oiu\n")
    remises["Benali Nadia.zip"] = zipped({"mkdocs.yml": f"plugins: [{NUMERO}".encode(), f"{NUMERO}.exe": b""})
    root = write_class(tmp_path / "classe", LISTE, remises)
    (root / "prive").mkdir()
    numbers = f"cle;numero\nroussel-camille;{NUMERO}\nbenali-nadia;{NUMERO}\n"
    (root / "prive" / "numeros.csv").write_text(numbers, encoding="utf-8")
    pages(root)
    found = tree(root / "site-classe") | tree(root / ".cache")
    assert found
    for name, content in found.items():
        assert NUMERO.encode() not in content, name
        assert not re.search(rb"am(?:e|\xc3\xa9)nagement", content), name
    result = of(followed(root), "roussel-camille").resultat
    assert result
    assert result.count("error") == 1


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1"])
def test_a_title_is_no_formula(title: str) -> None:
    table: list[dict[str, Cell]] = [{"nom": title, "erreurs": 2}]
    shown = [Column("nom", "Nom"), Column("erreurs", "Erreurs")]
    assert to_csv(shown, table).decode("utf-8-sig") == f"Nom;Erreurs\r\n'{title};2\r\n"
    assert harmless("–") == "–"
    with zipfile.ZipFile(BytesIO(to_xlsx(shown, table, "Classe", TODAY))) as workbook:
        sheet = workbook.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert title.strip() in workbook.read("xl/sharedStrings.xml").decode()


def test_a_centre_sends_up_counts_without_a_name_or_a_text(tmp_path: Path) -> None:
    found = followed(write_class(tmp_path / "classe", LISTE, handed_in(VENTE)))
    sent = to_counts(found).decode()
    assert not re.search("Roussel|Camille|roussel|Benali|Nadia|benali|NDRC2|Vente", sent)
    assert sorted(line["etat"] for line in json.loads(sent)["eleves"]) == ["conforme", "rien remis"]


def test_a_class_is_never_public(tmp_path: Path) -> None:
    assert not why_public(tmp_path / "classe")
    assert "que l’on publie" in why_public(tmp_path / "site")
    (tmp_path / "portfolio" / "docs").mkdir(parents=True)
    (tmp_path / "portfolio" / "mkdocs.yml").touch()
    assert "sources d’un site" in why_public(tmp_path / "portfolio" / "docs" / "classe")
    subprocess.run(["git", "init", "-q", tmp_path / "depot"], check=True)
    assert not why_public(tmp_path / "depot" / "classe")
    subprocess.run(["git", "-C", tmp_path / "depot", "remote", "add", "origin", "https://x.example/y"], check=True)
    assert "dépôt git" in why_public(tmp_path / "depot" / "classe")


def test_a_folder_that_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "site-classe").mkdir()
    (tmp_path / "site-classe" / "photo.jpg").touch()
    with pytest.raises(NotOurs):
        write_site(tmp_path, iter([("index.html", b"")]))
    assert tree(tmp_path) == {"site-classe/photo.jpg": b""}
