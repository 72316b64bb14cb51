"""A text of the author's replaced by another: whole or not at all, never over what has come meanwhile, and kept.

The texts before lie compressed in the cache of the portfolio, where MkDocs does not look and no reader takes them for
fiches; without a portfolio, or where its cache cannot be trusted, in the user's own. `restore` brings back the text
before the last run, and before those that it followed upon without a change of the author's.
"""

import errno
import gzip
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ndrc_portfolio.disk.cache import cache_folder, project_cache, user_cache
from ndrc_portfolio.disk.files import real_path

_FOLDER = "corriger"
_DIGITS = 32
_MOST = 40  # texts that are kept of one file


class Changed(OSError):
    """The file is not what was read of it."""


class Special(OSError):
    """It is no ordinary file: a link, a pipe, a folder."""


class NotKept(OSError):
    """The text before can be kept nowhere."""


def replace_text(file: Path, root: Path | None, before: bytes, after: bytes) -> None:
    """Put a text in the place of the one that was read, which is kept. `root` is the folder of the portfolio.

    Raises:
        Changed, Special, NotKept: see there; nothing was written.
        OSError: the system refuses it; nothing was written.
    """
    _refuse_special(file)
    kept = _keep(file, root, before, after)
    try:
        _write(file, before, after, kept.parent)
    except OSError:
        kept.unlink(missing_ok=True)
        raise


def restore(file: Path, root: Path | None) -> bool:
    """Bring back the text before; False where none is kept.

    Raises:
        Changed: its author has changed it since. Special: it is no ordinary file. OSError: the system refuses it.
    """
    texts = next(filter(None, map(_texts, _folders(file, root))), [])
    if not texts:
        return False
    _refuse_special(file)
    now = text = file.read_bytes()
    used: list[Path] = []
    for kept in reversed(texts):
        before = gzip.decompress(kept.read_bytes())
        if _after(kept) != _digest(text) and before != text:  # the latter was kept, and then nothing written
            break
        text = before
        used.append(kept)
    if not used:
        raise Changed(None, "changed", str(file))
    _write(file, now, text, used[0].parent)
    for kept in used:
        kept.unlink(missing_ok=True)
    return True


def kept_files(root: Path) -> Iterator[Path]:
    """The files of a portfolio whose text before is kept."""
    base = cache_folder(root) / _FOLDER
    for folder, _, names in os.walk(base):
        if any(name.endswith(".gz") for name in names):
            yield root / Path(folder).relative_to(base)


def _write(file: Path, before: bytes, after: bytes, aside: Path) -> None:
    """Write it aside, then move it to its place: beside the file only where the two are on different disks."""
    if not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only", str(file))
    for folder in (aside, file.parent):
        new = folder / f".ndrc-{secrets.token_hex(8)}"  # a name that MkDocs leaves alone
        try:
            with new.open("xb") as written:
                written.write(after)
                written.flush()
                os.fsync(written.fileno())
            with suppress(OSError):
                new.chmod(stat.S_IMODE(file.stat().st_mode))
            if file.read_bytes() != before:
                raise Changed(None, "changed", str(file))
            new.replace(file)
            return
        except OSError as fault:
            if fault.errno != errno.EXDEV or folder == file.parent:
                raise
        finally:
            new.unlink(missing_ok=True)


def _refuse_special(file: Path) -> None:
    if not stat.S_ISREG(file.lstat().st_mode):
        raise Special(None, "no ordinary file", str(file))


def _keep(file: Path, root: Path | None, before: bytes, after: bytes) -> Path:
    for folder in _folders(file, root):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            texts = _texts(folder)
            number = int(texts[-1].name.partition("-")[0]) + 1 if texts else 1
            kept = folder / f"{number:04}-{_digest(after)}.gz"
            kept.write_bytes(gzip.compress(before))
            for old in texts[: 1 - _MOST]:
                old.unlink()
            return kept
    raise NotKept(None, "no place to keep the text", str(file))


def _folders(file: Path, root: Path | None) -> Iterator[Path]:
    """Where the texts of a file may be kept; a link in the cache of a portfolio would lead them elsewhere."""
    if root is not None and file.is_relative_to(root):
        folder = cache_folder(root) / _FOLDER / file.relative_to(root)
        own = real_path(folder).is_relative_to(real_path(root)) and os.access(root, os.W_OK)
        if own and project_cache(root) == cache_folder(root):  # which hides it from git
            yield folder
    if cache := user_cache():
        yield cache / _FOLDER / hashlib.sha256(str(real_path(file)).encode()).hexdigest()[:_DIGITS]


def _texts(folder: Path) -> list[Path]:
    """The kept texts, the oldest first."""
    return sorted(folder.glob("[0-9]*-*.gz"))


def _after(kept: Path) -> str:
    """The digest of what was written in the place of a kept text."""
    return kept.stem.split("-")[1]


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:_DIGITS]
