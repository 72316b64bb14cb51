"""A folder that one process works in: closed to others while it lives, cleared away by the next one when it has died.

What tells the dead from the living is a lock, which the system lets go of with the process: numbers of processes are
given again, and times say nothing of a machine that slept.
"""

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path

_LOCK = "verrou"
_RANDOM = "????????"  # what `mkdtemp` puts behind a prefix
_TRIES = 20
_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_FLAGS = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Held:
    """A folder of this process, until it lets go of it."""

    def __init__(self, folder: Path, lock: int) -> None:
        self.folder = folder
        self._lock: int | None = lock

    def let_go(self) -> None:
        """Leave it to the next process that looks for the dead."""
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)

    def release(self) -> None:
        """Let go of it, with all that is in it."""
        if self._lock is not None:
            for entry in self.folder.iterdir():
                if entry.name == _LOCK:
                    continue  # last: who is killed now is known to be dead
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry, ignore_errors=True)
                else:
                    with suppress(OSError):
                        entry.unlink()
            self.let_go()  # Windows deletes no open file
            shutil.rmtree(self.folder, ignore_errors=True)


def hold(parent: Path, prefix: str) -> Held:
    """Make a folder of this process alone, which only its user can read, and git does not see.

    Raises:
        OSError: it cannot be made.
    """
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with suppress(FileNotFoundError):  # one that clears away the dead came between
            lock = os.open(folder / _LOCK, _FLAGS | os.O_CREAT, 0o600)
            if _locked(lock) is not False and (folder / _LOCK).exists():
                (folder / ".gitignore").write_text("*\n", encoding="utf-8")
                return Held(folder, lock)
            os.close(lock)
    raise OSError(errno.EBUSY, "no folder", str(parent))


@contextmanager
def holding(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder of this process alone; those of the dead with this prefix are cleared away.

    Raises:
        OSError: it cannot be made.
    """
    for dead in abandoned(parent, prefix):
        dead.release()
    held = hold(parent, prefix)
    try:
        yield held.folder
    finally:
        held.release()


def abandoned(parent: Path, prefix: str) -> Iterator[Held]:
    """The folders of this prefix (a pattern) whose processes have died: this one's from now on, which releases them."""
    try:
        with os.scandir(parent) as entries:
            alike = [entry for entry in entries if fnmatchcase(entry.name, prefix + _RANDOM)]
            names = sorted(entry.name for entry in alike if entry.is_dir(follow_symlinks=False))
    except OSError:
        return
    for folder in (parent / name for name in names):
        lock = _lock_of_the_dead(folder)
        if lock is not None:
            yield Held(folder, lock)


def _lock_of_the_dead(folder: Path) -> int | None:
    """The lock of a folder, taken; None where its process lives, or it is none of ours."""
    try:
        if sys.platform != "win32" and folder.lstat().st_uid != os.getuid():
            return None
        lock = os.open(folder / _LOCK, _FLAGS)
    except OSError:
        with suppress(OSError):
            folder.rmdir()  # killed before it had a lock: there is nothing in it
        return None
    if _locked(lock):
        return lock
    os.close(lock)
    return None


def _locked(file: int) -> bool | None:
    """Whether an open file is now locked by this process; None where nothing can be (some drives of a network)."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        return False if fault.errno in _BUSY else None
    return True
