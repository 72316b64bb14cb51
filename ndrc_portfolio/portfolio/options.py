"""The names of our options in `mkdocs.yml`: one table for who declares them, who reads them and who checks them."""

PLUGIN = "ndrc-portfolio"


OPTIONS = (
    *("candidat", "session", "audience", "modalite", "schemas", "attestations", "depot", "portfolios"),
    *("couleur", "presentation", "contact", "photo"),
)


CANDIDAT = ("nom", "prenom", "numero", "statut", "amenagement")
"""Under `candidat:`."""


ATTESTATION = ("type", "organisation", "du", "au", "semaines", "temps", "signee", "fichier")
"""In each entry of `attestations:`."""
