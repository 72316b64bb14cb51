"""The names of our options in `mkdocs.yml`, and what values some may have: for all who declare, read or check them."""

import re

from ndrc_portfolio.formulaires.keyword import MODALITES, Modalite

PLUGIN = "ndrc-portfolio"


OPTIONS = (
    *("candidat", "session", "audience", "modalite", "schemas", "attestations", "depot", "portfolios"),
    *("couleur", "presentation", "contact", "photo"),
)


CANDIDAT = ("nom", "prenom", "numero", "statut", "amenagement")
"""Under `candidat:`."""


ATTESTATION = ("type", "organisation", "du", "au", "semaines", "temps", "signee", "fichier")
"""In each entry of `attestations:`."""


def year_of(value: object) -> int | None:
    """The year that a value of `session:` is, as YAML or MkDocs gives it: four digits."""
    text = "" if isinstance(value, bool) else str(value).strip()
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else None


def modalite_of(value: object) -> Modalite:
    """The modality that a value of `modalite:` is; empty if it is none."""
    return next((m for m in MODALITES if str(value).strip().casefold() == m), "")
