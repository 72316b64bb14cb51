"""Each form of both sessions as Word has it: filled, every answer arrives where it belongs; blank, there is none."""

from pathlib import Path

import pytest

from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.sessions import load_forms
from tests.word.documents import docx, form_blocks, p, tbl, tc
from tests.word.importing import answers_for, imported

FORMS = [(year, form) for year in (2020, 2026) for form in load_forms(year).values() if not form.keyword.a_la_main]
NAMES = [f"{year} {form.id}" for year, form in FORMS]
E4, E6 = (load_forms(2026)[f"{epreuve}-activite"] for epreuve in ("e4", "e6"))


@pytest.mark.parametrize(("session", "form"), FORMS, ids=NAMES)
def test_a_filled_form_gives_each_answer_back(session: int, form: Formulaire, tmp_path: Path) -> None:
    answers = answers_for(form)
    read = imported(tmp_path, docx(form_blocks(form, answers, session=session)), session)
    assert (read.code, [f.formulaire and f.formulaire.id for f in read.fiches]) == (0, [form.id])
    wanted = {c: [v] if isinstance(v, str) else v for c, v in answers.items() if c[0] != "candidat"}
    assert {c: read.answer(*c) for c in wanted} == wanted
    assert read.codes <= {"NDRC712"}
    assert "0123456701" not in read.source


@pytest.mark.parametrize(("session", "form"), FORMS, ids=NAMES)
def test_a_blank_form_gives_no_value(session: int, form: Formulaire, tmp_path: Path) -> None:
    read = imported(tmp_path, docx(form_blocks(form, {}, session=session)), session)
    assert (read.code, read.said) == (0, [])
    assert {c for c, v in read.fiches[0].values.items() if any(map(str.strip, v.cells))} <= {("numero",)}


def test_all_forms_of_a_session_stand_in_one_file(tmp_path: Path) -> None:
    forms = [form for year, form in FORMS if year == 2026]
    read = imported(tmp_path, docx("".join(form_blocks(form, answers_for(form)) for form in forms)))
    assert [f.formulaire and f.formulaire.id for f in read.fiches] == [form.id for form in forms]
    assert read.codes == {"NDRC712"}


def test_two_fiches_of_one_form_stand_in_one_file(tmp_path: Path) -> None:
    first, second = ({**answers_for(E6), ("numero",): number} for number in ("2", "3"))
    read = imported(tmp_path, docx(form_blocks(E6, first) + form_blocks(E6, second)))
    assert [fiche.numero for fiche in read.fiches] == ["2", "3"]


def test_a_form_may_stand_in_a_table_of_the_page(tmp_path: Path) -> None:
    read = imported(tmp_path, docx(tbl([[tc(form_blocks(E4, answers_for(E4)))]]) + p("")))
    assert read.answer("cadre", "nom") == [answers_for(E4)["cadre", "nom"]]
    assert read.codes == {"NDRC712"}


def test_a_fiche_of_another_session_becomes_one_of_the_portfolio(tmp_path: Path) -> None:
    """What the session has no rubrique for stays, as a comment."""
    older = load_forms(2020)["e4-activite"]
    read = imported(
        tmp_path, docx(form_blocks(older, {("ciblage", "bilan", "difficultes"): "Peu de retours"}, session=2020))
    )
    assert read.code == 1
    assert any("Peu de retours" in message for message in read.messages)
    assert "Peu de retours" in read.source
    assert read.answer("ciblage", "bilan", "solutions") == []
