"""A schema becomes a form: `schemas/<session>/<id>.schema.json` → `Formulaire`.

Nested objects are blocks, `title` is the official label, the order of the properties is the printed order, and the
keyword `x-formulaire` carries the layout (design §2). What is read here is right: ours are checked by the tests,
those of an author by `check` before.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ndrc_portfolio.formulaires.json_text import number
from ndrc_portfolio.formulaires.keyword import (
    GridKeyword,
    block_keyword,
    competence_keyword,
    field_keyword,
    form_keyword,
    grid_keyword,
    is_grid,
)
from ndrc_portfolio.formulaires.model import Bloc, Champ, Chemin, Competence, Formulaire, Noeud, Option

SUFFIX = ".schema.json"
REFERENCE = "#/$defs/"


def read_form(path: Path) -> Formulaire:
    """The form in a file that is known to hold one."""
    return form_of(path.name.removesuffix(SUFFIX), json.loads(path.read_text(encoding="utf-8-sig"), parse_float=number))


def form_of(id_: str, given: Mapping[str, Any]) -> Formulaire:
    schema: dict[str, Any] = _without_references(given, given.get("$defs", {}))
    keyword = form_keyword(schema)
    head = {cle.split(".")[0] for cle in keyword.head}
    properties: Mapping[str, Any] = schema["properties"]
    grid = next((cle for cle, p in properties.items() if is_grid(p)), None)
    competences = properties[grid]["properties"] if grid else {}
    fields = [
        c
        for cle, p in properties.items()
        if cle != grid
        for c in (_head_fields((cle,), p, facultatif=False) if cle in head else _fields_of_part(cle, p))
    ]
    return Formulaire(
        id=id_,
        titre=schema["title"],
        description=schema.get("description", ""),
        keyword=keyword,
        identification={champ.cle: champ for champ in fields},
        corps=tuple(_node((cle,), p) for cle, p in properties.items() if cle not in head and cle != grid),
        schema=schema,
        grille=tuple(_competence((str(grid), cle), p) for cle, p in competences.items()),
        grid=grid_keyword(properties[grid]) if grid else GridKeyword(),
    )


def _without_references(schema: Any, defs: Mapping[str, Any]) -> Any:
    """A schema with what its `$ref` name in their place: jsonschema looks up each of them again for each fiche."""
    if isinstance(schema, list):
        return [_without_references(s, defs) for s in schema]
    if not isinstance(schema, dict):
        return schema
    while "$ref" in schema:
        named = defs[schema["$ref"].removeprefix(REFERENCE)]
        schema = {**named, **{k: v for k, v in schema.items() if k != "$ref"}}
    return {k: v if k == "examples" else _without_references(v, defs) for k, v in schema.items() if k != "$defs"}


def _head_fields(chemin: Chemin, property_: Mapping[str, Any], *, facultatif: bool) -> Iterator[Champ]:
    inside = "properties" in property_
    keyword = block_keyword(property_) if inside else field_keyword(property_)
    facultatif = facultatif or keyword.facultatif
    if inside:
        for cle, child in property_["properties"].items():
            yield from _head_fields((*chemin, cle), child, facultatif=facultatif)
    else:
        yield _field(chemin, property_, markdown=False, facultatif=facultatif)


def _fields_of_part(cle: str, property_: Mapping[str, Any]) -> Iterator[Champ]:
    """The fields that a block prints among its lines: of the head, though they stand beside rubriques."""
    named = block_keyword(property_).head if "properties" in property_ else ()
    for inner, child in property_.get("properties", {}).items() if named else ():
        if f"{cle}.{inner}" in named:
            yield from _head_fields((cle, inner), child, facultatif=False)


def _node(chemin: Chemin, property_: Mapping[str, Any]) -> Noeud:
    if "properties" not in property_:
        return _field(chemin, property_, markdown=True, facultatif=False)
    keyword = block_keyword(property_)
    named = {cle.split(".")[-1] for cle in keyword.head}
    return Bloc(
        chemin=chemin,
        libelle=property_["title"],
        enfants=tuple(_node((*chemin, cle), p) for cle, p in property_["properties"].items() if cle not in named),
        description=property_.get("description", ""),
        keyword=keyword,
    )


def _competence(chemin: Chemin, property_: Mapping[str, Any]) -> Competence:
    criteria = property_["properties"].items()
    return Competence(
        cle=chemin[-1],
        libelle=property_["title"],
        nature=competence_keyword(property_).nature,
        criteres=tuple(_field((*chemin, cle), p, markdown=False, facultatif=True) for cle, p in criteria),
    )


def _field(chemin: Chemin, property_: Mapping[str, Any], *, markdown: bool, facultatif: bool) -> Champ:
    return Champ(
        chemin=chemin,
        libelle=property_.get("title", ""),
        description=property_.get("description", ""),
        exemples=tuple(property_.get("examples", ())),
        options=(
            *(Option(o["const"], o["title"]) for o in property_.get("oneOf", ()) or _choices(property_)),
            *(Option(level, level) for level in property_.get("enum", ())),
        ),
        markdown=markdown,
        facultatif=facultatif,
        plusieurs=bool(_choices(property_)),
        motif=property_.get("pattern", ""),
        keyword=field_keyword(property_),
    )


def _choices(property_: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The boxes of which several may be ticked."""
    found: Sequence[Mapping[str, Any]] = property_.get("items", {}).get("oneOf", ())
    return found
