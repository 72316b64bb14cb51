"""A rule of the exam, as a candidate's dossier keeps it, and the checklist of all of them."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.reglement import Article, Exigence
from ndrc_portfolio.messages.catalogue.completeness import OfFiche
from ndrc_portfolio.messages.diagnostic import COSTS, Diagnostic
from ndrc_portfolio.messages.french import enumeration, plural, typeset
from ndrc_portfolio.portfolio.configuration.situation import Situation

State = Literal["conforme", "a-corriger", "a-surveiller", "a-venir", "non-verifie"]


@dataclass(frozen=True, slots=True)
class Regle:
    """One rule as a dossier keeps it: whether it does (`state`), and where it does not.

    `note` says what could not be checked, in French.
    """

    article: Article
    state: State
    diagnostics: tuple[Diagnostic, ...] = ()
    note: str = ""


class Evidence(NamedTuple):
    """What a rule of an épreuve is held against.

    `articles` are all rules of the épreuve, `forms` its forms by id, `fiches` the candidate's, in printed order. `lost`
    is how many files could not be read: each may be any that seems to be missing. `justificatifs` is what is to be said
    of the files of the attestations.
    """

    articles: Sequence[Article]
    durees: Mapping[str, Exigence]
    forms: Mapping[str, Formulaire]
    fiches: Sequence[Fiche]
    situation: Situation
    session: int
    today: datetime.date
    lost: int
    justificatifs: Sequence[Diagnostic]

    @property
    def exigence(self) -> Exigence | None:
        """What is asked of the candidate's statut, if it is known."""
        return self.durees.get(self.situation.statut)

    def of_form(self, id_: str) -> list[Fiche]:
        return [fiche for fiche in self.fiches if fiche.formulaire and fiche.formulaire.id == id_]


class Checklist(NamedTuple):
    """The rules épreuve by épreuve, and what is to be said beside them: of numbers and annexes, of the models."""

    regles: tuple[Regle, ...]
    autres: tuple[Diagnostic, ...]
    modeles: tuple[Diagnostic, ...] = ()

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Those of the rules of the dossier, each once though both épreuves have it; a fiche's own are its own."""
        once: dict[tuple[object, ...], Diagnostic] = {}
        for d in (d for r in self.regles for d in r.diagnostics if not d.is_a(OfFiche)):
            said = once.setdefault((d.code, d.path, d.place, d.message), d)
            if COSTS.index(d.cost) < COSTS.index(said.cost):  # what costs more in one épreuve than in the other
                once[d.code, d.path, d.place, d.message] = d
        return [*once.values(), *self.autres, *self.modeles]

    @property
    def summary(self) -> str:
        """One line for the log of a build, which the rules of the dossier never stop; empty if all is well.

        It counts what the faults cost: one of severity « warning » may cost « NV ».
        """
        faults = [d for d in self.diagnostics if d.severity != "info"]
        motifs = sum(d.cost == "NV" for d in faults)
        penalites = sum(d.cost == "pénalité" for d in faults)
        autres = len(faults) - motifs - penalites
        counts = [
            (motifs, _not_valid(motifs), "la"),
            (penalites, plural(penalites, "pénalité"), "la"),
            (autres, f"{plural(autres, 'point')} à corriger", "le"),
        ]
        wrong = [entry for entry in counts if entry[0]]
        article = "les" if len(faults) > 1 else "".join(article for _, _, article in wrong)
        what = enumeration((words for _, words, _ in wrong), "et")
        return typeset(f"dossier pas encore conforme : {what} ; « ndrc verifier » {article} détaille.") if wrong else ""


def _not_valid(number: int) -> str:
    return f"{plural(number, 'faute')} qui le {'rend' if number == 1 else 'rendent'} non valide (NV)"


def judge(diagnostics: Iterable[Diagnostic], otherwise: State = "conforme", *, strict: bool = False) -> State:
    """Whether a rule is kept that these diagnostics are of: `otherwise`, when none of them is a fault.

    `strict`: what is only to be finished, in a brouillon, is a fault too.
    """
    return "a-corriger" if any(strict or d.severity != "info" for d in diagnostics) else otherwise
