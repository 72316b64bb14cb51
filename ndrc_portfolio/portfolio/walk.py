"""All that lies below a folder, and what of it is read: ordinary files, that lie there."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ndrc_portfolio.annexes.find import is_private
from ndrc_portfolio.annexes.readable import Refused, refusal_of
from ndrc_portfolio.disk.files import real_path
from ndrc_portfolio.messages.catalogue.annexes import LockedFile, NotAFile
from ndrc_portfolio.messages.french import system_reason

_JUNCTION = 0xA0000003  # what Windows calls so is a link to a folder that `is_symlink` does not know

OUTSIDE = "c’est un raccourci vers l’extérieur du portfolio"


def walk_files(root: Path, *, skip: Iterable[Path] = ()) -> Iterator[Path]:
    """The files below a folder; `skip` are folders to leave out."""
    return (path for path, refused in walk(root, skip=skip) if refused is None)


def walk(root: Path, *, skip: Iterable[Path] = ()) -> Iterator[tuple[Path, Refused | None]]:
    """What lies below a folder, its files first, each with why it is not to be read; None for one that is.

    No link to a folder is followed, so each folder is seen once. One to a file is, where that lies below `root` too,
    and is not private while the link is not.
    """
    real_root, skipped = real_path(root), {real_path(folder) for folder in skip}
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        if skipped and real_path(folder) in skipped:
            continue
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as fault:
            yield folder, LockedFile(fichier=folder.name, raison=system_reason(fault))
            continue
        below = []
        for entry in entries:
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
                below.append(path)
            else:
                yield path, _refused(path, entry, root, real_root)
        waiting += reversed(below)


def leads_out(path: Path, root: Path) -> bool:
    """Whether a path below a folder is in truth elsewhere, by a link on its way."""
    return path.is_relative_to(root) and not real_path(path).is_relative_to(real_path(root))


def _is_junction(entry: os.DirEntry[str]) -> bool:
    return os.name == "nt" and getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION


def _refused(path: Path, entry: os.DirEntry[str], root: Path, real_root: Path) -> Refused | None:
    if not entry.is_symlink() and not _is_junction(entry):
        return None if entry.is_file() else refusal_of(path)
    target = real_path(path)
    private = is_private(path.relative_to(root).as_posix())
    if not target.exists():
        return refusal_of(path)
    if not target.is_relative_to(real_root):
        why = OUTSIDE
    elif target.is_dir():
        why = "c’est un raccourci vers un dossier"
    elif not private and is_private(target.relative_to(real_root).as_posix()):
        why = "c’est un raccourci vers un fichier confidentiel"
    else:
        return refusal_of(path)
    return NotAFile(fichier=path.name, raison=why)
