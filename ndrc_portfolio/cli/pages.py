"""The pages of the files and folders that a command names, each with the settings above it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ndrc_portfolio.annexes.readable import Refused, refusal_of
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.messages.catalogue.annexes import NotAFile
from ndrc_portfolio.portfolio.configuration.settings import Settings, configuration_above
from ndrc_portfolio.portfolio.file import PAGES, absolute
from ndrc_portfolio.portfolio.walk import OUTSIDE, leads_out, walk


def pages_in(paths: Sequence[str]) -> Iterator[tuple[Path, Refused | None]]:
    """The pages of these files and folders, and all that may hide some and is not to be read."""
    return ((path, why) for path, named, why in files_in(paths) if named or why or path.name.endswith(PAGES))


def files_in(paths: Sequence[str]) -> Iterator[tuple[Path, bool, Refused | None]]:
    """Each file, whether it is named itself, and not its folder, and why it is not to be read."""
    for given in paths:
        path = absolute(given)  # a link is checked where it stands
        here = configuration_above(path)
        if here and leads_out(path, here.parent):
            yield path, True, NotAFile(fichier=path.name, raison=OUTSIDE)
        elif path.is_dir():
            below = sorted(walk(path), key=lambda entry: entry[0])
            yield from ((p, False, why) for p, why in below if not why or p.name.endswith(PAGES) or p.is_dir())
        elif path.exists() or path.is_symlink():
            why = refusal_of(path)
            yield path, True, why if isinstance(why, NotAFile) else None
        else:
            raise UsageError(f"« {given} » n’existe pas.")


def root_of_annexes(path: Path, settings: Settings | None) -> Path:
    """The folder that the annexes of a file may not leave."""
    return settings.docs if settings and path.is_relative_to(settings.docs) else path.parent
