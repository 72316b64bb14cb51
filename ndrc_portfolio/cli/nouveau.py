"""The commands `ndrc nouveau` and `ndrc fiche`: what they ask, and what they tell of what they wrote."""

import argparse
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from ndrc_portfolio.cli.new_portfolio import (
    Answers,
    NewFile,
    Report,
    commission_files,
    free_choice,
    known_values,
    place_of,
    portfolio_files,
    read_existing,
    taken_numbers,
    write_files,
)
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.formulaires.empty_fiche import empty_fiche
from ndrc_portfolio.formulaires.keyword import MODALITES, Modalite
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.sessions import choose_fiche, current_session
from ndrc_portfolio.messages.catalogue.sessions import FilledByHand
from ndrc_portfolio.messages.french import did_you_mean, enumeration, system_reason, typeset
from ndrc_portfolio.messages.words import nearest, number_of
from ndrc_portfolio.portfolio.configuration.inside import inside
from ndrc_portfolio.portfolio.configuration.models import about_models
from ndrc_portfolio.portfolio.configuration.names import CONFIGURATION, CONFIGURATION_JURY, configuration_of_candidate
from ndrc_portfolio.portfolio.configuration.options import modalite_of
from ndrc_portfolio.portfolio.configuration.outside import refuse_outside
from ndrc_portfolio.portfolio.configuration.placeholders import NOM, PRENOM
from ndrc_portfolio.portfolio.configuration.settings import Settings, read_settings, settings_above
from ndrc_portfolio.portfolio.configuration.situation import STATUTS, statut_of
from ndrc_portfolio.portfolio.file import PAGES, absolute
from ndrc_portfolio.portfolio.readers.audience import audience_for, may_see

T = TypeVar("T")


class NotWritten(UsageError):
    """Nothing was written. Message in French."""


def run_nouveau(options: argparse.Namespace) -> int:
    """Write a portfolio, and print what was written."""
    asked = {key: getattr(options, key) for key in ("nom", "prenom", "session", "statut", "modalite")}
    print(new_portfolio(options.dossier, asked, jury=options.commission))
    return 0


def run_fiche(options: argparse.Namespace) -> int:
    """Write one more fiche, and print where."""
    print(new_fiche(options.id, options.chemin))
    return 0


def new_portfolio(dossier: str | None, asked: Mapping[str, str | None], *, jury: bool) -> str:
    """Write a portfolio, or what is missing of it; the summary to print.

    `asked` is what the command line says: nom, prenom, session, statut, modalite. What it does not say is asked on a
    terminal, and has a default without one.

    Raises:
        NouveauError: the command was misused, the questions were left, or the folder cannot be written.
    """
    if jury and asked.get("statut"):
        raise NotWritten("--statut est pour le candidat : il ne va pas avec --commission.")
    try:
        dossier = dossier or _ask_folder(jury=jury)
        folder = Path(dossier)
        if folder.exists() and not folder.is_dir():
            raise NotWritten(f"« {dossier} » est un fichier : donnez le nom d’un dossier.")
        file = folder / CONFIGURATION_JURY if jury else configuration_of_candidate(folder)
        settings = read_settings(file)
        answers = _answers(asked, settings, jury=jury, neuf=not file.exists())
    except (EOFError, KeyboardInterrupt):
        print()
        raise NotWritten("arrêté : rien n’a été écrit.") from None
    except OSError as fault:
        raise NotWritten(f"« {dossier} » ne peut pas être lu : {system_reason(fault)}.") from None
    refuse_outside(settings)
    modeles = settings.modeles(answers.session, answers.modalite)
    forms = modeles.formulaires
    docs = Path(str(settings.files[0].data.get("docs_dir") or ("commission" if jury else "docs"))).as_posix()
    try:
        existing = [] if jury else read_existing(folder / docs, forms, docs)
        files = (
            commission_files(answers, forms, docs)
            if jury
            else portfolio_files(answers, forms, existing, docs, file.name)
        )
        report = write_files(folder, files)
    except OSError as fault:
        raise NotWritten(f"« {dossier} » ne peut pas être écrit : {system_reason(fault)}.") from None
    report.kept = sorted({*report.kept, *(f.path for f in existing)})
    if file.name in report.kept and not settings.options:
        report.remarks.append(f"Vérifiez que {file.name}, qui est à vous, nomme ndrc-portfolio sous « plugins: ».")
    report.remarks += [f"{d.message[:1].upper()}{d.message[1:]}." for d in about_models(modeles, settings)]
    return "\n".join([*_summary(report, answers), *_next_steps(dossier, docs, answers, report, jury=jury)])


