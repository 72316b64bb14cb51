"""Whose is what was handed in: by key or by name, and never guessed where two fit."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.classe.model import REMISES, Classe, Eleve
from ndrc_portfolio.messages.catalogue.classe import HandedInByNobody, HandedInByTwo, HandedInTwice
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.words import normalise

_MOODLE = re.compile(r"_\d+_assignsubmission_.*", re.IGNORECASE)  # « NOM Prénom_1234_assignsubmission_file »
_GIT = re.compile(r"https://\S+", re.IGNORECASE)


class Remises(NamedTuple):
    """By the key of a student: a folder, a ZIP or an address; and what is to be said of the rest."""

    of: dict[str, Path | str]
    diagnostics: tuple[Diagnostic, ...]


def find_remises(classe: Classe) -> Remises:
    """What each student of a class has handed in: as the list says, else what lies in `remises/`."""
    of: dict[str, Path | str] = {}
    for eleve in classe.eleves:
        if eleve.source:
            of[eleve.cle] = eleve.source if is_address(eleve.source) else classe.root / eleve.source
    named = {path.resolve() for path in of.values() if isinstance(path, Path)}
    waiting = [eleve for eleve in classe.eleves if not eleve.source]
    theirs: dict[str, list[Path]] = {}
    said = list[Diagnostic]()
    for path in sorted((classe.root / REMISES).glob("[!.]*")):
        if path.resolve() in named:
            continue
        fitting = whose(path, waiting)
        shown = f"{REMISES}/{path.name}"
        if len(fitting) == 1:
            theirs.setdefault(fitting[0].cle, []).append(path)
        elif fitting:
            names, keys = [f"{e.complet} ({e.cle})" for e in fitting], [e.cle for e in fitting]
            said.append(HandedInByTwo(noms=names, cles=keys).at(shown, Place(1)))
        else:
            said.append(HandedInByNobody().at(shown, Place(1)))
    for eleve in waiting:
        match theirs.get(eleve.cle, []):
            case [only]:
                of[eleve.cle] = only
            case [first, *_] as several:
                names = [path.name for path in several]
                said.append(HandedInTwice(nom=eleve.complet, remises=names).at(f"{REMISES}/{first.name}", Place(1)))
    return Remises(of, tuple(said))


def is_address(source: str) -> bool:
    """Whether a source is an address of the web; what is no https is looked for on the disk, and not found."""
    return bool(_GIT.fullmatch(source))


def whose(path: Path, eleves: Sequence[Eleve]) -> list[Eleve]:
    """The students that the name of what was handed in fits, by the surest sign that fits anybody."""
    name = path.name if path.is_dir() else path.stem
    bare = _MOODLE.sub("", name)
    words = frozenset(normalise(re.sub(r"[_.+]", " ", bare)).split())
    signs: tuple[Callable[[Eleve], bool], ...] = (
        lambda e: bare == e.cle,
        lambda e: words == _words(e.complet),
        lambda e: _stands_in(e.cle, bare) and not _words(e.cle) <= _words(e.complet),
        lambda e: bool(e.prenom) and _words(e.complet) <= words,
        lambda e: words == _words(e.nom),
    )
    return next((found for sign in signs if (found := [e for e in eleves if sign(e)])), [])


def _words(text: str) -> frozenset[str]:
    return frozenset(normalise(text).split())


def _stands_in(key: str, name: str) -> bool:
    """Whether a key stands in a name as a whole: `benali-nadia-2` in `portfolio-benali-nadia-2-main`."""
    return f" {normalise(key)} " in f" {normalise(name.replace('_', ' '))} "
