"""The rules R1 to R12 on small portfolios that are texts: no file, no site, no clock."""

import datetime
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.messages.catalogue.dossier import (
    EndsBeforeStart,
    FileNotThere,
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
from ndrc_portfolio.portfolio.documents import with_diagnostics
from ndrc_portfolio.portfolio.settings import NO_SETTINGS
from ndrc_portfolio.portfolio.situation import Situation, read_situation
from ndrc_portfolio.reglement.check import check_reglement
from ndrc_portfolio.reglement.composition import check_numeros
from ndrc_portfolio.reglement.mentions import check_mentions
from ndrc_portfolio.reglement.rule import Checklist, Regle, judge

FORMS = load_forms(2027)
TODAY = datetime.date(2027, 1, 4)
STAGES = [
    {"type": "stage", "organisation": "Garage", "du": "2026-01-05", "au": "2026-02-27", "signee": "oui"},
    {"type": "stage", "organisation": "Biscuiterie", "semaines": "8", "signee": "oui"},
]
NEGOCIATION, EVENEMENT = "nature: negociation-vente", "nature: evenement-commercial"
RESEAUX = ("reseau: distributeurs", "reseau: partenaires", "reseau: vente-directe")


def fiche(source: str, path: str = "docs/fiche.md") -> Fiche:
    read = read_fiche(source.encode(), path, FORMS)
    assert read is not None
    read = with_diagnostics(read, check_fiche(read))
    return read


def e4(*lines: str, path: str = "docs/e4.md", body: str = "") -> Fiche:
    return fiche("\n".join(["---", "fiche: e4-activite", *lines, "---", body]), path)


def e6(*lines: str, path: str = "docs/e6.md") -> Fiche:
    return fiche("\n".join(["---", "fiche: e6-activite", *lines, "---", ""]), path)


def etude(path: str = "docs/etude.md") -> Fiche:
    return fiche(
        "---\nfiche: e6-etude-reflexive\nstatut: finale\n"
        "theme: Un réseau\nproblematique: Comment ?\ndeveloppement: Ainsi.\n---\n",
        path,
    )


def situation(statut: str = "scolaire", attestations: Sequence[Any] = STAGES, **options: Any) -> Situation:
    candidat = {"statut": statut, **options.pop("candidat", {})}
    return read_situation({"candidat": candidat, "attestations": list(attestations), **options}, NO_SETTINGS)


def check(*fiches: Fiche, of: Situation | None = None, misnamed: int = 0, **more: Any) -> Checklist:
    return check_reglement(fiches, FORMS, of or situation(), 2027, TODAY, misnamed=misnamed, **more)


def regle(found: Checklist, epreuve: str, name: str) -> Regle:
    """The first rule of that name."""
    return next(r for r in found.regles if (r.epreuve, r.regle) == (epreuve, name))


def codes(of: Regle | Sequence[Diagnostic]) -> list[str]:
    return [d.code for d in (of.diagnostics if isinstance(of, Regle) else of)]


def kept(found: Checklist, epreuve: str, name: str) -> tuple[str, list[str]]:
    """The state of a rule, and what is wrong with it."""
    own = regle(found, epreuve, name)
    return own.state, codes(own)


# ---- R1 and R2: two fiches E4, one of each nature


@pytest.mark.parametrize(
    ("natures", "r1", "r2"),
    [
        ([NEGOCIATION, EVENEMENT], ("conforme", []), ("conforme", [])),
        ([NEGOCIATION], ("a-corriger", ["NDRC601"]), ("non-verifie", [])),
        ([], ("a-corriger", ["NDRC601"]), ("non-verifie", [])),
        ([NEGOCIATION, NEGOCIATION], ("a-corriger", ["NDRC602"]), ("a-corriger", ["NDRC602"])),
        ([NEGOCIATION, EVENEMENT, NEGOCIATION], ("a-corriger", ["NDRC603"]), ("conforme", [])),
        ([NEGOCIATION, "titre: Je ne sais pas encore"], ("non-verifie", []), ("non-verifie", [])),
        ([NEGOCIATION, NEGOCIATION, "titre: A"], ("a-corriger", ["NDRC603"]), ("non-verifie", [])),
    ],
)
def test_two_fiches_e4_of_each_nature(natures: list[str], r1: tuple[str, list[str]], r2: tuple[str, list[str]]) -> None:
    found = check(*(e4(nature, path=f"docs/{i}.md") for i, nature in enumerate(natures)))
    assert (kept(found, "E4", "R1"), kept(found, "E4", "R2")) == (r1, r2)


def test_the_missing_fiches_are_named() -> None:
    (both,) = regle(check(), "E4", "R1").diagnostics
    (one,) = regle(check(e4(EVENEMENT)), "E4", "R1").diagnostics
    assert both.message == typeset("il manque deux fiches E4 : « negociation-vente » et « evenement-commercial »")
    assert one.message == typeset("il manque une fiche E4 : « negociation-vente »")
    assert (one.rule, one.cost, one.severity) == ("R1", "pénalité", "warning")


def test_the_second_of_one_nature_is_shown_at_its_choice() -> None:
    (same,) = regle(check(e4(NEGOCIATION, path="docs/a.md"), e4(NEGOCIATION, path="docs/b.md")), "E4", "R2").diagnostics
    assert (same.path, same.line, same.column) == ("docs/b.md", 3, 9)
    assert "docs/a.md" in same.message
    assert "evenement-commercial" in same.hint


def test_what_could_not_be_read_may_be_what_is_missing() -> None:
    """A file that was meant as a fiche and is none, or that names a form which is not even near one."""
    unreadable = fiche("---\nfiche: rapport-inconnu\n---\n")
    assert unreadable.formulaire is None
    assert kept(check(e4(NEGOCIATION), unreadable), "E4", "R1") == ("non-verifie", [])
    assert kept(check(e4(NEGOCIATION), misnamed=1), "E4", "R1") == ("non-verifie", [])
    assert kept(check(misnamed=1), "E4", "R1") == ("a-corriger", ["NDRC601"])  # one at least is missing for sure


# ---- R3 and R9: each rubrique is filled in


def test_a_brouillon_is_not_finished_and_costs_nothing_yet() -> None:
    found = check(e4(NEGOCIATION), e4(EVENEMENT))
    assert kept(found, "E4", "R3") == ("a-corriger", ["NDRC302", "NDRC302"])
    assert "R3" not in {d.rule for d in found.diagnostics}  # the fiche has said it


def test_r3_of_an_epreuve_without_fiches_is_not_known() -> None:
    assert kept(check(etude()), "E4", "R3") == ("non-verifie", [])
    assert kept(check(etude()), "E6", "R3") == ("conforme", [])
    assert kept(check(etude(), misnamed=1), "E6", "R3") == ("non-verifie", [])


def test_one_etude() -> None:
    assert kept(check(), "E6", "R9") == ("a-corriger", ["NDRC608"])
    assert kept(check(misnamed=1), "E6", "R9") == ("non-verifie", [])
    assert kept(check(etude()), "E6", "R9") == ("conforme", [])
    two = check(etude("docs/a.md"), etude("docs/b.md"))
    assert kept(two, "E6", "R9") == ("a-corriger", ["NDRC609"])
    assert regle(two, "E6", "R9").diagnostics[0].path == "docs/b.md"
    draft = fiche("---\nfiche: e6-etude-reflexive\ntheme: Un réseau\n---\n")
    assert kept(check(draft), "E6", "R9") == ("a-corriger", ["NDRC302"])


def test_pages_are_counted_elsewhere() -> None:
    _, pages = (r for r in check(etude()).regles if r.regle == "R9")
    assert (pages.libelle, pages.state) == ("Une étude de deux pages au plus", "non-verifie")
    assert "--pages" in pages.note


# ---- R7, R8 and R11: three fiches E6


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ([0, 1, 2], ("conforme", [])),
        ([0, 2], ("a-corriger", ["NDRC604"])),
        ([0, 1, 1], ("a-corriger", ["NDRC605"])),
        ([0, 1, 2, 2], ("a-corriger", ["NDRC606"])),
        ([0, 0, 0, 1], ("a-corriger", ["NDRC606", "NDRC605"])),
    ],
)
def test_three_fiches_e6_one_of_each_network(chosen: list[int], expected: tuple[str, list[str]]) -> None:
    assert kept(check(*(e6(RESEAUX[i]) for i in chosen)), "E6", "R7") == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("oui", "non", "non"), ("conforme", [])),
        (("non", "non", "non"), ("a-corriger", ["NDRC607"])),
        (("non", "", ""), ("a-corriger", ["NDRC607"])),
        (("", "", ""), ("non-verifie", [])),
        (("non", "non"), ("non-verifie", [])),  # the third may be it
        (("non", "non", "peut-être"), ("non-verifie", [])),  # its own fault says so
    ],
)
def test_one_activity_was_lived(answers: Sequence[str], expected: tuple[str, list[str]]) -> None:
    found = check(*(e6(reseau, f"vecue: {a}") for reseau, a in zip(RESEAUX, answers, strict=False)))
    assert kept(found, "E6", "R8") == expected