def new_fiche(ident: str, chemin: str | None) -> str:
    """Add a fiche, with the next number; what to print.

    Raises:
        NouveauError: the command was misused, or the file is there or cannot be written.
        FormulaireError: there is no such form.
    """
    path = absolute(chemin or configuration_of_candidate(Path()))
    settings = settings_above(path) or read_settings(path.parent / CONFIGURATION)
    refuse_outside(settings)
    forms = settings.formulaires(settings.sure_session())
    form = choose_fiche(forms, ident)
    if form.keyword.a_la_main:
        raise NotWritten(FilledByHand(fiche=form.id).in_one())
    docs = settings.docs
    try:
        existing = read_existing(docs, forms, docs.name)
        numero = max(taken_numbers(existing).get(form.epreuve, {0})) + 1
        if chemin is None:
            _refuse_in_docs(form, docs, settings)
            if not path.is_file():
                raise NotWritten(
                    "il n’y a pas de mkdocs.yml dans ce dossier ; placez-vous dans celui du portfolio, "
                    f"ou dites où l’écrire : ndrc fiche {form.id} CHEMIN"
                )
            path, numero = _free_place(form, docs, numero)
            if inside(docs, docs, path.relative_to(docs).as_posix()) is None:
                raise NotWritten(f"« {path.parent.name} » mène hors du portfolio : dites où écrire cette fiche.")
        elif not path.name.endswith(PAGES):
            raise NotWritten(f"« {chemin} » : donnez un nom de fichier qui finit par .md.")
        _refuse_in_docs(form, path, settings)
        shown = Path(os.path.relpath(path)).as_posix() if chemin is None else chemin
        source = empty_fiche(form, known_values(form, numero, free_choice(form, existing)))
        if write_files(path.parent, [NewFile(path.name, source.encode())]).kept:
            raise NotWritten(f"« {shown} » existe déjà : il n’a pas été touché. Donnez un autre nom après {form.id}.")
    except OSError as fault:
        raise NotWritten(f"« {chemin or docs.name} » ne peut pas être écrit : {system_reason(fault)}.") from None
    done = typeset(f"écrit : {form.titre}, à remplir. Pour savoir ce qu’il y manque, tapez :")
    return f"{shown} {done}\n  ndrc verifier {_quoted(shown)}"


def _free_place(form: Formulaire, docs: Path, numero: int) -> tuple[Path, int]:
    """Where the next fiche goes, and its number: the first whose file is not there."""
    while "numero" in form.identification and (docs / place_of(form, numero)).exists():
        numero += 1
    return docs / place_of(form, numero), numero


def _refuse_in_docs(form: Formulaire, path: Path, settings: Settings) -> None:
    """A document of the commission has no place in a candidate's sources: it would stop the build (NDRC501)."""
    audience = audience_for("fiche", settings.file, settings.options.get("audience"))
    if not may_see(audience, form.audience) and path.is_relative_to(settings.docs):
        raise NotWritten(
            f"« {form.id} » est un document de la commission : il ne va pas dans {settings.docs.name}/. "
            f"Dites où l’écrire, par exemple : ndrc fiche {form.id} commission/roussel-camille/{form.id}.md"
        )


def _ask_folder(*, jury: bool) -> str:
    usual = "ma-commission" if jury else "mon-portfolio"
    if not _at_terminal():
        raise NotWritten(f"dites dans quel dossier, par exemple : ndrc nouveau {usual}")
    return _ask("Dans quel dossier ?", _tidy, usual)


def _answers(asked: Mapping[str, str | None], settings: Settings, *, jury: bool, neuf: bool) -> Answers:
    """What the command line says, else an existing mkdocs.yml, else the person at the terminal, else the default."""
    given = {cle: _tidy(value) for cle, value in asked.items() if value is not None}
    known = {} if jury else {cle: str(v) for cle, v in settings.candidat.items() if v}
    usual = next(iter(STATUTS))
    asking = _at_terminal() and (neuf or jury)
    session = _year(given["session"]) if "session" in given else None
    statut = _statut_of(given["statut"]) if "statut" in given else known.get("statut")
    # What a mkdocs.yml says that is kept, it goes on saying.
    nom = known.get("nom") or given.get("nom")
    prenom = known.get("prenom") or given.get("prenom")
    if asking and nom is None:
        nom = _ask("Nom du candidat" if jury else "Votre nom", _tidy, "")
    if asking and prenom is None:
        prenom = _ask("Prénom du candidat" if jury else "Votre prénom", _tidy, "")
    if session is None:
        session = current_session() if neuf else settings.sure_session()
        session = _ask("Année de l’examen", _year, session) if asking and neuf else session
    if asking and not jury and statut is None:
        for i, (cle, what) in enumerate(STATUTS.items(), 1):
            print(typeset(f"  {i}. {cle} : {what}"))
        statut = _ask("Votre statut (un mot ou un numéro)", _statut_of, usual)
    modalite = _modalite(given["modalite"]) if "modalite" in given else settings.modalite
    if asking and not modalite and any(f.keyword.modalite for f in settings.formulaires(session).values()):
        modalite = _ask("Épreuve ponctuelle ou ccf (Entrée : les deux)", _modalite, "")
    if not jury:
        nom, prenom = nom or NOM, prenom or PRENOM
    return Answers(nom or "", prenom or "", session, statut or usual, modalite)


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _ask(question: str, lire: Callable[[str], T], defaut: T) -> T:
    """Ask until the answer can be read; an empty one stands for the default."""
    shown = f" [{defaut}]" if defaut else ""
    while True:
        answer = _tidy(input(typeset(f"{question}{shown} : ")))
        try:
            return lire(answer) if answer else defaut
        except NotWritten as fault:
            print(typeset(f"  {fault}"))


