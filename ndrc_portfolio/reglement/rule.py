"""A rule of the exam, as a candidate's dossier keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.messages.diagnostic import Cost, Diagnostic, count
from ndrc_portfolio.messages.french import plural, typeset
from ndrc_portfolio.messages.message import Message

Etat = Literal["conforme", "a-corriger", "a-surveiller", "a-venir", "non-verifie"]


@dataclass(frozen=True, slots=True)
class Regle:
    """One rule of one épreuve, as the candidate's dossier keeps it. `note` says what could not be checked."""

    regle: str
    epreuve: str
    libelle: str
    cout: Cost
    etat: Etat
    diagnostics: tuple[Diagnostic, ...] = ()
    note: str = ""

    @property
    def reference(self) -> str:
        """The rule, as the table of its épreuve has it: R10 makes R3 to R6 those of E6 too."""
        common = self.epreuve == "E6" and self.regle in ("R3", "R4", "R5", "R6")
        return f"R10, comme {self.regle}" if common else self.regle


class Checklist(NamedTuple):
    """The rules épreuve by épreuve, and what is to be said beside them (numbers that collide, annexes)."""

    regles: tuple[Regle, ...]
    autres: tuple[Diagnostic, ...]

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Those of the rules of the dossier; a fiche's own (R3) are in the fiche."""
        told = [d for c in self.regles if c.regle != "R3" for d in c.diagnostics]
        return list(dict.fromkeys([*told, *self.autres]))

    @property
    def resume(self) -> str:
        """One line for the log of a build, which the rules of the dossier never stop; empty if all is well."""
        told = self.diagnostics
        motifs, penalites = count(told, "error"), count(told, "warning")
        parts = [plural(motifs, "motif") + " de NV", plural(penalites, "pénalité")]
        wrong = " et ".join(p for p in parts if not p.startswith("0 "))
        les = {(1, 0): "le", (0, 1): "la"}.get((motifs, penalites), "les")
        return typeset(f"dossier pas encore conforme : {wrong} ; « ndrc verifier » {les} détaille.") if wrong else ""


def at_key(fiche: Fiche, message: Message, cle: str) -> Diagnostic:
    """A diagnostic at a key of a fiche."""
    return fiche.constat(message, fiche.front_matter.place((cle,)))


def make_regle(
    regle: str,
    epreuve: str,
    libelle: str,
    told: Iterable[Diagnostic],
    note: str = "",
    *,
    verifie: bool = True,
    strict: bool = False,
) -> Regle:
    """`verifie`: whether there is something to check; `strict`: an unfinished brouillon does not keep the rule yet."""
    diagnostics = tuple(told)
    worst = {d.severity for d in diagnostics}
    cout: Cost = "NV" if regle in ("R4", "R5", "R6") else "pénalité"
    etat: Etat = "conforme" if verifie else "non-verifie"
    if worst & {"error", "warning"} or (strict and worst):
        etat = "a-corriger"
    return Regle(regle, epreuve, libelle, cout, etat, diagnostics, note)
