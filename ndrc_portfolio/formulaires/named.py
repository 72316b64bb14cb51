"""The fields of a form that its layout names: which, where, and whether there are such. Takes any JSON."""

from collections.abc import Iterator
from typing import Any

from ndrc_portfolio.formulaires.json_text import Steps
from ndrc_portfolio.formulaires.keyword import KEYWORD
from ndrc_portfolio.formulaires.loose import as_dict, as_list, objects, path_of
from ndrc_portfolio.messages.french import did_you_mean
from ndrc_portfolio.messages.words import nearest

Fault = tuple[Steps, str]


def named_fields(keyword: dict[str, Any]) -> Iterator[tuple[Steps, str]]:
    """The fields that the layout names."""
    for i, row in enumerate(as_list(keyword.get("rangees"))):
        for j, cle in enumerate(as_list(as_dict(row).get("champs"))):
            if isinstance(cle, str):
                yield (KEYWORD, "rangees", i, "champs", j), cle
    for key in ("en_ligne", "caches"):
        for i, cle in enumerate(as_list(keyword.get(key))):
            if isinstance(cle, str):
                yield (KEYWORD, key, i), cle
    yield from _of_lines((KEYWORD, "en_ligne"), keyword.get("en_ligne"))
    for i, row in enumerate(as_list(keyword.get("feuille"))):
        for j, cell in enumerate(as_list(row)):
            yield from _of_lines((KEYWORD, "feuille", i, j, "lignes"), as_dict(cell).get("lignes"))
    for i, line in enumerate(as_list(keyword.get("pied"))):
        if isinstance(cle := as_dict(line).get("champ"), str):
            yield (KEYWORD, "pied", i, "champ"), cle
    yield from _of_lines((KEYWORD, "pied"), keyword.get("pied"))


def _of_lines(path: Steps, lines: Any) -> Iterator[tuple[Steps, str]]:
    for i, line in enumerate(as_list(lines)):
        for j, cle in enumerate(as_list(as_dict(line).get("champs"))):
            if isinstance(cle, str):
                yield (*path, i, "champs", j), cle


def named_by_part(cle: str, property_: Any) -> Iterator[tuple[Steps, str]]:
    """The fields that a part of the body prints among its lines."""
    keyword = as_dict(as_dict(property_).get(KEYWORD))
    for key in ("lignes", "pied"):
        yield from _of_lines((*path_of((cle,)), KEYWORD, key), keyword.get(key))


def lost_by_part(named: list[tuple[Steps, str]], known: list[str]) -> Iterator[Fault]:
    for path, cle in named:
        part = str(path[1])
        inside = [k for k in known if k.split(".")[0] == part and k.count(".") == 1]
        if cle not in inside:
            near = did_you_mean(nearest(cle, inside))
            yield path, f"« {cle} » n’est pas un champ de ce bloc{near} ; on le nomme avec sa clé : « {part}.date »"


def line_widths(schema: dict[str, Any]) -> Iterator[Fault]:
    """Lines whose widths are not as many as their fields."""
    for path, holder in objects(schema):
        champs, widths = holder.get("champs"), holder.get("largeurs")
        if not (isinstance(champs, list) and isinstance(widths, list)) or "rangees" in path:
            continue
        if len(champs) != len(widths):
            yield (*path, "largeurs"), f"il en faut autant que de champs : {len(champs)}"


def lost(named: list[tuple[Steps, str]], known: list[str]) -> Iterator[Fault]:
    for path, cle in named:
        if cle not in known:
            near = did_you_mean(nearest(cle, known))
            yield path, f"« {cle} » n’est pas un champ de « properties »{near}"
