"""A class and its students, as the teacher has written them."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.formulaires.keyword import Modalite
from ndrc_portfolio.messages.diagnostic import Diagnostic

CLASSE = "classe.yml"
"""What makes a folder that of a class."""
REMISES = "remises"
"""What students handed in, as it came."""
RECUS = "recus"
"""The copies that are read."""
PRIVATE = "prive"
"""What is for the teacher alone: the candidates' numbers."""
SITE = "site-classe"


class Eleve(NamedTuple):
    """A line of the list. `cle` names the student's folders; `source` is where the portfolio is, if that is said."""

    ligne: int
    cle: str
    nom: str
    prenom: str = ""
    groupe: str = ""
    statut: str = ""
    source: str = ""
    dates: Mapping[str, str] = {}

    @property
    def complet(self) -> str:
        """As lists have it: « ROUSSEL Camille »."""
        return f"{self.nom} {self.prenom}".strip()


class Echeance(NamedTuple):
    """So many documents of a form are there on a day, and at the latest on another."""

    titre: str
    document: str
    nombre: int
    le: datetime.date
    limite: datetime.date


class Classe(NamedTuple):
    """A class, its students in the order of the list, `liste`, and what is wrong with how all that is written."""

    root: Path
    nom: str
    liste: str
    session: int
    modalite: Modalite
    schemas: Path | None
    echeances: tuple[Echeance, ...]
    conservation: int
    """Months after the session's end that what was handed in may be kept."""
    eleves: tuple[Eleve, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