def test_a_finale_fiche_without_an_answer_says_so_itself() -> None:
    found = check(*(e6(reseau, "statut: finale", "vecue:") for reseau in RESEAUX[:2]), e6(RESEAUX[2], "vecue: non"))
    assert kept(found, "E6", "R8") == ("non-verifie", [])


@pytest.mark.parametrize("chosen", [(), (0, 0, 1), (0, 1, 2, 2), (0, 1, 2)])
def test_who_has_experience_may_hand_in_a_professional_dossier(chosen: Sequence[int]) -> None:
    """R11: what else is a fault is advice, and R8 is not asked."""
    fiches = [e6(RESEAUX[i], "vecue: non") for i in chosen]
    certificate = {"type": "certificat", "organisation": "Garage", "signee": "oui"}
    found = check(*fiches, of=situation("experience", [certificate]))
    r7, r8 = regle(found, "E6", "R7"), regle(found, "E6", "R8")
    assert r8.state == "conforme"
    assert r7.state == ("conforme" if {0, 1, 2} <= set(chosen) else "non-verifie")
    assert {d.severity for d in (*r7.diagnostics, *r8.diagnostics)} <= {"info"}
    assert {d.cost for d in (*r7.diagnostics, *r8.diagnostics)} <= {"conseil"}
    assert bool(r7.diagnostics) is (chosen != (0, 1, 2))
    assert all("dossier professionnel" in d.hint for d in r7.diagnostics)
    assert regle(found, "E4", "R1").state == "a-corriger"  # E4 asks for its two fiches of everybody


