"""What git keeps, and so would publish.

Its index is read as data, and git itself is never started: what stands in a folder's `.git/config` may name programs
(`core.fsmonitor`, hooks), and a folder may be somebody else's. https://git-scm.com/docs/index-format
"""

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path

from ndrc_portfolio.annexes.find import is_private
from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.messages.catalogue.annexes import TrackedByGit
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place

_MOST = 64_000_000  # bytes of an index: that of a portfolio has some thousands
_BEFORE_HASH = 40  # bytes of an entry: times, device, rights, size
_EXTENDED = 0x4000  # in the flags of an entry


def tracked_file(path: str) -> Diagnostic:
    """The warning that git keeps a private file, and so would publish it."""
    return TrackedByGit(fichier=path, chemin=path).at(path, Place(1))


def files_tracked(folder: Path, wanted: str = "") -> list[str]:
    """The private files that git tracks, as paths below `folder`; or `wanted` alone. None where there is no index.

    What an index leaves to another file is not looked for (a linked working tree, `core.splitIndex`).
    """
    folder = folder.resolve()
    for parent in (folder, *folder.parents):
        if (parent / ".git").exists():
            below = "" if parent == folder else f"{folder.relative_to(parent).as_posix()}/"
            names = (n.removeprefix(below) for n in _names(parent / ".git" / "index") if n.startswith(below))
            return [n for n in names if (n == wanted if wanted else is_private(n))]
    return []


def _names(index: Path) -> list[str]:
    """The paths in an index, from the root of its repository; none of one that is cut or damaged."""
    try:
        content = read_file(index, _MOST)
    except OSError:
        return []
    for kind in ("sha1", "sha256"):
        size = hashlib.new(kind, usedforsecurity=False).digest_size
        end = content[-size:]
        if end == hashlib.new(kind, content[:-size], usedforsecurity=False).digest() or not any(end):
            try:
                return list(_entries(content[:-size], size))
            except (struct.error, ValueError, IndexError):
                return []
    return []


def _entries(content: bytes, hash_size: int) -> Iterator[str]:
    magic, version, count = struct.unpack_from(">4sII", content)
    if magic != b"DIRC" or version not in (2, 3, 4):
        return
    at, name = 12, b""
    for _ in range(count):
        start, at = at, at + _BEFORE_HASH + hash_size
        (flags,) = struct.unpack_from(">H", content, at)
        at += 4 if flags & _EXTENDED else 2
        kept = b""
        if version == 4:  # a name without what it shares with the one before
            cut, at = _number(content, at)
            kept = name[: len(name) - cut]
        end = content.index(b"\0", at)
        name = kept + content[at:end]
        at = end + 1 if version == 4 else start + (end - start + 8) // 8 * 8
        yield name.decode("utf-8", errors="replace")


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, as in packs (OFS_DELTA), and where it ends."""
    value = content[at] & 0x7F
    while content[at] & 0x80:
        at += 1
        value = (value + 1 << 7) | (content[at] & 0x7F)
    return value, at + 1
