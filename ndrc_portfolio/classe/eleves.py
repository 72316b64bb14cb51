"""The list of a class, as Excel saves it: `;` or `,`, Windows' alphabet or UTF-8, headings in any order."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ndrc_portfolio.classe.model import Eleve
from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.messages.catalogue.classe import (
    Homonyms,
    KeyTwice,
    ListUnreadable,
    NoNameColumn,
    NumberInList,
    UnknownColumn,
    WrongLine,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place, one_line
from ndrc_portfolio.messages.french import plural, system_reason
from ndrc_portfolio.messages.words import nearest, normalise

DATES = ("e4_a", "e4_b", "e4_fiche", "e6_a", "e6_b")
COLUMNS = ("nom", "prenom", "cle", "groupe", "statut", "source", *DATES, "membres")
_NUMBERS = ("numero", "numero candidat", "n candidat", "numero de candidat", "no candidat", "matricule")
_MOST = 5_000_000  # bytes: of an academy, a hundredth of that


def read_list(path: Path, shown: str) -> tuple[list[Eleve], list[Diagnostic]]:
    """The students of a list, and all that is wrong with it, each at its line. `shown` names it in messages."""
    try:
        content = read_file(path, _MOST)
    except OSError as fault:
        return [], [ListUnreadable(raison=system_reason(fault)).at(shown, Place(1))]
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [], [ListUnreadable(raison="ce n’est pas un fichier CSV").at(shown, Place(1))]
    text = as_text(content)
    try:
        rows = list(rows_of(text))
    except csv.Error:
        return [], [ListUnreadable(raison="ses guillemets ne vont pas par deux").at(shown, Place(1))]
    if not rows:
        return [], [ListUnreadable(raison="elle est vide").at(shown, Place(1))]
    (first, headings), *lines = rows
    columns, said = _columns(headings, Place(first), shown)
    if "nom" not in columns.values():
        names = [one_line(h) for h in headings if h.strip()]
        return [], [NoNameColumn(colonnes=names).at(shown, Place(first))]
    eleves, faults = _eleves(lines, columns, len(headings), shown)
    return eleves, [*said, *faults]


def as_text(content: bytes) -> str:
    """What Excel has saved: UTF-8 with or without its mark, UTF-16, else the alphabet of Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def key_of(nom: str, prenom: str) -> str:
    """The key of a name: « ROUSSEL Camille » gives `roussel-camille`."""
    return normalise(f"{nom} {prenom}").replace(" ", "-") or "eleve"


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that says something, with the line on which it ends."""
    lines = text.splitlines()
    if lines and (said := re.fullmatch(r"sep=(.)", lines[0].strip())):  # Excel's own way to say it
        separator, lines[0] = said[1], ""
    else:
        head = next((line for line in lines if line.strip()), "")
        separator = max(";,\t", key=head.count)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, [_tidy(cell) for cell in row]


def _columns(headings: Sequence[str], place: Place, shown: str) -> tuple[dict[int, str], list[Diagnostic]]:
    """What each column holds, by its number."""
    columns, said = dict[int, str](), list[Diagnostic]()
    known = {normalise(name): name for name in COLUMNS}
    for i, heading in enumerate(headings):
        name = normalise(heading)
        if name in known and known[name] not in columns.values():
            columns[i] = known[name]
        elif name in _NUMBERS:
            said.append(NumberInList(colonne=heading).at(shown, place))
        elif name:
            near = nearest(heading, [c for c in COLUMNS if c not in columns.values()], 0.75)
            said.append(UnknownColumn(colonne=heading, suggestion=near, colonnes=COLUMNS).at(shown, place))
    return columns, said


def _eleves(
    lines: Sequence[tuple[int, list[str]]], columns: Mapping[int, str], width: int, shown: str
) -> tuple[list[Eleve], list[Diagnostic]]:
    eleves, said = list[Eleve](), list[Diagnostic]()
    keys, names = dict[str, int](), set[str]()
    given = {
        normalise(row[i]).replace(" ", "-")
        for _, row in lines
        for i, c in columns.items()
        if c == "cle" and i < len(row)
    }
    for line, row in lines:
        cells = {name: row[i] for i, name in columns.items() if i < len(row)}
        extra = len([cell for cell in row[width:] if cell])
        wrong = f"{plural(extra, 'case')} de trop" if extra else "" if cells.get("nom") else "il n’y a pas de nom"
        if wrong:
            said.append(WrongLine(raison=wrong).at(shown, Place(line)))
            continue
        nom, prenom = cells["nom"], cells.get("prenom", "")
        own = normalise(cells.get("cle", "")).replace(" ", "-")
        made = key_of(nom, prenom)
        if own in keys:
            said.append(KeyTwice(cle=own, ligne=keys[own]).at(shown, Place(line)))
            continue
        key = own or _free(made, {*keys, *given})
        if made in names and not own:
            said.append(Homonyms(nom=f"{nom} {prenom}".strip(), cle=key).at(shown, Place(line)))
        names.add(made)
        keys[key] = line
        dates = {name: cells[name] for name in DATES if cells.get(name)}
        groupe, statut, source = (cells.get(c, "") for c in ("groupe", "statut", "source"))
        eleves.append(Eleve(line, key, nom, prenom, groupe, statut, source, dates))
    return eleves, said


def _free(key: str, taken: set[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def _tidy(cell: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", cell))
    return " ".join(shown.split())
