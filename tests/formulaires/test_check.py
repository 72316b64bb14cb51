"""What is said to a teacher of a form of his own: each fault at its JSON path, all at once, whatever the file holds."""

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ndrc_portfolio.formulaires.check import faults_of, form_faults, meta_validator
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.empty_fiche import empty_fiche, snippet
from ndrc_portfolio.formulaires.folders import FormulaireError
from ndrc_portfolio.formulaires.json_text import Steps, read_json
from ndrc_portfolio.formulaires.keyword import BlockKeyword, FieldKeyword, FormKeyword, GridKeyword, Row
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.reference import reference
from ndrc_portfolio.formulaires.schema import form_of
from ndrc_portfolio.formulaires.sessions import load_forms
from tests.texts import checked

OURS = sorted(data_dir("schemas").glob("20*/*.schema.json"))
META: Any = meta_validator().schema
E4 = json.loads((data_dir("schemas") / "2020" / "e4-activite.schema.json").read_text(encoding="utf-8"))
PART = json.loads((data_dir("schemas") / "2025" / "e6-evaluation-ccf.schema.json").read_text(encoding="utf-8"))
SHEET = json.loads((data_dir("schemas") / "2025" / "attestation-stage.schema.json").read_text(encoding="utf-8"))
GRID = json.loads((data_dir("schemas") / "2020" / "e4-grille.schema.json").read_text(encoding="utf-8"))


def at(value: Any, path: Steps) -> Any:
    for step in path:
        value = value[step]
    return value


def faults(schema: Any) -> list[str]:
    return [fault.replace("\u00a0", " ") for fault in faults_of(json.dumps(schema).encode())]


# ---- The meta-schema


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.name)
def test_our_forms_are_forms(path: Path) -> None:
    assert form_faults(path) == ()


def test_an_editor_finds_the_meta_schema_from_each_of_our_forms() -> None:
    for path in OURS:
        schema = json.loads(path.read_text(encoding="utf-8"))["$schema"]
        assert (path.parent / schema).resolve() == (data_dir("schemas") / "formulaire.schema.json").resolve()


def test_the_meta_schema_names_nothing_outside_of_itself() -> None:
    Draft202012Validator.check_schema(META)
    references = [at(META, (*path, "$ref")) for path in paths(META) if path and "$ref" in keys(at(META, path))]
    named = {r.removeprefix("#/$defs/") for r in references if isinstance(r, str)}
    assert named == set(META["$defs"])


def keys(value: Any) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def test_the_typed_keyword_has_the_keys_of_the_meta_schema() -> None:
    defs = META["$defs"]
    criterion = defs["critere"]["properties"]["x-formulaire"]["properties"]
    for keyword, given_keys in (
        (FormKeyword, {*defs["formulaire"]["properties"]}),
        (Row, {*defs["rangee"]["properties"]}),
        (BlockKeyword, {*defs["mot_cle_de_bloc"]["properties"]}),
        (FieldKeyword, {*defs["mot_cle_de_champ"]["properties"], *criterion}),
        (GridKeyword, {*defs["grille"]["properties"]["x-formulaire"]["properties"]}),
    ):
        assert {field.name for field in fields(keyword)} == given_keys


def test_each_key_of_the_meta_schema_is_explained() -> None:
    """In French: it is what an editor shows beside the key."""
    for name, node in META["$defs"].items():
        for key, child in keys_of(node):
            target = META["$defs"][child["$ref"].rpartition("/")[2]] if "$ref" in child else {}
            said = child.get("description") or child.get("title") or target.get("title") or target.get("description")
            assert said or name == "champ", (name, key)


def keys_of(node: Any) -> Iterator[tuple[str, Any]]:
    yield from node.get("properties", {}).items()
    yield from node.get("properties", {}).get("x-formulaire", {}).get("properties", {}).items()


def test_our_own_forms_are_not_checked_anew_at_each_start() -> None:
    """jsonschema takes 60 ms to import."""
    code = (
        "import sys; from ndrc_portfolio.formulaires.sessions import load_forms; "
        "load_forms(2020); sys.exit('jsonschema' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---- One fault, one message, at its place


def put(*path: str | int, value: Any) -> Callable[[Any], None]:
    def change(schema: Any) -> None:
        at(schema, path[:-1])[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Any], None]:
    def change(schema: Any) -> None:
        del at(schema, path[:-1])[path[-1]]

    return change


