"""What is made of files of others, kept in the cache by their content; only what is not there is made, apart."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ndrc_portfolio.annexes.apart import apart
from ndrc_portfolio.annexes.model import PictureError, Pieces
from ndrc_portfolio.cache import read_files, write_files

_VERSION = "4"  # of what is made: part of the keys
_faults: dict[str, PictureError] = {}  # of this process: a file that bursts takes its seconds once


def made(function: Callable[..., Pieces], content: bytes, cache: Path, **options: Any) -> list[Path]:
    """The files of the cache that hold what a function makes of a content; none when it makes nothing.

    Raises:
        PictureError: as `apart` does.
    """
    key = key_of(f"{function.__name__} {sorted(options.items())}", content)
    if (files := read_files(cache, key)) is not None:
        return files
    if fault := _faults.get(key):
        raise fault.with_traceback(None)
    try:
        pieces = apart(function, content, **options)
    except PictureError as fault:
        _faults[key] = fault
        raise
    return write_files(cache, key, {f"{key}-{name}": piece for name, piece in pieces})


def kept_of(function: Callable[..., Pieces], content: bytes, cache: Path) -> list[Path] | None:
    """What `made` has made of a content already; None when it would have to."""
    return read_files(cache, key_of(f"{function.__name__} []", content))


def key_of(use: str, content: bytes) -> str:
    """What is made of a content for some use is kept under this name."""
    return hashlib.sha256(f"{_VERSION} {use} ".encode() + content).hexdigest()[:20]
