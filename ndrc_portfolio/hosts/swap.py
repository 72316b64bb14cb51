"""A site is built beside the last one, and takes its place when it is whole.

    site/                   what there is to be seen
    .site.ndrc-x1y2z3w4/    held by the process that builds (`held`)
        neuf/               the new site
        ancien/             the last one, from the moment it makes room until it is cleared away
        complet             the new one is whole, and goes file by file where its folder may not

Two folders are renamed: a process that is killed leaves the old site, the new one, or for an instant none, and then
`recover` puts the old one back. What is hidden in the last site stays, as with MkDocs, for it is not of a build
(`.git`, `.nojekyll`); so does the name of its domain (`CNAME`).
"""

import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.hosts.held import Held, abandoned, hold

_MARK = ".ndrc-"
_NOT_TO_BE_MOVED = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.EXDEV, errno.ENOTEMPTY, errno.EEXIST)
# Seconds. Windows refuses for a moment what another program looks at: its search, its guard, a cloud's.
_PATIENCE = (0.02, 0.1, 0.3, 0.6) if sys.platform == "win32" else ()


class Beside(NamedTuple):
    """A new site, made in `new` until it takes the place of the one at `site`."""

    site: Path
    held: Held

    @property
    def new(self) -> Path:
        return self.held.folder / "neuf"

    def put_in_place(self) -> None:
        """The new site, which is whole, takes the place of the last one.

        Raises:
            OSError: it cannot. The last site is there; a folder that may not be moved is replaced file by file, and
                `recover` goes on where that stops.
        """
        self.new.mkdir(exist_ok=True)
        if self.site.is_dir():
            shutil.copymode(self.site, self.new)
        try:
            _swap(self.new, self.site, self.held.folder / "ancien")
        except OSError as fault:
            if fault.errno not in _NOT_TO_BE_MOVED:
                raise
            (self.held.folder / "complet").touch()
        _finish(self.held.folder, self.site)
        self.held.release()

    def drop(self) -> None:
        """Nothing stays of the new site, unless it had begun to take its place: then that is ended, now or later."""
        try:
            if _is_begun(self.held.folder):
                _finish(self.held.folder, self.site)
            self.held.release()
        except OSError:
            self.held.let_go()


def beside(site: Path) -> Beside:
    """A place for a new site, in the folder of the last one: nothing is moved from one disk to another.

    Raises:
        OSError: there is none.
    """
    site = Path(os.path.realpath(site))
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        held = hold(site.parent, f".{site.name}{_MARK}")
    except OSError:
        if not site.is_dir() or not os.access(site, os.W_OK):
            raise
        elsewhere, prefix = Path(tempfile.gettempdir()), f"site{_MARK}"  # it alone may be written to: it is mounted
        for dead in abandoned(elsewhere, prefix):
            dead.release()
        held = hold(elsewhere, prefix)
    return Beside(site, held)


def recover(parent: Path) -> list[Path]:
    """End what killed processes have begun in a folder; the sites that were put back, or made whole."""
    found = []
    for dead in abandoned(parent, f".?*{_MARK}"):
        name = dead.folder.name[1:].rpartition(_MARK)[0]
        site = parent / name
        try:
            if not _is_begun(dead.folder):
                dead.release()
            elif name not in (".", "..") and not site.is_symlink():  # which no process of ours leaves
                if not _finish(dead.folder, site):
                    found.append(site)
                dead.release()
        except OSError:
            continue  # the next one tries again
        finally:
            dead.let_go()
    return found


def _is_begun(folder: Path) -> bool:
    return _is_folder(folder / "ancien") or (folder / "complet").exists()


def _swap(new: Path, site: Path, old: Path) -> None:
    """Rename both. Another process may do the same meanwhile: then the last one goes on file by file."""
    if site.is_dir():
        with suppress(FileNotFoundError):
            _insist(lambda: site.rename(old))
    try:
        _insist(lambda: new.rename(site))
    except OSError:
        if old.exists() and not site.exists():
            old.rename(site)
        raise


def _finish(folder: Path, site: Path) -> bool:
    """What is left to do once the folders were renamed, or could not be; whether the site was there, and whole."""
    new, old = folder / "neuf", folder / "ancien"
    whole = True
    if (folder / "complet").exists() and _is_folder(new):
        _pour(new, site, _stays)
        whole = False
    elif _is_folder(old) and not site.exists():
        old.rename(site)
        whole = False
    if _is_folder(old):
        _keep_hidden(old, site)
    (folder / "complet").unlink(missing_ok=True)  # before the new site is cleared away
    return whole


def _keep_hidden(old: Path, site: Path) -> None:
    """Move what is hidden in the last site into the new one, which may have its own of it."""
    for entry in list(old.iterdir()):
        if _stays(entry.name):
            _move(entry, site / entry.name)


def _move(entry: Path, there: Path) -> None:
    if not os.path.lexists(there):
        _insist(lambda: entry.rename(there))
    elif _is_folder(entry) and _is_folder(there):
        for below in list(entry.iterdir()):
            _move(below, there / below.name)


def _pour(new: Path, site: Path, stays: Callable[[str], bool]) -> None:
    """Copy a folder over another one: each file is the old or the new one, and what is not new goes, or `stays`."""
    site.mkdir(parents=True, exist_ok=True)
    names = set()
    for entry in new.iterdir():
        names.add(entry.name)
        there = site / entry.name
        if _is_folder(entry):
            if not _is_folder(there):
                there.unlink(missing_ok=True)
            _pour(entry, there, _all if stays(entry.name) else _none)
        elif not entry.is_symlink():
            _replace(entry, there)
    for entry in list(site.iterdir()):
        if entry.name not in names and not stays(entry.name):
            _remove(entry)


def _replace(new: Path, there: Path) -> None:
    if _is_folder(there):
        _remove(there)
    copy = there.with_name(f"{there.name}{_MARK}neuf")
    copy.unlink(missing_ok=True)
    try:
        os.link(new, copy)  # takes no room on a full disk
    except OSError:
        shutil.copy2(new, copy)
    _insist(lambda: copy.replace(there))


def _remove(entry: Path) -> None:
    _insist(lambda: shutil.rmtree(entry) if _is_folder(entry) else entry.unlink())


def _stays(name: str) -> bool:
    """Whether it stays in a site, at its top, whatever is built: it is not of a build."""
    return name.startswith(".") or name == "CNAME"


def _all(_name: str) -> bool:
    return True


def _none(_name: str) -> bool:
    return False


def _insist(act: Callable[[], object]) -> None:
    """Do what Windows may refuse at first."""
    for pause in _PATIENCE:
        with suppress(PermissionError):
            act()
            return
        time.sleep(pause)
    act()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
