"""`ndrc classe`: a class of portfolios at a glance, and nothing of any of them is run."""

import argparse
import datetime
import sys
from functools import partial
from pathlib import Path

from ndrc_portfolio.classe.cluster import NoCluster, cluster
from ndrc_portfolio.classe.engine import pool
from ndrc_portfolio.classe.exports import to_csv, to_xlsx
from ndrc_portfolio.classe.following import Engines, Followed, by_student, follow, shown_documents
from ndrc_portfolio.classe.forms import COMMISSION, sources
from ndrc_portfolio.classe.model import CLASSE, REMISES, Classe
from ndrc_portfolio.classe.new import write_class
from ndrc_portfolio.classe.numbers import read_numbers
from ndrc_portfolio.classe.private import why_public
from ndrc_portfolio.classe.purge import end_of, purge, to_purge
from ndrc_portfolio.classe.reading import models_of, read_class
from ndrc_portfolio.classe.site import NotOurs, site_files, write_site
from ndrc_portfolio.classe.table import MISSING, columns, rows, totals
from ndrc_portfolio.cli.classe_pdf import FOLDER, bind_all, print_dossiers, print_forms
from ndrc_portfolio.cli.new_portfolio import Answers, NewFile, commission_files, write_files
from ndrc_portfolio.cli.progress import progress
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.disk.files import read_file, write_file
from ndrc_portfolio.formulaires.keyword import MODALITES
from ndrc_portfolio.formulaires.sessions import current_session
from ndrc_portfolio.messages.french import did_you_mean, plural, system_reason, typeset
from ndrc_portfolio.messages.report import gathered, in_order, text
from ndrc_portfolio.messages.words import folded, nearest
from ndrc_portfolio.pdf.browser import find_browser
from ndrc_portfolio.portfolio.options import modalite_of
from ndrc_portfolio.portfolio.reading import Asked
from ndrc_portfolio.reglement.complete import Complete

STEPS = 2  # receiving, checking
_SHOWN = ("nom", "prenom", "groupe", "etat", "erreurs", "avertissements", "semaines", "avancement", "recu_le")


def run(options: argparse.Namespace) -> int:
    """Carry out `ndrc classe`."""
    return _ACTIONS[options.action](options)


def _show(options: argparse.Namespace) -> int:
    """The table."""
    try:
        followed = followed_here(partial(cluster, options.moteur) if options.moteur else pool)
    except NoCluster as fault:
        raise UsageError(str(fault)) from None
    for diagnostic in gathered(in_order(followed.diagnostics)):
        print(text(diagnostic), end="\n\n", file=sys.stderr)
    print(*_lines(followed), sep="\n")
    print(typeset(totals(followed)))
    return int(followed.wrong)


def class_here() -> Classe:
    """The class of the current folder.

    Raises:
        UsageError: there is none.
    """
    if not Path(CLASSE).is_file():
        raise UsageError(
            f"il n’y a pas de {CLASSE} dans ce dossier ; placez-vous dans celui de la classe, "
            "ou faites-en un : ndrc classe nouveau ma-classe --eleves eleves.csv"
        )
    return read_class(Path())


def followed_here(engines: Engines = pool) -> Followed:
    """The class of the current folder, received and checked as of today."""
    classe = class_here()
    with progress(STEPS) as step:
        return follow(classe, verify, datetime.datetime.now().astimezone().date(), step, engines)


def verify(given: Asked) -> Complete:
    """What `ndrc verifier` does, in a process of the pool."""
    from ndrc_portfolio.hosts.mkdocs.run import verified  # late: an unchanged class does without MkDocs
    from ndrc_portfolio.hosts.mkdocs.speed import list_themes_once

    list_themes_once()
    return verified(given)


def _new(options: argparse.Namespace) -> int:
    """`ndrc classe nouveau`: the folder of a class, and what is wrong with its list."""
    if not options.noms:
        raise UsageError("dites dans quel dossier, par exemple : ndrc classe nouveau ma-classe --eleves eleves.csv")
    folder = Path(options.noms[0])
    try:
        liste = read_file(Path(options.eleves)) if options.eleves else None
    except OSError as fault:
        raise UsageError(f"« {options.eleves} » ne peut pas être lu : {system_reason(fault)}.") from None
    try:
        written, kept = write_class(folder, liste, current_session())
    except OSError as fault:
        raise UsageError(f"« {options.noms[0]} » ne peut pas être écrit : {system_reason(fault)}.") from None
    for title, names in (("Écrit :", written), ("Gardé, sans rien y changer :", kept)):
        print(*([typeset(title), *(f"  {name}" for name in names), ""] if names else []), sep="\n")
    classe = read_class(folder)
    for diagnostic in classe.diagnostics:
        print(text(diagnostic), end="\n\n")
    print(
        typeset(f"{plural(len(classe.eleves), 'élève')} dans la liste. Mettez dans {folder.name}/{REMISES}/ ce qu’ils")
    )
    print(typeset("ont remis, un ZIP ou un dossier par élève, à son nom. Tapez ensuite :"))
    print(f'  cd "{options.noms[0]}"\n  ndrc classe')
    return int(any(d.severity == "error" for d in classe.diagnostics))


def _export(options: argparse.Namespace) -> int:
    """`ndrc classe export`: the table as CSV or XLSX."""
    if not options.sortie:
        raise UsageError("dites dans quel fichier : ndrc classe export -o suivi.csv (ou suivi.xlsx)")
    target = Path(options.sortie)
    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"« {target.name} » : donnez un nom qui finit par .csv ou .xlsx")
    _refuse_public(target.parent)
    followed = followed_here()
    modeles = models_of(followed.classe)
    shown, lines = columns(modeles, followed.classe.echeances), rows(followed, modeles)
    if target.suffix.lower() == ".csv":
        content = to_csv(shown, lines)
    else:
        content = to_xlsx(shown, lines, followed.classe.nom, followed.today)
    write_file(target, content)
    print(f"{target} {typeset('écrit :')} {plural(len(lines), 'élève')}.")
    return int(followed.wrong)


