"""What comes from the web, what is printed for a class, and what is deleted when its time is over."""

import subprocess
from pathlib import Path

import pikepdf
import pytest

from ndrc_portfolio.classe.git import fetch
from ndrc_portfolio.classe.handed_in import is_address
from ndrc_portfolio.classe.purge import end_of, purge, to_purge
from ndrc_portfolio.classe.reception import take
from ndrc_portfolio.cli.classe_pdf import bind_all, print_dossiers
from ndrc_portfolio.pdf.browser import find_browser
from ndrc_portfolio.portfolio.reception import ReceptionError
from tests.classe.support import followed, portfolio, unwatched, write_class, zipped
from tests.support import ndrc, tree

LISTE = "nom;prenom\nRoussel;Camille\nBenali;Nadia\n"


@pytest.mark.parametrize(
    "source", ["ext::sh -c id", "file:///tmp/x", "git@x.example:y", "http://x.example/y", "remises/x"]
)
def test_only_https_is_an_address(source: str) -> None:
    assert not is_address(source)


def test_git_fetches_a_portfolio_and_runs_nothing_of_it(tmp_path: Path) -> None:
    depot = tmp_path / "depot"
    for name, content in portfolio().items():
        (depot / name).parent.mkdir(parents=True, exist_ok=True)
        (depot / name).write_bytes(content)
    (depot / ".gitattributes").write_text("*.md filter=x\n", encoding="utf-8")
    git = ["git", "-C", str(depot), "-c", "user.name=x", "-c", "user.email=x@x.example"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    hook = depot / ".git" / "hooks" / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path / 'MARK'}\n", encoding="utf-8")
    hook.chmod(0o755)
    subprocess.run([*git, "config", "uploadpack.packObjectsHook", f"touch {tmp_path / 'MARK'}"], check=True)
    (tmp_path / "x").mkdir()
    copy = take(fetch(depot.as_uri(), tmp_path / "x", "file"), "roussel-camille", tmp_path)
    assert tree(copy.root) == portfolio()
    assert not (tmp_path / "MARK").exists()


def test_an_address_that_nobody_answers_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReceptionError, match="ne peut pas être lu par git"):
        fetch("https://127.0.0.1:9/x", tmp_path)


def test_nothing_of_the_candidates_is_left_when_a_class_is_purged(tmp_path: Path) -> None:
    outside = tmp_path / "ailleurs"
    outside.mkdir()
    (outside / "mien.txt").touch()
    root = write_class(
        tmp_path / "classe", LISTE, {"Roussel Camille.zip": zipped(portfolio())}, "conservation: 1 mois\n"
    )
    classe = followed(root).classe._replace(root=root)
    ndrc(root, "classe", "export", "-o", "suivi.csv")
    (root / "pdf").symlink_to(outside)
    assert f"{end_of(classe):%Y-%m}" == "2025-11"
    purge(to_purge(classe))
    assert set(tree(root)) == {"classe.yml"}
    assert (outside / "mien.txt").exists()


def test_a_class_is_not_purged_before_its_time(tmp_path: Path) -> None:
    root = write_class(tmp_path / "classe", LISTE, {}, "conservation: 900 mois\n")
    before = tree(root)
    assert "Rien n’est effacé" in ndrc(root, "classe", "purger").out
    assert tree(root) == before


def test_each_dossier_of_a_batch_begins_on_a_recto(tmp_path: Path) -> None:
    for name, pages in (("a", 3), ("b", 2), ("c", 1)):
        with pikepdf.new() as made:
            for _ in range(pages):
                made.add_blank_page(page_size=(100 + ord(name), 200))
            made.save(tmp_path / name)
    assert bind_all([tmp_path / name for name in "abc"], tmp_path / "lot.pdf") == 7
    with pikepdf.open(tmp_path / "lot.pdf") as lot:
        widths = [int(page.mediabox[2]) - 100 for page in lot.pages]
    assert [chr(widths[i]) for i in (0, 4, 6)] == ["a", "b", "c"]


@pytest.mark.navigateur
def test_the_dossiers_of_a_class_are_printed_and_one_with_errors_is_named(tmp_path: Path) -> None:
    wrong = {**portfolio("Benali", "Nadia"), "docs/e4/vente.md": b"---\nfiche: e4-activite\nnature: rien\n---\n"}
    remises = {"Roussel Camille.zip": zipped(portfolio()), "Benali Nadia.zip": zipped(wrong)}
    root = write_class(tmp_path / "classe", LISTE, remises)
    found = followed(root)
    placed = found._replace(
        classe=found.classe._replace(root=root),
        suivis=tuple(s._replace(copy=s.copy._replace(root=root / s.copy.root)) for s in found.suivis if s.copy),
    )
    said = print_dossiers(placed, "e4", [], find_browser(), unwatched)
    assert said == {"roussel-camille": "", "benali-nadia": "il y a d’abord des erreurs à corriger"}
    with pikepdf.open(root / "pdf" / "roussel-camille-e4.pdf") as printed:
        assert len(printed.pages) >= 4
    assert {name.split("/", 2)[2] for name in tree(root / "recus")} == portfolio().keys()  # nothing was written there
