"""`ndrc session`: what changes in a portfolio when its session does, and, if asked, writing what is sure."""

import argparse
import codecs
import os
import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.cli.here import configuration_here
from ndrc_portfolio.cli.new_portfolio import read_existing
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.sessions import Forms
from ndrc_portfolio.messages.catalogue.completeness import Draft, Incomplete
from ndrc_portfolio.messages.french import system_reason, typeset
from ndrc_portfolio.portfolio.configuration.options import year_of
from ndrc_portfolio.portfolio.configuration.outside import refuse_outside
from ndrc_portfolio.portfolio.configuration.settings import Settings, read_settings
from ndrc_portfolio.portfolio.mended.moving import Move, move, without_form


class _Moved(NamedTuple):
    """A file that changes: its path, and what it becomes."""

    path: Path
    shown: str
    move: Move


def run(options: argparse.Namespace) -> int:
    """Print what changes; write what is sure if that is asked."""
    year = year_of(options.annee)
    if year is None:
        raise UsageError(f"« {options.annee} » n’est pas une année d’examen : écrivez par exemple 2027.")
    settings = read_settings(configuration_here())
    refuse_outside(settings)
    new = settings.formulaires(year)
    before = settings.sure_session()
    old = settings.formulaires(before)
    if {i: f.schema for i, f in old.items()} == {i: f.schema for i, f in new.items()}:
        before, old = _forms_before(settings, year, new)
    moved = list(_moved(settings, before, old, new))
    for file in moved:
        print(file.shown)
        for line, text, sure in file.move.changes:
            where = typeset(f"ligne {line} : ") if line else ""
            print(f"  {where}{text}{'' if sure else ' (à la main)'}")
    if not moved:
        print(typeset(f"Session {year} : rien ne change dans vos fiches."))
    if options.appliquer:
        _apply(settings, year, [file for file in moved if file.move.sure])
    else:
        print(typeset(f"Rien n’a été écrit. Pour écrire ce qui est sûr : ndrc session {year} --appliquer"))
    return 0


def _forms_before(settings: Settings, year: int, new: Forms) -> tuple[int, Forms]:
    """The forms before those of a year: a portfolio may name its session long before its forms were known."""
    schemas = {i: f.schema for i, f in new.items()}
    for earlier in range(year - 1, 2019, -1):
        forms = settings.formulaires(earlier)
        if {i: f.schema for i, f in forms.items()} != schemas:
            return earlier, forms
    return year, new


def _moved(settings: Settings, before: int, old: Forms, new: Forms) -> Iterator[_Moved]:
    base = settings.docs.name
    fits = {f.path for f in read_existing(settings.docs, new, base) if _fits(f, new)}
    for fiche in read_existing(settings.docs, old, base):
        form = fiche.formulaire
        if form is None or fiche.path in fits or form.id not in old:
            continue
        path = settings.docs / fiche.path.removeprefix(f"{base}/")
        made = move(fiche, form, new[form.id], before) if form.id in new else without_form(fiche, form)
        if any(d.severity == "error" and not d.is_a(Incomplete) for d in fiche.diagnostics):
            made = made.by_hand(typeset("elle a des fautes : corrigez-les d’abord (ndrc verifier)"))
        if made.changes:
            yield _Moved(path, fiche.path, made)


def _fits(fiche: Fiche, forms: Mapping[str, Formulaire]) -> bool:
    """Whether a fiche is one of these forms, with nothing wrong but what is still to be written."""
    form = fiche.formulaire
    said = [*fiche.diagnostics, *check_fiche(fiche)]
    return form is not None and forms.get(form.id) is form and all(d.is_a(Incomplete) or d.is_a(Draft) for d in said)


def _apply(settings: Settings, year: int, moved: list[_Moved]) -> None:
    """Write what is sure, the files as they were put aside first.

    Raises:
        UsageError: something cannot be written; the message says what, and where the texts are.
    """
    root = settings.file.parent
    name = f"avant-session-{year}"
    aside = next(f for n in count(1) if not (f := root / f"{name}{'' if n == 1 else f'-{n}'}").exists())
    texts = {item.path: _encoded(item) for item in moved}
    named = _with_session(settings, year)
    if named is not None:
        texts[settings.file] = named
    try:
        for path in texts:
            copy = aside / os.path.relpath(path, root).replace("..", "_")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
        for path, text in texts.items():
            path.write_bytes(text)
    except OSError as fault:
        reason = system_reason(fault)
        raise UsageError(
            f"{path.name} ne peut pas être écrit : {reason} ; les originaux sont dans {aside.name}/."
        ) from None
    if texts:
        written = "1 fichier récrit" if len(texts) == 1 else f"{len(texts)} fichiers récrits"
        print(typeset(f"{written} ; les textes d’avant sont dans {aside.name}/ : pour revenir, recopiez-les."))
    if named is None and settings.session != year:
        print(typeset(f"Écrivez « session: {year} » sous ndrc-portfolio dans {settings.path}."))
    print(typeset("Relisez, puis tapez : ndrc verifier"))


def _encoded(item: _Moved) -> bytes:
    """What a file becomes, its mark of UTF-8 and the ends of its lines as they were."""
    before = item.path.read_bytes()
    text = "\n".join(item.move.lines)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()


def _with_session(settings: Settings, year: int) -> bytes | None:
    """The configuration with that year, if it names one on a line of its own."""
    source = settings.file.read_bytes()
    line = re.compile(rb"^([ \t]+session:[ \t]*)[\"']?[0-9]{4}[\"']?(?=[ \t]*(?:#.*)?\r?$)", re.MULTILINE)
    found = line.findall(source)
    written = line.sub(rb"\g<1>%d" % year, source)
    return written if len(found) == 1 and written != source else None
