"""A candidate's documents together, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.annexes.find import AnnexeFile
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.diagnostic import Diagnostic


class Dossier(NamedTuple):
    """Documents that are shown and printed together: those of an épreuve; for the commission, of a candidate.

    `key` names it in URLs, `title` on pages, `name` on paper; `uris` are in the printed order.
    """

    key: str
    title: str
    name: str
    uris: tuple[str, ...]


@dataclass(slots=True)
class Portfolio:
    """What stands in `docs/`, for one audience.

    `fiches` and `pieces` go by the path of the page below `docs/` (its URI); a `Fiche` without form is a page
    with a fault. `refused` are the documents that stop the build; `left_out` those left out of it without a fault,
    whose annexes stay out with them: `withheld_originals`, below `docs/`.
    """

    docs: Path
    audience: Audience
    formulaires: Mapping[str, Formulaire]
    fiches: dict[str, Fiche] = field(default_factory=dict)
    pieces: dict[str, list[AnnexeFile]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    withheld_originals: set[str] = field(default_factory=set)
    autres: list[Diagnostic] = field(default_factory=list)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Everything that is wrong, file by file and line by line."""
        own = [d for fiche in self.fiches.values() for d in fiche.diagnostics]
        return sorted([*own, *self.autres], key=lambda d: d.sort_key)

    @property
    def ordre(self) -> list[str]:
        """The URIs of all documents: by épreuve, those that bear a number first, by number, then by path."""
        readable = {u: f for u, f in self.fiches.items() if f.formulaire is not None}
        return sorted(readable, key=lambda uri: _rang(uri, readable[uri]))

    @property
    def dossiers(self) -> list[Dossier]:
        """The documents épreuve by épreuve; for the commission, candidate by candidate, a folder each."""
        by_key: dict[str, list[str]] = {}
        for uri in self.ordre:
            form = self.fiches[uri].formulaire
            folder = uri.partition("/")[0] if "/" in uri else ""
            by_key.setdefault(folder if self.audience == "jury" or form is None else form.epreuve, []).append(uri)
        make = self._candidat if self.audience == "jury" else _epreuve
        return [make(key, tuple(uris)) for key, uris in sorted(by_key.items())]

    def _candidat(self, folder: str, uris: tuple[str, ...]) -> Dossier:
        fiches = [self.fiches[uri] for uri in uris]
        names = (f"{f.identite('candidat.prenom')} {f.identite('candidat.nom')}".strip() for f in fiches)
        title = next(filter(None, names), folder or "Documents")
        return Dossier(folder, title, f"Dossier de commission – {title}", uris)


def _epreuve(epreuve: str, uris: tuple[str, ...]) -> Dossier:
    return Dossier(epreuve.lower(), f"Épreuve {epreuve}", f"Dossier {epreuve}", uris)


def _rang(uri: str, fiche: Fiche) -> tuple[str, bool, float, str, str]:
    form = fiche.formulaire
    numbered = form is not None and "numero" in form.identification
    numero = fiche.numero
    value = float(numero) if numero.isdigit() else float("inf")
    return (form.epreuve if form else "", not numbered, value, numero, uri)
