"""For whom? One answer, for every command that checks, builds, shows or prints a portfolio."""

from pathlib import Path
from typing import Literal

from ndrc_portfolio.formulaires.keyword import AUDIENCES, Audience
from ndrc_portfolio.reglages import CONFIGURATION, CONFIGURATION_JURY, configuration

Command = Literal["build", "gh-deploy", "serve", "verifier", "pdf", "fiche"]

_HIS_OWN = ("serve", "pdf")  # what candidates look at while they write, and what they hand in


def audience_for(command: Command, file: Path | None, option: object) -> Audience:
    """For whom a command works with a configuration.

    What somebody has said wins (`option`: of the command line for `pdf`, of the configuration for all others); then
    what `mkdocs.jury.yml` holds is the commission's; the rest is for the candidate in what nobody else sees, and for
    the public in all that may be published.
    """
    if said := next((audience for audience in AUDIENCES if audience == option), None):
        return said
    if file is not None and file.name == CONFIGURATION_JURY:
        return "jury"
    return "candidat" if command in _HIS_OWN else "public"


def configuration_for(folder: Path, audience: Audience) -> Path:
    """The configuration of a folder that makes what these readers see: `mkdocs.candidat.yml`, else the usual one."""
    own = folder / f"mkdocs.{audience}.yml"
    return own if own.is_file() else configuration(folder) or folder / CONFIGURATION
