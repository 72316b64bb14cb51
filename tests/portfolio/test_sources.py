"""Who may read what: what a reading refuses, and what it leaves out. No site is built."""

import itertools
from pathlib import Path

import pikepdf
import pytest

from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.portfolio.model import Portfolio
from tests.portfolio.reading import read, said
from tests.support import FICHE
from tests.texts import CANARY, SUBJECT_OF_CANDIDATE, SUBJECT_OF_JURY, with_canaries

FORMS = load_forms(2020)
COMMISSION = {id_: form for id_, form in FORMS.items() if not form.by_candidat}


def check_refused(portfolio: Portfolio, name: str) -> None:
    """The document is refused by its name; nothing of it is shown, nothing of it is kept."""
    assert name in portfolio.refused
    assert name not in portfolio.fiches
    assert f"docs/{name}:1:1: erreur NDRC501" in said(portfolio)
    assert CANARY not in said(portfolio)


# ---- A document of the jury, in whatever state

NAMES = ["jury.md", "prive/jury.md", ".cache/jury.md", "jury.txt", "jury.markdown", "x/y/jury.html", "jury", "jury.yml"]
STATES: dict[str, str | bytes] = {
    "as it should be": SUBJECT_OF_JURY,
    "flow mapping": f"---\n{{fiche: e4-sujet-jury, objet: {CANARY}}}\n---\n",
    "quoted key": f'---\n"fiche": "e4-sujet-jury"\nobjet: {CANARY}\n---\n',
    "capital": f"---\nFiche: e4-sujet-jury\nobjet: {CANARY}\n---\n",
    "misspelt": f"---\nfiche: e4-sujet-juri\nobjet: {CANARY}\n---\n",
    "broken YAML": f'---\nfiche: e4-sujet-jury\nobjet: "{CANARY}\n---\n',
    "never closed": f"---\nfiche: e4-sujet-jury\nobjet: {CANARY}\n",
    "never opened": f"fiche: e4-sujet-jury\nobjet: {CANARY}\n---\n{CANARY}\n",
    "autocorrected dashes": f"—\nfiche: e4-sujet-jury\nobjet: {CANARY}\n—\n",
    "blank lines first": "\n\n" + SUBJECT_OF_JURY,
    "byte order mark": "\ufeff" + SUBJECT_OF_JURY,
    "Windows": SUBJECT_OF_JURY.replace("\n", "\r\n"),
    "two keys": f"---\nfiche: e4-activite\nfiche: e4-sujet-jury\nobjet: {CANARY}\n---\n",
    "very long": SUBJECT_OF_JURY + "x" * 1_200_000,
    "Latin-1": (SUBJECT_OF_JURY + "é").encode("latin-1"),
    "UTF-16": SUBJECT_OF_JURY.encode("utf-16"),
}


@pytest.mark.parametrize("state", STATES)
def test_a_document_of_the_jury_is_refused_in_whatever_state(tmp_path: Path, state: str) -> None:
    check_refused(read(tmp_path, {"doc.md": STATES[state], "fiche.md": FICHE}), "doc.md")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_of_the_jury_is_refused_under_any_name(tmp_path: Path, name: str) -> None:
    check_refused(read(tmp_path, {name: SUBJECT_OF_JURY, "fiche.md": FICHE}), name)


@pytest.mark.parametrize("name", ["doc.md", "notes-2027.md", "prive/x/.y/doc.md", "doc.html", "doc"])
@pytest.mark.parametrize("audience", ["public", "candidat"])
@pytest.mark.parametrize("id_", COMMISSION)
def test_no_canary_of_the_commission_is_read(tmp_path: Path, id_: str, audience: Audience, name: str) -> None:
    form = COMMISSION[id_]
    for right in (False, True):  # documents with faults, and one without
        portfolio = read(tmp_path, {"fiche.md": FICHE, name: with_canaries(form, right=right)}, audience)
        if form.audience == "jury":
            check_refused(portfolio, name)
        elif audience == "public":
            assert portfolio.left_out == (name,)
            assert list(portfolio.fiches) == ["fiche.md"]
            assert CANARY not in said(portfolio)
        else:
            assert portfolio.left_out == portfolio.refused == ()


@pytest.mark.parametrize(
    ("audience", "document"), [*itertools.product(("public", "candidat", "jury"), ("jury", "candidat"))]
)
def test_each_audience_is_given_what_is_for_it(tmp_path: Path, audience: Audience, document: Audience) -> None:
    source = SUBJECT_OF_JURY if document == "jury" else SUBJECT_OF_CANDIDATE
    portfolio = read(tmp_path, {"doc.md": source}, audience)
    allowed = audience in (document, "jury")
    assert (list(portfolio.fiches) == ["doc.md"]) is allowed
    assert (portfolio.refused == ("doc.md",)) is (document == "jury" and not allowed)
    assert (portfolio.left_out == ("doc.md",)) is (document == "candidat" and not allowed)
    assert CANARY not in said(portfolio)


def test_it_is_refused_as_an_annexe(tmp_path: Path) -> None:
    annexe = FICHE.replace("cadre:", "annexes: [{titre: A, fichier: doc.pdf}]\ncadre:")
    check_refused(read(tmp_path, {"doc.pdf": SUBJECT_OF_JURY, "fiche.md": annexe}), "doc.pdf")


def test_an_ordinary_page_that_speaks_of_the_forms_is_no_form(tmp_path: Path) -> None:
    page = "---\ntitle: Les fiches\n---\n\n```yaml\nfiche: e4-sujet-jury\n```\n\nfiche: e4-sujet-jury\n"
    portfolio = read(tmp_path, {"page.md": page, "autre.md": "# Titre\n\n" + page})
    assert portfolio.diagnostics == ()
    assert portfolio.left_out == portfolio.refused == tuple(portfolio.fiches) == ()


def test_a_pdf_of_the_jury_is_refused(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_metadata() as meta:
            meta["pdf:Keywords"] = "ndrc-audience:jury"
        pdf.save(tmp_path / "commission.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    content = (tmp_path / "commission.pdf").read_bytes()
    portfolio = read(tmp_path, {"notes/commission.pdf": content}, "candidat")
    assert [(d.code, d.path) for d in portfolio.others] == [("NDRC508", "docs/notes/commission.pdf")]
    assert read(tmp_path, {}, "jury").others == ()
