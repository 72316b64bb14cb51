"""A class whose time is over: nothing of the candidates is kept longer than its teacher has said."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

from ndrc_portfolio.classe.model import PRIVATE, RECUS, REMISES, SITE, Classe
from ndrc_portfolio.disk.files import is_link

_END = 9  # the month in which the last of a session are examined
_MADE = (REMISES, RECUS, PRIVATE, SITE, "pdf", ".cache")
_TABLES = ("*.csv", "*.xlsx")


def end_of(classe: Classe) -> datetime.date:
    """The day after which nothing is kept: so many months after the end of the session."""
    months = _END + classe.conservation
    return datetime.date(classe.session + months // 12, months % 12 + 1, 1)


def to_purge(classe: Classe) -> list[Path]:
    """What a class holds of its candidates: what they handed in, copies, lists, tables, pages, what is kept."""
    return [path for path in _found(classe.root) if path.exists() or path.is_symlink()]


def purge(paths: list[Path]) -> None:
    """Delete these for good; of a link the link, never what it leads to.

    Raises:
        OSError: one of them cannot be deleted.
    """
    for path in paths:
        if path.is_dir() and not is_link(path):
            shutil.rmtree(path)
        else:
            path.unlink()


def _found(root: Path) -> Iterator[Path]:
    yield from (root / name for name in _MADE)
    for pattern in _TABLES:
        yield from sorted(root.glob(pattern))
