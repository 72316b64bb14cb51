"""What the settings of a portfolio name that is not in its folder: it is not followed, and told."""

from collections.abc import Iterator

from ndrc_portfolio.messages.catalogue.trust import LeavesFolder
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.configuration.inside import leaves
from ndrc_portfolio.portfolio.configuration.settings import Settings, UnreadableSettings


def outside(settings: Settings) -> Iterator[Diagnostic]:
    """That a path leads out of the folder, each at its place."""
    root = settings.file.parent
    for file in settings.files:
        if written := leaves(root, file.path.parent, file.data.get("INHERIT")):
            yield settings.diagnostic_at_value(LeavesFolder(cle="INHERIT", chemin=written), "INHERIT", written)
    if written := leaves(root, root, settings.data.get("docs_dir")):
        yield settings.diagnostic_at_path(LeavesFolder(cle="docs_dir", chemin=written), ("docs_dir",))
    if written := leaves(root, root, settings.options.get("schemas")):
        yield settings.diagnostic(LeavesFolder(cle="schemas", chemin=written), "schemas")


def refuse_outside(settings: Settings) -> None:
    """Nothing is written by settings that lead elsewhere.

    Raises:
        UnreadableSettings: they do.
    """
    if faults := list(outside(settings)):
        raise UnreadableSettings(f"corrigez d’abord {settings.path}.", faults)
