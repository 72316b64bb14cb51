"""What an unknown key was meant to be: after one, as after an unknown heading, reading goes on with the nearest."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.fiches.front_matter import FrontMatter
from ndrc_portfolio.formulaires.common import common_schema
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.messages.words import nearest, normalise

REFUSED = ("template", "candidat")
"""Keys that are refused where they are no keys of the form."""


def keys_at(schema: Mapping[str, Any], form: Formulaire, *, top: bool) -> list[str]:
    """The keys that an author may write: in an object of the form, or at the top, where the shared ones are too."""
    if not top:
        return list(schema["properties"])
    refused = "candidat" if form.by_candidat else None
    return [key for key in (*common_schema()["properties"], *form.schema["properties"]) if key != refused]


def meant_key(key: str, known: Sequence[str], schema: Mapping[str, Any]) -> str | None:
    """The key that was meant: one of that label, else the nearest."""
    labels = {normalise(schema["properties"][k].get("title", k)): k for k in known if k in schema["properties"]}
    return labels.get(normalise(key)) or nearest(key, known, 0.7)


def misspelt(front_matter: FrontMatter, form: Formulaire) -> Iterator[Chemin]:
    """The keys of the form that its author wrote otherwise: what is said of these is said at the wrong key."""
    yield from _misspelt(front_matter, form, form.schema, front_matter.data, ())


def _misspelt(
    front_matter: FrontMatter, form: Formulaire, schema: Mapping[str, Any], data: Mapping[str, Any], path: Chemin
) -> Iterator[Chemin]:
    known = schema["properties"]
    for key, value in data.items():
        if value is None:
            continue
        if key in known:
            below = known[key]
            if isinstance(value, dict) and "properties" in below and not is_spoilt(front_matter, (*path, key)):
                yield from _misspelt(front_matter, form, below, value, (*path, key))
        elif (path or key not in (*REFUSED, *common_schema()["properties"])) and (
            near := meant_key(key, keys_at(schema, form, top=not path), schema)
        ):
            yield (*path, near)


def is_spoilt(front_matter: FrontMatter, path: KeyPath) -> bool:
    """Whether a fault of the YAML is reported of it, or of something in it: the form then says nothing of it."""
    return any(path[: len(p)] == p or p[: len(path)] == path for p in front_matter.yaml.explained if p)
