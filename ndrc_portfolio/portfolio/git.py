"""What git keeps, and so would publish."""

import subprocess
from pathlib import Path

from ndrc_portfolio.annexes.find import PRIVATE
from ndrc_portfolio.messages.catalogue.annexes import TrackedByGit
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place


def tracked_file(path: str) -> Diagnostic:
    """The warning that git keeps a private file, and so would publish it."""
    return TrackedByGit(fichier=path, chemin=path).at(path, Place(1))


def files_tracked(folder: Path, pattern: str = f"*{PRIVATE}/*") -> list[str]:
    """The private files that git tracks, as paths below `folder`. None without git."""
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return []
    command = ["git", "ls-files", "-z", "--", pattern]
    try:
        listed = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return []
    names = listed.stdout.decode("utf-8", errors="replace").split("\0")
    return [n for n in names if n == pattern or PRIVATE in n.split("/")[:-1]]