# ---- R4, R5 and R12: attestations


@pytest.mark.parametrize(
    ("attestations", "expected"),
    [
        (STAGES, ("conforme", [])),
        ([], ("a-corriger", ["NDRC621"])),
        ([{**STAGES[0], "signee": "non"}], ("a-corriger", ["NDRC622"])),
        ([{**STAGES[0], "signee": None}], ("a-corriger", ["NDRC623"])),
        ([{**STAGES[0], "type": "contrat"}], ("a-corriger", ["NDRC624"])),
        ([STAGES[0], {**STAGES[1], "type": "contrat"}], ("conforme", [])),  # one that counts is there
        ([{**STAGES[0], "type": None}], ("a-corriger", ["NDRC117"])),
        ([{**STAGES[0], "signee": "peut-être"}], ("conforme", [])),  # what is written wrong stands in R5
    ],
)
def test_attestations_are_there_and_signed(attestations: list[Any], expected: tuple[str, list[str]]) -> None:
    found = check(of=situation(attestations=attestations))
    assert kept(found, "E4", "R4") == kept(found, "E6", "R4") == expected


def test_a_file_that_is_missing_is_no_fault_and_to_be_watched() -> None:
    missing = FileNotThere(nom="Garage").at("mkdocs.yml", Place(9))
    assert kept(check(justificatifs=[missing]), "E4", "R4") == ("a-surveiller", ["NDRC630"])


