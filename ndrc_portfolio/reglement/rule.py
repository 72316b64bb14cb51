"""A rule of the exam, as a candidate's dossier keeps it, and the checklist of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ndrc_portfolio.messages.diagnostic import Cost, Diagnostic
from ndrc_portfolio.messages.french import enumeration, plural, typeset

State = Literal["conforme", "a-corriger", "a-surveiller", "a-venir", "non-verifie"]

_NV = ("R4", "R5", "R6")


@dataclass(frozen=True, slots=True)
class Regle:
    """One rule of one épreuve: what it asks (`libelle`), whether it is kept (`state`), and where it is not.

    `note` says what could not be checked, in French.
    """

    regle: str
    epreuve: str
    libelle: str
    state: State
    diagnostics: tuple[Diagnostic, ...] = ()
    note: str = ""

    @property
    def cost(self) -> Cost:
        """What it costs not to keep it."""
        return "NV" if self.regle in _NV else "pénalité"

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
        """Those of the rules of the dossier, each once though both épreuves have it; a fiche's own (R3) are its own."""
        offences = [d for r in self.regles if r.regle != "R3" for d in r.diagnostics]
        return list(dict.fromkeys([*offences, *self.autres]))

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
            (motifs, f"{plural(motifs, 'motif')} de NV", "le"),
            (penalites, plural(penalites, "pénalité"), "la"),
            (autres, f"{plural(autres, 'point')} à corriger", "le"),
        ]
        wrong = [entry for entry in counts if entry[0]]
        article = "les" if len(faults) > 1 else "".join(article for _, _, article in wrong)
        what = enumeration((words for _, words, _ in wrong), "et")
        return typeset(f"dossier pas encore conforme : {what} ; « ndrc verifier » {article} détaille.") if wrong else ""


def judge(diagnostics: Iterable[Diagnostic], otherwise: State = "conforme", *, strict: bool = False) -> State:
    """Whether a rule is kept that these diagnostics are of: `otherwise`, when none of them is a fault.

    `strict`: what is only to be finished, in a brouillon, is a fault too.
    """
    return "a-corriger" if any(strict or d.severity != "info" for d in diagnostics) else otherwise
