"""A class followed: received, read, checked. One line for each student of the list, whatever they have handed in."""

import datetime
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, TypeVar

from ndrc_portfolio.classe import engine
from ndrc_portfolio.classe.check import Checked, Task, Verify, receive_and_check
from ndrc_portfolio.classe.documents import Shown, documents
from ndrc_portfolio.classe.handed_in import find_remises
from ndrc_portfolio.classe.memory import Past, key_of, read_past, read_result, write_past, write_result
from ndrc_portfolio.classe.model import Classe, Echeance, Eleve
from ndrc_portfolio.classe.numbers import read_numbers
from ndrc_portfolio.classe.reading import models_of
from ndrc_portfolio.classe.reception import Copy, known_copy, take
from ndrc_portfolio.classe.result import Resultat, refused
from ndrc_portfolio.disk.cache import project_cache
from ndrc_portfolio.messages.catalogue.classe import NotRead, NotReceived, OtherName, OtherSession, SettingsIgnored
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import normalise
from ndrc_portfolio.portfolio.configuration.settings_file import shown_path
from ndrc_portfolio.portfolio.reception import ReceptionError


class Suivi(NamedTuple):
    """A student, and what is known of what they have handed in: a copy, what it is worth, when it came.

    Without a `resultat` nothing could be received; without that and a `fault`, nothing was handed in.
    """

    eleve: Eleve
    copy: Copy | None = None
    resultat: Resultat | None = None
    past: Past = Past()
    fault: str = ""

    @property
    def day(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.past.day) if self.past.day else None

    @property
    def state(self) -> str:
        """In a word or two."""
        if self.resultat is None:
            return "pas reçu" if self.fault else "rien remis"
        return "illisible" if self.resultat.refused else self.resultat.verdict


class Followed(NamedTuple):
    """A class on a day: its students in the order of the list, and what is to be said of the class as a whole."""

    classe: Classe
    suivis: tuple[Suivi, ...]
    diagnostics: tuple[Diagnostic, ...]
    today: datetime.date

    @property
    def wrong(self) -> bool:
        """Whether there is an error, in the list or in a portfolio."""
        results = [s.resultat for s in self.suivis if s.resultat]
        return any(d.severity == "error" for d in self.diagnostics) or any(r.count("error") for r in results)


Progress = Callable[[int], AbstractContextManager[Callable[[str], None]]]
"""Of work in so many steps: it is called at the beginning of each, with what it is."""
Work = TypeVar("Work")
Made = TypeVar("Made")
Engines = Callable[[int], engine.Engine]
"""The engine for so many portfolios."""


def follow(
    classe: Classe, verify: Verify, today: datetime.date, progress: Progress, engines: Engines = engine.pool
) -> Followed:
    """Receive and check all that a class has handed in; what has not changed is not done again.

    Raises:
        FormulaireError: there are no models of its session.
        OSError: the copies cannot be written.
    """
    remises = find_remises(classe)
    cache = project_cache(classe.root)
    past = read_past(cache)
    checked = _checked(classe, remises.of, verify, cache, today, progress, engines)
    new = {
        cle: _past(past.get(cle, Past()), found.copy, found.resultat, classe.echeances, today)
        for cle, found in checked.items()
        if found.copy and found.resultat
    }
    if new != past:
        write_past(cache, {**past, **new})
    suivis = tuple(
        Suivi(eleve, found.copy, found.resultat, new.get(eleve.cle, Past()), found.fault)
        for eleve in classe.eleves
        for found in [checked.get(eleve.cle, Checked())]
    )
    said = [d for suivi in suivis for d in _about(suivi, classe)]
    return Followed(classe, suivis, (*classe.diagnostics, *remises.diagnostics, *said), today)


def _checked(
    classe: Classe,
    remises: Mapping[str, Path | str],
    verify: Verify,
    cache: Path,
    today: datetime.date,
    progress: Progress,
    engines: Engines,
) -> dict[str, Checked]:
    """What has become of each hand-in on a day, by the key of its student; it is kept as soon as it is known."""
    modeles, numbers = models_of(classe), read_numbers(classe.root)
    checked, tasks = dict[str, Checked](), dict[str, Task]()

    def key(copy: Copy, cle: str) -> str:
        return key_of(copy.digest + numbers.get(cle, ""), modeles, today)

    for cle, given in remises.items():
        try:
            copy = take(given, cle, classe.root) if isinstance(given, str) else known_copy(given, cle, classe.root)
        except ReceptionError as fault:
            checked[cle] = Checked(fault=str(fault))
            continue
        if copy and (known := read_result(cache, key(copy, cle))):
            checked[cle] = Checked(copy, known)
        else:
            tasks[cle] = _task(classe, Path(given), cle, copy, verify, cache, numbers)
    few = dict(tasks) if len(tasks) <= engine.A_HANDFUL else {}
    for cle, task in few.items():  # what is refused each time shall not start a process each time
        try:
            tasks[cle] = task._replace(copy=take(task.given, cle, task.classe))
        except ReceptionError as fault:
            checked[cle] = Checked(fault=str(fault))
            del tasks[cle]
    for cle, found in worked(receive_and_check, tasks, "Vérification", progress, engines):
        if isinstance(found, engine.Lost):  # not kept: the machine may have had too much to do
            checked[cle] = Checked(tasks[cle].copy, refused(found.reason))
        else:
            checked[cle] = found
            if found.copy and found.resultat:
                write_result(cache, key(found.copy, cle), found.resultat)
    return {
        cle: found._replace(resultat=found.resultat.on(today)) if found.resultat else found
        for cle, found in checked.items()
    }


