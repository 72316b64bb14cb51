"""What git keeps, read from its index as data: git itself, which a folder can make run programs, is never started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ndrc_portfolio.portfolio.readers.git import files_tracked

ODD = (
    "prive/a.png",
    "docs/prive/é à.png",
    "docs/prive/bas/" + "long-" * 40 + "b.pdf",
    "docs/privé/c",
    "prive",
    "x/prive.yml",
)


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that tracks private files."""
    root = tmp_path / "depot"
    for name in ODD:
        path = root / "p" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_dir():
            path.write_text(name, encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    return root


def as_git_says(folder: Path) -> list[str]:
    names = git(folder, "ls-files", "-z").split("\0")
    return [name for name in names if {"prive", "privé"} & set(name.split("/")[:-1])]


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_what_we_read_is_what_git_says(repository: Path, version: str) -> None:
    git(repository, "update-index", f"--index-version={version}")
    if version == "3":  # which git writes only for entries that need it
        git(repository, "update-index", "--skip-worktree", "p/docs/prive/é à.png")
    for folder in (repository, repository / "p", repository / "p" / "docs"):
        assert files_tracked(folder) == as_git_says(folder)
    assert len(files_tracked(repository)) == 4
    assert files_tracked(repository / "p" / "x", "prive.yml") == ["prive.yml"]
    assert files_tracked(repository, "prive.yml") == []


def test_hashes_may_be_long(tmp_path: Path) -> None:
    (tmp_path / "prive").mkdir()
    (tmp_path / "prive" / "a").touch()
    git(tmp_path, "init", "-q", "--object-format=sha256")
    git(tmp_path, "add", "-A")
    assert files_tracked(tmp_path) == ["prive/a"]


def test_what_is_cut_or_damaged_says_nothing(repository: Path) -> None:
    index = repository / ".git" / "index"
    whole = index.read_bytes()
    for length in (0, 5, 12, 40, 100, len(whole) - 1):
        index.write_bytes(whole[:length])
        assert files_tracked(repository) == []
        index.write_bytes(whole[:length] + bytes(20))  # a checksum that git need not write
        files_tracked(repository)
    index.write_bytes(b"DIRC\0\0\0\2\xff\xff\xff\xff" + bytes(80))
    assert len(files_tracked(repository)) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO in a folder")
def test_what_is_no_file_is_not_waited_for(repository: Path) -> None:
    index = repository / ".git" / "index"
    index.unlink()
    os.mkfifo(index)
    assert files_tracked(repository) == []
    index.unlink()
    index.symlink_to("/dev/zero")
    assert files_tracked(repository) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a command of sh")
def test_no_program_of_a_repository_is_run(repository: Path) -> None:
    marker = repository.parent / "lance"
    git(repository, "config", "core.fsmonitor", f"touch '{marker}'; false")
    git(repository, "ls-files")
    assert marker.exists()  # the trap is one
    marker.unlink()
    assert len(files_tracked(repository)) == 4
    assert not marker.exists()