@pytest.mark.parametrize(
    ("statut", "weeks", "expected"),
    [
        ("scolaire", "16", ("conforme", [])),
        ("scolaire", "15,5", ("a-corriger", ["NDRC625"])),
        ("formation-continue", "8", ("conforme", [])),
        ("formation-continue", "7", ("a-corriger", ["NDRC625"])),
        ("apprentissage", "1", ("conforme", [])),
        ("experience", "1", ("conforme", [])),
        ("", "16", ("a-corriger", ["NDRC627"])),
    ],
)
def test_they_last_as_long_as_the_statut_asks(statut: str, weeks: str, expected: tuple[str, list[str]]) -> None:
    kind = "stage" if statut in ("scolaire", "formation-continue", "") else "certificat"
    one = {"type": kind, "organisation": "Garage", "semaines": weeks, "signee": "oui"}
    assert kept(check(of=situation(statut, [one])), "E4", "R5") == expected


def test_an_amenagement_halves_the_weeks() -> None:
    one = [{**STAGES[1], "semaines": "8"}]
    said = check(of=situation(attestations=one, candidat={"amenagement": "oui"}))
    assert kept(said, "E6", "R5") == ("conforme", [])
    (unsaid,) = regle(check(of=situation(attestations=one)), "E6", "R5").diagnostics
    assert "amenagement: oui" in unsaid.hint
    wrong = check(of=situation(attestations=one, candidat={"amenagement": "jamais"}))
    assert codes(regle(wrong, "E6", "R5")) == ["NDRC104"]  # and no other: it may have been « oui »


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        ({"du": "2026-07-01", "au": "2027-01-03", "temps": "plein"}, []),
        ({"du": "2026-09-01", "au": "2027-01-03", "temps": "plein"}, ["NDRC625"]),
        ({"du": "2026-01-05", "au": "2027-01-03", "temps": "partiel"}, []),
        ({"du": "2026-02-02", "au": "2027-01-03", "temps": "partiel"}, ["NDRC625"]),
        ({"du": "2022-01-03", "au": "2023-01-02", "temps": "plein"}, ["NDRC628"]),
        ({"semaines": "26"}, []),
        ({"semaines": "25"}, ["NDRC625"]),
    ],
)
def test_perfectionnement_counts_work_in_a_span(one: dict[str, str], expected: list[str]) -> None:
    """R12: full time six months of a year; part time a year of two."""
    certificate = {"type": "certificat", "organisation": "Garage", "signee": "oui", **one}
    assert codes(regle(check(of=situation("perfectionnement", [certificate])), "E4", "R5")) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"semaines": None, "du": None, "au": None}, ["NDRC626"]),
        ({"du": "2026-03-02", "au": "2026-01-05", "semaines": None}, ["NDRC632"]),
        ({"du": "2026-01-05", "au": "2026-01-18", "semaines": "16"}, ["NDRC629"]),
        ({"du": "2026-01-05", "au": "2026-08-30", "semaines": "16"}, ["NDRC634"]),
        ({"du": "hier", "au": "2026-01-18", "semaines": None}, ["NDRC132"]),
    ],
)
def test_dates_and_weeks_agree(more: dict[str, Any], expected: list[str]) -> None:
    assert codes(regle(check(of=situation(attestations=[{**STAGES[0], **more}])), "E4", "R5")) == expected


# ---- What the checklist says


def test_no_state_is_better_than_the_faults() -> None:
    info, warning, error = (Diagnostic("", s, "", Place(1), "") for s in ("info", "warning", "error"))
    assert judge([]) == judge([info]) == "conforme"
    assert judge([info], strict=True) == judge([warning]) == judge([info, error]) == "a-corriger"
    assert judge([info], "a-surveiller") == "a-surveiller"
    assert judge([warning], "a-surveiller") == "a-corriger"