def worked(
    function: Callable[[Work], Made],
    tasks: Mapping[str, Work],
    label: str,
    progress: Progress,
    engines: Engines,
    seconds: float = engine.SECONDS,
) -> Iterator[tuple[str, Made | engine.Lost]]:
    """What a function makes of each task, as it comes, while somebody watches."""
    if not tasks:
        return
    with (
        tempfile.TemporaryDirectory(prefix="ndrc-classe-", ignore_cleanup_errors=True) as marks,
        progress(len(tasks)) as step,
    ):
        step(label)
        for i, made in enumerate(engine.run(function, tasks, engines(len(tasks)), Path(marks), seconds), 1):
            yield made
            if i < len(tasks):
                step(label)


def _task(
    classe: Classe,
    given: Path,
    cle: str,
    copy: Copy | None,
    verify: Verify,
    cache: Path,
    numbers: Mapping[str, str],
) -> Task:
    """A hand-in for another process, whose current folder may be another."""
    schemas = classe.schemas.resolve() if classe.schemas else None
    there = copy._replace(root=copy.root.resolve()) if copy else None
    root = classe.root.resolve()
    return Task(given.absolute(), cle, root, there, cache.resolve(), schemas, verify, numbers.get(cle, ""))


def shown_documents(
    followed: Followed, verify: Verify, progress: Progress, engines: Engines = engine.pool
) -> dict[str, list[Shown]]:
    """The documents of each student whose portfolio could be read, as the official forms show them."""
    classe = followed.classe
    cache, numbers = project_cache(classe.root), read_numbers(classe.root)
    tasks = {
        s.eleve.cle: _task(classe, s.copy.root, s.eleve.cle, s.copy, verify, cache, numbers)
        for s in followed.suivis
        if s.copy and s.resultat and not s.resultat.refused
    }
    made = worked(documents, tasks, "Pages", progress, engines)
    return {cle: shown for cle, shown in made if not isinstance(shown, engine.Lost)}


def by_student(followed: Followed) -> dict[str, list[Diagnostic]]:
    """What is to be said of each hand-in, by the key of the student."""
    return {s.eleve.cle: list(_about(s, followed.classe)) for s in followed.suivis}


def _past(past: Past, copy: Copy, result: Resultat, echeances: tuple[Echeance, ...], today: datetime.date) -> Past:
    """What is remembered of a hand-in: when this content came, the deadlines that it is the first to meet."""
    same = past.digest == copy.digest
    day = past.day if same else today.isoformat()
    met = dict(past.met)
    for echeance in echeances:
        if meets(result, echeance):
            met.setdefault(echeance.titre, day)
    return Past(copy.digest, day, met, past.left if same else copy.left)


def meets(result: Resultat, echeance: Echeance) -> bool:
    """Whether the documents that a deadline asks for are there, begun at least."""
    return sum(p.form == echeance.document and p.percent > 0 for p in result.pieces) >= echeance.nombre


def _about(suivi: Suivi, classe: Classe) -> Iterator[Diagnostic]:
    """What a teacher must know of a hand-in, beside what is wrong in it; at the line of the student."""
    nom, result = suivi.eleve.complet, suivi.resultat
    said = list[Message]()
    if suivi.fault:
        said.append(NotReceived(nom=nom, raison=suivi.fault))
    if result and result.refused:
        said.append(NotRead(nom=nom, raison=result.refused))
    elif result:
        if result.session != classe.session:
            said.append(OtherSession(nom=nom, session=result.session, classe=classe.session))
        theirs = f"{result.nom} {result.prenom}".strip()
        if normalise(theirs) != normalise(nom):
            said.append(OtherName(nom=nom, autre=theirs))
        if result.ignored:
            said.append(SettingsIgnored(nom=nom, noms=result.ignored))
    return (message.at(shown_path(classe.root / classe.liste), Place(suivi.eleve.ligne)) for message in said)
