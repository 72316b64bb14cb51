"""Whether a file that is to be shown can be read at all, asked before anything of the last site is touched."""

from pathlib import Path

from ndrc_portfolio.disk.files import SpecialFile, open_file
from ndrc_portfolio.messages.catalogue.annexes import LockedFile, NotAFile
from ndrc_portfolio.messages.french import system_reason

Refused = LockedFile | NotAFile

_LOST = "c’est un raccourci vers un fichier qui n’est plus là"


def refusal_of(path: Path) -> Refused | None:
    """Why a file cannot be read.

    A byte is read of it: a file of OneDrive that is not on this machine opens, and fails there.
    """
    try:
        with open_file(path) as file:
            file.read(1)
    except SpecialFile as fault:
        return NotAFile(fichier=path.name, raison=system_reason(fault))
    except FileNotFoundError:
        return LockedFile(fichier=path.name, raison=_LOST if path.is_symlink() else "il n’est plus là")
    except OSError as fault:
        return LockedFile(fichier=path.name, raison=system_reason(fault))
    return None
