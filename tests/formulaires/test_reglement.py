"""The règlement of a session: ours, one that somebody wrote, and what is said of one that cannot be followed."""

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.folders import FormulaireError
from ndrc_portfolio.formulaires.json_text import place_of
from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.formulaires.reglement import CONTROLES, REGLEMENT, Article, Dispense, Exigence
from ndrc_portfolio.formulaires.reglement_faults import reglement_faults, validator
from ndrc_portfolio.messages.diagnostic import COSTS, Place
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.configuration.options import ATTESTATION
from ndrc_portfolio.portfolio.configuration.situation import STATUTS, TYPES
from tests.texts import OWN_FORM

SCHEMA = json.loads((data_dir("schemas") / "reglement.schema.json").read_text(encoding="utf-8"))
OURS = sorted(data_dir("schemas").glob(f"*/{REGLEMENT}"))
OF_2020 = json.loads((data_dir("schemas") / "2020" / REGLEMENT).read_text(encoding="utf-8"))

Change = Callable[[Any], None]


def put(*path: str | int, value: Any) -> Change:
    def change(inside: Any) -> None:
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = value

    return change


def drop(*path: str | int) -> Change:
    def change(inside: Any) -> None:
        for step in path[:-1]:
            inside = inside[step]
        del inside[path[-1]]

    return change


def rule(epreuve: str, regle: str, controle: str) -> int:
    """The index of a rule of 2020."""
    return next(
        i for i, a in enumerate(OF_2020["dossiers"][epreuve]) if (a["regle"], a["controle"]) == (regle, controle)
    )


def written(root: Path, *changes: Change, year: int = 2020) -> Path:
    """A folder of models with the règlement of 2020, changed."""
    text = json.loads(json.dumps(OF_2020))
    for change in changes:
        change(text)
    (root / str(year)).mkdir(parents=True, exist_ok=True)
    (root / str(year) / REGLEMENT).write_text(json.dumps(text, ensure_ascii=False, indent=2), encoding="utf-8")
    return root


# ---- Ours


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.parent.name)
def test_ours_are_right_and_their_session_has_what_they_ask_for(path: Path) -> None:
    year = int(path.parent.name)
    assert reglement_faults(path, REGLEMENT, load_models(year).formulaires) == ()
    assert json.loads(path.read_text(encoding="utf-8"))["$schema"] == "../reglement.schema.json"


def test_the_schema_says_what_is_read() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    article = SCHEMA["$defs"]["regle"]
    assert set(article["properties"]) - {"$comment"} == {f.name for f in fields(Article)} - {"epreuve", "sinon"}
    assert set(SCHEMA["$defs"]["dispense"]["properties"]) - {"$comment"} == set(Dispense._fields)
    assert set(SCHEMA["$defs"]["duree"]["properties"]) - {"$comment"} == set(Exigence._fields)
    assert tuple(SCHEMA["$defs"]["controle"]["enum"]) == CONTROLES
    assert tuple(article["properties"]["cout"]["enum"]) == tuple(cost for cost in COSTS if cost)


def test_the_schema_knows_the_words_of_mkdocs_yml() -> None:
    assert set(SCHEMA["properties"]["durees"]["properties"]) == set(STATUTS)
    assert set(SCHEMA["$defs"]["dispense"]["properties"]["statuts"]["items"]["enum"]) == set(STATUTS)
    assert set(SCHEMA["$defs"]["duree"]["properties"]["types"]["items"]["enum"]) == set(TYPES)
    assert "type" in ATTESTATION


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.parent.name)
def test_a_penalty_is_said_only_where_a_source_says_it(path: Path) -> None:
    """`sessions.md`: of R3 for E4, and of R8, the obligation is confirmed and no sanction is stated."""
    models = load_models(int(path.parent.name))
    costs = {(a.reference, a.cout) for a in models.reglement.articles if a.cout == "pénalité"}
    study = {("R9", "pénalité")} if "e6-etude-reflexive" in models.formulaires else set()
    assert costs == {(r, "pénalité") for r in ("R1", "R2", "R7", "R10, comme R3")} | study


# ---- Somebody's


def test_a_reglement_of_ones_own_replaces_ours(tmp_path: Path) -> None:
    i = rule("E6", "R8", "vecue")
    root = written(tmp_path, put("dossiers", "E6", i, "cout", value="pénalité"))
    models = load_models(2020, root)
    assert next(a.cout for a in models.reglement.articles if a.regle == "R8") == "pénalité"
    assert models.bare == ()


