"""The official forms, as data."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.check import faults_of
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.schema import form_of
from ndrc_portfolio.formulaires.sessions import FormulaireError, current_session, load_forms
from ndrc_portfolio.portfolio.documents import with_diagnostics
from ndrc_portfolio.portfolio.settings import read_settings
from ndrc_portfolio.portfolio.situation import read_situation
from ndrc_portfolio.reglement.check import check_reglement

SCHEMAS = sorted(data_dir("schemas").rglob("*.schema.json"))
FORMULAIRES = load_forms(2027)
LIBELLES = Path(__file__).parent / "libelles"


def lu(path: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def feuilles(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """All properties that hold a value, by dotted key."""
    for cle, property_ in schema["properties"].items():
        here = f"{path}.{cle}".strip(".")
        if "properties" in property_:
            assert property_.get("additionalProperties") is False, here
            yield from feuilles(property_, here)
        else:
            yield here, property_


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name)
def test_chaque_schema_est_valide(path: Path) -> None:
    schema = lu(path)
    Draft202012Validator.check_schema(schema)
    assert "http" not in json.dumps({k: v for k, v in schema.items() if k != "$schema"})


@pytest.mark.parametrize("id_", FORMULAIRES)
def test_chaque_rubrique_a_une_description_et_des_exemples(id_: str) -> None:
    form = FORMULAIRES[id_]
    assert form.description
    for cle, property_ in feuilles(dict(form.schema)):
        assert len(property_["description"]) > 20, cle
        assert property_["description"].endswith("."), cle
        assert property_["examples"], cle


@pytest.mark.parametrize("id_", FORMULAIRES)
def test_les_exemples_sont_valides(id_: str) -> None:
    form = FORMULAIRES[id_]
    for cle, property_ in feuilles(dict(form.schema)):
        validator = Draft202012Validator({**property_, "$defs": form.schema.get("$defs", {})})
        for example in property_["examples"]:
            assert not list(validator.iter_errors(example)), cle


@pytest.mark.parametrize("id_", FORMULAIRES)
def test_les_libelles_sont_ceux_du_ministere(id_: str) -> None:
    assert "\n".join(libelles(id_)) + "\n" == (LIBELLES / f"{id_}.txt").read_text(encoding="utf-8")


def test_chaque_liste_de_libelles_a_son_formulaire() -> None:
    assert sorted(p.stem for p in LIBELLES.glob("*.txt")) == sorted(FORMULAIRES)


def libelles(id_: str) -> Iterator[str]:
    """All that is printed of a blank form, in order, in its own words."""
    disposition = lay_out(FORMULAIRES[id_])
    yield from disposition.head
    for champ in disposition.inline:
        yield from [o.libelle for o in champ.options] or [champ.libelle]
    for competence in (c for rangee in disposition.grid for c in rangee):
        yield from (competence.libelle, disposition.criteria, *disposition.levels)
        for critere in competence.criteres:
            yield from (critere.libelle, critere.keyword.indicateurs)
    for tableau in disposition.tables:
        rows = [*tableau.head, *(ligne for groupe in tableau.groups for ligne in groupe.rows)]
        for cellule in (c for ligne in rows for c in ligne):
            yield from cellule.lines
            if cellule.kind != "valeur" and cellule.libelle:
                yield cellule.libelle
            if cellule.kind == "cases" and cellule.champ:
                yield from (o.libelle for o in cellule.champ.options)
            if cellule.aide and cellule.kind != "valeur":
                yield cellule.aide
        if tableau.note:
            yield tableau.note
    yield from (p if isinstance(p, str) else p.libelle for p in disposition.foot)
    if disposition.watermark:
        yield disposition.watermark


# ---- Sessions


def test_une_session_prend_les_formulaires_les_plus_recents_qui_ne_la_depassent_pas() -> None:
    assert load_forms(2027).keys() == load_forms(2020).keys() == FORMULAIRES.keys()
    assert load_forms(2027)["e4-activite"].schema == load_forms(2020)["e4-activite"].schema


def test_une_session_trop_ancienne_est_refusee() -> None:
    with pytest.raises(FormulaireError, match=r"session 2019.*2020"):
        load_forms(2019)


@pytest.mark.parametrize(
    ("jour", "session"), [("2026-01-01", 2026), ("2026-06-30", 2026), ("2026-07-01", 2027), ("2026-12-31", 2027)]
)
def test_la_session_du_jour(jour: str, session: int) -> None:
    assert current_session(datetime.date.fromisoformat(jour)) == session


# ---- A form added by data alone

MON_FORMULAIRE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Mon formulaire",
    "description": "Un formulaire d’académie.",
    "x-formulaire": {
        "epreuve": "E4",
        "auteur": "candidat",
        "audience": "public",
        "entete": ["MON FORMULAIRE", "SESSION {session}"],
        "rangees": [{"champs": ["titre", "couleur"]}],
    },
    "type": "object",
    "properties": {
        "titre": {"title": "TITRE :", "description": "Le titre.", "examples": ["A"], "type": "string"},
        "couleur": {
            "description": "La couleur.",
            "oneOf": [{"const": "rouge", "title": "Rouge"}, {"const": "vert", "title": "Vert"}],
            "x-formulaire": {"role": "choix", "nom": "une couleur"},
        },
        "bloc": {
            "title": "MON BLOC",
            "type": "object",
            "properties": {
                "gauche": {"title": "À gauche", "type": ["string", "array"], "x-formulaire": {"largeur": 75}},
                "droite": {"title": "À droite", "type": ["string", "array"], "x-formulaire": {"largeur": 25}},
            },
            "additionalProperties": False,
        },
        "fin": {"title": "Conclusion", "type": ["string", "array"], "x-formulaire": {"pleine_largeur": True}},
    },
    "additionalProperties": False,
}


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    folder = tmp_path / "2028"
    folder.mkdir()
    (folder / "mon-formulaire.schema.json").write_text(json.dumps(MON_FORMULAIRE), encoding="utf-8")
    return tmp_path


def test_un_formulaire_s_ajoute_sans_python(racine: Path) -> None:
    forms = load_forms(2028, racine)
    assert set(forms) == {*FORMULAIRES, "mon-formulaire"}
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
    fiche = read_fiche(source.encode(), "fiche.md", forms)
    assert fiche is not None
    fiche = with_diagnostics(fiche, check_fiche(fiche))
    assert fiche.identite("bloc.gauche") == "Texte"
    assert [(d.code, d.line, d.column, d.rule) for d in fiche.diagnostics] == [
        ("NDRC104", 5, 10, ""),
        ("NDRC301", 7, 1, "R3"),
    ]
    assert "une couleur" in fiche.diagnostics[0].message
    assert "À droite" in fiche.diagnostics[1].message


def test_un_formulaire_ajoute_se_dispose(racine: Path) -> None:
    (tableau,) = lay_out(load_forms(2028, racine)["mon-formulaire"]).tables
    rows = [*tableau.head, *(ligne for groupe in tableau.groups for ligne in groupe.rows)]
    assert [[(c.kind, c.span, c.libelle) for c in row] for row in rows] == [
        [("entete", 12, "")],
        [("champ", 6, "TITRE :"), ("option", 3, "Rouge"), ("option", 3, "Vert")],
        [("bandeau", 12, "MON BLOC")],
        [("tete", 9, "À gauche"), ("tete", 3, "À droite")],
        [("valeur", 9, "À gauche"), ("valeur", 3, "À droite")],
        [("sous-bandeau", 12, "Conclusion")],
        [("valeur", 12, "")],
    ]


def test_un_formulaire_trop_recent_n_est_pas_pris(racine: Path) -> None:
    with pytest.raises(FormulaireError, match=r"session 2027.*2028"):
        load_forms(2027, racine)


def test_un_formulaire_du_meme_nom_remplace_le_notre(racine: Path) -> None:
    (racine / "2028" / "mon-formulaire.schema.json").rename(racine / "2028" / "e4-activite.schema.json")
    forms = load_forms(2028, racine)
    assert forms["e4-activite"].titre == "Mon formulaire"
    assert forms.keys() == FORMULAIRES.keys()


@pytest.mark.parametrize(
    "contenu", ["", "[]", "{}", '{"title": "x"}', json.dumps({**MON_FORMULAIRE, "x-formulaire": {"rangees": 3}})]
)
def test_un_schema_qui_n_en_est_pas_un_est_refuse(racine: Path, contenu: str) -> None:
    (racine / "2028" / "autre.schema.json").write_text(contenu, encoding="utf-8")
    with pytest.raises(FormulaireError, match=r"autre\.schema\.json"):
        load_forms(2028, racine)


def test_un_dossier_de_schemas_absent_est_refuse(tmp_path: Path) -> None:
    with pytest.raises(FormulaireError, match="n’existe pas"):
        load_forms(2028, tmp_path / "absent")


def test_les_champs_facultatifs_sont_ceux_que_le_candidat_ne_remplit_pas() -> None:
    facultatifs = {
        champ.cle.split(".")[0]
        for form in FORMULAIRES.values()
        if form.by_candidat
        for champ in form.champs.values()
        if champ.facultatif
    }
    assert facultatifs == {"candidat", "commission", "date"}


# ---- What a form means is said, never guessed from how it looks

E4 = json.loads((data_dir("schemas") / "2020" / "e4-activite.schema.json").read_text(encoding="utf-8"))


def regles(fiches: list[str], forms: dict[str, Formulaire], tmp_path: Path) -> dict[str, tuple[str, set[str]]]:
    """Of each rule of E4 in a dossier of these fiches, its state and the codes of what is said."""
    read = [read_fiche(source.encode(), f"{i}.md", forms) for i, source in enumerate(fiches)]
    (tmp_path / "mkdocs.yml").write_text("plugins: {ndrc-portfolio: {}}\n", encoding="utf-8")
    reglages = read_settings(tmp_path / "mkdocs.yml")
    situation = read_situation(reglages.options, reglages)
    found = check_reglement([f for f in read if f], forms, situation, 2027, datetime.date(2027, 1, 1))
    return {c.regle: (c.state, {d.code for d in c.diagnostics}) for c in found.regles if c.epreuve == "E4"}


@pytest.mark.parametrize("titre", ["", "Nature de l’activité :"])
def test_une_variante_dont_la_nature_a_un_libelle_garde_ses_regles(titre: str, tmp_path: Path) -> None:
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


def test_un_formulaire_de_plus_ne_compte_pas_parmi_les_fiches_d_activite(racine: Path, tmp_path: Path) -> None:
    forms = load_forms(2028, racine)
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
def test_oui_et_non_sont_un_role_et_non_deux_mots(role: str, valeurs: tuple[str, str], ecrite: str, lue: str) -> None:
    schema = json.loads(json.dumps(MON_FORMULAIRE))
    schema["x-formulaire"]["rangees"][0]["champs"].append("vecue")
    keyword = {"x-formulaire": {"role": role}} if role else {}
    schema["properties"]["vecue"] = {
        "title": "Vécue :",
        "oneOf": [{"const": v, "title": v} for v in valeurs],
        **keyword,
    }
    assert faults_of(json.dumps(schema).encode()) == ()
    fiche = read_fiche(
        f"---\nfiche: essai\nvecue: {ecrite}\n---\n".encode(), "f.md", {"essai": form_of("essai", schema)}
    )
    assert fiche is not None
    assert fiche.identite("vecue") == lue
    fiche = with_diagnostics(fiche, check_fiche(fiche))
    assert ("NDRC104" in {d.code for d in fiche.diagnostics}) is (lue not in valeurs)
