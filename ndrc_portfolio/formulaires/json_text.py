"""A file of JSON that somebody wrote by hand: read strictly, and what keeps it from being read said in French."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ndrc_portfolio.messages.diagnostic import Place

Steps = tuple[str | int, ...]
"""The way to a value: keys of objects and indices of lists."""

_DEEPEST = 20  # the forms of 2020 need ten
_TOO_DEEP = "c’est trop imbriqué pour un formulaire"
_REASONS = {  # what Python's reader says of a fault, by how it begins
    "Expecting ',' delimiter": "il manque une virgule avant cet endroit, ou un crochet, ou une accolade",
    "Expecting ':' delimiter": "il manque deux-points après la clé",
    "Expecting property name": "il faut une clé entre guillemets ; une virgule est peut-être de trop",
    "Expecting value": "il faut une valeur ici ; une virgule est peut-être de trop",
    "Illegal trailing comma": "une virgule est de trop",
    "Extra data": "il y a du texte après la fin du schéma",
    "Unterminated string": "il manque le guillemet qui ferme ce texte",
    "Invalid control character": "un texte tient sur une seule ligne, sans tabulation",
    "Invalid \\": "le signe \\ s’écrit deux fois : \\\\",
}


class Read(NamedTuple):
    """What a file holds, None if nothing can be said of it, and what is wrong with its text.

    `broken` is where it ends to be JSON, and why; one of the `faults` says both in words.
    """

    value: Any
    faults: tuple[tuple[Steps, str], ...]
    broken: tuple[Place, str] | None = None


class _Object(dict[str, Any]):
    """An object, and its keys that are given again."""

    doubled: tuple[str, ...] = ()


def read_json(data: bytes) -> Read:
    """Read a file; never raises."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unreadable("le fichier n’est pas en UTF-8 ; enregistrez-le « en UTF-8 »")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse, parse_float=number)
    except json.JSONDecodeError as fault:
        reason = next((r for begin, r in _REASONS.items() if fault.msg.startswith(begin)), "ce n’est pas du JSON")
        said = f"ligne {fault.lineno}, colonne {fault.colno} : {reason}"
        return Read(None, (((), said),), (Place(fault.lineno, fault.colno), reason))
    except RecursionError:
        return _unreadable(_TOO_DEEP)
    except ValueError as fault:  # what `_refuse` says, or an integer of thousands of digits
        return _unreadable(str(fault) if isinstance(fault, _RefusedError) else "un nombre est trop long")
    faults = tuple(_faults(value))
    return Read(None if any(what is _TOO_DEEP for _, what in faults) else value, faults)


def place_of(text: str, steps: Steps) -> Place:
    """Where a value stands in a text that is JSON, or the nearest that holds it: a key that is missing has no place."""
    start = _after_blanks(text, 0)
    for step in steps:
        found = [at for key, at in _members(text, start) if key == step]
        if not found:
            break
        start = found[-1]  # of a key that is given twice the second counts
    return Place(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _members(text: str, start: int) -> Iterator[tuple[str | int, int]]:
    """The keys of the object, or the indices of the list, that begins there, each with the place of its value."""
    decode = json.JSONDecoder(strict=False).raw_decode
    index, at = 0, _after_blanks(text, start + 1)
    while text[start] in "{[" and text[at] not in "}]":
        key: str | int = index
        if text[start] == "{":
            key, end = decode(text, at)
            at = _after_blanks(text, _after_blanks(text, end) + 1)
        yield key, at
        at = _after_blanks(text, decode(text, at)[1])
        if text[at] == ",":
            at = _after_blanks(text, at + 1)
        index += 1


def _after_blanks(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" \t\r\n"))


def number(text: str) -> int | float:
    """`2.0` is an integer, for JSON Schema too."""
    value = float(text)
    return int(value) if value.is_integer() else value


class _RefusedError(ValueError):
    pass


def _refuse(word: str) -> Any:
    raise _RefusedError(f"« {word} » n’est pas un nombre")


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        found.doubled = tuple(key for key in found if keys.count(key) > 1)
    return found


def _unreadable(reason: str) -> Read:
    return Read(None, (((), reason),))


def _faults(value: Any) -> Iterator[tuple[Steps, str]]:
    waiting: list[tuple[Steps, Any]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict | list) and len(path) > _DEEPEST:
            yield path, _TOO_DEEP
            continue
        if isinstance(value, _Object):
            yield from (((*path, key), "cette clé est donnée deux fois : enlevez-en une") for key in value.doubled)
            waiting += [((*path, key), child) for key, child in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, i), child) for i, child in enumerate(value)]
        for text in value if isinstance(value, dict) else [value] if isinstance(value, str) else []:
            if re.search("[\ud800-\udfff\x00-\x08\x0b-\x1f]", text):
                yield path, "un caractère ne peut pas s’imprimer (\\u…) : récrivez ce texte"
