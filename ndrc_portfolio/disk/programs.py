"""Programs that are installed on this machine: found where a portfolio cannot put one, and stopped when they hang."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def installed(name: str) -> Path | None:
    """An installed program. Not by `shutil.which`, which on Windows begins with the current folder.

    A portfolio that somebody else has packed may hold a `chrome.exe`.
    """
    here = Path.cwd()
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    names = (name, f"{name}.exe") if sys.platform == "win32" else (name,)
    paths = (folder / n for folder in folders if folder.is_absolute() and folder != here for n in names)
    return next((path for path in paths if path.is_file() and os.access(path, os.X_OK)), None)


def in_program_files(paths: Sequence[str]) -> list[Path]:
    """Where Windows would have these, whether they are there or not; nothing elsewhere."""
    roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "LOCALAPPDATA")]
    return [Path(root, path) for path in paths for root in roots if root]


def run_in(folder: str, command: Sequence[str], seconds: float) -> None:
    """Run a program in a folder of its own: Windows looks for programs and libraries in the current one.

    Raises:
        subprocess.TimeoutExpired: it did not come to an end, and was stopped with all that it had started.
        OSError: it cannot be run.
    """
    nothing = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, cwd=folder, start_new_session=True
    ) as process:
        try:
            process.wait(seconds)
        except BaseException:
            with suppress(OSError):
                if sys.platform == "win32":
                    process.kill()
                else:
                    os.killpg(process.pid, signal.SIGKILL)
            raise
