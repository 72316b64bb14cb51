"""A document against its form: JSON Schema says what is wrong, `schema_errors` says it in French.

Only the front matter is validated as data: what stands in the body is text by construction.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from ndrc_portfolio.checks.memory import front_matter_key
from ndrc_portfolio.checks.schema_errors import translate
from ndrc_portfolio.fiches.keys import REFUSED, is_spoilt
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.common import common_schema
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.messages.catalogue.front_matter import CandidateInFiche, TemplateInFiche
from ndrc_portfolio.messages.diagnostic import Diagnostic

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


def check_schema(fiche: Fiche, form: Formulaire, memory: set[str] | None) -> tuple[list[Diagnostic], set[Chemin]]:
    """Validate the front matter; what is wrong, and the paths whose value is."""
    diagnostics = list(_refused_keys(fiche, form))
    fingerprint = front_matter_key(form, fiche.front_matter.data) if memory is not None else ""
    if memory and fingerprint in memory:
        return diagnostics, set()
    faulty: set[Chemin] = set()
    shared = common_schema()["properties"].keys()
    refused = {key for key in REFUSED if key == "template" or form.by_candidat}
    data = {key: _without_nulls(value) for key, value in fiche.front_matter.data.items() if value is not None}
    errors = [
        *_validator(form).iter_errors({k: v for k, v in data.items() if k not in shared and k not in refused}),
        *_validator(None).iter_errors({k: v for k, v in data.items() if k in shared}),
    ]
    for error in errors:
        path = tuple(error.absolute_path)
        if path and is_spoilt(fiche.front_matter, path):
            continue  # a fault of the YAML, already reported
        diagnostics += (fiche.diagnostic(*said) for said in translate(error, fiche.front_matter, form))
        if error.validator not in ("additionalProperties", "pattern"):
            faulty.add(tuple(str(p) for p in path))
    if memory is not None and not errors:
        memory.add(fingerprint)
    return diagnostics, faulty


def _refused_keys(fiche: Fiche, form: Formulaire) -> Iterator[Diagnostic]:
    """Keys that MkDocs or its theme know and that would change what the form is, and those of the portfolio."""
    data, places = fiche.front_matter.data, fiche.front_matter.yaml.key_places
    if "template" in data:
        yield fiche.diagnostic(TemplateInFiche(), places["template",])
    if form.by_candidat and "candidat" in data:
        yield fiche.diagnostic(CandidateInFiche(cle="candidat"), places["candidat",])


@lru_cache(maxsize=64)
def _validator(form: Formulaire | None) -> "Draft202012Validator":
    """The validator of a form, of the shared keys for None: building one costs more than using it."""
    from jsonschema import Draft202012Validator  # late: 60 ms, for nothing when all is known to conform
    from jsonschema.validators import extend

    every_property = Draft202012Validator.VALIDATORS["properties"]

    def properties(validator: Any, schemas: dict[str, Any], data: Any, schema: Any) -> Iterator[Any]:
        """Most keys are texts that may be any text: going down to each costs more than all the others together."""
        if isinstance(data, dict):
            data = {k: v for k, v in data.items() if not (isinstance(v, str) and _is_any_text(schemas.get(k, False)))}
        yield from every_property(validator, schemas, data, schema)

    quick = extend(Draft202012Validator, {"properties": properties})  # type: ignore[no-untyped-call]
    return cast("Draft202012Validator", quick(common_schema() if form is None else form.schema))


_SAY_NOTHING_OF_TEXT = frozenset(
    ("type", "title", "description", "examples", "x-formulaire", "items", "minItems", "maxItems")
)


def _is_any_text(schema: Any) -> bool:
    """Whether any text conforms to a schema, or any text and a list too."""
    if not isinstance(schema, dict) or not schema.keys() <= _SAY_NOTHING_OF_TEXT:
        return False
    kinds = schema.get("type", "string")
    return kinds == "string" or (isinstance(kinds, list) and "string" in kinds)


def _without_nulls(value: Any) -> Any:
    """The data without what is empty: null is an empty rubrique, never a fault."""
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nulls(v) for v in value if v is not None]
    return value
