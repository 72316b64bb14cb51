"""A document against its form: JSON Schema says what is wrong, the catalogue says it in French.

Only the front matter is validated as data: what stands in the body is text by construction.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ndrc_portfolio.checks.memory import front_matter_key
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.yaml_faults import GLUED, KeyPath
from ndrc_portfolio.formulaires.common import common_schema
from ndrc_portfolio.formulaires.keyword import field_keyword
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.messages.catalogue.front_matter import (
    AnnexeWanted,
    CandidateInFiche,
    ChoiceWanted,
    GluedColon,
    KeyOfBlock,
    KeysWanted,
    MissingKey,
    OffForm,
    OneTextWanted,
    PerhapsText,
    TemplateInFiche,
    TextWanted,
    TooManyValues,
    UnknownKey,
    UnknownValue,
    WrongType,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place
from ndrc_portfolio.messages.words import is_slip, nearest, normalise

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError


# Keys that MkDocs or its theme know and that would change what the form is.
_REFUSED = {"template": TemplateInFiche}


def check_schema(fiche: Fiche, form: Formulaire, conformes: set[str] | None) -> set[Chemin]:
    """Validate the front matter; the paths that are wrong."""
    data = fiche.front_matter.data
    envelope_keys = common_schema()["properties"].keys()
    envelope = {k: v for k, v in data.items() if k in envelope_keys}
    own = {k: v for k, v in data.items() if k not in envelope_keys}
    faulty: set[Chemin] = set()
    for cle in [k for k in own if k in _REFUSED]:
        fiche.signaler(_REFUSED[cle](), fiche.front_matter.key_places[cle,])
        del own[cle]
    if form.by_candidat and "candidat" in own:
        fiche.signaler(CandidateInFiche(cle="candidat"), fiche.front_matter.key_places["candidat",])
        del own["candidat"]
    fingerprint = front_matter_key(form, data) if conformes is not None else ""
    if conformes and fingerprint in conformes:
        return faulty
    errors = [
        *_validator(form).iter_errors(_without_nulls(own)),
        *_validator(None).iter_errors(_without_nulls(envelope)),
    ]
    spoilt = fiche.front_matter.explained - {()}
    for error in errors:
        path = tuple(error.absolute_path)
        if path and any(path[: len(p)] == p or p[: len(path)] == path for p in spoilt):
            continue  # a fault of the YAML, already told
        _traduire(fiche, error, [*envelope_keys, *form.schema["properties"]])
        if error.validator not in ("additionalProperties", "pattern"):
            faulty.add(tuple(str(p) for p in path))
    if conformes is not None and not errors:
        conformes.add(fingerprint)
    return faulty


@lru_cache(maxsize=64)
def _validator(form: Formulaire | None) -> "Draft202012Validator":
    """The validator of a form, of the shared keys for None: building one costs more than using it."""
    from jsonschema import Draft202012Validator  # late: 60 ms, for nothing when all is known to conform

    return Draft202012Validator(common_schema() if form is None else form.schema)


def _without_nulls(value: Any) -> Any:
    """The data without what is empty: null is an empty rubrique, never a fault."""
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nulls(v) for v in value if v is not None]
    return value


def _traduire(fiche: Fiche, error: "ValidationError", top_keys: list[str]) -> None:
    """Tell an error of JSON Schema by its keyword."""
    path: KeyPath = tuple(error.absolute_path)
    schema: Any = error.schema
    instance: Any = error.instance
    expected: Any = error.validator_value
    cle = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
    place = fiche.front_matter.place(path)
    if error.validator == "additionalProperties":
        refused = {"candidat"} if fiche.formulaire and fiche.formulaire.by_candidat else set()
        known = [k for k in (schema["properties"] if path else top_keys) if path or k not in refused]
        for extra in [k for k in instance if k not in schema["properties"] and (path or k not in top_keys)]:
            near = _cle_voisine(extra, known, schema)
            if near:
                fiche.explained.add((*(str(p) for p in path), near))
            place_of_key = fiche.front_matter.key_places.get((*path, extra), place)
            fix = Edit(place_of_key, near) if near and is_slip(extra, near) else None
            fiche.signaler(_cle_inconnue(extra, near, known, schema), place_of_key, fix)
    elif error.validator in ("enum", "oneOf", "const"):
        _valeur_inconnue(fiche, error, cle, place)
    elif error.validator == "type":
        _mauvais_type(fiche, error, cle, place)
    elif error.validator == "required":
        # In a front matter that could not be read whole, what seems to be missing may be there.
        for missing in [
            k
            for k in expected
            if k not in instance and fiche.front_matter.whole and (*path, k) not in fiche.front_matter.explained
        ]:
            fiche.signaler(MissingKey(manque=missing, cle=_nom(path)), place)
    elif error.validator == "minLength":
        fiche.signaler(MissingKey(manque=str(path[-1]), cle=_nom(path[:-1])), place)
    elif error.validator == "pattern":
        pass  # told by `_motifs`, which sees the body too
    elif error.validator == "maxItems":
        fiche.signaler(TooManyValues(cle=cle, recu=len(instance), limite=expected), place)
    else:
        described = {"description": str(schema["description"])} if "description" in schema else {}
        fiche.signaler(OffForm(cle=cle, mot_cle=str(error.validator), **described), place)


def _cle_voisine(extra: str, known: Sequence[str], schema: Mapping[str, Any]) -> str | None:
    """The key that was meant: one of that label, else the nearest."""
    labels = {normalise(schema["properties"][k].get("title", k)): k for k in known if k in schema["properties"]}
    return labels.get(normalise(extra)) or nearest(extra, known, 0.7)


def _cle_inconnue(extra: str, near: str | None, known: Sequence[str], schema: Mapping[str, Any]) -> UnknownKey:
    blocs = [k for k, p in schema["properties"].items() if extra in p.get("properties", {}) and k in known]
    if blocs:
        return KeyOfBlock(cle=extra, suggestion=near, blocs=blocs)
    return UnknownKey(cle=extra, suggestion=near, cles=known)


def _nom(path: KeyPath) -> str:
    """« annexe 2 » for ("annexes", 1)."""
    if len(path) == 2 and isinstance(path[1], int):
        return f"{str(path[0]).removesuffix('s')} {path[1] + 1}"
    return ".".join(map(str, path))


def _valeur_inconnue(fiche: Fiche, error: "ValidationError", cle: str, place: Place) -> None:
    schema: Any = error.schema
    known = [str(o["const"]) for o in schema.get("oneOf", ())] or [str(v) for v in schema.get("enum", ())]
    if not isinstance(error.instance, str):
        received = "array" if isinstance(error.instance, list) else "object"
        fiche.signaler(ChoiceWanted(cle=cle, wanted=("string",), received=received, valeurs=known), place)
        return
    valeur = error.instance
    near = nearest(valeur, known)
    nom = field_keyword(schema).nom or None
    fix = Edit(place, near) if near and is_slip(valeur, near) else None
    fiche.signaler(UnknownValue(valeur=valeur, cle=cle, nom=nom, suggestion=near, valeurs=known), place, fix)


def _mauvais_type(fiche: Fiche, error: "ValidationError", cle: str, place: Place) -> None:
    wanted: Any = error.validator_value if error.validator == "type" else "string"
    kinds: list[str] = [wanted] if isinstance(wanted, str) else list(wanted)
    received: Any = error.instance
    schema: Any = error.schema
    kind = "object" if isinstance(received, dict) else "array" if isinstance(received, list) else "string"
    if "object" in kinds and kind == "string" and (glued := GLUED.match(received)):  # its only key, `nom:Auto Dépôt`
        fiche.signaler(GluedColon(cle=glued["cle"], valeur=glued["valeur"]), place)
        return
    path = tuple(error.absolute_path)
    message: WrongType
    if cle == "annexes" or _nom(path).startswith("annexe "):
        message = AnnexeWanted(cle=_nom(path), wanted=kinds, received=kind)
    elif kind == "object" and kinds != ["object"] and len(received) == 1:
        (first, rest), *_ = received.items()
        message = PerhapsText(cle=cle, wanted=kinds, received=kind, debut=first, suite=str(rest or "…"))
    elif kind == "object":
        message = TextWanted(cle=cle, wanted=kinds, received=kind)
    elif kind == "array" and "string" in kinds:
        message = OneTextWanted(cle=cle, wanted=kinds, received=kind)
    elif "object" in kinds:
        keys = list(schema.get("properties", {}))[:3]
        message = KeysWanted(cle=cle, wanted=kinds, received=kind, cles=keys)
    else:
        message = WrongType(cle=cle, wanted=kinds, received=kind)
    fiche.signaler(message, place)
