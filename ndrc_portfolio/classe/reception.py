"""What was handed in, copied once for each content: `recus/<key>/<fingerprint>/`, which nothing writes into later."""

import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.classe.git import fetch
from ndrc_portfolio.classe.model import RECUS
from ndrc_portfolio.portfolio.reception import ReceptionError, fingerprint, receive, root_of

_SHORT = 16  # digits of a fingerprint in the name of a folder


class Copy(NamedTuple):
    """A copy of what somebody has handed in: where its configuration lies, and the SHA-256 of what came.

    `left` is what was not taken, and why; of a copy that was there already that was said before.
    """

    root: Path
    digest: str
    left: tuple[tuple[str, str], ...] = ()


def take(given: Path | str, key: str, classe: Path) -> Copy:
    """Copy what a student has handed in, or what is at an address, unless that is done.

    Raises:
        ReceptionError: it is not there, no portfolio, or too much.
        OSError: the copy cannot be written.
    """
    if isinstance(given, str):
        with tempfile.TemporaryDirectory(prefix="ndrc-classe-", ignore_cleanup_errors=True) as fetched:
            return take(fetch(given, Path(fetched)), key, classe)
    if copy := known_copy(given, key, classe):
        return copy
    digest = fingerprint(given)
    place = _place(classe, key, digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="neuf-", dir=place.parent, ignore_cleanup_errors=True) as folder:
        new = Path(folder) / "recu"
        left = _receive(given, new, Path(folder))
        if place.exists():
            shutil.rmtree(place)
        new.rename(place)
    root = root_of(place)
    assert root is not None
    return Copy(root, digest, left)


def known_copy(given: Path, key: str, classe: Path) -> Copy | None:
    """The copy that there is already of what a student has handed in.

    Raises:
        ReceptionError: it is not there, or is too much.
    """
    if not given.exists():
        raise ReceptionError(f"« {given.name} » n’existe pas.")
    digest = fingerprint(given)
    place = _place(classe, key, digest)
    root = root_of(place) if place.is_dir() else None
    return Copy(root, digest) if root else None


def _place(classe: Path, key: str, digest: str) -> Path:
    return classe / RECUS / key / digest[:_SHORT]


def _receive(given: Path, new: Path, folder: Path) -> tuple[tuple[str, str], ...]:
    """Copy the portfolio, or the one in the only ZIP of what was handed in."""
    new.mkdir()
    try:
        return receive(given, new).left
    except ReceptionError:
        inner = [path for path in new.rglob("*") if path.is_file() and path.suffix.lower() == ".zip"]
        if len(inner) != 1 or root_of(new) or not zipfile.is_zipfile(inner[0]):
            raise
        nested = Path(folder) / given.with_suffix(".zip").name
        inner[0].rename(nested)
        shutil.rmtree(new)
        new.mkdir()
        return receive(nested, new).left
