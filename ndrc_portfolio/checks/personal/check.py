"""A fiche that everybody can read: what is personal in it, but for what its author lets them read and says why."""

from collections.abc import Iterator, Mapping
from typing import Any

from ndrc_portfolio.checks.personal.context import Found, letters
from ndrc_portfolio.checks.personal.find import find_personal
from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.fiches.markdown.structure import place_at, read_structure
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Champ
from ndrc_portfolio.messages.catalogue.personal import KINDS, NothingExcused, PersonalData, PersonalInAnnexe
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import enumeration

EXCUSED = "donnees_personnelles"
_NO_TEXT = frozenset(("fiche", "statut", "candidat", "numero", "fichier", "hide", "icon", "search", EXCUSED))
_OF_ORGANISATION = ("organisation", "adresse")


def check_personal(fiche: Fiche, numero: str = "") -> list[Diagnostic]:
    """What is personal in the texts of a fiche, each at its place; `numero`, the candidate's, is told by itself."""
    said: list[Diagnostic] = []
    excused = _excused(fiche)
    used: set[str] = set()
    own = f"{_of_organisation(fiche)}\n{numero}"

    def told(text: str) -> Iterator[Found]:
        for found in find_personal(text, own):
            reasons = {e for e in excused if _excuses(e, text, found)}
            used.update(reasons)
            if not reasons:
                yield found

    body, first = _without_comments(fiche.front_matter.body), fiche.front_matter.body_line
    for found in told(body):
        place = place_at(body, found.start, first, found.end - found.start)
        said.append(fiche.diagnostic(_message(found.kind), place))
    champs = {champ.chemin for champ in _champs_of_organisation(fiche)}
    values = [
        (path, text)
        for path, text in _values(fiche.front_matter.data, ())
        if not any(path[: len(chemin)] == chemin for chemin in champs)
    ]
    if not find_personal("\n".join(text for _, text in values)):  # one text is read faster than thirty
        values = []
    for path, text in values:
        said += (fiche.diagnostic(_message(kind), fiche.front_matter.place(path)) for kind in _kinds(told(text)))
    for number, (key, texte) in enumerate(excused.items()):
        if key not in used:
            place = fiche.front_matter.place((EXCUSED, number, "texte"))
            said.append(fiche.diagnostic(NothingExcused(texte=texte), place))
    return said


def personal_in_annexe(fiche: Fiche, fichier: str, text: str) -> PersonalInAnnexe | None:
    """What is personal in the text of a PDF that goes with a fiche."""
    excused, own = _excused(fiche), _of_organisation(fiche)
    kinds = _kinds(f for f in find_personal(text, own) if not any(_excuses(e, text, f) for e in excused))
    if not kinds:
        return None
    return PersonalInAnnexe(fichier=fichier, quoi=enumeration((KINDS[kind][0] for kind in kinds), "et"))


def _message(kind: str) -> PersonalData:
    quoi, conseil = KINDS[kind]
    return PersonalData(quoi=quoi, conseil=conseil)


def _kinds(found: Iterator[Found]) -> list[str]:
    return list(dict.fromkeys(each.kind for each in found))


def _excuses(excused: str, text: str, found: Found) -> bool:
    """Whether what is excused, as letters, is that passage; has it within, or is the most of it."""
    passage = letters(text[found.start : found.end])
    return passage in excused or (excused in passage and 2 * len(excused) > len(passage))


def _excused(fiche: Fiche) -> dict[str, str]:
    """The texts that everybody may read, as letters and as they are written; a reason must be given."""
    entries = fiche.front_matter.data.get(EXCUSED)
    given = (e for e in (entries if isinstance(entries, list) else ()) if isinstance(e, dict) and e.get("raison"))
    return {letters(str(e["texte"])): str(e["texte"]) for e in given if letters(str(e.get("texte") or ""))}


def _of_organisation(fiche: Fiche) -> str:
    """The name and the address of the organisation: the form asks for them."""
    values = (fiche.values.get(champ.chemin) for champ in _champs_of_organisation(fiche))
    return "\n".join(value.text for value in values if value)


def _champs_of_organisation(fiche: Fiche) -> list[Champ]:
    champs = fiche.formulaire.champs.values() if fiche.formulaire else ()
    return [champ for champ in champs if champ.keyword.role in _OF_ORGANISATION]


def _without_comments(body: str) -> str:
    """A body whose comments, which nobody reads, are spaces: what stands behind them keeps its place."""
    for start, end in read_structure(body).comments if "<!--" in body else ():
        blank = "".join(c if c == "\n" else " " for c in body[start:end])
        body = body[:start] + blank + body[end:]
    return body


def _values(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key not in _NO_TEXT:
                yield from _values(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _values(value, (*path, number))