def test_the_newest_that_is_not_later_holds(tmp_path: Path) -> None:
    written(tmp_path, year=2021)
    (tmp_path / "2022").mkdir()
    (tmp_path / "2022" / "e4-visite.schema.json").write_text(json.dumps(OWN_FORM), encoding="utf-8")
    models = load_models(2023, tmp_path)
    assert (models.reglement.annee, models.bare) == (2021, (tmp_path / "2022",))


def test_an_added_form_is_asked_for_by_data_alone(tmp_path: Path) -> None:
    visit = {"regle": "R13", "controle": "document", "formulaire": "e4-visite", "nom": "une fiche de visite"}
    articles = [*OF_2020["dossiers"]["E4"], {**visit, "libelle": "Une visite", "cout": "obligatoire"}]
    written(tmp_path, put("dossiers", "E4", value=articles))
    (tmp_path / "2020" / "e4-visite.schema.json").write_text(json.dumps(OWN_FORM), encoding="utf-8")
    assert load_models(2020, tmp_path).reglement.articles[len(articles) - 1].formulaire == "e4-visite"


SEVENTH = OF_2020["dossiers"]["E6"][0]
R1, R8 = rule("E4", "R1", "fiches"), rule("E6", "R8", "vecue")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            put("dossiers", "E6", R8, "cout", value="penalite"),
            "NDRC320 dossiers.E6[1].cout : « penalite » n’est pas possible ici ; vouliez-vous dire « pénalité » ? "
            "(valeurs possibles : « NV », « pénalité », « obligatoire » ou « conseil »)",
        ),
        (
            put("dossiers", "E6", R8, "controle", value="vecu"),
            "NDRC320 dossiers.E6[1].controle : « vecu » n’est pas possible ici ; vouliez-vous dire « vecue » ?",
        ),
        (drop("dossiers", "E4", R1, "formulaire"), "NDRC320 dossiers.E4[0].formulaire : il manque cette clé"),
        (drop("dossiers", "E6", R8, "champ"), "NDRC320 dossiers.E6[1].champ : il manque cette clé"),
        (
            put("dossiers", "E4", R1, "pages", value=2),
            "NDRC320 dossiers.E4[0].pages : « pages » ne va qu’avec les contrôles « annexe » et « pages » : enlevez",
        ),
        (put("dossiers", "E4", R1, "regle", value="1"), "NDRC320 dossiers.E4[0].regle : « 1 » ne convient pas"),
        (put("dossiers", "E4", value=[]), "NDRC320 dossiers.E4 : il faut au moins un élément"),
        (
            put("durees", "scolair", value={}),
            "NDRC320 durees.scolair : clé inconnue ; vouliez-vous dire « scolaire",
        ),
        (drop("durees", "scolaire", "semaines"), "NDRC320 durees.scolaire.semaines : il manque cette clé"),
        (drop("durees", "experience"), "NDRC320 durees.experience : il manque cette clé"),
        (put("dossier", value={}), "NDRC320 dossier : clé inconnue ; vouliez-vous dire « dossiers » ?"),
        (
            put("dossiers", "E4", R1, "formulaire", value="e4-activites"),
            "NDRC322 « e4-activites » n’est pas un formulaire que le candidat remplit à la session 2020 ; "
            "vouliez-vous dire « e4-activite » ?",
        ),
        (
            put("dossiers", "E4", R1, "formulaire", value="e4-grille"),
            "NDRC322 « e4-grille » n’est pas un formulaire que le candidat remplit",
        ),
        (
            put("dossiers", "E4", R1, "formulaire", value="e6-activite"),
            "NDRC322 « e6-activite » est un formulaire de l’épreuve E6, et cette règle est de E4",
        ),
        (
            put("dossiers", "E4", R1, "choix", 0, value="negociation"),
            "NDRC323 « negociation » n’est pas une valeur du choix du formulaire « e4-activite » ; "
            "vouliez-vous dire « negociation-vente » ?",
        ),
        (
            put("dossiers", "E6", R8, "champ", value="titre"),
            "NDRC323 « titre » n’est pas un champ OUI ou NON du formulaire « e6-activite »",
        ),
        (
            put("dossiers", "E6", R8, value={**SEVENTH, "regle": "R8", "formulaire": "e6-etude-reflexive"}),
            "NDRC323 les fiches « e6-etude-reflexive » ne se distinguent par aucun choix",
        ),
        (put("dispenses", 0, "regles", 1, value="R88"), "NDRC324 « R88 » n’est pas une règle de ce règlement"),
    ],
)
def test_what_cannot_be_followed_is_said_with_its_place(change: Change, expected: str, tmp_path: Path) -> None:
    root = written(tmp_path, change)
    with pytest.raises(FormulaireError) as said:
        load_models(2020, root)
    (found,) = said.value.diagnostics
    assert f"{found.code} {found.message}".startswith(typeset(expected))
    assert found.hint
    assert found.path.endswith(f"2020/{REGLEMENT}")
    assert found.excerpt


