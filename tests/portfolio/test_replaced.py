"""A text in the place of another: whole or not at all, never over what has come meanwhile, and kept."""

import gzip
import os
import stat
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from ndrc_portfolio.portfolio.mended import replaced
from ndrc_portfolio.portfolio.mended.replaced import Changed, NotKept, Special, kept_files, replace_text, restore


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    file = tmp_path / "portfolio" / "docs" / "e4" / "fiche n° 1.md"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"zero")
    return file


@pytest.fixture
def root(fiche: Path) -> Path:
    return fiche.parents[2]


def kept(root: Path) -> list[bytes]:
    return [gzip.decompress(p.read_bytes()) for p in sorted((root / ".cache").rglob("*.gz"))]


def test_the_text_before_comes_back(fiche: Path, root: Path) -> None:
    replace_text(fiche, root, b"zero", b"one")
    assert fiche.read_bytes() == b"one"
    assert kept(root) == [b"zero"]
    assert list(kept_files(root)) == [fiche]
    assert restore(fiche, root)
    assert fiche.read_bytes() == b"zero"
    assert kept(root) == []
    assert not restore(fiche, root)
    assert [p for p in root.rglob("*") if ".ndrc-" in p.name] == []


def test_what_is_kept_is_hidden_from_git_and_no_fiche(fiche: Path, root: Path) -> None:
    replace_text(fiche, root, b"zero", b"---\nfiche: e4-activite\n")
    assert (root / ".cache" / "ndrc-portfolio" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert not [p for p in (root / ".cache").rglob("*") if p.is_file() and p.read_bytes().startswith(b"---")]


def test_after_several_runs_the_first_text_comes_back(fiche: Path, root: Path) -> None:
    replace_text(fiche, root, b"zero", b"one")
    replace_text(fiche, root, b"one", b"two")
    assert restore(fiche, root)
    assert fiche.read_bytes() == b"zero"


def test_what_its_author_has_written_between_two_runs_comes_back(fiche: Path, root: Path) -> None:
    replace_text(fiche, root, b"zero", b"one")
    fiche.write_bytes(b"mine")
    replace_text(fiche, root, b"mine", b"two")
    assert restore(fiche, root)
    assert fiche.read_bytes() == b"mine"
    with pytest.raises(Changed):
        restore(fiche, root)
    assert fiche.read_bytes() == b"mine"


def test_what_its_author_has_written_since_stays(fiche: Path, root: Path) -> None:
    replace_text(fiche, root, b"zero", b"one")
    fiche.write_bytes(b"mine")
    with pytest.raises(Changed):
        restore(fiche, root)
    assert fiche.read_bytes() == b"mine"
    assert kept(root) == [b"zero"]


def test_a_file_that_changes_meanwhile_is_left_alone(fiche: Path, root: Path) -> None:
    with pytest.raises(Changed):
        replace_text(fiche, root, b"what was read", b"one")
    assert fiche.read_bytes() == b"zero"
    assert kept(root) == []


def test_a_text_that_was_kept_and_never_replaced_is_passed_over(fiche: Path, root: Path) -> None:
    """A machine that stops between the two."""
    replace_text(fiche, root, b"zero", b"one")
    replaced._keep(fiche, root, b"one", b"two")
    assert restore(fiche, root)
    assert fiche.read_bytes() == b"zero"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for rights to make a link")
def test_links_are_no_ordinary_files(fiche: Path, root: Path) -> None:
    link = fiche.with_name("lien.md")
    link.symlink_to(fiche)
    with pytest.raises(Special):
        replace_text(link, root, b"zero", b"one")
    assert link.is_symlink()
    assert fiche.read_bytes() == b"zero"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for rights to make a link")
def test_nothing_is_kept_where_a_link_leads_out_of_the_portfolio(fiche: Path, root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / ".cache").symlink_to(tmp_path / "elsewhere")
    replace_text(fiche, root, b"zero", b"one")
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert restore(fiche, root)
    assert fiche.read_bytes() == b"zero"


def test_without_a_portfolio_it_is_kept_among_the_users_own(tmp_path: Path) -> None:
    file = tmp_path / "fiche.md"
    file.write_bytes(b"zero")
    replace_text(file, None, b"zero", b"one")
    assert [p.name for p in tmp_path.iterdir()] == ["fiche.md"]
    assert restore(file, None)
    assert file.read_bytes() == b"zero"


def test_without_a_place_to_keep_the_text_nothing_is_written(fiche: Path) -> None:
    with patch.object(replaced, "user_cache", lambda: None), pytest.raises(NotKept):
        replace_text(fiche, None, b"zero", b"one")
    assert fiche.read_bytes() == b"zero"


def test_a_write_that_fails_leaves_the_file_and_nothing_beside_it(fiche: Path, root: Path) -> None:
    with patch.object(os, "fsync", side_effect=OSError(28, "no space left")), pytest.raises(OSError, match="no space"):
        replace_text(fiche, root, b"zero", b"one")
    assert fiche.read_bytes() == b"zero"
    assert [p.name for p in fiche.parent.iterdir()] == [fiche.name]
    assert kept(root) == []


def test_another_disk_is_no_hindrance(fiche: Path, root: Path) -> None:
    moved = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.parent != target.parent:
            raise OSError(18, "another device")
        return moved(self, target)

    with patch.object(Path, "replace", replace):
        replace_text(fiche, root, b"zero", b"one")
    assert fiche.read_bytes() == b"one"
    assert [p.name for p in fiche.parent.iterdir()] == [fiche.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other modes")
def test_the_mode_of_the_file_stays_and_a_read_only_one_is_refused(fiche: Path, root: Path) -> None:
    fiche.chmod(0o640)
    replace_text(fiche, root, b"zero", b"one")
    assert stat.S_IMODE(fiche.stat().st_mode) == 0o640
    with patch.object(os, "access", lambda path, _: Path(path) != fiche), pytest.raises(PermissionError):
        replace_text(fiche, root, b"one", b"two")
    assert fiche.read_bytes() == b"one"


def test_only_so_many_texts_are_kept(fiche: Path, root: Path) -> None:
    with patch.object(replaced, "_MOST", 3):
        for n in range(5):
            replace_text(fiche, root, fiche.read_bytes(), b"%d" % n)
    assert kept(root) == [b"1", b"2", b"3"]
