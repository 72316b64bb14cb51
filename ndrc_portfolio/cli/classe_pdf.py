"""`ndrc classe pdf`: the dossiers of a class as PDFs, several at once; one that has errors is named, and left."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.classe import engine
from ndrc_portfolio.classe.following import Followed, Progress, worked
from ndrc_portfolio.classe.forms import PILES, bind_packets, forms_of, sheets
from ndrc_portfolio.disk.files import write_file
from ndrc_portfolio.formulaires.modeles import Modeles
from ndrc_portfolio.messages.french import plural, typeset
from ndrc_portfolio.pdf.browser import print_page
from ndrc_portfolio.portfolio.readers.secret import VARIABLE

SECONDS = 300.0  # for a dossier: thirty fiches and sixty annexes take ten
FOLDER = "pdf"


class PrintTask(NamedTuple):
    """A dossier to print: where its portfolio was received, which, with what, and where to."""

    root: Path
    epreuve: str
    browser: Path
    target: Path


def print_dossiers(
    followed: Followed, epreuve: str, names: Sequence[str], browser: Path, progress: Progress
) -> dict[str, str]:
    """Print the dossier of each student, or of those that are named by their key; why not, by key, empty if it was.

    A dossier is `pdf/<key>-e4.pdf`.
    """
    folder = (followed.classe.root / FOLDER).resolve()
    folder.mkdir(exist_ok=True)
    wanted = [s for s in followed.suivis if s.copy and (not names or s.eleve.cle in names)]
    tasks = {
        s.eleve.cle: PrintTask(s.copy.root.resolve(), epreuve, browser, folder / f"{s.eleve.cle}-{epreuve}.pdf")
        for s in wanted
        if s.copy
    }
    made = worked(print_one, tasks, "Impression", progress, _printers, SECONDS)
    return {key: said.reason if isinstance(said, engine.Lost) else said for key, said in made}


def _printers(tasks: int) -> engine.Engine:
    return engine.pool(2 * tasks, limited=False)


def print_one(task: PrintTask) -> str:
    """Print a dossier from a copy of its own; why it was not, in French."""
    from ndrc_portfolio.cli.pdf import make_pdf
    from ndrc_portfolio.hosts.mkdocs.run import PortfolioFautif
    from ndrc_portfolio.pdf.browser import PrintError
    from ndrc_portfolio.portfolio.configuration.settings import UnreadableSettings

    os.environ.pop(VARIABLE, None)  # the number of somebody else
    with tempfile.TemporaryDirectory(prefix="ndrc-classe-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "portfolio"
        shutil.copytree(task.root, copy)
        try:
            with chdir(copy):
                names, new = [task.epreuve], Path(folder) / "dossier.pdf"
                make_pdf(names, new, "public", task.browser, recto_verso=True, avec_mkdocs=False, step=lambda _: None)
        except PortfolioFautif:
            return "il y a d’abord des erreurs à corriger"
        except (PrintError, UnreadableSettings) as fault:
            return str(fault).partition("\n")[0]
        write_file(task.target, new.read_bytes())
    return ""


def bind_all(paths: Sequence[Path], target: Path) -> int:
    """One PDF of many, each beginning on a recto, for a printer that prints both sides; its number of pages."""
    import pikepdf

    # Links inside of a dossier are of no use on paper: that they are lost need not be said.
    with warnings.catch_warnings(action="ignore"), pikepdf.new() as batch:
        for path in paths:
            if len(batch.pages) % 2:
                batch.add_blank_page(page_size=(595, 842))
            with pikepdf.open(path) as one:
                batch.pages.extend(one.pages)
        batch.save(target)
        return len(batch.pages)


def print_forms(
    followed: Followed, modeles: Modeles, browser: Path, numbers: Mapping[str, str], progress: Progress
) -> Iterator[str]:
    """Print the forms of the commission for all students, one file for each pile; a line for each.

    Raises:
        PrintError: the browser cannot print.
    """
    folder = followed.classe.root / FOLDER
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ndrc-classe-", ignore_cleanup_errors=True) as place:
        printed: dict[str, list[tuple[Path, int]]] = {}
        with progress(len(forms_of(modeles))) as step:
            for sheet in sheets(followed, modeles, numbers):
                step(sheet.form.titre)
                pdf = Path(place) / f"{sheet.form.id}.pdf"
                print_page(browser, sheet.form.titre, sheet.html, "formulaires.html", Path(place), pdf)
                printed.setdefault(sheet.pile, []).append((pdf, sheet.candidates))
        for pile, files in printed.items():
            pages = bind_packets(files, folder / PILES[pile])
            yield typeset(f"{FOLDER}/{PILES[pile]} : {plural(pages, 'page')}")
