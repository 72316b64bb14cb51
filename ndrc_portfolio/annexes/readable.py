"""Whether the files that will be published can be read, asked before anything of the last site is touched."""

from collections.abc import Iterable
from pathlib import Path

from ndrc_portfolio.messages.french import system_reason


def unreadable(paths: Iterable[Path]) -> dict[Path, str]:
    """Those that the system refuses, each with its reason in French.

    A byte is read of each: a file of OneDrive that is not on this machine opens, and fails there.
    """
    refused = {}
    for path in paths:
        if why := refusal_of(path):
            refused[path] = why
    return refused


def refusal_of(path: Path) -> str:
    """Why a file cannot be read, empty when it can be."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except FileNotFoundError:
        if path.is_symlink():
            return "c’est un raccourci vers un fichier qui n’est plus là"
        return "il n’est plus là"
    except OSError as fault:
        return system_reason(fault)
    return ""
