"""Paths that lead out of a folder."""

import sys
from pathlib import Path

import pytest

from ndrc_portfolio.portfolio.configuration.inside import inside


@pytest.mark.parametrize("written", [".", "docs", "docs/../docs", "./a/b", "a/../../dossier/docs", "n’existe pas", "…"])
def test_what_stays(tmp_path: Path, written: str) -> None:
    root = tmp_path / "dossier"
    (root / "docs").mkdir(parents=True)
    found = inside(root, root, written)
    assert found is not None
    assert found.is_relative_to(root)


@pytest.mark.parametrize(
    "written",
    [
        "..",
        "docs/../..",
        "/etc",
        "../dossier-2/docs",
        "C:/Users",
        "C:docs",
        "\\\\serveur\\partage",
        "//serveur/a",
        "\\a",
        "a\0b",
    ],
)
def test_what_leaves(tmp_path: Path, written: str) -> None:
    root = tmp_path / "dossier"
    root.mkdir()
    (tmp_path / "dossier-2" / "docs").mkdir(parents=True)
    assert inside(root, root, written) is None


def test_a_relative_root_is_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dossier").mkdir()
    monkeypatch.chdir(tmp_path / "dossier")
    assert inside(Path(), Path(), "docs") == Path("docs")
    assert inside(Path(), Path(), "..") is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_that_leaves(tmp_path: Path) -> None:
    root = tmp_path / "dossier"
    root.mkdir()
    (root / "docs").symlink_to(tmp_path)
    (root / "boucle").symlink_to(root / "boucle")
    (root / "dedans").symlink_to(root / "textes")
    assert inside(root, root, "docs") is None
    assert inside(root, root, "docs/x") is None
    assert inside(root, root, "boucle") is not None  # it leads nowhere
    assert inside(root, root, "dedans/a") == root / "dedans" / "a"
