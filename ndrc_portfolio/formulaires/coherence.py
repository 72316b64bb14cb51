"""What JSON Schema cannot say of a form: that its parts agree with each other.

Takes any JSON, for all that is wrong is said at once, whatever the meta-schema found: a part of another kind than it
should be is passed over.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from ndrc_portfolio.formulaires.cells import columns
from ndrc_portfolio.formulaires.common import common_schema
from ndrc_portfolio.formulaires.json_text import Steps
from ndrc_portfolio.formulaires.keyword import KEYWORD
from ndrc_portfolio.formulaires.loose import as_dict, as_list, objects, path_of
from ndrc_portfolio.formulaires.named import Fault, line_widths, lost, lost_by_part, named_by_part, named_fields
from ndrc_portfolio.formulaires.schema import REFERENCE
from ndrc_portfolio.messages.french import enumeration
from ndrc_portfolio.messages.words import normalise

_FIRST = ("verso", "bandeau_avant", "note", "largeur_libelles")
_PART = ("forme", "sous_titre", "lignes", "pied")
_BOTH = ("decimale", "aide", "hauteur")
_HEAD = ("role", "nom", "facultatif", "cases", "cases_apres", "vide", "suite", *_BOTH)
_BODY = (
    *("largeur", "dans_la_case", "pleine_largeur", "appel_de_note", "valeurs", "encadre", "centre"),
    *("role", "libelles_des_cases", "titre", "teinte", "synonymes", "voisins", *_BOTH),
)
_OF_CHOICES = ("choix", "oui-non")


class _Leaf(NamedTuple):
    """A field or rubrique: its keys, where it stands in the schema, and what it is, `$ref` followed."""

    chemin: tuple[str, ...]
    path: Steps
    schema: dict[str, Any]
    keyword: dict[str, Any]

    @property
    def options(self) -> list[str]:
        given = as_list(self.schema.get("oneOf")) or self.boxes
        return [o["const"] for o in given if isinstance(as_dict(o).get("const"), str)]

    @property
    def boxes(self) -> list[Any]:
        """Those of which several may be ticked."""
        return as_list(as_dict(self.schema.get("items")).get("oneOf"))

    @property
    def yes_or_no(self) -> bool:
        return sorted(self.options) == ["non", "oui"]


def incoherences(schema: Any) -> Iterator[Fault]:
    schema = as_dict(schema)
    keyword = as_dict(schema.get(KEYWORD))
    properties = as_dict(schema.get("properties"))
    named = list(named_fields(keyword))
    head = {cle.split(".")[0] for _, cle in named}
    in_parts = [(path, cle) for k, p in properties.items() if k not in head for path, cle in named_by_part(k, p)]
    of_parts = {cle for _, cle in in_parts}
    grids = [k for k, p in properties.items() if "niveaux" in as_dict(as_dict(p).get(KEYWORD))]
    leaves = [leaf for k, p in properties.items() if k not in grids for leaf in _leaves(schema, (k,), as_dict(p))]
    names = {".".join(leaf.chemin): leaf for leaf in leaves}
    fields = {cle: leaf for cle, leaf in names.items() if leaf.chemin[0] in head or cle in of_parts}
    gone = [*lost(named, list(names)), *lost_by_part(in_parts, list(names))]
    yield from _references(schema)
    yield from _patterns(schema)
    yield from _common_keys(properties)
    yield from gone
    yield from _rows(keyword, fields)
    yield from line_widths(schema)
    if gone or not named:
        return  # what is of the head cannot be parted from what is of the body
    for leaf in leaves:
        yield from _field(leaf) if ".".join(leaf.chemin) in fields else _rubrique(leaf)
    for cle, property_ in properties.items():
        if cle not in head and cle not in grids:
            yield from _labels((cle,), property_, of_parts)
    yield from _same_labels(("properties",), {k: p for k, p in properties.items() if k not in head and k not in grids})
    choices = [leaf for leaf in fields.values() if leaf.keyword.get("role") == "choix"]
    yield from _roles(keyword, choices, unsure=any(map(_perhaps_a_choice, fields.values())))
    yield from _grids(properties, grids, choices, in_table="rangees" in keyword)


# ---- References and patterns


def _references(schema: dict[str, Any]) -> Iterator[Fault]:
    """`$ref` that lead nowhere, or back to where they come from."""
    defs = as_dict(schema.get("$defs"))
    for path, holder in objects(schema):
        name = holder.get("$ref")
        if isinstance(name, str) and name.startswith(REFERENCE):
            found = name.removeprefix(REFERENCE)
            if found not in defs:
                yield (*path, "$ref"), f"« {found} » n’est pas dans « $defs »"
            elif path[0] == "$defs" and _turns(found, defs):
                yield (*path, "$ref"), f"« {found} » renvoie à lui-même"


def _turns(name: str, defs: dict[str, Any]) -> bool:
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        reference = as_dict(defs.get(name)).get("$ref")
        if not isinstance(reference, str):
            return False
        name = reference.removeprefix(REFERENCE)
    return True


def _patterns(schema: dict[str, Any]) -> Iterator[Fault]:
    for path, holder in objects(schema):
        pattern = holder.get("pattern")
        if isinstance(pattern, str):
            try:
                re.compile(pattern)
            except (re.error, OverflowError, RecursionError):
                yield (
                    (*path, "pattern"),
                    "ce n’est pas une expression régulière : il manque un crochet ?",
                )


# ---- The head


def _common_keys(properties: dict[str, Any]) -> Iterator[Fault]:
    for cle in properties.keys() & common_schema()["properties"].keys():
        yield ("properties", cle), "cette clé est déjà celle de toutes les fiches : prenez-en une autre"


def _rows(keyword: dict[str, Any], fields: dict[str, _Leaf]) -> Iterator[Fault]:
    total = keyword.get("colonnes")
    total = total if type(total) is int and 12 <= total <= 100 else 12
    for i, row in enumerate(as_list(keyword.get("rangees"))):
        names = [c for c in as_list(as_dict(row).get("champs")) if isinstance(c, str)]
        widths = as_dict(row).get("largeurs", [1] * len(names))
        here = (KEYWORD, "rangees", i)
        if not (isinstance(widths, list) and all(type(w) in (int, float) and 0 < w <= 100 for w in widths)):
            continue
        if len(widths) != len(names):
            yield (*here, "largeurs"), f"il en faut autant que de champs : {len(names)}"
        elif 0 < len(names) <= 12:
            for j, (cle, span) in enumerate(zip(names, columns(widths, total), strict=True)):
                if cle in fields and not fields[cle].schema.get("title") and len(fields[cle].options) > span:
                    yield (*here, "champs", j), f"les cases de « {cle} » sont trop à l’étroit : élargissez-le"


def _field(leaf: _Leaf) -> Iterator[Fault]:
    yield from _useless(leaf, _HEAD, "que dans une rubrique")
    if not (leaf.schema.get("title") or leaf.options):
        yield (*leaf.path, "title"), "il manque cette clé : un champ de la tête a un libellé, ou des cases à cocher"
    several = leaf.schema.get("type") == "array" and leaf.boxes
    if leaf.boxes and not several:
        yield (*leaf.path, "type"), 'plusieurs cases à cocher forment une liste : écrivez "type": "array"'
    elif not several and ("array" in as_list(leaf.schema.get("type")) or leaf.schema.get("type") == "array"):
        yield (*leaf.path, "type"), 'un champ de la tête est un texte : écrivez "type": "string"'
    role = leaf.keyword.get("role")
    if role == "oui-non" and not leaf.yes_or_no:
        yield (*leaf.path, KEYWORD, "role"), "« oui-non » demande un « oneOf » de deux valeurs : « oui » et « non »"
    if role == "choix" and (leaf.boxes or not leaf.options):
        yield (*leaf.path, KEYWORD, "role"), "« choix » demande un « oneOf », avec les cases à cocher"


def _perhaps_a_choice(leaf: _Leaf) -> bool:
    """Whether a field may have been meant as the choice, and something else is wrong with what it says."""
    misspelt = leaf.keyword.keys() - {*_HEAD, *_BODY, *_FIRST}
    role = leaf.keyword.get("role")
    wrong = "role" in leaf.keyword and (role != "oui-non" or not leaf.yes_or_no)
    return bool(leaf.options) and (wrong or bool(misspelt))


def _roles(keyword: dict[str, Any], choices: list[_Leaf], *, unsure: bool) -> Iterator[Fault]:
    for leaf in choices[1:]:
        first = ".".join(choices[0].chemin)
        yield (*leaf.path, KEYWORD, "role"), f"un formulaire n’a qu’un « choix », et « {first} » l’est déjà"
    if keyword.get("role") == "activite" and not choices and not unsure:
        yield (
            (KEYWORD, "role"),
            'les fiches d’activité se distinguent par un choix : écrivez "role": "choix" dans son « x-formulaire »',
        )


# ---- The body


def _rubrique(leaf: _Leaf) -> Iterator[Fault]:
    first = _FIRST if len(leaf.chemin) == 1 else ()
    yield from _useless(
        leaf, (*_BODY, *first), "qu’au premier niveau ou dans la tête" if not first else "que dans la tête"
    )
    if leaf.keyword.get("role") in _OF_CHOICES:
        yield (*leaf.path, KEYWORD, "role"), "cette clé n’a d’effet que dans la tête"
    if leaf.options or "enum" in leaf.schema:
        yield leaf.path, "un choix se fait dans la tête : nommez ce champ dans « rangees » ou « en_ligne »"


def _labels(chemin: tuple[str, ...], property_: Any, of_parts: set[str]) -> Iterator[Fault]:
    """A heading of the body needs a label, and one that no sibling has."""
    if not isinstance(property_, dict) or ".".join(chemin) in of_parts:
        return
    path = path_of(chemin)
    title = property_.get("title")
    if title is None:
        yield (*path, "title"), "il manque cette clé : le libellé officiel, qui est aussi le titre à écrire"
    elif isinstance(title, str) and title.strip() and not normalise(title):
        yield (*path, "title"), "il faut au moins une lettre ou un chiffre"
    children = as_dict(property_.get("properties"))
    yield from _same_labels((*path, "properties"), children)
    for cle, child in children.items():
        yield from _labels((*chemin, cle), child, of_parts)
    keyword = as_dict(property_.get(KEYWORD))
    for key in keyword if children else ():
        if key in (*_FIRST, *_PART) and len(chemin) > 1:
            yield (*path, KEYWORD, key), "cette clé n’a d’effet qu’au premier niveau"
        elif key in ("sous_titre", "lignes", "pied") and keyword.get("forme") != "partie":
            yield (*path, KEYWORD, key), 'cette clé n’a d’effet qu’avec "forme": "partie"'


def _same_labels(path: Steps, siblings: dict[str, Any]) -> Iterator[Fault]:
    titles = {cle: normalise(t) for cle, p in siblings.items() if isinstance(t := as_dict(p).get("title"), str)}
    often = Counter(titles.values())
    for cle, title in titles.items():
        twins = [k for k, t in titles.items() if t == title]
        if title and often[title] > 1 and cle != twins[0]:
            yield (
                (*path, cle, "title"),
                f"ce titre est aussi celui de « {twins[0]} » : changez-en un",
            )


def _useless(leaf: _Leaf, known: tuple[str, ...], elsewhere: str) -> Iterator[Fault]:
    for key in leaf.keyword:
        if key in (*_HEAD, *_BODY, *_FIRST) and key not in known:
            yield (*leaf.path, KEYWORD, key), f"cette clé n’a d’effet {elsewhere}"


# ---- The grid


def _grids(properties: dict[str, Any], grids: list[str], choices: list[_Leaf], *, in_table: bool) -> Iterator[Fault]:
    if grids and in_table:
        yield ("properties", grids[0]), "une grille demande « en_ligne », et non « rangees »"
    for cle in grids[1:]:
        yield ("properties", cle), f"un formulaire n’a qu’une grille, et « {grids[0]} » l’est déjà"
    for cle in grids:
        grid = as_dict(properties[cle])
        levels = as_dict(grid.get(KEYWORD)).get("niveaux")
        for name, competence in as_dict(grid.get("properties")).items():
            path = path_of((cle, name))
            nature = as_dict(as_dict(competence).get(KEYWORD)).get("nature")
            values = choices[0].options if choices else []
            if nature is not None and nature not in values:
                shown = enumeration(f"« {v} »" for v in values) if values else "le formulaire n’a pas de « choix »"
                yield (*path, KEYWORD, "nature"), f"il faut une valeur du choix de la tête ({shown})"
            for criterion, given in as_dict(as_dict(competence).get("properties")).items():
                if "enum" in as_dict(given) and given["enum"] != levels:
                    yield (*path, "properties", criterion, "enum"), "il faut les « niveaux » de la grille, dans l’ordre"


# ---- Walking through what may be anything


def _leaves(schema: dict[str, Any], chemin: tuple[str, ...], property_: dict[str, Any]) -> Iterator[_Leaf]:
    if "properties" in property_:
        for cle, child in as_dict(property_["properties"]).items():
            yield from _leaves(schema, (*chemin, cle), as_dict(child))
    else:
        found, defs, seen = property_, as_dict(schema.get("$defs")), set()
        while isinstance(name := found.get("$ref"), str) and name not in seen:
            seen.add(name)
            named = as_dict(defs.get(name.removeprefix(REFERENCE)))
            found = {**named, **{k: v for k, v in found.items() if k != "$ref"}}
        yield _Leaf(chemin, path_of(chemin), found, as_dict(found.get(KEYWORD)))
