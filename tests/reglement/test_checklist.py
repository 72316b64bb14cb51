"""The checklist: the state of each rule, and the line that sums them up."""

import itertools
from pathlib import Path

import pytest

from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.messages.catalogue.dossier import (
    EndsBeforeStart,
    LongerThanDates,
    NoStatus,
    SignatureUnsaid,
    TooOld,
    UnshowableFile,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.portfolio.attestation_files import AttestationFile, unreadable_attestation
from ndrc_portfolio.portfolio.configuration.situation import Situation
from ndrc_portfolio.reglement.rule import Checklist, Regle, judge
from tests.reglement.dossiers import EVENEMENT, MODELES, NEGOCIATION, RESEAUX, STAGES, check, e4, e6, etude, situation

ONE = "1 faute qui le rend non valide (NV)"
TWO = "2 fautes qui le rendent non valide (NV)"


def test_no_state_is_better_than_the_faults() -> None:
    info, warning, error = (Diagnostic("", s, "", Place(1), "") for s in ("info", "warning", "error"))
    assert judge([]) == judge([info]) == "conforme"
    assert judge([info], strict=True) == judge([warning]) == judge([info, error]) == "a-corriger"
    assert judge([info], "a-surveiller") == "a-surveiller"
    assert judge([warning], "a-surveiller") == "a-corriger"


def test_the_rules_cost_what_the_reglement_says() -> None:
    """R3 of E4, and R8, are asked for, and no sanction is stated."""
    regles = check().regles
    assert all(d.rule for r in regles for d in r.diagnostics if d.code.startswith("NDRC6"))
    costs = {(r.article.reference, r.article.cout) for r in regles}
    nv = {(f"{of}R{n}", "NV") for n in (4, 5, 6) for of in ("", "R10, comme ")}
    marks = {(reference, "pénalité") for reference in ("R1", "R2", "R7", "R9", "R10, comme R3")}
    assert costs == nv | marks | {("R3", "obligatoire"), ("R8", "obligatoire")}


def unreadable() -> Diagnostic:
    of = situation()
    file = AttestationFile(of.attestations[0], Path("stage.pdf"), "prive/stage.pdf", "pdf")
    return unreadable_attestation(of, file, PictureError())


@pytest.mark.parametrize(
    "message",
    [
        SignatureUnsaid(nom="Garage"),
        NoStatus(),
        TooOld(fin="02/01/2023", limite="30/06/2026"),
        LongerThanDates(nom="Garage", semaines="16 semaines", dates="2 semaines"),
        EndsBeforeStart(nom="Garage"),
        UnshowableFile(nom="Garage", fichier="a.docx"),
    ],
)
def test_a_warning_that_costs_nv_is_a_motif_de_nv(message: Message) -> None:
    articles = [a for a in MODELES.reglement.articles if a.regle == "R4"]
    both = tuple(Regle(a, "a-corriger", (a.cites(message.at("mkdocs.yml", Place(3))),)) for a in articles)
    assert {d.severity for r in both for d in r.diagnostics} == {"warning"}
    expected = f"dossier pas encore conforme : {ONE} ; « ndrc verifier » la détaille."
    assert Checklist(both, ()).summary == typeset(expected)


CONFORM = (
    e4(NEGOCIATION, path="docs/e4/a.md"),
    e4(EVENEMENT, path="docs/e4/b.md"),
    *(e6(reseau, "vecue: oui", path=f"docs/e6/{i}.md") for i, reseau in enumerate(RESEAUX)),
    etude(),
)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (situation(), ""),
        (situation(attestations=[{**STAGES[0], "signee": None}, STAGES[1]]), f"{ONE} ; « ndrc verifier » la"),
        (situation(attestations=[{**s, "signee": None} for s in STAGES]), f"{TWO} ; « ndrc verifier » les"),
        (situation(depot="2027-01-06"), f"{ONE} ; « ndrc verifier » la"),  # NDRC641, of both épreuves
        (situation(depot="2027-01-01"), ""),  # advice: nothing can be done any more
        (situation(depot="demain"), "1 point à corriger ; « ndrc verifier » le"),
        (situation(""), f"{ONE} ; « ndrc verifier » la"),
    ],
)
def test_the_closing_line_counts_what_faults_cost(of: Situation, expected: str) -> None:
    """Each once, though R4 to R6 are asked of both épreuves; advice and unfinished drafts are no fault."""
    summary = check(*CONFORM, of=of).summary
    assert summary == (typeset(f"dossier pas encore conforme : {expected} détaille.") if expected else "")


@pytest.mark.parametrize(
    ("motifs", "penalites", "said"),
    [
        (1, 0, f"{ONE} ; « ndrc verifier » la détaille"),
        (0, 1, "1 pénalité ; « ndrc verifier » la détaille"),
        (1, 1, f"{ONE} et 1 pénalité ; « ndrc verifier » les détaille"),
        (2, 0, f"{TWO} ; « ndrc verifier » les détaille"),
    ],
)
def test_the_closing_line_is_good_french(motifs: int, penalites: int, said: str) -> None:
    diagnostics = [Diagnostic("NDRC625", "error", "mkdocs.yml", Place(line), "", cost="NV") for line in range(motifs)]
    diagnostics += [
        Diagnostic("NDRC608", "warning", "mkdocs.yml", Place(line), "", cost="pénalité") for line in range(penalites)
    ]
    assert Checklist((), tuple(diagnostics)).summary == typeset(f"dossier pas encore conforme : {said}.")


def test_an_attestation_that_does_not_open_is_a_motif_de_nv() -> None:
    assert ONE in check(*CONFORM, justificatifs=[unreadable()]).summary


def test_the_closing_line_has_all_three_prices() -> None:
    same_number = e4(EVENEMENT, "numero: 1", path="docs/z.md")
    wrong = [e4(NEGOCIATION, "numero: 1"), same_number, *CONFORM[2:5]]
    unsigned = situation(attestations=[{**STAGES[0], "signee": "non"}, STAGES[1]])
    assert check(*wrong, of=unsigned).summary == typeset(
        f"dossier pas encore conforme : {ONE}, 1 pénalité et 1 point à corriger ; « ndrc verifier » les détaille."
    )


def test_the_checklist_has_the_rules_of_each_epreuve_in_the_order_of_the_reglement() -> None:
    found = [r.article.reference for r in check().regles]
    e4_rules, e6_rules = ["R1", "R2", "R3", "R3", "R4", "R5", "R6"], ["R7", "R8", "R9", "R9"]
    assert found == list(itertools.chain(e4_rules, e6_rules, (f"R10, comme R{n}" for n in (3, 4, 5, 6))))
