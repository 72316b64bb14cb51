"""Where a path leads that somebody has written: never out of a folder."""

import os
from pathlib import Path, PureWindowsPath

from ndrc_portfolio.disk.files import real_path
from ndrc_portfolio.portfolio.file import absolute


def inside(root: Path, folder: Path, written: str) -> Path | None:
    """The path `written`, seen from `folder`, if it stays in `root`, whatever links stand on the way; else None.

    A path of the network (`\\\\server\\share`) is not even looked for: Windows would log in there.
    """
    windows = PureWindowsPath(written)
    if windows.drive or windows.root or "\0" in written:
        return None
    path = Path(os.path.normpath(folder / written))
    if not absolute(path).is_relative_to(absolute(root)):
        return None
    return path if real_path(path).is_relative_to(real_path(root)) else None


def leaves(root: Path | None, folder: Path, written: object) -> str:
    """The path that is written, if it leads out of `root`; none does where there is no root."""
    return written if root and isinstance(written, str) and inside(root, folder, written) is None else ""
