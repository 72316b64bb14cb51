"""`ndrc classe nouveau`, `site`, `export` and `purger`: what a class writes, and what it deletes."""

import argparse
import datetime
from pathlib import Path

from ndrc_portfolio.classe.exports import to_counts, to_csv, to_xlsx
from ndrc_portfolio.classe.following import by_student, shown_documents
from ndrc_portfolio.classe.model import CLASSE, REMISES
from ndrc_portfolio.classe.new import write_class
from ndrc_portfolio.classe.purge import end_of, purge, to_purge
from ndrc_portfolio.classe.reading import models_of, read_class
from ndrc_portfolio.classe.site import NotOurs, site_files, write_site
from ndrc_portfolio.classe.table import columns, rows, totals
from ndrc_portfolio.cli.classe_here import class_here, followed_here, refuse_public, verify
from ndrc_portfolio.cli.progress import progress
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.disk.files import read_file, write_file
from ndrc_portfolio.formulaires.sessions import current_session
from ndrc_portfolio.messages.french import plural, system_reason, typeset
from ndrc_portfolio.messages.report import text


def run_nouveau(options: argparse.Namespace) -> int:
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
    print(typeset(f"{plural(len(classe.eleves), 'élève')} dans la liste. Mettez dans {folder / REMISES} ce qu’ils ont"))
    print(typeset("remis, un ZIP ou un dossier par élève, à son nom. Tapez ensuite :"))
    print(f'  cd "{options.noms[0]}"\n  ndrc classe')
    return int(any(d.severity == "error" for d in classe.diagnostics))


def run_export(options: argparse.Namespace) -> int:
    """`ndrc classe export`: the table as CSV or XLSX."""
    if not options.sortie:
        raise UsageError("dites dans quel fichier : ndrc classe export -o suivi.csv (ou suivi.xlsx)")
    target = Path(options.sortie)
    kind = target.suffix.lower()
    if kind not in (".csv", ".xlsx", ".json"):
        raise UsageError(f"« {target.name} » : donnez un nom qui finit par .csv, .xlsx ou .json")
    refuse_public(target.parent)
    followed = followed_here()
    modeles = models_of(followed.classe)
    shown, lines = columns(modeles, followed.classe.echeances), rows(followed, modeles)
    if kind == ".json":
        content = to_counts(followed)
    elif kind == ".csv":
        content = to_csv(shown, lines)
    else:
        content = to_xlsx(shown, lines, followed.classe.nom, followed.today)
    write_file(target, content)
    print(f"{target} {typeset('écrit :')} {plural(len(lines), 'élève')}.")
    return int(followed.wrong)


def run_site(options: argparse.Namespace) -> int:  # noqa: ARG001 (all actions are called alike)
    """`ndrc classe site`: the pages of the class."""
    classe = class_here()
    refuse_public(classe.root)
    followed = followed_here()
    modeles = models_of(classe)
    shown = shown_documents(followed, verify, progress)
    try:
        place = write_site(classe.root, site_files(followed, modeles, shown, by_student(followed)))
    except NotOurs as fault:
        raise UsageError(str(fault)) from None
    print(typeset(totals(followed)))
    print(f"{typeset('Ouvrez :')} {place / 'index.html'}")
    return int(followed.wrong)


def run_purger(options: argparse.Namespace) -> int:  # noqa: ARG001
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
