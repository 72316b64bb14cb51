"""Compiled templates, kept from one run to the next where nobody but their user can write.

They are code: a portfolio's own `.cache/` may have come with the portfolio from somebody else.
"""

import hashlib
import os
import stat
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class _Compiled(FileSystemBytecodeCache):
    """By content, not by path: the same theme in another environment of Python is compiled once."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:  # noqa: ARG002
        made_of = "\0".join([name, *sorted(environment.extensions), source])
        bucket = Bucket(environment, hashlib.sha256(made_of.encode()).hexdigest(), self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk costs time, and is no error
            super().dump_bytecode(bucket)


def compiled(kind: str) -> FileSystemBytecodeCache | None:
    """The memory for one kind of environment: its options are part of what is compiled. None: there is no safe place.

    Jinja itself asks for the same version of Python.
    """
    folder = user_cache()
    if folder is None:
        return None
    own = folder / f"{kind}-jinja-{version('jinja2')}"
    return _Compiled(str(own)) if _made(own) else None


def user_cache() -> Path | None:
    """The folder of this tool among the caches of the user; None where it is not theirs alone, or not to be written.

    By hand: `platformdirs` says the same, and takes 2 ms of every build to load.
    """
    base = {
        "win32": os.environ.get("LOCALAPPDATA") or "",
        "darwin": os.path.expanduser("~/Library/Caches"),  # noqa: PTH111 (never raises where there is no home)
    }.get(sys.platform, os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))  # noqa: PTH111
    folder = Path(base) / "ndrc-portfolio"
    return folder if base and folder.is_absolute() and _made(folder) else None


def _made(folder: Path) -> bool:
    """Whether a folder is there, ours, and closed to all others (Windows closes that of each user by itself)."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode) or not os.access(folder, os.W_OK):
        return False
    return sys.platform == "win32" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
