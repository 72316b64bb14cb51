"""Whether a schema that somebody wrote is a form: `schemas/formulaire.schema.json` says it, here in French.

Each fault is a line « where : what, and what to write », all of them at once. Nothing is fetched: the meta-schema
names nothing outside of itself, and `$ref` of a form stay inside of it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.formulaires.coherence import incoherences
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.json_text import Steps, read_json
from ndrc_portfolio.formulaires.keyword import KEYWORD, FieldKeyword, FormKeyword, GridKeyword
from ndrc_portfolio.messages.french import did_you_mean, enumeration, system_reason, typeset
from ndrc_portfolio.messages.words import nearest

_TYPES = {
    "string": "un texte, entre guillemets",
    "object": "un objet : { … }",
    "array": "une liste : [ … ]",
    "boolean": "true ou false, sans guillemets",
    "integer": "un nombre entier, sans guillemets",
    "number": "un nombre, sans guillemets",
}
_LAYOUT = {field.name for keyword in (FormKeyword, FieldKeyword, GridKeyword) for field in fields(keyword)}


def form_faults(path: Path) -> tuple[str, ...]:
    """What keeps the schema in a file from being a form; never raises."""
    try:
        data = read_file(path)
    except OSError as fault:
        return (system_reason(fault),)
    return faults_of(data)


@lru_cache(maxsize=64)
def faults_of(data: bytes) -> tuple[str, ...]:
    schema, faults, _ = read_json(data)
    if faults and schema is None:
        return tuple(_lines(faults))
    return tuple(_lines([*faults, *schema_faults(meta_validator(), schema), *incoherences(schema)]))


def schema_faults(validator: Draft202012Validator, value: Any) -> Iterator[tuple[Steps, str]]:
    """What JSON Schema says of a value, in French: the way to each fault, and what to write."""
    errors = sorted(validator.iter_errors(value), key=lambda e: [str(step) for step in e.absolute_path])
    return _in_french(errors)


@lru_cache(maxsize=1)
def meta_validator() -> Draft202012Validator:
    text = (data_dir("schemas") / "formulaire.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def where(path: Iterable[str | int]) -> str:
    """`properties.nature.x-formulaire.rangees[0]`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def first_of_each(faults: Iterable[tuple[Steps, str]]) -> dict[Steps, str]:
    """Each fault once; of several at the same place the first, for the others follow from it."""
    found: dict[Steps, str] = {}
    for path, what in faults:
        found.setdefault(path, what)
    return found


def _lines(faults: Iterable[tuple[Steps, str]]) -> Iterator[str]:
    for path, what in first_of_each(faults).items():
        yield typeset(f"{where(path)} : {what}" if path else what)


def _in_french(errors: Sequence[ValidationError]) -> Iterator[tuple[Steps, str]]:
    meant: set[Steps] = set()  # keys that are there under a misspelt name
    for error in errors:
        if error.validator == "additionalProperties":
            here = tuple(error.absolute_path)
            known, given = _known_keys(error), _keys(error)
            for key in [k for k in given if k not in known]:
                near = nearest(key, known)
                meant.add((*here, near or ""))
                inside = f" : elle s’écrit dans « {KEYWORD} »" if key in _LAYOUT and KEYWORD in known else ""
                others = f" ; clés possibles : {', '.join(known)}"
                yield (*here, key), f"clé inconnue{inside or did_you_mean(near) or others}"
    for error in errors:
        here = tuple(error.absolute_path)
        if error.validator == "required":
            wanted: Any = error.validator_value
            missing = [k for k in wanted if k not in _keys(error) and (*here, k) not in meant]
            yield from (((*here, key), _missing(key)) for key in missing)
        elif error.validator != "additionalProperties":
            yield here, _what(error)


def _known_keys(error: ValidationError) -> list[str]:
    schema: Any = error.schema
    known = list(schema["properties"])
    return [*known, "properties"] if "oneOf" in known else known  # a block looks like a field without its properties


def _keys(error: ValidationError) -> list[str]:
    given: Any = error.instance
    return list(given)


def _missing(key: str) -> str:
    values = {
        "additionalProperties": ' : écrivez "additionalProperties": false',
        "type": ' : écrivez "type": "object"',
    }
    return f"il manque cette clé{values.get(key, '')}"


def _what(error: ValidationError) -> str:
    """An error in French: in the words of the meta-schema where it has some, else by its keyword."""
    schema: Any = error.schema
    wanted: Any = error.validator_value
    given: Any = error.instance
    if "errorMessage" in schema:
        text = schema["errorMessage"].removesuffix(".")
        return f"{_shown(given)} ne convient pas : {text}" if isinstance(given, str) else text
    match error.validator:
        case "type":
            return f"il faut {_TYPES[wanted]}"
        case "const":
            return f"{_shown(given)} ne convient pas : écrivez {json.dumps(wanted)}"
        case "enum":
            values = enumeration(_shown(value) for value in wanted)
            near = nearest(given, [v for v in wanted if isinstance(v, str)]) if isinstance(given, str) else None
            return f"{_shown(given)} n’est pas possible ici{did_you_mean(near)} (valeurs possibles : {values})"
        case "minimum" | "maximum":
            return f"{_shown(given)} est hors des limites : de {schema['minimum']} à {schema['maximum']}"
        case "minItems" | "minProperties":
            return "il faut au moins un élément"
        case "maxItems":
            return f"{len(given)} éléments, c’est trop : {wanted} au plus"
        case "uniqueItems":
            return "la même valeur est donnée deux fois"
    return f"cela ne convient pas ({error.validator})"


def _shown(value: Any) -> str:
    """A value as a message quotes it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"« {text if len(text) <= 60 else f'{text[:59]}…'} »"
