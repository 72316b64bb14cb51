"""What of a disk is read at all: ordinary files. And what is written: a file whole, or nothing.

A pipe would be waited for without end, a device never ends.
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO


class SpecialFile(OSError):
    """It is no file, whatever its name says: a pipe, a device, a socket."""


def open_file(path: Path) -> BinaryIO:
    """An ordinary file, opened to be read; where a link leads to counts.

    Raises:
        SpecialFile: it is none, and was not opened.
        OSError: the system refuses it.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise SpecialFile(None, "no ordinary file", str(path))
    return path.open("rb")


def read_file(path: Path, most: int = -1) -> bytes:
    """The bytes of an ordinary file: all of them, or the first `most`. Raises what `open_file` raises."""
    with open_file(path) as file:
        return file.read(most)


def write_file(path: Path, content: bytes, *, new: bool = False) -> None:
    """Write a file that its author will see. Whatever happens, what was there stays until the new one is whole.

    Raises:
        FileExistsError: there is one, and it was to be a new one.
        OSError: it cannot be written.
    """
    beside = path if new else path.with_name(f".{path.name}.neuf")
    file = beside.open("xb") if new else beside.open("wb")
    try:
        with file:
            file.write(content)
        if not new:
            beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def real_path(path: Path) -> Path:
    """Where a path leads to, all its links followed; as far as they go. Never raises."""
    return Path(os.path.realpath(path))


def is_link(path: Path) -> bool:
    """Whether a path is a link of some kind; Windows has several. Never raises."""
    return real_path(path) != real_path(path.parent) / path.name
