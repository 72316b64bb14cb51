"""`ndrc importer`: the forms of Word files as fiches, and what became of each word of them."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.cli.import_places import Destination, destination_of, place_in
from ndrc_portfolio.cli.new_portfolio import NewFile, write_files
from ndrc_portfolio.cli.pages import root_of_annexes
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.model import Formulaire, full_label
from ndrc_portfolio.messages.catalogue.word import FormNotOfSession, Margins, NoFormFound, NumberTaken
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import bare, plural, system_reason, typeset
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.report import gathered, in_order, text, to_json
from ndrc_portfolio.messages.words import normalise, number_of
from ndrc_portfolio.portfolio.configuration.settings_file import shown_path
from ndrc_portfolio.portfolio.documents import check_file
from ndrc_portfolio.portfolio.file import absolute
from ndrc_portfolio.word.given.convert import open_any
from ndrc_portfolio.word.given.draft import write_draft
from ndrc_portfolio.word.given.drafting import draft_of
from ndrc_portfolio.word.given.length import too_long
from ndrc_portfolio.word.given.model import Document
from ndrc_portfolio.word.given.package import Package, Unreadable
from ndrc_portfolio.word.given.pictures import Pictures
from ndrc_portfolio.word.given.read import read_document, texts
from ndrc_portfolio.word.given.read_form import read_form
from ndrc_portfolio.word.given.recognise import ENOUGH, Recognised, labels_of, recognise
from ndrc_portfolio.word.given.said import said_of
from ndrc_portfolio.word.given.spots import spots_of

_NEAR = 0.15


class Imported(NamedTuple):
    """A fiche that was written: from which file, where, of which form, what it says and lacks."""

    source: str
    path: str
    form: Formulaire
    session: int
    filled: list[str]
    empty: list[str]
    pictures: list[str]
    diagnostics: list[Diagnostic]


def run(options: argparse.Namespace) -> int:
    """Carry out `ndrc importer`: 0 all is written, 1 something is to be looked at, 2 a file was not read."""
    destination = destination_of(options.sortie)
    done: list[Imported] = []
    refused: list[str] = []
    for path in _files(options.fichiers):
        try:
            done += _import(path, destination)
        except Unreadable as fault:
            refused.append(f"{fault.said.in_one()} [{fault.said.code}]")
        except UsageError as fault:
            refused.append(str(fault))
        except OSError as fault:
            refused.append(f"« {shown_path(path)} » : {system_reason(fault)}.")
    print(_as_json(done) if options.format == "json" else _as_text(done))
    for reason in refused:
        print(typeset(f"ndrc : {reason}"), file=sys.stderr)
    looked_at = any(d.severity != "info" for one in done for d in one.diagnostics)
    return 2 if refused else int(looked_at)


def _files(given: Sequence[str]) -> Iterator[Path]:
    """The files that are named: Windows leaves « *.docx » to the command; of a folder its Word files."""
    for name in given:
        path = absolute(name)
        if path.is_dir():
            yield from sorted(p for p in path.glob("*.docx") if not p.name.startswith("~$"))
        elif "*" in name or "?" in name:
            yield from sorted(path.parent.glob(path.name))
        else:
            yield path


def _import(path: Path, destination: Destination) -> list[Imported]:
    """All forms of a file.

    Raises:
        Unreadable, UsageError, OSError: nothing of it was written.
    """
    package = open_any(path, shown_path(path))
    document = read_document(package)
    session = destination.forms.session
    shelves = {year: destination.settings.formulaires(year) for year in (session, *_other_sessions(session))}
    labels = labels_of(form for forms in shelves.values() for form in forms.values())
    found = recognise(spots_of(document.blocks, labels), shelves)
    best = found[0] if found else None
    if best is None or best.score < ENOUGH:
        near = best.form.titre if best and best.score > _NEAR else ""
        like = round(100 * best.score) if best else 0
        raise Unreadable(NoFormFound(fichier=package.name, proche=near, pour_cent=like))
    for one in found:
        if one.form.id not in destination.forms:
            raise Unreadable(FormNotOfSession(fichier=package.name, fiche=one.form.id, session=session))
    return [_write(package, document, one, destination) for one in found]


def _other_sessions(session: int) -> list[int]:
    """The years of our other folders of forms: a Word file may be of any session."""
    years = sorted(int(folder.name) for folder in data_dir("schemas").iterdir() if folder.name.isdigit())
    held = max((year for year in years if year <= session), default=years[0])
    return [year for year in reversed(years) if year != held]


def _write(package: Package, document: Document, recognised: Recognised, destination: Destination) -> Imported:
    read, form = read_form(recognised), destination.forms[recognised.form.id]
    candidat = f"{read.field('candidat', 'nom')} {read.field('candidat', 'prenom')}"
    numero = read.field("numero")
    place = place_in(destination, form, numero, candidat)
    annexes = (destination.folder if destination.sources else place.path.parent) / "annexes"
    stem = normalise(f"{place.path.parent.name} {place.path.stem}").replace(" ", "-")
    pictures = Pictures(package, stem, f"{os.path.relpath(annexes, place.path.parent).replace(os.sep, '/')}/")
    drafted = draft_of(read, form, document, pictures)
    more: list[Message] = [
        *pictures.said,
        *(Margins(texte=t) for t in dict.fromkeys(texts(document.margins)) if normalise(t)),
    ]
    if place.numero:
        drafted.draft.fields["numero",] = str(place.numero)
        if number_of(numero) not in (None, place.numero):
            more.append(NumberTaken(ancien=numero, numero=place.numero))
    if long := too_long(drafted.draft, document.sizes):
        more.append(long)
    written = write_draft(drafted.draft)
    files = [NewFile(place.path.name, written.source.encode())]
    write_files(place.path.parent, files)
    write_files(annexes, [NewFile(name, content) for name, content in pictures.files.items()])
    shown = shown_path(place.path)
    said = said_of(shown, read, drafted, written, document, more)
    said += _checked(place.path, destination)
    names = {c: full_label(form, f) if f.libelle else bare(f.keyword.nom) for c, f in form.champs.items()}
    names = {c: name for c, name in names.items() if c[0] != "candidat"}
    given = {c for c in drafted.draft.fields if c != ("numero",) or numero}
    filled = {*given, *(c for c, texts in drafted.draft.texts.items() if any(texts))}
    return Imported(
        package.name,
        shown,
        form,
        destination.forms.session,
        [name for c, name in names.items() if c in filled],
        [name for c, name in names.items() if c not in filled],
        [shown_path(annexes / name) for name in pictures.files],
        in_order(said),
    )


def _checked(path: Path, destination: Destination) -> list[Diagnostic]:
    """What `ndrc verifier` would say of the fiche, but for what a draft lacks."""
    root = root_of_annexes(path, destination.settings)
    fiche = check_file(path, shown_path(path), root, destination.forms, extensions=destination.settings.extensions)
    return [d for d in fiche.diagnostics if d.severity == "error"] if fiche else []


def _as_json(done: Sequence[Imported]) -> str:
    entries = [
        {
            "source": one.source,
            "fiche": one.path,
            "formulaire": one.form.id,
            "session": one.session,
            "remplies": one.filled,
            "vides": one.empty,
            "images": one.pictures,
            "messages": json.loads(to_json(one.diagnostics)),
        }
        for one in done
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)


def _said(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """What is to be looked at, whole; then what is only to be known, a line each."""
    for diagnostic in gathered(d for d in diagnostics if d.severity != "info"):
        yield f"{text(diagnostic)}\n"
    for diagnostic in (d for d in diagnostics if d.severity == "info"):
        yield f"  ligne {diagnostic.line} : {diagnostic.message} ; {diagnostic.hint}"


def _as_text(done: Sequence[Imported]) -> str:
    lines: list[str] = []
    for one in done:
        total = len(one.filled) + len(one.empty)
        lines.append(f"{one.path} écrit, d’après {one.source} : {one.form.titre}, session {one.session}.")
        lines.append(f"  {plural(len(one.filled), 'rubrique')} sur {total} : {', '.join(one.filled) or 'aucune'}.")
        lines += [f"  Vides : {', '.join(one.empty)}."] if one.empty else []
        lines += [f"  Images : {', '.join(one.pictures)}."] if one.pictures else []
        lines += ["", *_said(one.diagnostics), ""]
    if not done:
        return "Rien n’a été écrit."
    lines.append(f"{plural(len(done), 'fiche')} en brouillon. Pour savoir ce qu’il y manque, tapez : ndrc verifier")
    return typeset("\n".join(lines))
