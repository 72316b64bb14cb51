"""All files below a folder."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def walk_files(root: Path, *, skip: Iterable[Path] = ()) -> Iterator[Path]:
    """All files below a folder, links followed as MkDocs follows them, each folder once."""
    skipped = {p.resolve() for p in skip}
    seen: set[Path] = set()
    for folder, folders, names in os.walk(root, followlinks=True):
        real = Path(folder).resolve()
        if real in seen or real in skipped:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        yield from (Path(folder) / name for name in sorted(names))
