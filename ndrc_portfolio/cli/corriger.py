"""`ndrc corriger`: what is wrong is mended where that is sure, and `--annuler` brings back the text before.

Nothing of the portfolio is run: its settings are read as data.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.cli.corrections import diff, report
from ndrc_portfolio.cli.here import configuration_here
from ndrc_portfolio.cli.output import show
from ndrc_portfolio.cli.pages import pages_in, root_of_annexes
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.disk import files
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import plural, system_reason, typeset
from ndrc_portfolio.messages.report import in_order
from ndrc_portfolio.portfolio.configuration.settings import (
    NO_SETTINGS,
    Settings,
    configuration_above,
    read_settings,
    with_content,
)
from ndrc_portfolio.portfolio.configuration.settings_file import shown_path
from ndrc_portfolio.portfolio.configuration.situation import read_situation
from ndrc_portfolio.portfolio.documents import check_document
from ndrc_portfolio.portfolio.file import absolute
from ndrc_portfolio.portfolio.mended.mending import Check, Checked, Mended, mend
from ndrc_portfolio.portfolio.mended.replaced import Changed, NotKept, Special, kept_files, replace_text, restore


class _Work(NamedTuple):
    """A file, what stands in it, and what it would be after all sure edits."""

    path: Path
    root: Path | None
    before: bytes
    mended: Mended

    @property
    def changes(self) -> bool:
        return self.mended.content != self.before


def run(options: argparse.Namespace) -> int:
    """Carry out `ndrc corriger`: 0 nothing is left, 1 something is, 2 a file could not be read or written."""
    if options.montrer and options.annuler:
        raise UsageError("--montrer et --annuler ne vont pas ensemble.")
    if options.annuler:
        return _undo(options.chemins)
    works, refused = _works(options.chemins)
    if not options.montrer:
        return _correct(works, refused)
    for work in works:
        print(diff(shown_path(work.path), work.before, work.mended.content), end="")
    return _code(refused, any(work.changes for work in works) or bool(_left(works)))


def _correct(works: Sequence[_Work], refused: list[str]) -> int:
    done = written = 0
    for work in [w for w in works if w.changes]:
        try:
            replace_text(work.path, work.root, work.before, work.mended.content)
        except OSError as fault:
            refused.append(_reason(work.path, fault))
            continue
        print(typeset(report(shown_path(work.path), work.mended.done)), end="\n\n")
        done += len(work.mended.done)
        written += 1
    left = _left(works)
    if left:
        print(typeset("Ce qu’il reste à corriger vous-même :"), end="\n\n")
        show(left, sum(work.mended.fiche is not None for work in works), sys.stdout)
    if done:
        made = f"{plural(done, 'correction')} dans {plural(written, 'fichier')}"
        print(typeset(f"{made} ; pour retrouver le texte d’avant : ndrc corriger --annuler"))
    elif not refused:
        print(typeset("Aucune correction n’est sûre : rien n’a été changé." if left else "Rien à corriger."))
    return _code(refused, bool(left))


def _undo(paths: Sequence[str]) -> int:
    back, changed, refused = 0, False, list[str]()
    for path, root in _undoable(paths):
        shown = shown_path(path)
        try:
            if not restore(path, root):
                continue
            print(typeset(f"{shown} : le texte d’avant est revenu."))
            back += 1
        except Changed:
            changed = True
            print(typeset(f"{shown} : vous avez changé ce fichier depuis sa correction, il reste comme il est."))
        except OSError as fault:
            refused.append(_reason(path, fault))
    if not (back or changed or refused):
        print(typeset("Aucune correction à annuler."))
    return _code(refused, changed)


def _code(refused: Sequence[str], left: bool) -> int:
    for reason in refused:
        print(typeset(reason), file=sys.stderr)
    return 2 if refused else int(left)


def _left(works: Sequence[_Work]) -> list[Diagnostic]:
    """What is still wrong; what a draft lacks is not."""
    return [d for d in in_order(d for work in works for d in work.mended.left) if d.severity != "info"]


def _reason(path: Path, fault: OSError) -> str:
    match fault:
        case Changed():
            why = "il a changé pendant la correction ; recommencez"
        case Special():
            why = "ce n’est pas un fichier ordinaire"
        case NotKept():
            why = "le texte d’avant ne peut être gardé nulle part"
        case _:
            why = system_reason(fault)
    return f"{shown_path(path)} n’a pas été changé : {why}."


# ---- Which files


def _works(paths: Sequence[str]) -> tuple[list[_Work], list[str]]:
    """The files and what they would be; why some could not be read."""
    works: list[_Work] = []
    refused: list[str] = []
    settings_of = cache(read_settings)
    for path, why in _named(paths):
        if why:
            refused.append(why)
            continue
        above = configuration_above(path)
        settings = settings_of(above) if above else None
        try:
            content = files.read_file(path)
        except OSError as fault:
            refused.append(_reason(path, fault))
            continue
        check = _check_settings(settings) if settings and path == above else _check_page(path, settings)
        works.append(_Work(path, _root(above), content, mend(content, check)))
    return works, refused


def _named(paths: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """The files that are named, each with why it is not to be read; without names, the portfolio that is here."""
    if not paths:
        here = absolute(configuration_here(", ou nommez une fiche"))
        yield here, ""
        docs = read_settings(here).docs
        paths = [str(docs)] if docs.is_dir() else []
    for path, refused in pages_in(paths):
        yield path, f"{shown_path(path)} : {refused.in_one()}" if refused else ""


def _undoable(paths: Sequence[str]) -> Iterator[tuple[Path, Path | None]]:
    """The files whose text may be kept, with the folder of their portfolio."""
    named = {path for path, why in _named(paths) if not why}
    if not paths:
        named |= {absolute(path) for path in kept_files(Path()) if path.exists()}
    for path in sorted(named):
        yield path, _root(configuration_above(path))


def _root(configuration: Path | None) -> Path | None:
    return absolute(configuration.parent) if configuration else None


# ---- What is to be said of a content


def _check_page(path: Path, settings: Settings | None) -> Check:
    forms = (settings or NO_SETTINGS).formulaires((settings or NO_SETTINGS).session)
    extensions = settings.extensions if settings else None
    shown, docs = shown_path(path), root_of_annexes(path, settings)

    def check(content: bytes) -> Checked:
        fiche = read_fiche(content, shown, forms, extensions)
        if fiche is None or fiche.formulaire is None:
            return Checked(fiche.diagnostics if fiche else ())
        checked, _ = check_document(fiche, path.parent, docs, absents_permis=True)
        return Checked(checked.diagnostics, checked)

    return check


def _check_settings(settings: Settings) -> Check:
    def check(content: bytes) -> Checked:
        found = with_content(settings, content)
        situation = read_situation(found.options, found)
        session = found.session_fault(found.options.get("session"))
        said = [*found.faults, *situation.diagnostics, *situation.unknown, *([session] if session else [])]
        return Checked([d for d in said if d.path == found.path])

    return check
