"""The official forms, as data."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ndrc_portfolio.fiche import lire
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.layout import disposer
from ndrc_portfolio.formulaires.sessions import FormulaireError, charger, session_du_jour
from ndrc_portfolio.validation import valider

SCHEMAS = sorted(data_dir("schemas").rglob("*.schema.json"))
FORMULAIRES = charger(2027)
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
    disposition = disposer(FORMULAIRES[id_])
    yield from disposition.entete
    for champ in disposition.en_ligne:
        yield from [o.libelle for o in champ.options] or [champ.libelle]
    for competence in (c for rangee in disposition.grille for c in rangee):
        yield from (competence.libelle, disposition.criteres, *disposition.niveaux)
        for critere in competence.criteres:
            yield from (critere.libelle, critere.keyword.indicateurs)
    for tableau in disposition.tableaux:
        rows = [*tableau.tete, *(ligne for groupe in tableau.groupes for ligne in groupe.lignes)]
        for cellule in (c for ligne in rows for c in ligne):
            yield from cellule.lignes
            if cellule.genre != "valeur" and cellule.libelle:
                yield cellule.libelle
            if cellule.genre == "cases" and cellule.champ:
                yield from (o.libelle for o in cellule.champ.options)
            if cellule.aide and cellule.genre != "valeur":
                yield cellule.aide
        if tableau.note:
            yield tableau.note
    yield from (p if isinstance(p, str) else p.libelle for p in disposition.pied)
    if disposition.filigrane:
        yield disposition.filigrane


# ---- Sessions


def test_une_session_prend_les_formulaires_les_plus_recents_qui_ne_la_depassent_pas() -> None:
    assert charger(2027).keys() == charger(2020).keys() == FORMULAIRES.keys()
    assert charger(2027)["e4-activite"].schema == charger(2020)["e4-activite"].schema


def test_une_session_trop_ancienne_est_refusee() -> None:
    with pytest.raises(FormulaireError, match=r"session 2019.*2020"):
        charger(2019)


@pytest.mark.parametrize(
    ("jour", "session"), [("2026-01-01", 2026), ("2026-06-30", 2026), ("2026-07-01", 2027), ("2026-12-31", 2027)]
)
def test_la_session_du_jour(jour: str, session: int) -> None:
    import datetime

    assert session_du_jour(datetime.date.fromisoformat(jour)) == session


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
            "x-formulaire": {"nom": "une couleur"},
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
    forms = charger(2028, racine)
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
    fiche = lire(source.encode(), "fiche.md", forms)
    assert fiche is not None
    valider(fiche)
    assert fiche.identite("bloc.gauche") == "Texte"
    assert [(d.code, d.line, d.column, d.rule) for d in fiche.diagnostics] == [
        ("NDRC104", 5, 10, ""),
        ("NDRC301", 7, 1, "R3"),
    ]
    assert "une couleur" in fiche.diagnostics[0].message
    assert "À droite" in fiche.diagnostics[1].message


def test_un_formulaire_ajoute_se_dispose(racine: Path) -> None:
    (tableau,) = disposer(charger(2028, racine)["mon-formulaire"]).tableaux
    rows = [*tableau.tete, *(ligne for groupe in tableau.groupes for ligne in groupe.lignes)]
    assert [[(c.genre, c.span, c.libelle) for c in row] for row in rows] == [
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
        charger(2027, racine)


def test_un_formulaire_du_meme_nom_remplace_le_notre(racine: Path) -> None:
    (racine / "2028" / "mon-formulaire.schema.json").rename(racine / "2028" / "e4-activite.schema.json")
    forms = charger(2028, racine)
    assert forms["e4-activite"].titre == "Mon formulaire"
    assert forms.keys() == FORMULAIRES.keys()


@pytest.mark.parametrize(
    "contenu", ["", "[]", "{}", '{"title": "x"}', json.dumps({**MON_FORMULAIRE, "x-formulaire": {"rangees": 3}})]
)
def test_un_schema_qui_n_en_est_pas_un_est_refuse(racine: Path, contenu: str) -> None:
    (racine / "2028" / "autre.schema.json").write_text(contenu, encoding="utf-8")
    with pytest.raises(FormulaireError, match=r"autre\.schema\.json"):
        charger(2028, racine)


def test_un_dossier_de_schemas_absent_est_refuse(tmp_path: Path) -> None:
    with pytest.raises(FormulaireError, match="n’existe pas"):
        charger(2028, tmp_path / "absent")


def test_les_champs_facultatifs_sont_ceux_que_le_candidat_ne_remplit_pas() -> None:
    facultatifs = {
        champ.cle.split(".")[0]
        for form in FORMULAIRES.values()
        if form.par_candidat
        for champ in form.champs.values()
        if champ.facultatif
    }
    assert facultatifs == {"candidat", "commission", "date"}
