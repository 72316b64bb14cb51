"""What the configuration of a portfolio is called, and where it is."""

from pathlib import Path

CONFIGURATION = "mkdocs.yml"
CONFIGURATION_JURY = "mkdocs.jury.yml"
NAMES = ("properdocs.yml", CONFIGURATION, CONFIGURATION_JURY)
"""In the order in which they are looked for: ProperDocs, a fork of MkDocs, reads its own first."""


def configuration_in(folder: Path) -> Path | None:
    """The configuration that stands in a folder: the portfolio's, else the commission's."""
    named = (folder / name for name in NAMES)
    return next((file for file in named if file.is_file()), None)


def configuration_of_candidate(folder: Path) -> Path:
    """The configuration of a candidate's portfolio, where it is or would be."""
    return next((folder / name for name in NAMES[:-1] if (folder / name).is_file()), folder / CONFIGURATION)
