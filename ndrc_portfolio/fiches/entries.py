"""The front matter as the form reads it: the value of each field and rubrique that is given there, the annexes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ndrc_portfolio.fiches.fault import Fault, KeyPath
from ndrc_portfolio.fiches.front_matter import FrontMatter
from ndrc_portfolio.fiches.markdown.hidden import hidden, without_hidden
from ndrc_portfolio.fiches.markdown.structure import read_structure, without_comments
from ndrc_portfolio.fiches.markdown_faults import markdown_faults
from ndrc_portfolio.fiches.model import Annexe, Value
from ndrc_portfolio.fiches.refused_faults import refused_in_cell, tags_in_plain_texts
from ndrc_portfolio.fiches.slip_faults import Extensions, faults_in_cell
from ndrc_portfolio.fiches.yaml_quotes import quotes_printed
from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire
from ndrc_portfolio.messages.catalogue.body import HiddenText
from ndrc_portfolio.messages.catalogue.front_matter import CommentInValue
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.message import Message

_ONE_WORD = ("fiche", "statut", "compact", "confidentiel")
_YES_NO = {"true": "oui", "false": "non", "oui": "oui", "non": "non"}


class Entries(NamedTuple):
    """What a front matter holds; no fault of the form is among the faults, nor of the YAML."""

    values: Mapping[Chemin, Value]
    annexes: Sequence[Annexe]
    faults: Sequence[Fault[Message]]


def as_form_wants(front_matter: FrontMatter, form: Formulaire) -> FrontMatter:
    """The same as the form has it: « oui » and « non » where it asks for one of these, a list where several may be."""
    paths: list[KeyPath] = [champ.chemin for champ in form.champs.values() if champ.oui_non]
    annexes = front_matter.data.get("annexes")
    paths += [("compact",)]
    paths += [("annexes", i, "confidentiel") for i in range(len(annexes) if isinstance(annexes, list) else 0)]
    data: Any = front_matter.data
    for several in [c.chemin for c in form.champs.values() if c.plusieurs]:
        if isinstance(given := _at(data, several), str):  # one alone needs no list
            data = _with(data, several, [given])
    for path in paths:
        given = _at(data, path)
        meant = _YES_NO.get(given.casefold(), given) if isinstance(given, str) else given
        if meant != given:
            data = _with(data, path, meant)
    return (
        front_matter if data is front_matter.data else replace(front_matter, yaml=replace(front_matter.yaml, data=data))
    )


def read_entries(front_matter: FrontMatter, lines: Sequence[str], form: Formulaire, extensions: Extensions) -> Entries:
    """`lines` are those of the file."""
    values: dict[Chemin, Value] = {}
    faults: list[Fault[Message]] = []
    for champ in form.champs.values():
        given = _at(front_matter.data, champ.chemin)
        cells = None if given is None else _cells(champ, given)
        if cells is None:
            continue
        place = front_matter.place(champ.chemin)
        values[champ.chemin] = Value(cells, place)
        if cells[0][:1] == "«" and not champ.markdown and not champ.options:
            faults += quotes_printed(cells[0], champ.chemin[-1], place, lines)
        # Most lines and lists give nothing to report; a list of one item may be a « - 9 % ».
        for cell in cells if champ.markdown else ():
            if "<" in cell:
                faults += markdown_faults(read_structure(cell), at=place)
            faults += faults_in_cell(cell, place, front_matter.body, extensions, lines[place.line - 1])
            faults += refused_in_cell(cell, place)
        if "%%" in (given if isinstance(given, str) else "".join(filter(None, given))):
            faults += _hidden(given, place)
    faults += tags_in_plain_texts(front_matter, form)
    faults += _comments(front_matter, lines, form)
    annexes = tuple(_annexes(front_matter))
    for annexe in annexes:
        place = front_matter.place(("annexes", annexe.numero - 1, "titre"))
        faults += quotes_printed(annexe.titre, "titre", place, lines)
        faults += _hidden(_at(front_matter.data, ("annexes", annexe.numero - 1, "titre")), place)
    return Entries(values, annexes, faults)


def _hidden(value: Any, place: Place) -> Iterator[Fault[Message]]:
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and hidden(text):
            yield Fault(HiddenText(), place)


def bullets(texts: list[str]) -> str:
    """A list of texts as Markdown bullets."""
    return "\n".join("- " + text.strip().replace("\n", "\n    ") for text in texts if text.strip())


def _at(data: Any, path: KeyPath) -> Any:
    """The value at a path; None where there is none."""
    for step in path:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _with(data: Any, path: KeyPath, value: Any) -> Any:
    """The data with another value at a path that is there."""
    if not path:
        return value
    copy = data.copy()
    copy[path[0]] = _with(data[path[0]], path[1:], value)
    return copy


def _cells(champ: Champ, value: Any) -> tuple[str, ...] | None:
    """The texts of a value, None when it is of a wrong type (which the form tells)."""
    if isinstance(value, str):
        texts = [value]
    elif isinstance(value, list) and champ.plusieurs:
        texts = [v for v in value if isinstance(v, str)]
    elif isinstance(value, list) and champ.markdown and all(isinstance(v, str | None) for v in value):
        texts = [v or "" for v in value] if champ.cellules > 1 else [bullets([v for v in value if v])]
    else:
        return None
    return tuple(without_comments(t).strip("\n") if champ.markdown else without_hidden(t).strip() for t in texts)


def _annexes(front_matter: FrontMatter) -> Iterator[Annexe]:
    annexes = front_matter.data.get("annexes")
    for i, annexe in enumerate(annexes if isinstance(annexes, list) else []):
        if not isinstance(annexe, dict):
            continue
        titre, fichier = annexe.get("titre"), annexe.get("fichier")
        if isinstance(titre, str) and isinstance(fichier, str):
            # Anything but a clear « non » keeps it from the public.
            confidentiel = annexe.get("confidentiel") not in (None, "non")
            said = annexe.get("description")
            yield Annexe(
                i + 1,
                without_hidden(titre),
                fichier,
                confidentiel,
                front_matter.place(("annexes", i, "fichier")),
                without_hidden(said) if isinstance(said, str) else "",
            )


def _comments(front_matter: FrontMatter, lines: Sequence[str], form: Formulaire) -> Iterator[Fault[Message]]:
    """`titre: Vente # suite` loses its end in YAML; behind no value at all, `# …` is a note to oneself."""
    for path, place in front_matter.yaml.comments.items():
        champ = form.champs.get(tuple(str(p) for p in path if isinstance(p, str)))
        if "…" in path or path[-1] in _ONE_WORD or (champ and champ.options):
            continue  # one word of a list: what follows it can only be a note
        comment = lines[place.line - 1][place.column - 1 :].rstrip()
        if _at(front_matter.data, path) is not None or not comment.startswith("# "):
            key = next(p for p in reversed(path) if isinstance(p, str))
            yield Fault(CommentInValue(commentaire=comment, cle=key), place)
