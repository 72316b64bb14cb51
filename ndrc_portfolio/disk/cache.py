"""What is kept from one run to the next, and how it is known to be ours.

Data lie beside `mkdocs.yml`, in a folder that may have come with the portfolio from somebody else: each bears a seal,
made with a key that never leaves the user's own cache folder. What bears none is made anew, and so is everything
where there is no place for a key; no link in it is followed, and nothing in it waited for (a FIFO). Code (compiled
templates) lies in the user's own folder itself.
"""

import atexit
import hashlib
import hmac
import json
import os
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from ndrc_portfolio.disk.files import is_link, read_file

_KEY = 32  # bytes
_DIGITS = 64  # of a seal


def cache_folder(root: Path) -> Path:
    """Where the cache of a portfolio is, if it has one."""
    return root / ".cache" / "ndrc-portfolio"


def project_cache(root: Path) -> Path:
    """`.cache/ndrc-portfolio/`, hidden from git; a folder for this run alone where that cannot be written.

    Nor is it used when a part of it leads elsewhere: files would be written there.
    """
    cache = cache_folder(root)
    try:
        if is_link(cache.parent) or is_link(cache):
            raise OSError
        cache.mkdir(parents=True, exist_ok=True)
        if any(is_link(part) for part in cache.iterdir()):
            raise OSError
        with suppress(FileExistsError), (cache / ".gitignore").open("x", encoding="utf-8") as ignore:
            ignore.write("*\n")  # pictures of confidential annexes are in here
    except OSError:
        return _folder_for_this_run()
    return cache


@lru_cache(maxsize=1)
def _folder_for_this_run() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ndrc-portfolio-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def user_cache() -> Path | None:
    """The folder of this tool among the caches of the user; None where it is not theirs alone, or not to be written.

    By hand: `platformdirs` says the same, and takes 2 ms of every build to load.
    """
    base = {
        "win32": os.environ.get("LOCALAPPDATA") or "",
        "darwin": os.path.expanduser("~/Library/Caches"),  # noqa: PTH111 (never raises where there is no home)
    }.get(sys.platform, os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))  # noqa: PTH111
    folder = Path(base) / "ndrc-portfolio"
    return folder if base and folder.is_absolute() and closed_folder(folder) else None


def closed_folder(folder: Path) -> bool:
    """Whether a folder is there, ours, and closed to all others (Windows closes that of each user by itself)."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode) or not os.access(folder, os.W_OK):
        return False
    return sys.platform == "win32" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def user_key() -> bytes | None:
    """The secret of this user, 32 bytes, made at its first use; None where it cannot be kept a secret."""
    folder = user_cache()
    return _key_in(folder) if folder else None


def seal(name: str, content: bytes) -> str | None:
    """The seal of a content that is kept under a name: 64 hexadecimal digits (HMAC-SHA256); None without a key.

    `name` is part of it, so that what was kept for one use is never taken for another.
    """
    key = user_key()
    if key is None:
        return None
    named = hashlib.sha256(name.encode("utf-8", errors="surrogatepass")).digest()
    return hmac.digest(key, named + content, "sha256").hex()


def open_sealed(path: Path, context: str) -> bytes | None:
    """What `write_sealed` kept in a file under this very context; None for all else, whoever wrote it."""
    try:
        kept = read_file(path)
    except OSError:
        return None
    content, right = kept[_DIGITS:], seal(context, kept[_DIGITS:])
    return content if right is not None and hmac.compare_digest(kept[:_DIGITS], right.encode()) else None


def write_sealed(path: Path, context: str, content: bytes) -> None:
    """Keep a content, for as long as its file is left alone. Silent where it cannot be kept: that costs time only."""
    made = seal(context, content)
    if made is not None:
        with suppress(OSError):
            write_whole(path, made.encode() + content)


def read_files(folder: Path, name: str) -> list[Path] | None:
    """The files that `write_files` kept under a name, in their order; None unless all are as they were written."""
    kept = open_sealed(folder / f"{name}.json", f"files {name}")
    if kept is None:
        return None
    files: dict[str, str] = json.loads(kept)
    whole = all(_is_whole(folder / file, digest) for file, digest in files.items())
    return [folder / file for file in files] if whole else None


def write_files(folder: Path, name: str, files: Mapping[str, bytes]) -> list[Path]:
    """Write files that are read by themselves later, and keep them under a name. They are there without a key too.

    Raises:
        OSError: one of them cannot be written.
    """
    made = {file: hashlib.sha256(content).hexdigest() for file, content in files.items()}
    for file, content in files.items():
        try:
            write_whole(folder / file, content)
        except PermissionError:  # Windows, while another build reads what it has just written itself
            if not _is_whole(folder / file, made[file]):
                raise
    write_sealed(folder / f"{name}.json", f"files {name}", json.dumps(made).encode())
    return [folder / file for file in files]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="neuf-")  # closed to others, as a key must be
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if path.is_dir() and not path.is_symlink():  # nothing of ours
            shutil.rmtree(path)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


@lru_cache(maxsize=4)
def _key_in(folder: Path) -> bytes | None:
    path = folder / "cle"
    if key := _read_key(path):
        return key
    new = folder / f"cle-{secrets.token_hex(8)}"
    with suppress(OSError):
        write_whole(new, secrets.token_bytes(_KEY))
        try:
            os.link(new, path)  # the first of two processes wins, and both read its key
        except FileExistsError:
            if _read_key(path) is None:  # damaged, or open to others
                new.replace(path)
    with suppress(OSError):
        new.unlink(missing_ok=True)
    return _read_key(path)


def _read_key(path: Path) -> bytes | None:
    try:
        found = path.lstat()
        key = read_file(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or len(key) != _KEY:
        return None
    return key if sys.platform == "win32" or (found.st_uid == os.getuid() and not found.st_mode & 0o077) else None


def _is_whole(path: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(read_file(path)).hexdigest() == digest
    except OSError:
        return False