def rename(*path: str | int, to: str) -> Callable[[Any], None]:
    def change(schema: Any) -> None:
        holder = at(schema, path[:-1])
        holder[to] = holder.pop(path[-1])

    return change


NATURE = ("properties", "nature")
FORM = "x-formulaire"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            put(*NATURE, FORM, "role", value="chois"),
            "properties.nature.x-formulaire.role : « chois » n’est pas possible ici ; vouliez-vous dire « "
            "choix » ? (valeurs possibles : « choix », « oui-non », « organisation », « adresse », « dates » ou "
            "« theme »)",
        ),
        (
            rename(*NATURE, FORM, "role", to="rôle"),
            "properties.nature.x-formulaire.rôle : clé inconnue ; vouliez-vous dire « role » ?",
        ),
        (
            drop(*NATURE, FORM),
            'x-formulaire.role : les fiches d’activité se distinguent par un choix : écrivez "role": '
            '"choix" dans son « x-formulaire »',
        ),
        (
            put(*NATURE, "role", value="choix"),
            "properties.nature.role : clé inconnue : elle s’écrit dans « x-formulaire »",
        ),
        (
            put(*NATURE, FORM, "role", value="oui-non"),
            "properties.nature.x-formulaire.role : « oui-non » demande un « oneOf » de deux valeurs : « oui "
            "» et « non »",
        ),
        (
            put("properties", "titre", FORM, value={"role": "choix"}),
            "properties.titre.x-formulaire.role : « choix » demande un « oneOf », avec les cases à cocher",
        ),
        (
            drop("title"),
            "title : il manque cette clé",
        ),
        (
            drop("additionalProperties"),
            'additionalProperties : il manque cette clé : écrivez "additionalProperties": false',
        ),
        (
            put("properties", "cadre", "additionalProperties", value=True),
            "properties.cadre.additionalProperties : « true » ne convient pas : écrivez false",
        ),
        (
            drop(FORM, "rangees"),
            "x-formulaire : il manque la tête du formulaire : écrivez « rangees » (en tableau) ou « en_ligne »",
        ),
        (
            put(FORM, "en_ligne", value=["titre"]),
            "x-formulaire.en_ligne : « en_ligne » ne va pas avec « rangees » : enlevez l’un des deux",
        ),
        (
            put(FORM, "rangees", 0, "champs", 1, value="natur"),
            "x-formulaire.rangees[0].champs[1] : « natur » n’est pas un champ de « properties » ; "
            "vouliez-vous dire « nature » ?",
        ),
        (
            put(FORM, "rangees", 0, "largeurs", value=[100]),
            "x-formulaire.rangees[0].largeurs : il en faut autant que de champs : 2",
        ),
        (
            put(FORM, "rangees", 0, "largeurs", value=[99, 1]),
            "x-formulaire.rangees[0].champs[1] : les cases de « nature » sont trop à l’étroit : élargissez-le",
        ),
        (
            put(FORM, "audience", value="tous"),
            "x-formulaire.audience : « tous » n’est pas possible ici (valeurs possibles : « public », « "
            "candidat » ou « jury »)",
        ),
        (
            put(FORM, "epreuve", value="../E4"),
            "x-formulaire.epreuve : « ../E4 » ne convient pas : il faut un nom comme « E4 », en lettres et en chiffres",
        ),
        (
            put(FORM, "pages", value=0),
            "x-formulaire.pages : « 0 » est hors des limites : de 1 à 99",
        ),
        (
            put(FORM, "pages", value="2"),
            "x-formulaire.pages : il faut un nombre entier, sans guillemets",
        ),
        (
            put(FORM, "entete", value="E4"),
            "x-formulaire.entete : il faut une liste : [ … ]",
        ),
        (
            put("properties", "titre", "$ref", value="https://exemple.fr/champ.json"),
            "properties.titre.$ref : « https://exemple.fr/champ.json » ne convient pas : un renvoi reste "
            "dans ce fichier : « #/$defs/rubrique », jamais une adresse",
        ),
        (
            put("properties", "titre", "$ref", value="#/$defs/cham"),
            "properties.titre.$ref : « cham » n’est pas dans « $defs »",
        ),
        (
            put("$defs", "champ", value={"$ref": "#/$defs/champ"}),
            "$defs.champ.$ref : « champ » renvoie à lui-même",
        ),
        (
            put("properties", "titre", "pattern", value="("),
            "properties.titre.pattern : ce n’est pas une expression régulière : il manque un crochet ?",
        ),
        (
            drop("properties", "titre", "$ref"),
            "properties.titre : il manque ce que l’on peut y écrire : « type », « $ref », « oneOf » ou « enum »",
        ),
        (
            drop("properties", "titre", "title"),
            "properties.titre.title : il manque cette clé : un champ de la tête a un libellé, ou des cases à cocher",
        ),
        (
            put("properties", "titre", "$ref", value="#/$defs/rubrique"),
            'properties.titre.type : un champ de la tête est un texte : écrivez "type": "string"',
        ),
        (
            put("properties", "titre", FORM, value={"largeur": 50}),
            "properties.titre.x-formulaire.largeur : cette clé n’a d’effet que dans une rubrique",
        ),
        (
            drop("properties", "cadre", "title"),
            "properties.cadre.title : il manque cette clé : le libellé officiel, qui est aussi le titre à écrire",
        ),
        (
            put("properties", "cadre", "properties", "nom", FORM, value={"facultatif": True}),
            "properties.cadre.properties.nom.x-formulaire.facultatif : cette clé n’a d’effet qu’au premier "
            "niveau ou dans la tête",
        ),
        (
            put("properties", "cadre", "properties", "nom", "title", value="ADRESSE, code postal, ville :"),
            "properties.cadre.properties.adresse.title : ce titre est aussi celui de « nom » : changez-en un",
        ),
        (
            rename("properties", "cadre", "properties", to="propertie"),
            "properties.cadre.propertie : clé inconnue ; vouliez-vous dire « properties » ?",
        ),
        (
            rename("properties", "cadre", to="annexes"),
            "properties.annexes : cette clé est déjà celle de toutes les fiches : prenez-en une autre",
        ),
        (
            rename("properties", "cadre", to="mon cadre"),
            "properties : « mon cadre » ne convient pas : une clé commence par une lettre, et n’a ni "
            "accent, ni espace, ni point : « type_structure »",
        ),
        (
            put("properties", "cadre", value=3),
            "properties.cadre : il faut un objet : { … }",
        ),
    ],
)
def test_a_fault_is_said_once_at_its_place(change: Callable[[Any], None], said: str) -> None:
    schema = copy.deepcopy(E4)
    change(schema)
    assert faults(schema) == [said]


