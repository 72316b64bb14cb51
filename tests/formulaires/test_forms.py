"""The official forms, as data."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.check import faults_of
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.folders import FormulaireError
from ndrc_portfolio.formulaires.keyword import Modalite
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.formulaires.schema import form_of
from ndrc_portfolio.formulaires.sessions import Forms, current_session, load_forms
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from ndrc_portfolio.portfolio.configuration.situation import read_situation
from ndrc_portfolio.reglement.check import check_reglement
from tests.formulaires.labels import LIBELLES, SESSIONS, blank, filled, labels, letters
from tests.texts import OWN_FORM, checked

SCHEMAS = sorted(data_dir("schemas").rglob("*.schema.json"))
EVERY = {session: load_forms(session) for session in SESSIONS}
WRITTEN = [(s, id_) for s, forms in EVERY.items() for id_, form in forms.items() if not form.keyword.a_la_main]
ALL = [(s, id_) for s, forms in EVERY.items() for id_ in forms]


def read_text(path: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def leaves(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """All properties that hold a value, by dotted key."""
    for cle, property_ in schema["properties"].items():
        here = f"{path}.{cle}".strip(".")
        if "properties" in property_:
            assert property_.get("additionalProperties") is False, here
            yield from leaves(property_, here)
        else:
            yield here, property_


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name)
def test_every_schema_is_valid(path: Path) -> None:
    schema = read_text(path)
    Draft202012Validator.check_schema(schema)
    assert "http" not in json.dumps({k: v for k, v in schema.items() if k != "$schema"})


@pytest.mark.parametrize(("session", "id_"), ALL)
def test_every_rubrique_has_a_description_and_examples(session: int, id_: str) -> None:
    form = EVERY[session][id_]
    assert form.description
    for cle, property_ in leaves(dict(form.schema)):
        assert len(property_["description"]) > 20, cle
        assert property_["description"].endswith("."), cle
        assert property_["examples"], cle


@pytest.mark.parametrize(("session", "id_"), ALL)
def test_examples_are_valid(session: int, id_: str) -> None:
    form = EVERY[session][id_]
    for cle, property_ in leaves(dict(form.schema)):
        validator = Draft202012Validator({**property_, "$defs": form.schema.get("$defs", {})})
        for example in property_["examples"]:
            assert not list(validator.iter_errors(example)), cle


@pytest.mark.parametrize(("session", "id_"), ALL)
def test_a_blank_form_prints_the_labels_of_the_ministry_and_nothing_else(session: int, id_: str) -> None:
    assert letters(blank(EVERY[session][id_])) == letters("".join(labels(session, id_)))


@pytest.mark.parametrize(("session", "id_"), WRITTEN)
def test_a_filled_form_prints_the_labels_of_the_ministry_in_order(session: int, id_: str) -> None:
    printed, at = letters(filled(EVERY[session][id_])), 0
    for label in labels(session, id_):
        at = printed.find(letters(label), at)
        assert at >= 0, label
        at += len(letters(label))


@pytest.mark.parametrize("session", SESSIONS)
def test_every_list_of_labels_has_its_form(session: int) -> None:
    assert sorted(p.stem for p in (LIBELLES / str(session)).glob("*.txt")) == sorted(EVERY[session])


# ---- Sessions


@pytest.mark.parametrize(("session", "newest"), [(2020, 2020), (2024, 2020), (2025, 2025), (2031, 2025)])
def test_a_session_takes_the_newest_forms_that_are_not_later(session: int, newest: int) -> None:
    forms = load_forms(session)
    assert {i: form.schema for i, form in forms.items()} == {i: form.schema for i, form in EVERY[newest].items()}


def test_a_session_that_is_too_old_is_refused() -> None:
    with pytest.raises(FormulaireError, match=r"session 2019.*2020"):
        load_forms(2019)


@pytest.mark.parametrize(
    ("jour", "session"), [("2026-01-01", 2026), ("2026-06-30", 2026), ("2026-07-01", 2027), ("2026-12-31", 2027)]
)
def test_the_session_of_a_day(jour: str, session: int) -> None:
    assert current_session(datetime.date.fromisoformat(jour)) == session


# ---- A form added by data alone


@pytest.fixture
def forms_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "2028"
    folder.mkdir()
    (folder / "mon-formulaire.schema.json").write_text(json.dumps(OWN_FORM), encoding="utf-8")
    return tmp_path


def test_a_form_is_added_without_python(forms_folder: Path) -> None:
    forms = load_models(2028, forms_folder).formulaires
    assert set(forms) == {*EVERY[2025], "mon-formulaire"}
    source = """\