def test_faults_of_all_kinds_are_said_at_once(tmp_path: Path) -> None:
    changes = [
        put("dossiers", "E4", 0, "cout", value="rien"),
        put("dossiers", "E4", 1, "formulaire", value="e9"),
        put("dispenses", 0, "regles", 0, value="R88"),
    ]
    with pytest.raises(FormulaireError) as said:
        load_models(2020, written(tmp_path, *changes))
    assert [d.code for d in said.value.diagnostics] == ["NDRC320", "NDRC322", "NDRC324"]


@pytest.mark.parametrize("wrong", [[], "a", 3, None, {"E4": {}}, {"E4": ["a"]}, {"E4": [[]]}, {"E4": [{"regle": 3}]}])
def test_nothing_is_so_wrong_that_it_cannot_be_said(wrong: Any, tmp_path: Path) -> None:
    for key in ("dossiers", "dispenses", "durees"):
        with pytest.raises(FormulaireError) as said:
            load_models(2020, written(tmp_path, put(key, value=wrong if key == "dossiers" else [wrong])))
        assert {d.code for d in said.value.diagnostics} == {"NDRC320"}


def test_all_faults_are_said_at_once_each_at_its_line(tmp_path: Path) -> None:
    changes = [put("dossiers", epreuve, 0, "formulaire", value="e9") for epreuve in ("E4", "E6")]
    path = written(tmp_path, *changes) / "2020" / REGLEMENT
    found = reglement_faults(path, REGLEMENT, load_models(2020).formulaires)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [lines[d.line - 1][d.column - 1 :] for d in found] == ['"e9",', '"e9",']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"title": "a",\n  "dossiers": {},\n}', (3, 1, "une virgule")),
        ("", (1, 1, "il faut une valeur ici")),
        ("[]", (1, 1, "il faut un objet")),
        ('{"title": "a", "title": "b"}', (1, 25, "cette clé est donnée deux fois")),
    ],
)
def test_what_is_no_json_is_said_at_its_line(text: str, expected: tuple[int, int, str], tmp_path: Path) -> None:
    path = tmp_path / REGLEMENT
    path.write_text(text, encoding="utf-8")
    first = min(
        reglement_faults(path, REGLEMENT, load_models(2020).formulaires), key=lambda d: expected[2] not in d.message
    )
    assert (first.code, first.line, first.column) == ("NDRC320", *expected[:2])
    assert expected[2] in first.message


def test_a_folder_of_that_name_is_none(tmp_path: Path) -> None:
    (tmp_path / "2020" / REGLEMENT).mkdir(parents=True)
    with pytest.raises(FormulaireError) as said:
        load_models(2020, tmp_path)
    assert "ne peut pas être lu" in said.value.diagnostics[0].message


# ---- Places


@pytest.mark.parametrize(
    ("steps", "at"),
    [
        (("a",), (1, 7)),
        (("b", 0), (2, 8)),
        (("b", 1, "c"), (2, 19)),
        (("b", 1, "absente"), (2, 12)),
        ((), (1, 1)),
        (("é",), (3, 6)),
        (("deux",), (4, 18)),
    ],
)
def test_the_place_of_a_value(steps: tuple[str | int, ...], at: tuple[int, int]) -> None:
    """Of a key that is missing, what should hold it; of one that is given twice, the second, which counts."""
    text = '{"a" :[ ], "b":\n     [ "}",{"c":  1,"d":[]}],\n"é": {},\n"deux": 1,"deux":2}'
    assert place_of(text, steps) == Place(*at)


def test_the_validator_is_that_of_the_file() -> None:
    assert validator().schema == SCHEMA


def test_no_help_speaks_of_a_penalty_that_no_source_states() -> None:
    spoken = {
        (form.id, champ.cle)
        for path in OURS
        for form in load_models(int(path.parent.name)).formulaires.values()
        for champ in form.champs.values()
        if "pénali" in champ.description
    }
    choices = {("e4-activite", "nature"), ("e6-activite", "reseau")}  # R2 and R7
    assert spoken == choices | {("e6-etude-reflexive", "developpement")}  # R9
