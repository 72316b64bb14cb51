"""Who may read what: what a reading refuses, what it leaves out, where it finds the number. No site is built."""

import itertools
from pathlib import Path

import pikepdf
import pytest

from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.portfolio.gates import made_for_audience
from ndrc_portfolio.portfolio.model import Portfolio
from ndrc_portfolio.portfolio.secret import NumeroCandidat, find_numero
from ndrc_portfolio.portfolio.sources import read_portfolio
from tests.support import FICHE, NUMERO, Contents, write
from tests.texts import CANARY, SUBJECT_OF_CANDIDATE, SUBJECT_OF_JURY, with_canaries

FORMS = load_forms(2027)
COMMISSION = {id_: form for id_, form in FORMS.items() if not form.by_candidat}


def read(root: Path, files: Contents, audience: Audience = "public", number: str = "") -> Portfolio:
    """A portfolio of these files, read for an audience."""
    docs = write(root, files) / "docs"
    return read_portfolio(docs, FORMS, audience, base="docs/", numero=NumeroCandidat(number), inclus=[])


def said(portfolio: Portfolio) -> str:
    """All that a terminal shows of it."""
    return "\n".join(d.head for d in portfolio.diagnostics)


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
            assert portfolio.left_out == [name]
            assert list(portfolio.fiches) == ["fiche.md"]
            assert CANARY not in said(portfolio)
        else:
            assert portfolio.left_out == portfolio.refused == []


@pytest.mark.parametrize(
    ("audience", "document"), [*itertools.product(("public", "candidat", "jury"), ("jury", "candidat"))]
)
def test_each_audience_is_given_what_is_for_it(tmp_path: Path, audience: Audience, document: Audience) -> None:
    source = SUBJECT_OF_JURY if document == "jury" else SUBJECT_OF_CANDIDATE
    portfolio = read(tmp_path, {"doc.md": source}, audience)
    allowed = audience in (document, "jury")
    assert (list(portfolio.fiches) == ["doc.md"]) is allowed
    assert (portfolio.refused == ["doc.md"]) is (document == "jury" and not allowed)
    assert (portfolio.left_out == ["doc.md"]) is (document == "candidat" and not allowed)
    assert CANARY not in said(portfolio)


def test_it_is_refused_as_an_annexe(tmp_path: Path) -> None:
    annexe = FICHE.replace("cadre:", "annexes: [{titre: A, fichier: doc.pdf}]\ncadre:")
    check_refused(read(tmp_path, {"doc.pdf": SUBJECT_OF_JURY, "fiche.md": annexe}), "doc.pdf")


def test_a_link_to_the_outside_of_docs_is_followed(tmp_path: Path) -> None:
    root = write(tmp_path / "portfolio", {"fiche.md": FICHE})
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "doc.md").write_text(SUBJECT_OF_JURY, encoding="utf-8")
    (root / "docs" / "lien").symlink_to(tmp_path / "ailleurs", target_is_directory=True)
    check_refused(read(root, {}), "lien/doc.md")


def test_an_ordinary_page_that_speaks_of_the_forms_is_no_form(tmp_path: Path) -> None:
    page = "---\ntitle: Les fiches\n---\n\n```yaml\nfiche: e4-sujet-jury\n```\n\nfiche: e4-sujet-jury\n"
    portfolio = read(tmp_path, {"page.md": page, "autre.md": "# Titre\n\n" + page})
    assert portfolio.diagnostics == []
    assert portfolio.left_out == portfolio.refused == list(portfolio.fiches) == []


# ---- The candidate's number


def test_the_environment_comes_before_the_file_and_the_file_before_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "prive.yml").write_text('numero: "999999"\n', encoding="utf-8")
    assert find_numero(tmp_path, "111111", {"NDRC_NUMERO_CANDIDAT": NUMERO}).valeur == NUMERO
    assert find_numero(tmp_path, "111111", {}).valeur == "999999"
    (tmp_path / "prive.yml").unlink()
    assert find_numero(tmp_path, "111111", {}).valeur == "111111"


@pytest.mark.parametrize("written", [f"numero: {NUMERO}\n", f'numero: "{NUMERO}"\n', f"numero: « {NUMERO} »\n"])
def test_the_private_file_is_read_as_it_was_written(tmp_path: Path, written: str) -> None:
    (tmp_path / "prive.yml").write_text(written, encoding="utf-8")
    number = find_numero(tmp_path, None, {})
    assert (number.valeur, number.diagnostics) == (NUMERO, ())


@pytest.mark.parametrize("written", [f'numero: "{NUMERO}\n', "numero: [1]\n", f"nom: {NUMERO}\n"])
def test_a_private_file_that_is_wrong_gives_no_number(tmp_path: Path, written: str) -> None:
    (tmp_path / "prive.yml").write_text(written, encoding="utf-8")
    number = find_numero(tmp_path, None, {})
    assert number.valeur == ""
    assert [d.code for d in number.diagnostics] == ["NDRC506"]
    assert NUMERO not in repr(number)


@pytest.mark.parametrize("written", [NUMERO, "01 23 45 67 01", "01.23.45.67.01", "0123\u00a0456\u00a0701"])
def test_the_number_is_found_in_groups_too(tmp_path: Path, written: str) -> None:
    portfolio = read(tmp_path, {"fiche.md": FICHE, "page.md": f"# Moi\n\nN° {written}\n"}, number=NUMERO)
    assert [(d.code, d.path, d.line) for d in portfolio.autres] == [("NDRC504", "docs/page.md", 3)]
    assert written not in said(portfolio)


@pytest.mark.parametrize("number", [NUMERO, "01 23 45 67 01"])
def test_the_number_is_found_in_pages_other_files_and_names(tmp_path: Path, number: str) -> None:
    files: Contents = {
        "fiche.md": FICHE.replace("Une rubrique", f"Mon numéro : {NUMERO}"),
        "index.md": f"# Moi\n\n{NUMERO}\n",
        "note.txt": "01/23/45\n67  01",
        "tableau.csv": f"numero;{NUMERO}\n",
        f"candidat-{NUMERO}.md": "# Moi\n",
    }
    portfolio = read(tmp_path, files, number=number)
    assert {(d.code, d.path, d.line) for d in portfolio.autres} == {
        ("NDRC504", "docs/fiche.md", 11),
        ("NDRC504", "docs/index.md", 3),
        ("NDRC504", "docs/note.txt", 1),
        ("NDRC504", "docs/tableau.csv", 1),
        ("NDRC504", f"docs/candidat-{NUMERO}.md", 1),
    }
    assert NUMERO not in said(portfolio).replace(f"candidat-{NUMERO}", "")
    assert not read(tmp_path, {}, "candidat", number).autres


# ---- What this tool has made for others


def test_the_highest_mark_counts(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF ndrc-audience:public ... ndrc-audience:candidat")
    assert made_for_audience(tmp_path / "a.pdf") == "candidat"
    assert made_for_audience(tmp_path / "absent.pdf") == "public"


def test_a_pdf_of_the_jury_is_refused(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_metadata() as meta:
            meta["pdf:Keywords"] = "ndrc-audience:jury"
        pdf.save(tmp_path / "commission.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    content = (tmp_path / "commission.pdf").read_bytes()
    portfolio = read(tmp_path, {"notes/commission.pdf": content}, "candidat")
    assert [(d.code, d.path) for d in portfolio.autres] == [("NDRC508", "docs/notes/commission.pdf")]
    assert read(tmp_path, {}, "jury").autres == []