---
fiche: mon-formulaire
statut: finale
titre: Un titre
couleur: vertt
---
## Mon bloc
### A gauche
Texte
## Conclusion
Fin
"""
    fiche = checked(source, forms)
    assert fiche.identite("bloc.gauche") == "Texte"
    assert [(d.code, d.line, d.column, d.rule) for d in fiche.diagnostics] == [
        ("NDRC104", 5, 10, ""),
        ("NDRC301", 7, 1, "R3"),
    ]
    assert "une couleur" in fiche.diagnostics[0].message
    assert "À droite" in fiche.diagnostics[1].message


def test_an_added_form_is_laid_out(forms_folder: Path) -> None:
    (table,) = lay_out(load_forms(2028, forms_folder)["mon-formulaire"]).tables
    rows = [*table.head, *(row for group in table.groups for row in group.rows)]
    assert [[(c.kind, c.span, c.libelle) for c in row] for row in rows] == [
        [("entete", 12, "")],
        [("champ", 6, "TITRE :"), ("option", 3, "Rouge"), ("option", 3, "Vert")],
        [("bandeau", 12, "MON BLOC")],
        [("tete", 9, "À gauche"), ("tete", 3, "À droite")],
        [("valeur", 9, "À gauche"), ("valeur", 3, "À droite")],
        [("sous-bandeau", 12, "Conclusion")],
        [("valeur", 12, "")],
    ]


def test_a_form_that_is_too_recent_is_not_taken(forms_folder: Path) -> None:
    with pytest.raises(FormulaireError, match=r"session 2027.*2028"):
        load_forms(2027, forms_folder)


def test_a_form_of_the_same_name_replaces_ours(forms_folder: Path) -> None:
    (forms_folder / "2028" / "mon-formulaire.schema.json").rename(forms_folder / "2028" / "e4-activite.schema.json")
    forms = load_forms(2028, forms_folder)
    assert forms["e4-activite"].titre == "Mon formulaire"
    assert forms.keys() == EVERY[2025].keys()


@pytest.mark.parametrize(
    "contenu", ["", "[]", "{}", '{"title": "x"}', json.dumps({**OWN_FORM, "x-formulaire": {"rangees": 3}})]
)
def test_what_is_no_schema_is_refused(forms_folder: Path, contenu: str) -> None:
    (forms_folder / "2028" / "autre.schema.json").write_text(contenu, encoding="utf-8")
    with pytest.raises(FormulaireError, match=r"autre\.schema\.json"):
        load_forms(2028, forms_folder)


def test_a_missing_folder_of_schemas_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormulaireError, match="n’existe pas"):
        load_forms(2028, tmp_path / "absent")


def test_optional_fields_are_those_that_no_candidate_fills_in() -> None:
    facultatifs = {
        champ.cle.split(".")[0]
        for form in [*EVERY[2020].values(), *EVERY[2025].values()]
        if form.by_candidat and not form.keyword.a_la_main
        for champ in form.champs.values()
        if champ.facultatif
    }
    assert facultatifs == {"candidat", "commission", "date"}


# ---- A session that takes over and ends forms


def session_json(root: Path, year: int, said: dict[str, Any]) -> None:
    (root / str(year)).mkdir(exist_ok=True)
    (root / str(year) / "session.json").write_text(json.dumps(said), encoding="utf-8")


def test_a_form_of_ours_ends_and_another_begins(forms_folder: Path) -> None:
    session_json(forms_folder, 2028, {"fin": {"e4-sujet-jury": "plus de fiche du jury"}})
    forms = load_forms(2028, forms_folder)
    assert set(forms) == {*EVERY[2025], "mon-formulaire"} - {"e4-sujet-jury"}
    ended = forms.elsewhere["e4-sujet-jury"]
    assert (ended.ended, ended.reason) == (2028, "plus de fiche du jury")
    assert ended.form is not None
    fiche = checked("---\nfiche: e4-sujet-jury\n---\n## Lieu\nAu garage\n", forms)
    assert [d.code for d in fiche.diagnostics] == ["NDRC306"]
    assert "plus de fiche du jury" in fiche.diagnostics[0].message
    assert fiche.identite("lieu") == "Au garage"  # it is read all the same, for those who may see it


@pytest.mark.parametrize(("taken", "kept"), [("tout", True), (["mon-formulaire"], True), ([], False)])
def test_a_session_says_what_it_takes_over(forms_folder: Path, taken: object, kept: bool) -> None:
    session_json(forms_folder, 2029, {"reprend": taken})
    forms = load_forms(2029, forms_folder)
    assert ("mon-formulaire" in forms) is kept
    assert kept or forms.elsewhere["mon-formulaire"].ended == 2029


def test_a_form_of_a_later_session_is_known(forms_folder: Path) -> None:
    session_json(forms_folder, 2026, {})
    forms = load_forms(2027, forms_folder)
    assert forms.elsewhere["mon-formulaire"].begins == 2028
    assert load_forms(2020).elsewhere["e4-grille-ccf"].begins == 2025


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"fin": {"e4-sujet-juri": "x"}}, "vouliez-vous dire «\u00a0e4-sujet-jury\u00a0»"),
        ({"fin": ["e4-sujet-jury"]}, "fin\u00a0: il faut un objet"),
        ({"fin": {"mon-formulaire": "x"}}, "son fichier est là"),
        ({"reprend": "tous"}, "«\u00a0tout\u00a0»"),
        ({"reprend": ["bidule"]}, "n’est pas un formulaire de la session d’avant"),
        ({"reprends": []}, "clé inconnue ; vouliez-vous dire «\u00a0reprend\u00a0»".replace(" ;", "\u00a0;")),
        ([], "il faut un objet"),
    ],
)
def test_a_wrong_session_is_refused(forms_folder: Path, said: Any, fault: str) -> None:
    session_json(forms_folder, 2028, said)
    with pytest.raises(FormulaireError) as refused:
        load_forms(2028, forms_folder)
    assert "session.json" in str(refused.value)
    assert fault in str(refused.value)


@pytest.mark.parametrize("modalite", ["ponctuelle", "ccf"])
def test_a_modality_has_its_own_forms(modalite: Modalite) -> None:
    forms = load_forms(2027, modalite=modalite)
    assert len(forms) == 11
    assert {f.keyword.modalite for f in forms.values()} == {"", modalite}
    other = "e4-grille" if modalite == "ccf" else "e4-grille-ccf"
    fiche = checked(f"---\nfiche: {other}\n---\n", forms)
    assert [d.code for d in fiche.diagnostics] == ["NDRC308"]


# ---- What a form means is said, never guessed from how it looks

E4 = json.loads((data_dir("schemas") / "2020" / "e4-activite.schema.json").read_text(encoding="utf-8"))


def regles(fiches: list[str], forms: dict[str, Formulaire], tmp_path: Path) -> dict[str, tuple[str, set[str]]]:
    """Of each rule of E4 in a dossier of these fiches, its state and the codes of what is said."""
    read = [read_fiche(source.encode(), f"{i}.md", forms) for i, source in enumerate(fiches)]
    (tmp_path / "mkdocs.yml").write_text("plugins: {ndrc-portfolio: {}}\n", encoding="utf-8")
    reglages = read_settings(tmp_path / "mkdocs.yml")
    situation = read_situation(reglages.options, reglages)
    modeles = load_models(2020)._replace(formulaires=Forms(forms.values(), 2020, {}))
    found = check_reglement([f for f in read if f], modeles, situation, datetime.date(2027, 1, 1))
    regles = [c for c in found.regles if c.article.epreuve == "E4"]
    return {c.article.regle: (c.state, {d.code for d in c.diagnostics}) for c in regles}


@pytest.mark.parametrize("titre", ["", "Nature de l’activité :"])
def test_a_variant_whose_nature_has_a_libelle_keeps_its_rules(titre: str, tmp_path: Path) -> None:
    schema = json.loads(json.dumps(E4))
    if titre:
        schema["properties"]["nature"]["title"] = titre
    assert faults_of(json.dumps(schema).encode()) == ()
    forms = {"e4-activite": form_of("e4-activite", schema)}
    fiche = "---\nfiche: e4-activite\nnature: {}\n---\n"
    vente, evenement = fiche.format("negociation-vente"), fiche.format("evenement-commercial")
    kept = regles([vente, evenement], forms, tmp_path)
    assert (kept["R1"], kept["R2"]) == (("conforme", set()), ("conforme", set()))
    twice = regles([vente, vente], forms, tmp_path)
    assert (twice["R1"][1], twice["R2"][1]) == ({"NDRC602"}, {"NDRC602"})
    assert regles([vente], forms, tmp_path)["R1"][1] == {"NDRC601"}


def test_one_more_form_does_not_count_among_the_fiches_of_activity(forms_folder: Path, tmp_path: Path) -> None:
    forms = load_forms(2028, forms_folder)
    assert forms["mon-formulaire"].choix is not None
    fiche = "---\nfiche: mon-formulaire\ncouleur: rouge\n---\n"
    assert regles([fiche, fiche], forms, tmp_path)["R1"][1] == {"NDRC601"}


@pytest.mark.parametrize(
    ("role", "valeurs", "ecrite", "lue"),
    [
        ("oui-non", ("oui", "non"), "true", "oui"),
        ("oui-non", ("non", "oui"), "FALSE", "non"),
        ("", ("oui", "peut-être"), "true", "true"),
        ("", ("vrai", "faux"), "true", "true"),
    ],
)
def test_oui_and_non_are_a_role_and_not_two_words(role: str, valeurs: tuple[str, str], ecrite: str, lue: str) -> None:
    schema = json.loads(json.dumps(OWN_FORM))
    schema["x-formulaire"]["rangees"][0]["champs"].append("vecue")
    keyword = {"x-formulaire": {"role": role}} if role else {}
    schema["properties"]["vecue"] = {
        "title": "Vécue :",
        "oneOf": [{"const": v, "title": v} for v in valeurs],
        **keyword,
    }
    assert faults_of(json.dumps(schema).encode()) == ()
    fiche = checked(f"---\nfiche: essai\nvecue: {ecrite}\n---\n", {"essai": form_of("essai", schema)})
    assert fiche.identite("vecue") == lue
    assert ("NDRC104" in {d.code for d in fiche.diagnostics}) is (lue not in valeurs)
