"""Pictures of annexes, and what keeps a file from being one."""

from pathlib import Path
from typing import NamedTuple

LONG_SIDE = 1800  # px: 150 dpi over the height of a sheet of A4


MOST = 500_000  # bytes of a picture: sixty of them are a PDF that can still be mailed


class PictureError(Exception):
    """A file that cannot be opened. `protege`: a PDF with a password."""

    def __init__(self, *, protege: bool = False) -> None:
        super().__init__("protected" if protege else "unreadable")
        self.protege = protege


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
