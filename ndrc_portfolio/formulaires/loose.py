"""A schema that may be anything, taken for what it should be: what is of another kind is as if it were not there."""

from collections.abc import Iterator
from typing import Any

from ndrc_portfolio.formulaires.json_text import Steps


def objects(value: Any, path: Steps = ()) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """All objects of a schema, but for those of its examples."""
    if isinstance(value, dict):
        yield path, value
        for key, child in value.items():
            if key != "examples":
                yield from objects(child, (*path, key))
    elif isinstance(value, list):
        for i, child in enumerate(value):
            yield from objects(child, (*path, i))


def path_of(chemin: tuple[str, ...]) -> Steps:
    return tuple(step for cle in chemin for step in ("properties", cle))


def as_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
