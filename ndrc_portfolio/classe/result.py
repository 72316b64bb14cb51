"""What is known of one portfolio: plain values, that cross processes and are kept. Nothing of it depends on today.

The text of a line (`excerpt`) is not among them: it may be of the candidate's situation, and a table has no use for it.
"""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, Self

from ndrc_portfolio.checks.completeness import completeness
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.messages.catalogue.dossier import DepositPassed, DepositSoon
from ndrc_portfolio.messages.diagnostic import COSTS, SEVERITIES, Cost, Diagnostic, Place, Severity, count
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import cited
from ndrc_portfolio.portfolio.readers.secret import NumeroCandidat
from ndrc_portfolio.reglement.complete import Complete
from ndrc_portfolio.reglement.deposit import about_deposit

Verdict = Literal["conforme", "pénalité", "NV", "à corriger"]
_SITUATION = re.compile("am[ée]nage", re.IGNORECASE)


class Said(NamedTuple):
    """A diagnostic as it is told to a teacher."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str
    rule: str
    cost: Cost

    @classmethod
    def of(cls, d: Diagnostic) -> Self:
        """It, without a word of an aménagement: that is between somebody and the school."""
        told = not _SITUATION.search(f"{d.message} {d.excerpt}")
        message = d.message if told else typeset("une option de « candidat » est à corriger")
        hint = typeset(" ; ").join(part for part in re.split(r"\s; ", d.hint) if told and not _SITUATION.search(part))
        return cls(d.code, d.severity, d.path, d.line, d.column, message, hint, d.rule, d.cost)

    @property
    def gravity(self) -> str:
        return SEVERITIES[self.severity]


class Piece(NamedTuple):
    """A document of a candidate: `value` is that of its choice (nature, réseau), `percent` how much is filled in."""

    form: str
    value: str
    numero: str
    titre: str
    path: str
    finale: bool
    percent: int
    errors: int


class Kept(NamedTuple):
    """A rule of the règlement, as a dossier keeps it."""

    epreuve: str
    reference: str
    libelle: str
    cost: Cost
    state: str
    note: str


class Deposit(NamedTuple):
    """The date of deposit that a candidate gives (ISO), where, and the rule that it is of."""

    date: str
    path: str
    line: int
    column: int
    rule: str
    cost: Cost

    def on(self, today: datetime.date) -> Iterator[Said]:
        """What is to be said of it on a day."""
        if message := about_deposit(datetime.date.fromisoformat(self.date), today):
            said = message.at(self.path, Place(self.line, self.column))
            yield Said.of(cited(said, self.rule, self.cost))


class Resultat(NamedTuple):
    """What is known of a portfolio. `refused` says why it could not be checked, in French; then there is little else.

    `weeks` are those that the attestations say; `ignored` the settings that are not taken.
    """

    refused: str = ""
    nom: str = ""
    prenom: str = ""
    session: int = 0
    said: tuple[Said, ...] = ()
    pieces: tuple[Piece, ...] = ()
    rules: tuple[Kept, ...] = ()
    annexes: int = 0
    attestations: int = 0
    weeks: float = 0
    deposit: Deposit | None = None
    ignored: tuple[str, ...] = ()

    def on(self, today: datetime.date) -> Self:
        """With what is to be said of it on a day."""
        soon = self.deposit.on(today) if self.deposit else ()
        return self._replace(said=_in_order([*self.said, *soon]))

    def count(self, severity: Severity) -> int:
        return sum(s.severity == severity for s in self.said)

    @property
    def verdict(self) -> Verdict:
        """The gravest of what is to be mended; « conforme » where nothing is. A deposit that is near is no fault."""
        faults = [s for s in self.said if s.severity != "info" and s.code != DepositSoon.code]
        costs = {s.cost for s in faults}
        if "NV" in costs:
            return "NV"
        if "pénalité" in costs:
            return "pénalité"
        return "à corriger" if faults else "conforme"

    @property
    def progress(self) -> int:
        """How much of the documents is filled in, in per cent of those that are there."""
        return sum(p.percent for p in self.pieces) // len(self.pieces) if self.pieces else 0


def result_of(whole: Complete, ignored: Sequence[str]) -> Resultat:
    """What is known of a portfolio that was read and checked."""
    read, fiches = whole.read, whole.portfolio.fiches
    said = [*whole.diagnostics, *whole.checklist.diagnostics]
    attestations = read.situation.attestations
    return Resultat(
        nom=read.candidat.nom,
        prenom=read.candidat.prenom,
        session=read.asked.session,
        said=_in_order(Said.of(d) for d in said if not d.is_a(DepositSoon) and not d.is_a(DepositPassed)),
        pieces=tuple(_piece(fiches[uri], uri) for uri in whole.portfolio.order),
        rules=tuple(
            Kept(r.article.epreuve, r.article.reference, r.article.libelle, r.article.cout, r.state, r.note)
            for r in whole.checklist.regles
            if r.article.controle != "depot"
        ),
        annexes=sum(len(files) for files in whole.portfolio.annexes.values()),
        attestations=len(attestations),
        weeks=sum(a.weeks or 0 for a in attestations),
        deposit=_deposit(whole),
        ignored=tuple(ignored),
    )


def _piece(fiche: Fiche, uri: str) -> Piece:
    form = fiche.formulaire
    assert form is not None
    done, total = completeness(fiche)
    value = fiche.identite(form.choix.cle) if form.choix else ""
    errors = count(fiche.diagnostics, "error")
    return Piece(form.id, value, fiche.numero, fiche.titre, uri, fiche.finale, 100 * done // max(total, 1), errors)


def _deposit(whole: Complete) -> Deposit | None:
    situation = whole.read.situation
    articles = [r.article for r in whole.checklist.regles if r.article.controle == "depot"]
    if situation.depot is None or not articles:
        return None
    article = min(articles, key=lambda a: COSTS.index(a.cout))
    at = situation.settings.diagnostic(DepositPassed(date=""), "depot")
    return Deposit(situation.depot.isoformat(), at.path, at.line, at.column, article.regle, article.cout)


def _in_order(said: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(sorted(said, key=lambda s: (s.path, s.line, s.column, s.code)))


def refused(reason: str, diagnostics: Iterable[Diagnostic] = ()) -> Resultat:
    """That a portfolio could not be checked."""
    return Resultat(refused=reason, said=tuple(map(Said.of, diagnostics)))


def hidden(result: Resultat, number: str) -> Resultat:
    """The same, a candidate's number in none of its texts."""
    numero = NumeroCandidat(number)
    if not numero.find(to_json(result).decode()):
        return result
    hide = numero.hide
    return result._replace(
        refused=hide(result.refused),
        said=tuple(s._replace(path=hide(s.path), message=hide(s.message), hint=hide(s.hint)) for s in result.said),
        pieces=tuple(p._replace(titre=hide(p.titre), path=hide(p.path), numero=hide(p.numero)) for p in result.pieces),
        nom=hide(result.nom),
        prenom=hide(result.prenom),
        ignored=tuple(map(hide, result.ignored)),
    )


def to_json(result: Resultat) -> bytes:
    return json.dumps(result, ensure_ascii=False).encode()


def from_json(content: bytes) -> Resultat:
    given: list[Any] = json.loads(content)
    known = dict(zip(Resultat._fields, given, strict=True))
    for name, kind in (("said", Said), ("pieces", Piece), ("rules", Kept)):
        known[name] = tuple(kind(*entry) for entry in known[name])
    known["deposit"] = Deposit(*known["deposit"]) if known["deposit"] else None
    return Resultat(**{**known, "ignored": tuple(known["ignored"])})
