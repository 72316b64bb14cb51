"""The portfolio for the command `ndrc verifier`: what MkDocs raises becomes an error of the command."""

from pathlib import Path

from mkdocs.exceptions import Abort, MkDocsException

from ndrc_portfolio.arguments import UsageError
from ndrc_portfolio.plugin import lire
from ndrc_portfolio.plugin.build import Build


def lire_ou_refuser(config_file: Path) -> Build:
    """The portfolio of a configuration, read and checked.

    Raises:
        ReglagesIllisibles: as `charger`.
        UsageError: MkDocs cannot read it for another reason, or the plugin is not in it.
    """
    try:
        return lire(config_file)
    except Abort:  # MkDocs has logged what is wrong
        raise UsageError(f"{config_file.name} ne peut pas être lu ; la raison est dite au-dessus.") from None
    except MkDocsException as fault:
        raise UsageError(f"{config_file.name} ne peut pas être lu : {fault}") from None