def test_the_rules_cost_what_the_reglement_says() -> None:
    costs = {(r.regle, r.cost) for r in check().regles}
    expected = {(f"R{n}", "NV" if n in (4, 5, 6) else "pénalité") for n in (1, 2, 3, 4, 5, 6, 7, 8, 9)}
    assert costs == expected


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
    diagnostic = message.at("mkdocs.yml", Place(3))
    assert diagnostic.severity == "warning"
    both = tuple(Regle("R4", epreuve, "", "a-corriger", (diagnostic,)) for epreuve in ("E4", "E6"))
    expected = "dossier pas encore conforme : 1 motif de NV ; « ndrc verifier » le détaille."
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
        (situation(attestations=[{**STAGES[0], "signee": None}, STAGES[1]]), "1 motif de NV ; « ndrc verifier » le"),
        (situation(attestations=[{**s, "signee": None} for s in STAGES]), "2 motifs de NV ; « ndrc verifier » les"),
        (situation(depot="2027-01-06"), "1 motif de NV ; « ndrc verifier » le"),  # NDRC641, of both épreuves
        (situation(depot="2027-01-01"), ""),  # advice: nothing can be done any more
        (situation(depot="demain"), "1 point à corriger ; « ndrc verifier » le"),
        (situation(""), "1 motif de NV ; « ndrc verifier » le"),
    ],
)
def test_the_closing_line_counts_what_faults_cost(of: Situation, expected: str) -> None:
    """Each once, though R4 to R6 are asked of both épreuves; advice and unfinished drafts are no fault."""
    summary = check(*CONFORM, of=of).summary
    assert summary == (typeset(f"dossier pas encore conforme : {expected} détaille.") if expected else "")


def test_an_attestation_that_does_not_open_is_a_motif_de_nv() -> None:
    assert "1 motif de NV" in check(*CONFORM, justificatifs=[unreadable()]).summary


def test_the_closing_line_has_all_three_prices() -> None:
    same_number = e4(EVENEMENT, "numero: 1", path="docs/z.md")
    wrong = [e4(NEGOCIATION, "numero: 1"), same_number, *CONFORM[2:5]]
    unsigned = situation(attestations=[{**STAGES[0], "signee": "non"}, STAGES[1]])
    assert check(*wrong, of=unsigned).summary == typeset(
        "dossier pas encore conforme : 1 motif de NV, 1 pénalité et 1 point à corriger ; "
        "« ndrc verifier » les détaille."
    )


# ---- Beside the rules: numbers, annexes


@pytest.mark.parametrize(
    ("numbers", "collides"), [(("1", "2"), False), (("1", "1"), True), (("1", "01"), True), (("", ""), False)]
)
def test_two_fiches_of_an_epreuve_have_two_numbers(numbers: tuple[str, str], *, collides: bool) -> None:
    one, two = (e4(f'numero: "{n}"' if n else "numero:", path=f"docs/{i}.md") for i, n in enumerate(numbers))
    assert codes(check_numeros([one, two])) == (["NDRC610"] if collides else [])
    assert not check_numeros([one, e6(f'numero: "{numbers[0]}"')])  # those of the other épreuve are others


ANNEXES = "annexes: [{titre: A, fichier: a.png}, {titre: B, fichier: b.png}]"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Voir annexes 1 et 2.", []),
        ("Voir annexe 1.", ["NDRC612"]),
        ("Voir annexes 1, 2 et 3.", ["NDRC611"]),
        ("Voir annexes 1 et 2, puis annexe 3, puis encore annexe 3.", ["NDRC611"]),
        ("Rien.", ["NDRC612", "NDRC612"]),
    ],
)
def test_annexes_that_texts_call(words: str, expected: list[str]) -> None:
    body = f"## Analyse de l’activité\n### Historique/Problématique de l’activité\n{words}\n"
    own = e4(NEGOCIATION, ANNEXES, body=body)
    assert codes(check_mentions([own], 0)) == expected


@pytest.mark.parametrize("lost", [0, 1])
def test_annexes_of_a_fiche_that_may_be_the_lost_one(lost: int) -> None:
    body = (
        "## Analyse de l’activité\n### Historique/Problématique de l’activité\nVoir l’annexe 1 de la fiche E4 n° 2.\n"
    )
    found = check_mentions([e4(NEGOCIATION, "numero: 1", body=body)], lost)
    assert codes(found) == ([] if lost else ["NDRC611"])


def test_the_checklist_has_the_rules_of_each_epreuve_in_the_order_of_the_reglement() -> None:
    found = [r.reference for r in check().regles]
    e4_rules, e6_rules = ["R1", "R2", "R3", "R4", "R5", "R6"], ["R7", "R8", "R9", "R9"]
    assert found == list(itertools.chain(e4_rules, e6_rules, (f"R10, comme R{n}" for n in (3, 4, 5, 6))))
