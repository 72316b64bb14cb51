"""`mkdocs.yml` as its author wrote it."""

import unicodedata
from pathlib import Path

import pytest

from ndrc_portfolio.messages.catalogue.dossier import DepositPassed
from ndrc_portfolio.messages.catalogue.front_matter import UnknownValue
from ndrc_portfolio.portfolio.configuration.settings import configuration_above, read_settings
from ndrc_portfolio.portfolio.configuration.settings_file import shown_path
from ndrc_portfolio.portfolio.configuration.situation import statut_of
from tests.support import write


def test_no_message_shows_the_number(tmp_path: Path) -> None:
    text = "plugins:\n  ndrc-portfolio:\n    candidat: {statut: scolair, n°: 0123456701}\n    depot: 2027-02-31\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    read = read_settings(tmp_path / "mkdocs.yml")
    shown = read.diagnostic(UnknownValue(valeur="0123456701", cle="statut", valeurs=()), "candidat", "statut")
    assert "0123456701" not in shown.excerpt + shown.message
    assert "scolair" in shown.excerpt
    assert "2027-02-31" in read.diagnostic(DepositPassed(date="x"), "depot").excerpt


def test_a_file_on_another_drive_is_shown_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def another_drive(path: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", another_drive)
    assert shown_path(tmp_path / "fiche.md") == (tmp_path / "fiche.md").as_posix()


def test_quotes_that_mkdocs_would_print_are_told_and_never_those_of_the_number(tmp_path: Path) -> None:
    text = "plugins:\n  ndrc-portfolio:\n    candidat: {nom: “Roux”, prenom: « Léa », numero: “0123456701”}\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    said = read_settings(tmp_path / "mkdocs.yml").quotes
    assert [(d.code, d.line, d.column) for d in said] == [("NDRC135", 3, 21), ("NDRC135", 3, 54), ("NDRC135", 3, 37)]
    assert "0123456701" not in "".join(d.message + d.hint + d.excerpt for d in said)


@pytest.mark.parametrize(
    ("said", "statut"),
    [
        *(("étudiant", "scolaire"), ("Étudiante", "scolaire"), ("ÉLÈVE", "scolaire"), ("étudiant(e)", "scolaire")),
        *(("scolaire", "scolaire"), ("formation continue", "formation-continue"), ("Expérience", "experience")),
        *(("alternance", ""), ("", "")),
    ],
)
def test_a_statut_as_people_say_it(said: str, statut: str) -> None:
    assert statut_of(said) == statut
    assert statut_of(unicodedata.normalize("NFD", said)) == statut


def test_of_two_configurations_a_file_has_that_of_its_sources(tmp_path: Path) -> None:
    write(tmp_path, {"fiche.md": "", "/commission/grille.md": "", "/mkdocs.jury.yml": "docs_dir: commission\n"})
    assert configuration_above(tmp_path / "docs" / "fiche.md") == tmp_path / "mkdocs.yml"
    assert configuration_above(tmp_path / "commission" / "grille.md") == tmp_path / "mkdocs.jury.yml"
    assert configuration_above(tmp_path / "ailleurs.md") == tmp_path / "mkdocs.yml"
