"""What `ndrc pdf` and `ndrc verifier --pages` print: a portfolio that some host has built."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.annexes.model import AnnexePage
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.rendering.dossier import PrintedDossier
from ndrc_portfolio.rendering.templates import Templates


class Printable(NamedTuple):
    """A portfolio that was built for one reader, in a folder that goes away: what printing it needs.

    `docs`, `site` and `cache` are folders, `home` the URL of the home page, `epreuves` those that there are forms of,
    `annexe_pages` where the pictures of PDF annexes come from, by their names. `warnings` is what the host has warned
    of meanwhile, `left` what its pages have not of its settings, `rules` what the règlement has against the dossier of
    the candidate, in a line.
    """

    dossiers: Sequence[PrintedDossier]
    rendering: Templates
    home: str
    docs: Path
    site: Path
    cache: Path
    epreuves: frozenset[str]
    annexe_pages: Mapping[str, AnnexePage]
    warnings: Sequence[str]
    left: Diagnostic | None
    rules: str
