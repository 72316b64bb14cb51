"""Which fiches a dossier is made of: R1, R2, R3, R7, R8, R9 and R11."""

from collections.abc import Sequence

import pytest

from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.reglement.composition import check_numeros
from tests.reglement.dossiers import (
    EVENEMENT,
    NEGOCIATION,
    RESEAUX,
    check,
    codes,
    e4,
    e6,
    etude,
    fiche,
    kept,
    regle,
    situation,
)

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
    _, pages = (r for r in check(etude()).regles if r.article.regle == "R9")
    assert (pages.article.libelle, pages.state) == ("Une étude de deux pages au plus", "non-verifie")
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


# ---- Beside the rules: numbers


@pytest.mark.parametrize(
    ("numbers", "collides"), [(("1", "2"), False), (("1", "1"), True), (("1", "01"), True), (("", ""), False)]
)
def test_two_fiches_of_an_epreuve_have_two_numbers(numbers: tuple[str, str], *, collides: bool) -> None:
    one, two = (e4(f'numero: "{n}"' if n else "numero:", path=f"docs/{i}.md") for i, n in enumerate(numbers))
    assert codes(check_numeros([one, two])) == (["NDRC610"] if collides else [])
    assert not check_numeros([one, e6(f'numero: "{numbers[0]}"')])  # those of the other épreuve are others
