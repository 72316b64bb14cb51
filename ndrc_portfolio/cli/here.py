"""The portfolio of the current folder."""

import os
from pathlib import Path

from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.portfolio.configuration.names import configuration_in


def configuration_here(otherwise: str = "") -> Path:
    """Its configuration.

    Raises:
        UsageError: there is none; `otherwise` is what else could be done.
    """
    here = configuration_in(Path())
    if here is None:
        raise UsageError(
            "il n’y a pas de mkdocs.yml ni mkdocs.jury.yml dans ce dossier ; "
            f"placez-vous dans celui du portfolio{otherwise}."
        )
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's advertisement says nothing of the portfolio
    return here
