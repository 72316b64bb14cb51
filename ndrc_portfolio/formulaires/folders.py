"""A folder of forms, session by session: which files hold at a session, what has ended, what comes later.

`<session>/session.json` says what a session takes from the one before and what ends: `schemas/session.schema.json`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ndrc_portfolio.formulaires.json_text import read_json
from ndrc_portfolio.formulaires.schema import SUFFIX
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import did_you_mean, system_reason, typeset
from ndrc_portfolio.messages.words import nearest

NOTE = "session.json"
ALL = "tout"
_KEYS = ("$schema", "$comment", "reprend", "fin")


class FormulaireError(Exception):
    """The models of a session cannot be had: no folder for it, a schema that is no form, a règlement that is none.

    Message in French; `diagnostics` are what is to be mended, where each fault has its place.
    """

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


class End(NamedTuple):
    """That a form has ended: with which session, why (where that is said), and the file that it had."""

    year: int
    reason: str
    path: Path | None


class Shelf(NamedTuple):
    """Of a folder of forms at a session: the files by id, the forms that ended, those that only come later."""

    forms: dict[str, Path]
    ended: dict[str, End]
    later: dict[str, tuple[int, Path]]


def read_shelf(root: Path, session: int, beneath: Collection[str] = ()) -> Shelf:
    """What a folder of forms holds for a session. `beneath` are the forms that it may end without having had them.

    Raises:
        FormulaireError: there is no such folder, or all of it is for later sessions; a `session.json` is wrong.
    """
    if not root.is_dir():
        raise FormulaireError(f"Le dossier de schémas {root} n’existe pas.")
    years = years_of(root)
    if years and years[0] > session:
        raise FormulaireError(
            f"{root} n’a pas de formulaires pour la session {session} : les plus anciens sont ceux de {years[0]}."
        )
    shelf = Shelf({}, {}, {})
    for year in years:
        folder = root / f"{year:04}"
        own = {path.name.removesuffix(SUFFIX): path for path in sorted(folder.glob("*" + SUFFIX))}
        if year > session:
            for ident, path in own.items():
                shelf.later.setdefault(ident, (year, path))
            continue
        taken, ends = _said(folder / NOTE, shelf.forms, own, beneath)
        gone = {i: End(year, "", path) for i, path in shelf.forms.items() if i not in taken and i not in own}
        named = {i: End(year, reason, shelf.forms.get(i)) for i, reason in ends.items()}
        kept = {i: path for i, path in shelf.forms.items() if i in taken and i not in named}
        ended = {i: end for i, end in {**shelf.ended, **gone, **named}.items() if i not in own}
        shelf = Shelf({**kept, **own}, ended, shelf.later)
    return shelf


def years_of(root: Path) -> list[int]:
    """The sessions that a folder of forms has a folder for."""
    return sorted(int(d.name) for d in root.iterdir() if d.is_dir() and re.fullmatch(r"[0-9]{4}", d.name))


def _said(
    note: Path, before: Mapping[str, Path], own: Mapping[str, Path], beneath: Collection[str]
) -> tuple[Collection[str], Mapping[str, str]]:
    """What a session takes from the one before, and what ends, with the reasons; of a folder without a note, nothing.

    Raises:
        FormulaireError: the note is wrong; the message says all that is.
    """
    if not note.is_file():
        return (), {}
    try:
        value, faults, _ = read_json(note.read_bytes())
    except OSError as fault:
        raise FormulaireError(f"{note} : {system_reason(fault)}.") from None
    said = [what for _, what in faults] or list(_faults(value, before, own, beneath))
    if said:
        lines = (
            typeset(f"{note} ne dit pas ce qu’une session reprend et termine :"),
            *(f"  {typeset(s)}" for s in said),
        )
        raise FormulaireError("\n".join(lines))
    taken = value.get("reprend", [])
    return (tuple(before) if taken == ALL else tuple(taken)), value.get("fin", {})


def _faults(value: Any, before: Mapping[str, Path], own: Mapping[str, Path], beneath: Collection[str]) -> Iterator[str]:
    if not isinstance(value, dict):
        yield "il faut un objet : { … }"
        return
    for key in value.keys() - {*_KEYS}:
        yield f"{key} : clé inconnue{did_you_mean(nearest(key, _KEYS))} ; clés possibles : {', '.join(_KEYS[2:])}"
    taken, ends = value.get("reprend", []), value.get("fin", {})
    if taken != ALL and not (isinstance(taken, list) and all(isinstance(i, str) for i in taken)):
        yield f"reprend : il faut « {ALL} », ou une liste de noms de formulaires"
        taken = []
    if not isinstance(ends, dict) or not all(isinstance(reason, str) for reason in ends.values()):
        yield "fin : il faut un objet : le nom de chaque formulaire qui finit, et pourquoi, entre guillemets"
        ends = {}
    for ident in taken if taken != ALL else ():
        if ident not in before:
            near = did_you_mean(nearest(ident, before))
            yield f"reprend : « {ident} » n’est pas un formulaire de la session d’avant{near}"
    for ident in ends:
        if ident in own:
            yield f"fin : « {ident} » finit, et son fichier est là : enlevez l’un des deux"
        elif ident not in before and ident not in beneath:
            near = did_you_mean(nearest(ident, [*before, *beneath]))
            yield f"fin : « {ident} » n’est pas un formulaire de la session d’avant{near}"
        elif taken != ALL and ident in taken:
            yield f"fin : « {ident} » est aussi repris : enlevez-le de l’un des deux"
