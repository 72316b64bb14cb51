"""An attestation of a stage, a certificate or a contract, as `mkdocs.yml` says it."""

import datetime
from typing import NamedTuple


class Attestation(NamedTuple):
    """An attestation or certificate of `attestations:`; `numero` counts from 1.

    What the author did not give is None or empty, and so is what cannot be read: `faulty` names those keys.
    """

    numero: int
    type: str = ""
    organisation: str = ""
    du: datetime.date | None = None
    au: datetime.date | None = None
    semaines: float | None = None
    partiel: bool = False
    signee: bool | None = None
    fichier: str = ""
    faulty: frozenset[str] = frozenset()

    @property
    def nom(self) -> str:
        return self.organisation or f"n° {self.numero}"

    @property
    def dated_weeks(self) -> int | None:
        """The weeks that its dates cover, from a Monday to a Friday being one; None without two dates in order."""
        if self.du is None or self.au is None or self.au < self.du:
            return None
        return whole_weeks((self.au - self.du).days + 1)

    @property
    def weeks(self) -> float | None:
        """How many weeks it lasts: as it says, else as its dates say; None when neither does."""
        return self.semaines if self.semaines is not None else self.dated_weeks

    @property
    def duree(self) -> str:
        """« 6 semaines », or nothing."""
        return "" if self.weeks is None else format_weeks(self.weeks)


def whole_weeks(days: int) -> int:
    return max(0, (days + 2) // 7)


def format_weeks(number: float) -> str:
    """« 1 semaine », « 5,5 semaines »."""
    text = f"{number:g}".replace(".", ",")
    return f"{text} semaine{'s' if number >= 2 else ''}"
