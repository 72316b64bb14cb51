"""`ndrc importer` as a command: where it writes, what it refuses, what it says to whom."""

import os
import stat
import sys
from pathlib import Path

import pytest

from ndrc_portfolio.formulaires.model import Chemin
from ndrc_portfolio.formulaires.sessions import load_forms
from tests.support import CONFIGURATION, ndrc
from tests.word.documents import WORD_FILES, docx, form_blocks
from tests.word.importing import answers_for

E6, SUJET = (load_forms(2026)[name] for name in ("e6-activite", "e4-sujet-jury"))


def portfolio(root: Path) -> Path:
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(CONFIGURATION.replace("2020", "2026"), encoding="utf-8")
    return root


def test_a_fiche_goes_where_ndrc_fiche_would_put_it_and_nothing_is_replaced(tmp_path: Path) -> None:
    root = portfolio(tmp_path)
    (root / "fiche.docx").write_bytes(docx(form_blocks(E6, {**answers_for(E6), ("numero",): "1"})))
    assert ndrc(root, "importer", "fiche.docx").code == 0
    first = (root / "docs" / "e6" / "fiche-1.md").read_bytes()
    again = ndrc(root, "importer", "fiche.docx")
    assert again.code == 1
    assert "NDRC709" in again.out
    assert (root / "docs" / "e6" / "fiche-1.md").read_bytes() == first
    assert sorted(p.name for p in (root / "docs").rglob("*.md")) == ["fiche-1.md", "fiche-2.md"]
    assert ndrc(root, "verifier", "docs").code == 0


def test_name_and_number_are_said_and_not_copied(tmp_path: Path) -> None:
    root = portfolio(tmp_path)
    answers: dict[Chemin, str] = {("candidat", "nom"): "Zylberstein", ("candidat", "numero"): "0123456701"}
    (root / "fiche.docx").write_bytes(docx(form_blocks(E6, answers)))
    said = ndrc(root, "importer", "fiche.docx")
    source = (root / "docs" / "e6" / "fiche-1.md").read_text(encoding="utf-8")
    assert "Zylberstein" not in source
    assert "0123456701" not in source + said.out + said.err
    assert "prive.yml" in said.out


def test_a_document_of_the_commission_does_not_go_among_a_candidate_s(tmp_path: Path) -> None:
    root = portfolio(tmp_path)
    (root / "sujet.docx").write_bytes(docx(form_blocks(SUJET, answers_for(SUJET))))
    said = ndrc(root, "importer", "sujet.docx")
    assert (said.code, list((root / "docs").rglob("*"))) == (2, [])
    assert "commission" in said.err
    assert ndrc(root, "importer", "sujet.docx", "-o", "commission").code == 0
    assert (root / "commission" / "e4-sujet-jury.md").is_file()


def test_without_a_portfolio_it_asks_where(tmp_path: Path) -> None:
    (tmp_path / "fiche.docx").write_bytes(WORD_FILES["fiche.docx"])
    said = ndrc(tmp_path, "importer", "fiche.docx")
    assert (said.code, said.out) == (2, "")
    assert "-o DOSSIER" in said.err


def test_one_file_that_is_refused_keeps_no_other_from_being_written(tmp_path: Path) -> None:
    for name in ("fiche.docx", "fiche-coupee.docx"):
        (tmp_path / name).write_bytes(WORD_FILES[name])
    said = ndrc(tmp_path, "importer", "fiche-coupee.docx", "fiche.docx", "absent.docx", "-o", "ici")
    assert said.code == 2
    assert (tmp_path / "ici" / "e6" / "fiche-1.md").is_file()
    assert len(said.err.splitlines()) == 2


@pytest.mark.parametrize("given", ["*.docx", "."])
def test_a_pattern_and_a_folder_name_their_word_files(given: str, tmp_path: Path) -> None:
    (tmp_path / "fiche.docx").write_bytes(WORD_FILES["fiche.docx"])
    (tmp_path / "note.txt").write_bytes(b"")
    assert ndrc(tmp_path, "importer", given, "-o", "ici").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a script of sh stands in for LibreOffice")
def test_an_old_file_is_converted_by_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tmp_path / "bin" / "soffice"
    office.parent.mkdir()
    (tmp_path / "fait.docx").write_bytes(WORD_FILES["fiche.docx"])
    office.write_text(f'#!/bin/sh\ncp "{tmp_path}/fait.docx" "$8/fichier.docx"\n', encoding="utf-8")
    office.chmod(office.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{office.parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "fiche.doc").write_bytes(WORD_FILES["fiche.doc"])
    assert ndrc(tmp_path, "importer", "fiche.doc", "-o", "ici").code == 0
    assert (tmp_path / "ici" / "e6" / "fiche-1.md").is_file()
