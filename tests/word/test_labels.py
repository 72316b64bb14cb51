"""Labels as one meets them: with a word more, without accents, misspelt, erased; rows that the form has not."""

import unicodedata
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ndrc_portfolio.formulaires.model import Champ, Formulaire
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.word.given.draft import write_draft
from ndrc_portfolio.word.given.drafting import draft_of
from ndrc_portfolio.word.given.package import Package
from ndrc_portfolio.word.given.pictures import Pictures
from ndrc_portfolio.word.given.read import read_document, texts
from ndrc_portfolio.word.given.read_form import read_form
from ndrc_portfolio.word.given.recognise import labels_of, recognise
from ndrc_portfolio.word.given.said import said_of
from ndrc_portfolio.word.given.spots import spots_of
from tests.word.documents import docx, form_blocks, p, tc
from tests.word.importing import answers_for, imported, lost_words

SHELVES = {2026: load_forms(2026), 2020: load_forms(2020)}
LABELS = labels_of(form for forms in SHELVES.values() for form in forms.values())
FORMS = [SHELVES[year][name] for year in SHELVES for name in ("e4-activite", "e6-activite", "e4-sujet-jury")]
MORE = ("de l’entretien de vente", "durant 16 semaines", "Auto Dépôt", "(voir annexe)", "lors du salon")


def disturbed(label: str, random: Random) -> str:
    """A label as somebody's copy of the form may have it."""
    if random.random() < 0.05:
        return ""
    if random.random() < 0.3:
        colon = " :" if label.endswith(":") else ""
        label = f"{label.rstrip(' :')} {random.choice(MORE)}{colon}"
    if random.random() < 0.1:
        label = "".join(c for c in unicodedata.normalize("NFD", label.upper()) if not unicodedata.combining(c))
    if random.random() < 0.05 and len(label) > 6:
        at = random.randrange(1, len(label) - 1)
        label = label[:at] + label[at + 1 :]
    return label


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.sampled_from(range(len(FORMS))), st.randoms(use_true_random=False))
def test_disturbed_labels_put_no_answer_in_a_wrong_cell_and_lose_no_word(which: int, random: Random) -> None:
    form, answers = FORMS[which], answers_for(FORMS[which])
    session = next(year for year in SHELVES if SHELVES[year][form.id] is form)
    package = Package(
        docx(form_blocks(form, answers, lambda label: disturbed(label, random), session=session)), "a.docx"
    )
    document = read_document(package)
    (found,) = recognise(spots_of(document.blocks, LABELS), SHELVES)
    read = read_form(found)
    drafted = draft_of(read, form, document, Pictures(package, "a", ""))
    given_back = {**drafted.draft.fields, **{c: [t for t in v if t] for c, v in drafted.draft.texts.items()}}
    for chemin, value in given_back.items():
        wanted = answers[chemin]
        assert value in (wanted, [wanted], [])
    written = write_draft(drafted.draft)
    said = said_of("a.md", read, drafted, written, document, [])
    kept = [written.source, *(d.message for d in said), "0123456701"]
    assert not lost_words(form, texts(document.blocks), kept)


FORM = load_forms(2026)["e6-activite"]
CONTEXTE = FORM.champs["analyse", "contexte"]


def with_label(form: Formulaire, champ: Champ, label: str) -> bytes:
    body = form_blocks(form, {champ.chemin: "Le marché progresse"})
    return docx(body.replace(p(champ.libelle), "".join(map(p, label.split("\n"))), 1))


def test_an_answer_in_the_cell_of_the_label_comes_first_and_is_said(tmp_path: Path) -> None:
    read = imported(tmp_path, with_label(FORM, CONTEXTE, "Contexte\nUn salon"))
    assert read.answer("analyse", "contexte") == ["Un salon\n\nLe marché progresse"]
    assert read.codes == {"NDRC706"}


def test_an_answer_behind_the_colon_of_a_label_comes_first(tmp_path: Path) -> None:
    read = imported(tmp_path, with_label(FORM, CONTEXTE, "Contexte : un salon"))
    assert read.answer("analyse", "contexte") == ["un salon\n\nLe marché progresse"]


def test_a_label_that_says_another_thing_is_no_label_of_the_form(tmp_path: Path) -> None:
    """« Type(s) de client(s) » is none of the E6 form, though it stands where its actors do."""
    read = imported(tmp_path, with_label(FORM, FORM.champs["cadre", "acteurs_reseau"], "Type(s) de client(s)"))
    assert read.answer("cadre", "acteurs_reseau") == []
    assert any("Type(s) de client(s)" in message for message in read.messages)


def test_a_row_more_is_kept_at_its_place(tmp_path: Path) -> None:
    body = form_blocks(FORM, {})
    at = body.index("</w:tr>", body.index(p("Contexte"))) + len("</w:tr>")
    body = f"{body[:at]}<w:tr>{tc('Slogan', 17)}{tc('Le savon qui dure', 83)}</w:tr>{body[at:]}"
    read = imported(tmp_path, docx(body))
    after = read.source.partition("### Contexte")[2].partition("###")[0]
    assert "Slogan" in after
    assert "Le savon qui dure" in after
    (said,) = read.said
    assert read.source.splitlines()[said["line"] - 1].startswith("<!--")
