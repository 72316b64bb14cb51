"""The last site or the new one, whole, whatever happens while one takes the place of the other."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from ndrc_portfolio.hosts.held import abandoned, hold, holding
from ndrc_portfolio.hosts.swap import Beside, beside, recover
from tests.support import environment, tree

OLD = {"index.html": b"ancien", "e4/fiche/index.html": b"ancienne", "vieux/page.html": b"vieille"}
NEW = {"index.html": b"neuf", "e4/fiche/index.html": b"neuve", "e4/autre.html": b"autre", "vieux": b"un fichier"}
HIDDEN = {".git/HEAD": b"ref", ".nojekyll": b"", ".well-known/cle": b"cle", "CNAME": b"mon.site.fr"}


class Killed(BaseException):
    """Nobody catches it, as nobody catches the end of a process."""


def fill(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def begun(root: Path) -> Beside:
    """A last site, and a new one that is whole."""
    fill(root / "site", OLD | HIDDEN)
    built = beside(root / "site")
    fill(built.new, NEW | {".well-known/neuf": b"neuf"})
    return built


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def seen(root: Path) -> dict[str, bytes]:
    """What readers see of a site: not what is hidden."""
    files = tree(root / "site").items()
    return {name: content for name, content in files if not name.startswith(".") and name != "CNAME"}


def whole(root: Path) -> bool:
    """Whether there is the old site or the new one, with all that was hidden in it, and nothing else."""
    files = tree(root / "site")
    hidden = {name: files.get(name) for name in HIDDEN} == HIDDEN
    return hidden and seen(root) in (OLD, NEW) and names(root) == ["site"]


@contextmanager
def stopped(steps: int, fault: Callable[[], BaseException], refused: str = "") -> Iterator[None]:
    """The process stops at a step that would change the disk; `refused` names one that the system always refuses."""
    count = 0

    def step(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **more: Any) -> Any:
            nonlocal count
            if name == refused:
                raise PermissionError(13, "Access is denied", str(arguments[0]))
            count += 1
            if count > steps:
                raise fault()
            return real(*arguments, **more)

        return act

    with ExitStack() as patches:
        for name in ("rename", "replace", "unlink", "mkdir", "rmdir"):
            patches.enter_context(patch.object(os, name, step(name, getattr(os, name))))
        yield


def dies(built: Beside, steps: int, refused: str = "") -> bool:
    """Put a site in place in a process that is killed at a step; whether it was."""
    with stopped(steps, Killed, refused):
        try:
            built.put_in_place()
        except Killed:
            built.held.let_go()
            return True
    return False


@pytest.mark.parametrize("refused", ["", "rename"])
def test_killed_at_any_step_the_next_command_puts_a_site_back(tmp_path: Path, refused: str) -> None:
    """`rename`: Windows refuses to rename a folder of which something is open; then files go one by one."""
    steps, killed = 0, True
    while killed:
        root = tmp_path / str(steps)
        killed = dies(begun(root), steps, refused)
        if killed and not refused:
            assert not (root / "site").exists() or seen(root) in (OLD, NEW)
        recover(root)
        assert whole(root), steps
        steps += 1
    assert seen(root) == NEW
    assert steps > 6


def test_killed_while_it_puts_back_too(tmp_path: Path) -> None:
    for steps in range(12):
        root = tmp_path / str(steps)
        assert dies(begun(root), 2)
        assert not (root / "site").exists()
        with stopped(steps, Killed), suppress(Killed):
            recover(root)
        recover(root)
        assert whole(root), steps


def test_a_new_site_has_what_was_hidden_in_the_last_one(tmp_path: Path) -> None:
    built = begun(tmp_path)
    (tmp_path / "site").chmod(0o750)
    built.put_in_place()
    assert whole(tmp_path)
    assert seen(tmp_path) == NEW
    assert tree(tmp_path / "site")[".well-known/neuf"] == b"neuf"
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o750


def test_a_first_site_and_a_site_of_nothing(tmp_path: Path) -> None:
    beside(tmp_path / "ici" / "site").put_in_place()
    assert names(tmp_path / "ici" / "site") == []
    built = beside(tmp_path / "ici" / "site")
    fill(built.new, NEW)
    built.put_in_place()
    assert seen(tmp_path / "ici") == NEW


def test_a_site_that_is_not_wanted_leaves_nothing(tmp_path: Path) -> None:
    begun(tmp_path).drop()
    assert whole(tmp_path)
    assert seen(tmp_path) == OLD


def test_where_nothing_is_allowed_the_last_site_stays(tmp_path: Path) -> None:
    """All that is refused is refused to the end: the disk is full, or has become read-only."""
    for steps in range(8):
        root = tmp_path / str(steps)
        built = begun(root)
        with stopped(steps, lambda: OSError(28, "No space left on device")), suppress(OSError):
            built.put_in_place()
        built.drop()
        recover(root)
        assert whole(root), steps


class Between:
    """Lets something come between two renamings."""

    def __init__(self, steps: int, act: Callable[[], None]) -> None:
        self.came = False
        self._left, self._act, self._rename = steps, act, os.rename

    def __call__(self, *arguments: Any, **more: Any) -> None:
        self._left -= 1
        if self._left == 0:
            self.came = True
            self._act()
        self._rename(*arguments, **more)


def test_two_builds_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    """Whichever ends last, and also where one comes between the two steps of the other."""
    for steps in range(4):
        root = tmp_path / str(steps)
        first, second = begun(root), beside(root / "site")
        fill(second.new, NEW)
        between = Between(steps, second.put_in_place)
        with patch("os.rename", between):
            first.put_in_place()
        if not between.came:
            second.put_in_place()
        assert whole(root), steps
        assert seen(root) == NEW


def test_a_build_that_lives_is_left_alone(tmp_path: Path) -> None:
    built = begun(tmp_path)
    assert recover(tmp_path) == []
    assert built.new.is_dir()
    built.put_in_place()
    assert seen(tmp_path) == NEW


def test_what_may_alone_be_written_to_is_written_file_by_file(tmp_path: Path) -> None:
    """A mounted folder: nothing can be made beside it, and it cannot be renamed."""
    fill(tmp_path / "site", OLD | HIDDEN)
    mkdtemp = tempfile.mkdtemp

    def refuse(prefix: str, dir: Path) -> str:
        if dir == tmp_path:
            raise PermissionError(13, "Permission denied", str(dir))
        return mkdtemp(prefix=prefix, dir=dir)

    with patch("tempfile.mkdtemp", refuse), stopped(999, Killed, "rename"):
        built = beside(tmp_path / "site")
        fill(built.new, NEW)
        built.put_in_place()
    assert whole(tmp_path)
    assert seen(tmp_path) == NEW
    assert not built.held.folder.exists()


# ---- Folders that somebody else has written


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
def test_a_planted_folder_leads_nowhere(tmp_path: Path) -> None:
    """Neither what a link in it leads to, nor what is called by its name, is touched."""
    elsewhere = tmp_path / "ailleurs"
    fill(elsewhere, {"lettre.txt": b"chere", ".cle": b"secret"})
    for number, name in enumerate(("ancien", "neuf", "site", "verrou")):
        root = tmp_path / f"{number}"
        planted = root / ".site.ndrc-abcdefgh"
        fill(planted, {"complet": b"", "verrou": b"", "neuf/index.html": b"plante", "ancien/index.html": b"plante"})
        link = root / name if name == "site" else planted / name
        if link.is_dir():
            shutil.rmtree(link)
        link.unlink(missing_ok=True)
        link.symlink_to(elsewhere / "lettre.txt" if name == "verrou" else elsewhere)
        recover(root)
        recover(root)
        assert tree(elsewhere) == {"lettre.txt": b"chere", ".cle": b"secret"}
        assert not (root / "site" / "lettre.txt").is_file() or name == "site"


def test_only_folders_of_this_tool_are_cleared_away(tmp_path: Path) -> None:
    fill(tmp_path, {".site.ndrc-2027/a": b"", "site.ndrc-abcdefgh/verrou": b"", ".x.ndrc-abcdefgh/a": b""})
    before = tree(tmp_path)
    recover(tmp_path)
    assert tree(tmp_path) == before


# ---- Folders that are held


def test_the_folder_of_a_dead_process_is_cleared_away(tmp_path: Path) -> None:
    script = (
        "import os, pathlib, sys; from ndrc_portfolio.hosts.held import hold;"
        "hold(pathlib.Path(sys.argv[1]), 'essai-'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path], env=environment(), check=False, timeout=60)
    (dead,) = tmp_path.iterdir()
    with holding(tmp_path, "essai-") as folder:
        assert not dead.exists()
        assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
        assert not list(abandoned(tmp_path, "essai-"))
        if sys.platform != "win32":
            assert folder.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.iterdir())


def test_a_folder_without_its_lock_is_cleared_away_when_it_is_empty(tmp_path: Path) -> None:
    fill(tmp_path, {"essai-abcdefgh/mien": b""})
    (tmp_path / "essai-hgfedcba").mkdir()
    assert not list(abandoned(tmp_path, "essai-"))
    assert names(tmp_path) == ["essai-abcdefgh"]


def test_where_nothing_can_be_locked_nothing_is_cleared_away(tmp_path: Path) -> None:
    with patch("ndrc_portfolio.hosts.held._locked", lambda _: None):
        held = hold(tmp_path, "essai-")
        assert not list(abandoned(tmp_path, "essai-"))
    held.release()
    assert not list(tmp_path.iterdir())


# ---- What a killed build seems to have left, and somebody else has made


@pytest.mark.parametrize("name", [".", ".."])
def test_no_folder_is_emptied_that_no_site_can_be(tmp_path: Path, name: str) -> None:
    root = tmp_path / "telechargements" / "portfolio"
    fill(tmp_path, {"telechargements/a.pdf": b"a", "telechargements/portfolio/docs/b.md": b"b"})
    fill(root / f".{name}.ndrc-abcdefgh", {"verrou": b"", "complet": b"", "neuf/c": b"c"})
    before = tree(tmp_path)
    assert recover(root) == []
    assert tree(tmp_path) == before