def _tidy(text: str) -> str:
    """An answer on one line, without what a terminal may slip in, its accents as files have them."""
    shown = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text))
    return " ".join(shown.split())


def _year(text: str) -> int:
    if not re.fullmatch("20[0-9]{2}", text):
        raise NotWritten(f"« {text} » n’est pas une année d’examen : écrivez par exemple {current_session()}.")
    return int(text)


def _modalite(text: str) -> Modalite:
    if not (found := modalite_of(text)):
        near = did_you_mean(nearest(text.casefold(), MODALITES))
        raise NotWritten(f"« {text} » n’est pas une modalité{near} (les modalités : {', '.join(MODALITES)})")
    return found


def _statut_of(text: str) -> str:
    known = list(STATUTS)
    if (number := number_of(text)) and number <= len(known):
        return known[number - 1]
    if statut := statut_of(text):
        return statut
    begun = [s for s in known if s.startswith(text.lower())]
    if len(begun) != 1:
        near = did_you_mean(nearest(text, known))
        raise NotWritten(f"« {text} » n’est pas un statut{near} (les statuts : {', '.join(known)})")
    return begun[0]


def _summary(report: Report, answers: Answers) -> list[str]:
    lines = [f"{answers.complet or 'Sans nom'}, session {answers.session}.", ""]
    if report.written:
        lines += [typeset("Écrit :"), *(f"  {chemin}" for chemin in report.written), ""]
    if report.kept:
        lines += [typeset("Gardé, sans rien y changer :"), *(f"  {chemin}" for chemin in report.kept), ""]
    return [*lines, *(f"{typeset(remarque)}\n" for remarque in report.remarks)]


def _next_steps(dossier: str, docs: str, answers: Answers, report: Report, *, jury: bool) -> list[str]:
    """The next three commands, and what is still to be written by hand."""
    lines = []
    left = [f"« {mot} »" for mot, given in ((PRENOM, answers.prenom), (NOM, answers.nom)) if mot in given]
    named = [chemin for chemin in (CONFIGURATION, f"{docs}/index.md") if chemin in report.written]
    if left and named:
        lines += [typeset(f"Dans {enumeration(named, 'et')}, remplacez {enumeration(left, 'et')}."), ""]
    if "prive.yml" in report.written:
        lines += ["Votre numéro de candidat s’écrit dans prive.yml, et nulle part ailleurs.", ""]
    steps = (
        [
            (f"mkdocs serve -f {CONFIGURATION_JURY}", "montre les documents sur http://127.0.0.1:8000"),
            (f"ndrc verifier {_quoted(docs)}", "dit ce qu’il reste à corriger ou à remplir"),
            (f"mkdocs build -f {CONFIGURATION_JURY}", "construit le site dans site-jury/"),
        ]
        if jury
        else [
            ("mkdocs serve", "montre votre portfolio sur http://127.0.0.1:8000"),
            ("ndrc verifier", "dit ce qu’il reste à corriger ou à remplir"),
            ("mkdocs build -f mkdocs.candidat.yml", "construit la version complète dans site-candidat/"),
        ]
    )
    if Path(dossier).resolve() != Path.cwd():
        steps = [(f"cd {_quoted(dossier)}", "va dans ce dossier"), *steps[:2]]
    width = max(len(command) for command, _ in steps)
    return [*lines, typeset("Tapez ensuite :"), *(f"  {command:<{width}}   {what}" for command, what in steps)]


def _quoted(chemin: str) -> str:
    """A path as a command takes it."""
    return chemin if re.fullmatch(r"[\w./\\:~-]+", chemin) else f'"{chemin}"'
