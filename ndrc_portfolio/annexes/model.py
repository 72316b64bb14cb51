"""Pictures of annexes, what keeps a file from being one, and how much of one is taken.

Limits are for what is hostile or a mistake: no paper that joins a dossier comes near them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.files import read_file
from ndrc_portfolio.messages.catalogue.annexes import EMPTY_FILE, SMALLER
from ndrc_portfolio.messages.french import system_reason, typeset

LONG_SIDE = 1800  # px: 150 dpi over the height of a sheet of A4


MOST = 500_000  # bytes of a picture: sixty of them are a PDF that can still be mailed


MAX_BYTES = 100_000_000  # of a file; GitHub takes no more


MAX_PAGES = 100  # of a PDF or a TIFF; those that were seen had sixty at most


class PictureError(Exception):
    """A file that cannot be shown: damaged, unless one of these says otherwise.

    `protege`: a PDF with a password. `acces`: the reason of the system, in French. `cause` and `remede`, in French:
    empty, too large, of a kind that is not for a page.
    """

    def __init__(self, cause: str = "", remede: str = "", *, protege: bool = False, acces: str = "") -> None:
        super().__init__(cause or acces or ("protected" if protege else "unreadable"))
        self.cause = typeset(cause)
        self.remede = typeset(remede)
        self.protege = protege
        self.acces = acces


def too_large(cause: str) -> PictureError:
    return PictureError(cause, SMALLER)


def read_start(path: Path, size: int = 32) -> bytes:
    """The first bytes of a file, which say what it is.

    Raises:
        PictureError: the system refuses it.
    """
    try:
        return read_file(path, size)
    except OSError as fault:
        raise PictureError(acces=system_reason(fault)) from fault


def read_whole(path: Path) -> bytes:
    """All of a file.

    Raises:
        PictureError: the system refuses it, it is empty, or it is larger than `MAX_BYTES`.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise too_large(f"il dépasse {MAX_BYTES // 1_000_000} Mo")
        content = read_file(path)
    except OSError as fault:
        raise PictureError(acces=system_reason(fault)) from fault
    if not content:
        raise PictureError("il est vide", EMPTY_FILE)
    return content


Pieces = Iterator[tuple[str, bytes]]
"""What is made of a file: each piece with the end of the name that it is kept under.

One without a name says that the work goes on.
"""


class Picture(NamedTuple):
    """One picture to show: a file of the cache and its size in pixels."""

    path: Path
    width: int
    height: int

    @property
    def name(self) -> str:
        return self.path.name


class AnnexePage(NamedTuple):
    """A page of a PDF annexe: its file, its number from 0, and its picture."""

    source: Path
    page: int
    vue: Picture
