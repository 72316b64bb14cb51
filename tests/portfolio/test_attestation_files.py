"""The files of the attestations: where they are looked for, and what is said of those that cannot be shown."""

from pathlib import Path

import pytest

from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.portfolio.attestation_files import find_attestation_files, possible_places, unreadable_attestation
from ndrc_portfolio.portfolio.configuration.attestation import Attestation
from ndrc_portfolio.portfolio.configuration.settings import NO_SETTINGS
from ndrc_portfolio.portfolio.configuration.situation import Situation
from tests.support import picture


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "prive").mkdir(parents=True)
    (tmp_path / "docs" / "prive" / "stage.png").write_bytes(picture())
    (tmp_path / "docs" / "prive" / "stage.docx").write_bytes(b"PK\3\4")
    (tmp_path / "docs" / "ouverte.png").write_bytes(picture())
    return tmp_path


def one(fichier: str, *wrong: str) -> Situation:
    attestation = Attestation(1, "stage", "Garage", fichier=fichier, faulty=frozenset(wrong))
    return Situation(NO_SETTINGS, attestations=(attestation,))


@pytest.mark.parametrize("fichier", ["docs/prive/stage.png", "prive/stage.png", "stage.png", "docs\\prive\\stage.png"])
def test_a_file_is_found_from_three_places(root: Path, fichier: str) -> None:
    (found,), diagnostics = find_attestation_files(one(fichier), root, root / "docs")
    assert (found.source, found.uri, found.genre) == (root / "docs/prive/stage.png", "prive/stage.png", "image")
    assert diagnostics == []
    assert root / "docs" / "prive" / "stage.png" in possible_places(fichier, root, root / "docs")


@pytest.mark.parametrize(
    ("fichier", "code", "shown"),
    [
        ("", "NDRC630", 0),
        ("absent.png", "NDRC630", 0),
        ("../../ailleurs.png", "NDRC630", 0),
        ("ouverte.png", "NDRC631", 1),  # it would be published
        ("stage.docx", "NDRC633", 0),
    ],
)
def test_what_is_wrong_with_a_file_is_said(root: Path, fichier: str, code: str, shown: int) -> None:
    found, diagnostics = find_attestation_files(one(fichier), root, root / "docs")
    assert [d.code for d in diagnostics] == [code]
    assert len(found) == shown


def test_a_key_that_is_misspelt_is_said_elsewhere(root: Path) -> None:
    assert find_attestation_files(one("", "fichier"), root, root / "docs") == ([], [])


def test_a_file_that_does_not_open_says_why(root: Path) -> None:
    situation = one("stage.png")
    (found,), _ = find_attestation_files(situation, root, root / "docs")
    said = unreadable_attestation(situation, found, PictureError(protege=True))
    assert (said.code, "sans mot de passe" in said.hint) == ("NDRC633", True)
