"""A candidate's documents together, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.annexes.find import AnnexeFile
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.page_links import PageLink
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.words import number_of
from ndrc_portfolio.portfolio.configuration.identite import Identite


class Dossier(NamedTuple):
    """Documents that are shown and printed together: those of an épreuve; for the commission, of a candidate.

    `key` names it in URLs, `title` on pages, `name` on paper; `uris` are in the printed order.
    """

    key: str
    title: str
    name: str
    uris: tuple[str, ...]


@dataclass(frozen=True)
class Portfolio:
    """What stands in `docs/`, for one audience.

    `files` are the paths of all that can be read there. `fiches` and `annexes` go by the path of the page below `docs/`
    (its URI); a `Fiche` without form is a page with a fault. `refused` are the files that stop the build, and so do
    the `unread` ones, which may be folders; `misnamed` were meant as fiches; `left_out` are the documents left out of
    it without a fault, whose annexes stay out with them: `withheld_originals`, below `docs/`. `links` are those of each
    page that is shown. `others` is what is to be said of all but the fiches.
    """

    docs: Path
    audience: Audience
    formulaires: Mapping[str, Formulaire]
    fiches: Mapping[str, Fiche] = field(default_factory=dict)
    annexes: Mapping[str, Sequence[AnnexeFile]] = field(default_factory=dict)
    left_out: Sequence[str] = ()
    misnamed: Sequence[str] = ()
    refused: Sequence[str] = ()
    unread: Sequence[str] = ()
    files: Sequence[str] = ()
    withheld_originals: frozenset[str] = frozenset()
    links: Mapping[str, Sequence[PageLink]] = field(default_factory=dict)
    others: Sequence[Diagnostic] = ()

    @cached_property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """Everything that is wrong, file by file and line by line."""
        own = (d for fiche in self.fiches.values() for d in fiche.diagnostics)
        return tuple(sorted([*own, *self.others], key=lambda d: d.sort_key))

    @cached_property
    def order(self) -> Sequence[str]:
        """The URIs of all documents: by épreuve and rank, those with a number first, by number, then by path."""
        readable = {u: f for u, f in self.fiches.items() if f.formulaire is not None}
        return tuple(sorted(readable, key=lambda uri: _sort_key(uri, readable[uri])))

    @cached_property
    def dossiers(self) -> Sequence[Dossier]:
        """The documents épreuve by épreuve; for the commission, candidate by candidate, a folder each."""
        by_key: dict[str, list[str]] = {}
        for uri in self.order:
            form = self.fiches[uri].formulaire
            folder = uri.partition("/")[0] if "/" in uri else ""
            by_key.setdefault(folder if self.audience == "jury" or form is None else form.epreuve, []).append(uri)
        make = self._about_candidate if self.audience == "jury" else _of_epreuve
        return tuple(make(key, tuple(uris)) for key, uris in sorted(by_key.items()))

    def _about_candidate(self, folder: str, uris: tuple[str, ...]) -> Dossier:
        fiches = [self.fiches[uri] for uri in uris]
        names = (Identite(f.identite("candidat.nom"), f.identite("candidat.prenom")).complet for f in fiches)
        title = next(filter(None, names), folder or "Documents")
        return Dossier(folder, title, f"Dossier de commission – {title}", uris)


def _of_epreuve(epreuve: str, uris: tuple[str, ...]) -> Dossier:
    return Dossier(epreuve.lower(), f"Épreuve {epreuve}", f"Dossier {epreuve}", uris)


def _sort_key(uri: str, fiche: Fiche) -> tuple[str, int, bool, float, str, str]:
    form = fiche.formulaire
    numbered = form is not None and "numero" in form.identification
    number = number_of(fiche.numero)
    value = float("inf") if number is None else number
    rang = form.keyword.rang if form else 0
    return (form.epreuve if form else "", rang, not numbered, value, fiche.numero, uri)
