"""Programs of this machine, found where nobody else can have put them."""

import os
import sys
from pathlib import Path


def program(name: str) -> Path | None:
    """An installed program. Not by `shutil.which`, which on Windows begins with the current folder.

    A portfolio that somebody else has packed may hold a `chrome.exe`.
    """
    here = Path.cwd()
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    names = (name, f"{name}.exe") if sys.platform == "win32" else (name,)
    paths = (folder / n for folder in folders if folder.is_absolute() and folder != here for n in names)
    return next((path for path in paths if path.is_file() and os.access(path, os.X_OK)), None)
