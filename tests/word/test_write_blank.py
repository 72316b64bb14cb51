"""Blank forms for Word: each form of both sessions, whole, in the order of the standard."""

import pytest

from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.rendering.blank import NOBODY
from ndrc_portfolio.rendering.templates import Templates, template_environment
from ndrc_portfolio.word.written.documents import blank_document
from tests.word.opened import Opened, misplaced

FORMS = [(session, form) for session in (2020, 2025) for form in load_forms(session).values()]
RENDERING = Templates(template_environment())

every_form = pytest.mark.parametrize(("session", "form"), FORMS, ids=lambda x: x.id if hasattr(x, "id") else str(x))


def blank(session: int, form: Formulaire, candidat: Identite = NOBODY) -> Opened:
    return Opened(blank_document(form, session, RENDERING, candidat))


@every_form
def test_it_has_every_label_in_order(session: int, form: Formulaire) -> None:
    text = blank(session, form).text
    at = 0
    for table in lay_out(form).tables:
        for group in table.sections:
            for cell in (cell for row in group.rows for cell in row if cell.libelle and cell.kind != "valeur"):
                at = text.find(" ".join(cell.libelle.split()), at)
                assert at >= 0, cell.libelle
    assert all(critere.libelle in text for competence in form.grille for critere in competence.criteres)


@every_form
def test_all_stands_in_the_order_of_the_standard(session: int, form: Formulaire) -> None:
    assert not misplaced(blank(session, form))


@every_form
def test_its_rows_fill_the_grid_of_their_table(session: int, form: Formulaire) -> None:
    opened = blank(session, form)
    for table in opened.body.iter(opened.w("tbl")):
        columns = len(table.findall("w:tblGrid/w:gridCol", opened.names))
        for row in table.findall("w:tr", opened.names):
            spans = [cell.find("w:tcPr/w:gridSpan", opened.names) for cell in row.findall("w:tc", opened.names)]
            assert sum(1 if s is None else int(s.get(opened.w("val"), "")) for s in spans) == columns


def test_a_box_can_be_clicked_and_has_a_name() -> None:
    opened = blank(2020, load_forms(2020)["e4-activite"])
    boxes = opened.body.findall(".//w:sdtPr", opened.names)
    assert [box.find("w14:checkbox/w14:checked", opened.names).get(opened.w14("val")) for box in boxes] == ["0", "0"]
    assert [box.find("w:alias", opened.names).get(opened.w("val")) for box in boxes] == [
        "Négociation Vente et Accompagnement de la Relation Client",
        "Organisation et Animation d’un Evènement commercial",
    ]


def test_the_verso_begins_a_page_and_a_free_form_repeats_its_head() -> None:
    recto_verso = blank(2020, load_forms(2020)["e4-activite"])
    assert len(recto_verso.body.findall(".//w:pageBreakBefore", recto_verso.names)) == 1
    free = blank(2020, load_forms(2020)["e6-activite"])
    assert len(free.body.findall(".//w:tblHeader", free.names)) > 3


def test_it_says_whose_it_is_in_french_and_nothing_of_who_made_it() -> None:
    form = load_forms(2025)["e4-evaluation"]
    opened = blank(2025, form, Identite("Roussel", "Camille", "0123456701"))
    assert "Roussel" in opened.text and "0123456701" in opened.text
    assert form.titre in opened.part("docProps/core.xml") and ">fr-FR<" in opened.part("docProps/core.xml")
    assert not any("thumbnail" in name or "app.xml" in name for name in opened.parts)
    assert "python" not in "".join(opened.part(name) for name in opened.parts if name.endswith(".xml"))


def test_the_same_form_has_the_same_bytes() -> None:
    form = load_forms(2025)["e4-grille"]
    assert blank_document(form, 2025, RENDERING, NOBODY) == blank_document(form, 2025, RENDERING, NOBODY)


def test_a_pale_text_stands_across_the_sheet() -> None:
    opened = blank(2020, load_forms(2020)["e6-grille"])
    assert 'string="DOCUMENT DE TRAVAIL"' in opened.part("word/header1.xml")
    assert not any("header" in name for name in blank(2020, load_forms(2020)["e4-grille"]).parts)
