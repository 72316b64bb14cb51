"""The règlement of a session, as data: what a dossier is made of, what each rule asks, and what it costs.

`schemas/<session>/reglement.json` stands beside the forms, and `schemas/reglement.schema.json` says what it may hold.
What is read here is right: ours is checked by the tests, an author's by `reglement_faults` before.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from ndrc_portfolio.messages.diagnostic import Cost, Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import cited

REGLEMENT = "reglement.json"

Controle = Literal[
    "fiches",
    "differentes",
    "vecue",
    "document",
    "rubriques",
    "annexe",
    "pages",
    "attestations",
    "duree",
    "depot",
]
"""What can be checked; which of it is asked, and of what, a règlement says."""

CONTROLES: tuple[Controle, ...] = get_args(Controle)


@dataclass(frozen=True, slots=True)
class Article:
    """A rule as a règlement has it.

    `formulaire` is the form that it is about; `choix` are the values of its choice of which there must be a fiche each,
    none for all; `champ` is the field that says OUI or NON; `nom` is what the document is, « une étude réflexive »;
    `pages` the most that it may have. `renvoi` is the rule by which this one is that of its épreuve too. `sinon` is
    what a candidate who is let off it may hand in instead.
    """

    epreuve: str
    regle: str
    controle: Controle
    libelle: str
    cout: Cost
    formulaire: str = ""
    choix: tuple[str, ...] = ()
    champ: str = ""
    nom: str = ""
    pages: int = 0
    renvoi: str = ""
    sinon: str = ""

    @property
    def reference(self) -> str:
        """« R3 »; « R10, comme R3 » where another rule refers to it."""
        return f"{self.renvoi}, comme {self.regle}" if self.renvoi else self.regle

    def cites(self, diagnostic: Diagnostic) -> Diagnostic:
        """A fault, as an offence against this rule."""
        return cited(diagnostic, self.regle, self.cout)


class Dispense(NamedTuple):
    """A rule that makes others advice for candidates of some statuts; `sinon` is what they may hand in instead."""

    regle: str
    regles: tuple[str, ...]
    statuts: tuple[str, ...]
    sinon: str


class Exigence(NamedTuple):
    """What is asked of a statut (R12): the types of papers that count, and how many weeks of them.

    `profil` and `papiers` name the candidate and the papers in messages. `amenagees` are the weeks asked with an
    aménagement. `periode` is the span, in years, that full time must lie in; part time counts half, over twice that.
    `annees` is how many school years there must be papers of.
    """

    profil: str
    types: tuple[str, ...]
    papiers: str
    semaines: int | None = None
    amenagees: int | None = None
    periode: int | None = None
    annees: int = 1


class Reglement(NamedTuple):
    """The rules of a session: `annee` is the session that they were written for."""

    annee: int
    articles: tuple[Article, ...]
    dispenses: tuple[Dispense, ...]
    durees: Mapping[str, Exigence]

    @property
    def formulaires(self) -> frozenset[str]:
        """The forms that it names."""
        return frozenset(article.formulaire for article in self.articles if article.formulaire)

    def of_form(self, id_: str, epreuve: str) -> tuple[Article, ...]:
        """What is asked of each fiche of a form by itself."""
        return tuple(
            a
            for a in self.articles
            if (a.controle == "rubriques" and a.epreuve == epreuve)
            or (a.controle in ("annexe", "pages") and a.formulaire == id_)
        )

    def of_statut(self, statut: str) -> tuple[Article, ...]:
        """The rules as they are for a candidate of a statut."""
        return tuple(self._lightened(article, statut) for article in self.articles)

    def _lightened(self, article: Article, statut: str) -> Article:
        for dispense in self.dispenses:
            if article.regle in dispense.regles and statut in dispense.statuts:
                return replace(article, cout="conseil", sinon=dispense.sinon)
        return article


def read_reglement(path: Path) -> Reglement:
    """The règlement in a file that is known to hold one; the folder that it stands in is the year."""
    return reglement_of(int(path.parent.name), json.loads(path.read_text(encoding="utf-8-sig")))


def reglement_of(annee: int, given: Mapping[str, Any]) -> Reglement:
    return Reglement(
        annee,
        tuple(
            Article(epreuve, **_frozen(article))
            for epreuve, articles in given["dossiers"].items()
            for article in articles
        ),
        tuple(Dispense(**_frozen(dispense)) for dispense in given.get("dispenses", ())),
        {statut: Exigence(**_frozen(exigence)) for statut, exigence in given["durees"].items()},
    )


def _frozen(given: Mapping[str, Any]) -> dict[str, Any]:
    """Its values, texts as French sets them."""
    return {
        key: tuple(value) if isinstance(value, list) else typeset(value) if isinstance(value, str) else value
        for key, value in given.items()
        if not key.startswith("$")
    }
