"""The errors of JSON Schema in French, by their keyword."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.fiches.front_matter import FrontMatter
from ndrc_portfolio.fiches.keys import keys_at, meant_key
from ndrc_portfolio.fiches.yaml_edits import GLUED
from ndrc_portfolio.fiches.yaml_faults import glued_colon
from ndrc_portfolio.formulaires.keyword import field_keyword
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.catalogue.front_matter import (
    AnnexeWanted,
    ChoiceWanted,
    KeyAbove,
    KeyLooksRight,
    KeyOfBlock,
    KeysWanted,
    MissingKey,
    OffForm,
    OneTextWanted,
    PerhapsText,
    TextWanted,
    TooManyBoxes,
    TooManyValues,
    UnknownKey,
    UnknownValue,
    ValueLooksRight,
    WrongType,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import is_slip, look_the_same, nearest

if TYPE_CHECKING:
    from jsonschema import ValidationError


class Said(NamedTuple):
    """What is to be said at a place, as `Fiche.diagnostic` takes it."""

    message: Message
    place: Place
    fix: Edit | None = None


class _Error(NamedTuple):
    """An error where it is: `key` is its dotted path, as an author counts; `expected` what the keyword asks for."""

    path: KeyPath
    key: str
    place: Place
    keyword: str
    expected: Any
    value: Any
    schema: Mapping[str, Any]
    front_matter: FrontMatter
    form: Formulaire


def translate(error: "ValidationError", front_matter: FrontMatter, form: Formulaire) -> Iterator[Said]:
    """What is to be said of an error of JSON Schema; of one that concerns several keys, something of each."""
    path: KeyPath = tuple(error.absolute_path)
    schema: Any = error.schema
    keyword = str(error.validator)
    return _BY_KEYWORD.get(keyword, _off_form)(
        _Error(
            path,
            ".".join(str(p + 1) if isinstance(p, int) else p for p in path),
            front_matter.place(path),
            keyword,
            error.validator_value,
            error.instance,
            schema,
            front_matter,
            form,
        )
    )


def _unknown_keys(error: _Error) -> Iterator[Said]:
    top = not error.path
    known = keys_at(error.schema, error.form, top=top)
    for key in error.value:
        if key in error.schema["properties"]:
            continue
        near = meant_key(key, known, error.schema)
        place = error.front_matter.yaml.key_places.get((*error.path, key), error.place)
        free = near is not None and near not in error.value  # else the edit would give it twice
        fix = Edit(place, near) if near and free and is_slip(key, near) else None
        above = bool(error.path) and key in error.form.schema["properties"]
        message = (
            KeyAbove(cle=key, suggestion=None, cles=known, bloc=str(error.path[0]))
            if above and near is None
            else _unknown_key(key, near, known, error.schema)
        )
        yield Said(message, place, fix)


def _unknown_key(key: str, near: str | None, known: Sequence[str], schema: Mapping[str, Any]) -> UnknownKey:
    blocs = [k for k, p in schema["properties"].items() if key in p.get("properties", {}) and k in known]
    if blocs:
        return KeyOfBlock(cle=key, suggestion=near, blocs=blocs)
    kind = KeyLooksRight if near and look_the_same(key, near) else UnknownKey
    return kind(cle=key, suggestion=near, cles=known)


def _unknown_value(error: _Error) -> Iterator[Said]:
    known = [str(o["const"]) for o in error.schema.get("oneOf", ())] or [str(v) for v in error.schema.get("enum", ())]
    value = error.value
    if not isinstance(value, str):
        yield Said(ChoiceWanted(cle=error.key, wanted=("string",), received=_kind(value), valeurs=known), error.place)
        return
    near = nearest(value, known)
    fix = Edit(error.place, near) if near and is_slip(value, near) else None
    champ = error.form.champs.get(tuple(str(p) for p in error.path if not isinstance(p, int)))
    name = field_keyword(error.schema).nom or (champ.keyword.nom if champ else "") or None
    kind = ValueLooksRight if near and look_the_same(value, near) else UnknownValue
    yield Said(kind(valeur=value, cle=error.key, nom=name, suggestion=near, valeurs=known), error.place, fix)


def _wrong_type(error: _Error) -> Iterator[Said]:
    wanted: list[str] = [error.expected] if isinstance(error.expected, str) else list(error.expected)
    value, kind = error.value, _kind(error.value)
    if "object" in wanted and kind == "string" and (glued := GLUED.match(value)):  # its only key, `nom:Auto Dépôt`
        fault = glued_colon(glued["cle"], glued["valeur"], error.place.line, error.place.column)
        on_one_line = error.place.end is None
        yield Said(fault.message, error.place, fault.fix if on_one_line else None)
        return
    message: WrongType
    if error.path[:1] == ("annexes",) and len(error.path) <= 2:
        message = AnnexeWanted(cle=_name(error.path), wanted=wanted, received=kind)
    elif kind == "object" and wanted != ["object"] and len(value) == 1:
        (first, rest), *_ = value.items()
        message = PerhapsText(cle=error.key, debut=first, suite=str(rest or "…"), wanted=wanted, received=kind)
        yield Said(message, error.place, _in_quotes(error, first, rest))
        return
    elif kind == "object":
        message = TextWanted(cle=error.key, wanted=wanted, received=kind)
    elif kind == "array" and "string" in wanted:
        message = OneTextWanted(cle=error.key, wanted=wanted, received=kind)
    elif "object" in wanted:
        message = KeysWanted(
            cle=error.key, cles=list(error.schema.get("properties", {}))[:3], wanted=wanted, received=kind
        )
    else:
        message = WrongType(cle=error.key, wanted=wanted, received=kind)
    yield Said(message, error.place)


def _in_quotes(error: _Error, key: str, value: object) -> Edit | None:
    """`- Objectif : vendre` in a list of texts, on one line: no key of the form, so it can only be a text."""
    yaml = error.front_matter.yaml
    start, end = yaml.key_places.get((*error.path, key)), yaml.value_places.get((*error.path, key))
    known = any(key in chemin for chemin in error.form.champs)
    if known or not isinstance(error.path[-1], int) or not isinstance(value, str) or start is None or end is None:
        return None
    colon = {2: ": ", 3: " : "}.get(end.column - start.end_column)
    plain = start.width == len(key) and end.width == len(value) and (start.line, end.end) == (end.line, None)
    braces = start.column != error.place.column
    if not plain or braces or colon is None or any(sign in key + value for sign in '"\\'):
        return None
    whole = start._replace(width=end.end_column - start.column)
    return Edit(whole, f'"{key}{colon}{value}"')


def _missing_keys(error: _Error) -> Iterator[Said]:
    """In a front matter that could not be read whole, what seems to be missing may be there."""
    for key in error.expected if error.front_matter.yaml.whole else ():
        if key not in error.value and (*error.path, key) not in error.front_matter.yaml.explained:
            yield Said(MissingKey(manque=key, cle=_name(error.path)), error.place)


def _empty_text(error: _Error) -> Iterator[Said]:
    yield Said(MissingKey(manque=str(error.path[-1]), cle=_name(error.path[:-1])), error.place)


def _too_many(error: _Error) -> Iterator[Said]:
    champ = error.form.champs.get(tuple(map(str, error.path)))
    kind = TooManyBoxes if champ and champ.plusieurs else TooManyValues
    yield Said(kind(cle=error.key, recu=len(error.value), limite=error.expected), error.place)


def _off_form(error: _Error) -> Iterator[Said]:
    described = {"description": str(error.schema["description"])} if "description" in error.schema else {}
    yield Said(OffForm(cle=error.key, mot_cle=error.keyword, **described), error.place)


def _elsewhere(_: _Error) -> Iterator[Said]:
    """`values` says it, which sees the body too."""
    return iter(())


def _kind(value: object) -> str:
    """The type of JSON Schema that a value of a front matter has."""
    return "object" if isinstance(value, dict) else "array" if isinstance(value, list) else "string"


def _name(path: KeyPath) -> str:
    """« annexe 2 » for ("annexes", 1)."""
    if len(path) == 2 and isinstance(path[1], int):
        return f"{str(path[0]).removesuffix('s')} {path[1] + 1}"
    return ".".join(map(str, path))


_BY_KEYWORD: dict[str, Callable[[_Error], Iterator[Said]]] = {
    "additionalProperties": _unknown_keys,
    "enum": _unknown_value,
    "oneOf": _unknown_value,
    "const": _unknown_value,
    "type": _wrong_type,
    "required": _missing_keys,
    "minLength": _empty_text,
    "pattern": _elsewhere,
    "maxItems": _too_many,
}
