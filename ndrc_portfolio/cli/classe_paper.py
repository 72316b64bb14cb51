"""`ndrc classe pdf` and `ndrc classe formulaires`: what a class prints."""

import argparse
import sys
from pathlib import Path

from ndrc_portfolio.classe.forms import COMMISSION, sources
from ndrc_portfolio.classe.numbers import read_numbers
from ndrc_portfolio.classe.reading import models_of
from ndrc_portfolio.cli.classe_here import class_here, followed_here, refuse_public
from ndrc_portfolio.cli.classe_pdf import FOLDER, bind_all, print_dossiers, print_forms
from ndrc_portfolio.cli.new_portfolio import Answers, NewFile, commission_files, write_files
from ndrc_portfolio.cli.progress import progress
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.formulaires.keyword import MODALITES
from ndrc_portfolio.messages.french import did_you_mean, plural, typeset
from ndrc_portfolio.messages.words import folded, nearest
from ndrc_portfolio.pdf.browser import find_browser
from ndrc_portfolio.portfolio.configuration.options import modalite_of


def run_pdf(options: argparse.Namespace) -> int:
    """`ndrc classe pdf`: the dossiers of an épreuve, one for each student, or one batch."""
    epreuve, *names = options.noms or [""]
    if folded(epreuve) not in ("e4", "e6"):
        raise UsageError("dites quels dossiers : ndrc classe pdf e4, ou ndrc classe pdf e6")
    browser = find_browser(options.navigateur)
    classe = class_here()
    refuse_public(classe.root)
    followed = followed_here()
    known = [s.eleve.cle for s in followed.suivis]
    if unknown := next((name for name in names if name not in known), None):
        near = did_you_mean(nearest(unknown, known))
        raise UsageError(f"« {unknown} » n’est la clé d’aucun élève{near} (les clés : ndrc classe export)")
    said = print_dossiers(followed, folded(epreuve), names, browser, progress)
    made = [key for key in known if said.get(key) == ""]
    for key in (key for key in known if said.get(key)):
        print(typeset(f"{key} : pas imprimé, {said[key]}"), file=sys.stderr)
    if options.un_seul and made:
        target = Path(FOLDER) / f"classe-{folded(epreuve)}.pdf"
        pages = bind_all([Path(FOLDER) / f"{key}-{folded(epreuve)}.pdf" for key in made], target)
        print(typeset(f"{target} : {plural(pages, 'page')}, chaque dossier commence sur un recto."))
    print(typeset(f"{plural(len(made), 'dossier')} dans {FOLDER}/."))
    return int(len(made) < len(said))


def run_formulaires(options: argparse.Namespace) -> int:
    """`ndrc classe formulaires`: the forms of the commission, to print and to fill in on the screen."""
    classe = class_here()
    refuse_public(classe.root)
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
    print(*print_forms(followed, modeles, browser, numbers, progress), sep="\n")
    return 0