def _site(_: argparse.Namespace) -> int:
    """`ndrc classe site`: the pages of the class."""
    classe = class_here()
    _refuse_public(classe.root)
    followed = followed_here()
    modeles = models_of(classe)
    with progress(1) as step:
        step("Pages")
        files = site_files(followed, modeles, shown_documents(followed, verify), by_student(followed))
        try:
            place = write_site(classe.root, files)
        except NotOurs as fault:
            raise UsageError(str(fault)) from None
    print(typeset(totals(followed)))
    print(f"{typeset('Ouvrez :')} {place / 'index.html'}")
    return int(followed.wrong)


def _pdf(options: argparse.Namespace) -> int:
    """`ndrc classe pdf`: the dossiers of an épreuve, one for each student, or one batch."""
    epreuve, *names = options.noms or [""]
    if folded(epreuve) not in ("e4", "e6"):
        raise UsageError("dites quels dossiers : ndrc classe pdf e4, ou ndrc classe pdf e6")
    browser = find_browser(options.navigateur)
    classe = class_here()
    _refuse_public(classe.root)
    followed = followed_here()
    known = [s.eleve.cle for s in followed.suivis]
    if unknown := next((name for name in names if name not in known), None):
        near = did_you_mean(nearest(unknown, known))
        raise UsageError(f"« {unknown} » n’est la clé d’aucun élève{near} (les clés : ndrc classe export)")
    with progress(1) as step:
        step("Impression")
        said = print_dossiers(followed, folded(epreuve), names, browser)
    made = [key for key in known if said.get(key) == ""]
    for key in (key for key in known if said.get(key)):
        print(typeset(f"{key} : pas imprimé, {said[key]}"), file=sys.stderr)
    if options.un_seul and made:
        target = Path(FOLDER) / f"classe-{folded(epreuve)}.pdf"
        pages = bind_all([Path(FOLDER) / f"{key}-{folded(epreuve)}.pdf" for key in made], target)
        print(typeset(f"{target} : {plural(pages, 'page')}, chaque dossier commence sur un recto."))
    print(typeset(f"{plural(len(made), 'dossier')} dans {FOLDER}/."))
    return int(len(made) < len(said))


def _forms(options: argparse.Namespace) -> int:
    """`ndrc classe formulaires`: the forms of the commission, to print and to fill in on the screen."""
    classe = class_here()
    _refuse_public(classe.root)
    if options.modalite and not (modalite := modalite_of(options.modalite)):
        raise UsageError(f"« {options.modalite} » n’est pas une modalité (les modalités : {', '.join(MODALITES)})")
    browser = find_browser(options.navigateur)
    followed = followed_here()
    wanted = classe._replace(modalite=modalite) if options.modalite else classe
    modeles = models_of(wanted)
    if not followed.suivis:
        raise UsageError("la liste n’a pas d’élève : il n’y a pas de formulaire à remplir")
    files = [NewFile(path, text.encode()) for path, text in sources(followed, modeles)]
    answers = Answers("", "", classe.session, "", wanted.modalite)
    of_all = commission_files(answers, modeles.formulaires, COMMISSION)
    report = write_files(Path(), [*(f for f in of_all if f"/{answers.dossier}/" not in f.chemin), *files])
    print(typeset(f"{COMMISSION}/ : {plural(len(report.written), 'fichier')} à remplir, {len(report.kept)} déjà là."))
    numbers = read_numbers(classe.root) if options.avec_numeros else {}
    with progress(1) as step:
        step("Impression")
        print(*print_forms(followed, modeles, browser, numbers), sep="\n")
    return 0


def _purge(_: argparse.Namespace) -> int:
    """`ndrc classe purger`: what is kept too long, deleted."""
    classe = class_here()
    end = end_of(classe)
    if datetime.datetime.now().astimezone().date() < end:
        print(
            typeset(
                f"Rien n’est effacé : cette classe se garde jusqu’au {end:%d/%m/%Y} (« conservation » dans {CLASSE})."
            )
        )
        return 0
    paths = to_purge(classe)
    purge(paths)
    print(*(f"{typeset('Effacé :')} {path.name}" for path in paths), sep="\n")
    print(typeset("Videz aussi la corbeille, vos téléchargements et vos sauvegardes."))
    return 0


def _refuse_public(place: Path) -> None:
    """Raises UsageError where others might come to read it."""
    if why := why_public(place):
        raise UsageError(f"rien n’a été écrit : {why}. Une classe ne se publie pas ; mettez-la dans un dossier à vous.")


def _lines(followed: Followed) -> list[str]:
    """The table for a terminal: columns that nobody has anything in are left out."""
    modeles = models_of(followed.classe)
    cells = rows(followed, modeles)
    shown = [c for c in columns(modeles, followed.classe.echeances) if c.key in _SHOWN or c.key.startswith("echeance:")]
    shown = [c for c in shown if any(cell.get(c.key, "") != "" for cell in cells)]
    table = [[c.title for c in shown], *([str(cell.get(c.key, MISSING)) for c in shown] for cell in cells)]
    widths = [max(len(line[i]) for line in table) for i in range(len(shown))]
    return ["  ".join(_set(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]


def _set(cell: str, width: int) -> str:
    return cell.rjust(width) if cell.isdecimal() else cell.ljust(width)


_ACTIONS = {
    None: _show,
    "nouveau": _new,
    "export": _export,
    "site": _site,
    "pdf": _pdf,
    "formulaires": _forms,
    "purger": _purge,
}
