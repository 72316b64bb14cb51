"""What of a disk is read at all: ordinary files. A pipe would be waited for without end, a device never ends."""

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