CIBLER = ("properties", "criteres", "properties", "cibler")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            put(*CIBLER, "properties", "cibles", "enum", value=["TI", "I"]),
            "properties.criteres.properties.cibler.properties.cibles.enum : il faut les « niveaux » de la "
            "grille, dans l’ordre",
        ),
        (
            put(*CIBLER, FORM, value={"nature": "vente"}),
            "properties.criteres.properties.cibler.x-formulaire.nature : il faut une valeur du choix de la "
            "tête (« negociation-vente » ou « evenement-commercial »)",
        ),
        (
            drop(*CIBLER, "title"),
            "properties.criteres.properties.cibler.title : il manque cette clé",
        ),
        (
            put(FORM, "role", value="etude"),
            "",
        ),
        (
            put(FORM, "pied", 2, value={"champ": "notes"}),
            "x-formulaire.pied[2].champ : « notes » n’est pas un champ de « properties » ; vouliez-vous "
            "dire « note » ?",
        ),
    ],
)
def test_a_fault_of_a_grid_is_said_at_its_place(change: Callable[[Any], None], said: str) -> None:
    schema = copy.deepcopy(GRID)
    change(schema)
    assert faults(schema) == ([said] if said else [])


def test_all_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "2027").mkdir()
    schema = copy.deepcopy(E4)
    for change in (put(FORM, "pages", value="2"), put(*NATURE, FORM, "role", value="chois"), put("titel", value="x")):
        change(schema)
    (tmp_path / "2027" / "a.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (tmp_path / "2027" / "b.schema.json").write_text('{"title": "B",}', encoding="utf-8")
    with pytest.raises(FormulaireError) as said:
        load_forms(2027, tmp_path)
    assert [line.partition("\u00a0:")[0].strip() for line in str(said.value).split("\n")] == [
        f"{tmp_path / '2027' / 'a.schema.json'} n’est pas le schéma d’un formulaire",
        "titel",
        "properties.nature.x-formulaire.role",
        "x-formulaire.pages",
        f"{tmp_path / '2027' / 'b.schema.json'} n’est pas le schéma d’un formulaire",
        "ligne 1, colonne 15",
    ]


# ---- Whatever the file holds


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ligne 1, colonne 1 : il faut une valeur ici"),
        (b"[]", "il faut un objet"),
        (b"3", "il faut un objet"),
        (b"null", "il faut un objet"),
        (b"NaN", "« NaN » n’est pas un nombre"),
        (b'{"a": 1 "b": 2}', "ligne 1, colonne 9 : il manque une virgule"),
        (b'{"a" 1}', "ligne 1, colonne 6 : il manque deux-points"),
        (b"{} {}", "il y a du texte après la fin"),
        (b'{"a": "b', "il manque le guillemet"),
        (b'{"a": "\\d"}', "le signe \\ s’écrit deux fois"),
        (b'{"a": "' + b"1\n" + b'"}', "un texte tient sur une seule ligne"),
        (b'{"a": ' + b"9" * 5000 + b"}", "un nombre est trop long"),
        (b"[" * 100_000, "c’est trop imbriqué"),
        (b"[" * 100 + b"]" * 100, "c’est trop imbriqué"),
        ('{"title": "Fiche été"}'.encode("latin-1"), "n’est pas en UTF-8"),
        ('{"title": "Fiche"}'.encode("utf-16"), "n’est pas en UTF-8"),
        (b'{"title": "A", "title": "B"}', "title : cette clé est donnée deux fois"),
        (b'{"title": "\\ud800"}', "un caractère ne peut pas s’imprimer"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    assert any(said in fault.replace("\u00a0", " ") for fault in faults_of(data)), faults_of(data)


def test_a_folder_or_nothing_in_place_of_a_file(tmp_path: Path) -> None:
    assert len(form_faults(tmp_path)) == len(form_faults(tmp_path / "absent")) == 1


def test_the_mark_that_notepad_puts_first_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "2027").mkdir()
    (tmp_path / "2027" / "a.schema.json").write_text(json.dumps(E4), encoding="utf-8-sig")
    assert "a" in load_forms(2027, tmp_path)


def paths(value: Any, here: Steps = ()) -> Iterator[Steps]:
    yield here
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield from paths(child, (*here, step))


# What is put in the place of any part of a form: other kinds of values, and parts of forms.
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    2.5,
    1e300,
    "",
    " ",
    "x",
    "titre",
    "oui-non",
    "(",
    "é a",
    "#/$defs/rubrique",
    [],
    {},
    ["a"],
    [[]],
    {"a": 1},
    {"properties": {}},
    {"properties": {"a": {"type": "string"}}},
    {"type": "object"},
    {"$ref": "#/$defs/rubrique"},
    {"niveaux": []},
    {"texte": "x"},
    {"champs": ["titre"], "largeurs": [10, 20]},
    [{"champs": ["situation_a.appreciation"]}],
    {"oneOf": [{"const": "a", "title": "A"}]},
]
NAMES = [
    "a",
    "title",
    "type",
    "properties",
    "$ref",
    "$id",
    "$dynamicRef",
    "role",
    "niveaux",
    "oneOf",
    "enum",
    "pattern",
    "largeur",
    "x-formulaire",
    "rangees",
    "en_ligne",
    "pied",
    "verso",
    "nature",
    "$defs",
    "statut",
    "a.b",
    "items",
    "required",
    "patternProperties",
    "lignes",
    "forme",
    "feuille",
    "caches",
    "entete",
]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_form_that_is_changed_at_random_is_refused_or_serves(data: st.DataObject) -> None:
    """What is not refused is JSON Schema, is laid out, gives a fiche to fill in that can be read and checked."""
    schema = copy.deepcopy(data.draw(st.sampled_from([E4, GRID, PART, SHEET])))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from([p for p in paths(schema) if p] or [()]))
        value = copy.deepcopy(data.draw(st.sampled_from(ODD)))
        holder = at(schema, path[:-1])
        if not path:
            schema = value
        elif data.draw(st.booleans()):
            holder[path[-1]] = value
        elif isinstance(holder, dict) and data.draw(st.booleans()):
            holder[data.draw(st.sampled_from(NAMES))] = holder.pop(path[-1])
        else:
            del holder[path[-1]]
    source = json.dumps(schema).encode()
    if found := faults_of(source):
        assert all(re.search(r"\w", fault) and "\n" not in fault for fault in found)
        return
    schema = read_json(source).value
    Draft202012Validator.check_schema(schema)
    form = form_of("essai", schema)
    lay_out(form)
    snippet(form)
    assert (form.titre in reference({"essai": form})) is not form.keyword.a_la_main
    assert checked(empty_fiche(form), {"essai": form}).formulaire is form
