"""Who a portfolio is by, as its pages and papers say it."""

from typing import NamedTuple


class Identite(NamedTuple):
    """Who the portfolio is by. `numero` is empty wherever it must not be seen."""

    nom: str = ""
    prenom: str = ""
    numero: str = ""

    @property
    def complet(self) -> str:
        return f"{self.prenom} {self.nom}".strip()
