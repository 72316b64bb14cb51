"""Texts of fiches that many tests read or write: of the commission, with a canary in every field, of one's own form."""

import json
from collections.abc import Mapping
from typing import Any

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.model import Champ, Formulaire
from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.portfolio.documents import with_diagnostics

CANARY = "CANARI-7391"
SUBJECT_OF_JURY = f"---\nfiche: e4-sujet-jury\nobjet: {CANARY}\n---\n## Freins\n{CANARY}\n"
SUBJECT_OF_CANDIDATE = (
    f"---\nfiche: e4-sujet-candidat\nnature: negociation-vente\nobjet: {CANARY}\n---\n## Lieu\n{CANARY}\n"
)


def checked(source: str, formulaires: Mapping[str, Formulaire] | None = None, path: str = "fiche.md") -> Fiche:
    """A fiche, read and checked."""
    fiche = read_fiche(source.encode(), path, formulaires or load_models(2020).formulaires)
    assert fiche is not None
    return with_diagnostics(fiche, check_fiche(fiche))


def with_canaries(form: Formulaire, *, right: bool = False) -> str:
    """The form with a canary in every field; `right` leaves those alone that take only certain values."""
    data: dict[str, Any] = {"fiche": form.id}
    for champ in form.champs.values():
        inside = data
        for cle in champ.chemin[:-1]:
            inside = inside.setdefault(cle, {})
        inside[champ.chemin[-1]] = _right_value(champ) if right else canary(champ)
    if right and form.grille:  # one of the two natures only
        for competence in form.grille:
            if competence.nature not in ("", "negociation-vente"):
                del data["criteres"][competence.cle]
    lines = (f"{cle}: {json.dumps(value, ensure_ascii=False)}\n" for cle, value in data.items())
    return f"---\n{''.join(lines)}---\n"


def canary(champ: Champ) -> str:
    return f"{CANARY} {champ.cle}"


def _right_value(champ: Champ) -> str | list[str]:
    if champ.options:
        return [o.valeur for o in champ.options[:2]] if champ.plusieurs else champ.options[0].valeur
    return "14,5" if champ.motif else canary(champ)


# A form of one's own, added by data alone.
OWN_FORM: dict[str, Any] = {
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
