"""The pages of the files and folders that a command names, each with the settings above it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ndrc_portfolio.annexes.readable import Refused, refusal_of
from ndrc_portfolio.cli.arguments import UsageError
from ndrc_portfolio.messages.catalogue.annexes import NotAFile
from ndrc_portfolio.portfolio.file import PAGES, absolute
from ndrc_portfolio.portfolio.settings import Settings, configuration_above
from ndrc_portfolio.portfolio.walk import OUTSIDE, leads_out, walk


def pages_in(paths: Sequence[str]) -> Iterator[tuple[Path, Refused | None]]:
    """The pages of these files and folders, and all that may hide some and is not to be read."""
    for named in paths:
        path = absolute(named)  # a link is checked where it stands
        here = configuration_above(path)
        if here and leads_out(path, here.parent):
            yield path, NotAFile(fichier=path.name, raison=OUTSIDE)
        elif path.is_dir():
            yield from sorted(entry for entry in walk(path) if entry[0].name.endswith(PAGES) or entry[0].is_dir())
        elif path.exists() or path.is_symlink():
            why = refusal_of(path)
            yield path, why if isinstance(why, NotAFile) else None
        else:
            raise UsageError(f"« {named} » n’existe pas.")


def root_of_annexes(path: Path, settings: Settings | None) -> Path:
    """The folder that the annexes of a file may not leave."""
    return settings.docs if settings and path.is_relative_to(settings.docs) else path.parent
