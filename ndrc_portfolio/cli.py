"""The command `ndrc`: `ndrc verifier` tells what is wrong before the jury does, `ndrc pdf` makes what is handed in.

Exit codes: 0 nothing to mend, 1 something to mend, 2 the command was misused.
"""

import argparse
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from ndrc_portfolio.arguments import UsageError, analyseur
from ndrc_portfolio.audience import audience_for
from ndrc_portfolio.dossier import PAGES, verifier_fichier
from ndrc_portfolio.fiche import Fiche
from ndrc_portfolio.formulaires.sessions import FormulaireError, choisir
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import system_reason, typeset
from ndrc_portfolio.messages.report import closing_line, github, in_order, text, to_json
from ndrc_portfolio.printing import ImpressionError, navigateur
from ndrc_portfolio.progres import progression
from ndrc_portfolio.reglages import (
    CONFIGURATION,
    SANS_REGLAGES,
    Reglages,
    ReglagesIllisibles,
    configuration,
    montre,
    reglages_au_dessus,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows writes cp1252 into pipes
    try:
        options = analyseur().parse_args(argv)
        code = _COMMANDES[options.commande](options)
        if sys.stdout is not None:
            sys.stdout.flush()  # here a closed pipe is still ours to forgive
        return code
    except (UsageError, FormulaireError, ImpressionError) as fault:
        print(typeset(f"ndrc : {fault}"), file=sys.stderr)
        return 2
    except ReglagesIllisibles as fault:
        for diagnostic in fault.diagnostics:
            print(text(diagnostic, colour=_couleur(sys.stderr)), end="\n\n", file=sys.stderr)
        print(typeset(f"ndrc : {fault}"), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(typeset("ndrc : arrêté."), file=sys.stderr)
        return 130  # what a shell expects of Ctrl + C
    except OSError as fault:
        if not _tube_ferme(fault):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _tube_ferme(fault: OSError) -> bool:
    """The reader of a pipe has seen enough (`ndrc verifier | more`); Windows calls that an invalid argument.

    It says the same of a file whose name it does not allow, but then it tells the name.
    """
    return isinstance(fault, BrokenPipeError) or (fault.errno == errno.EINVAL and fault.filename is None)


def verifier(chemins: Sequence[str], forme: str, *, strict: bool, browser: Path | None = None) -> int:
    """Check files, folders, or the portfolio of the configuration here, and print what is wrong.

    `browser`: print the dossiers with it too, and measure the pages.
    """
    diagnostics, fiches = _fichiers(chemins) if chemins else _portfolio()
    not_measured, comptes = "", list[str]()
    if browser is not None:
        added, comptes, not_measured = _pages_en_trop(chemins, browser, diagnostics)
        diagnostics += added
    diagnostics = in_order(diagnostics)
    if forme == "json":
        print(to_json(diagnostics))
    elif forme == "github":
        for diagnostic in diagnostics:
            print(github(diagnostic))
    else:
        _montrer(diagnostics, fiches, sys.stdout, comptes)
    if not_measured:
        print(typeset(not_measured), file=sys.stdout if forme == "texte" else sys.stderr)
    wrong = ("error", "warning") if strict else ("error",)
    return int(any(d.severity in wrong for d in diagnostics))


def _pdf(options: argparse.Namespace) -> int:
    """Make the PDF of a dossier or of some fiches, and print where it is."""
    browser = navigateur(options.navigateur)
    here = _exiger_le_portfolio()
    from ndrc_portfolio.hosts.mkdocs.run import PortfolioFautif
    from ndrc_portfolio.pdf_command import STEPS, make_pdf  # late: MkDocs takes longer to load than to be refused

    try:
        with progression(STEPS) as etape:
            made = make_pdf(
                options.noms,
                Path(options.sortie) if options.sortie else None,
                audience_for("pdf", here, options.audience),
                browser,
                recto_verso=options.recto_verso,
                step=etape,
            )
    except PortfolioFautif as faulty:
        _montrer([d for d in faulty.diagnostics if d.severity != "info"], faulty.fiches, sys.stderr)
        print(typeset("Le PDF n’a pas été fait : corrigez d’abord les erreurs."), file=sys.stderr)
        return 1
    for line in (*made.warnings, *made.remarks):
        print(line, file=sys.stderr)
    print(f"{made.path.as_posix()}{typeset(' : ')}{made.pages} page{'s' if made.pages > 1 else ''}")
    return 0


def _montrer(diagnostics: Sequence[Diagnostic], fiches: int, stream: TextIO, comptes: Sequence[str] = ()) -> None:
    for diagnostic in diagnostics:
        print(text(diagnostic, colour=_couleur(stream)), end="\n\n", file=stream)
    if comptes:
        print(*sorted(comptes), sep="\n", end="\n\n", file=stream)
    print(closing_line(diagnostics, fiches), file=stream)


def _couleur(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _verifier(options: argparse.Namespace) -> int:
    browser = None
    if options.pages:
        browser = navigateur(options.navigateur)
        _exiger_le_portfolio()
    return verifier(options.chemins, options.format, strict=options.strict, browser=browser)


def _vierge(options: argparse.Namespace) -> int:
    """Write blank forms, and print where they are."""
    from ndrc_portfolio.identite import Identite
    from ndrc_portfolio.rendering import Rendering, environment  # late: the check needs no templates
    from ndrc_portfolio.vierge import ecrire_vierges

    reglages = reglages_au_dessus(Path.cwd() / CONFIGURATION) or SANS_REGLAGES
    session = options.session or reglages.session
    forms = reglages.formulaires(session)
    if bool(options.ids) == options.tous:
        raise UsageError("nommez des formulaires, ou demandez --tous (l’un ou l’autre).")
    chosen = forms if options.tous else {i: choisir(forms, i) for i in options.ids}
    candidat = Identite(options.nom, options.prenom, options.numero)
    try:
        written = ecrire_vierges(chosen, session, Rendering(environment()), Path(options.folder), candidat)
    except OSError as fault:
        raise UsageError(f"« {options.folder} » ne peut pas être écrit : {system_reason(fault)}.") from None
    for path in written:
        print(path.as_posix())
    return 0


def _nouveau(options: argparse.Namespace) -> int:
    """Write a portfolio, and tell what was written."""
    from ndrc_portfolio.nouveau import NouveauError, nouveau  # late: the check needs no templates

    demande = {cle: getattr(options, cle) for cle in ("nom", "prenom", "session", "statut")}
    try:
        print(nouveau(options.dossier, demande, jury=options.commission))
    except NouveauError as fault:
        raise UsageError(str(fault)) from None
    return 0


def _fiche(options: argparse.Namespace) -> int:
    """Write one more fiche, and tell where."""
    from ndrc_portfolio.nouveau import NouveauError, fiche

    try:
        print(fiche(options.id, options.chemin))
    except NouveauError as fault:
        raise UsageError(str(fault)) from None
    return 0


# ---- What is checked


def _fichiers(chemins: Sequence[str]) -> tuple[list[Diagnostic], int]:
    found: dict[Path, Fiche] = {}
    for path in _pages(chemins):
        reglages = reglages_au_dessus(path)
        formulaires = (reglages or SANS_REGLAGES).formulaires()
        fiche = verifier_fichier(path, montre(path), _docs(path, reglages), formulaires)
        if fiche is not None:
            found[path] = fiche
    fiches = sum(f.formulaire is not None for f in found.values())
    return [d for f in found.values() for d in f.diagnostics], fiches


def _pages(chemins: Sequence[str]) -> Iterator[Path]:
    for chemin in chemins:
        path = Path(os.path.abspath(chemin))  # noqa: PTH100 (a link is checked where it stands)
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.name.endswith(PAGES) and p.is_file())
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"« {chemin} » n’existe pas.")


def _docs(path: Path, reglages: Reglages | None) -> Path:
    """The folder that the annexes of a file may not leave."""
    return reglages.docs if reglages and path.is_relative_to(reglages.docs) else path.parent


def _pages_en_trop(
    chemins: Sequence[str], browser: Path, diagnostics: Sequence[Diagnostic]
) -> tuple[list[Diagnostic], list[str], str]:
    """What has too many pages, and the pages of each document.

    Else the errors that keep the portfolio from being printed, and a line that says so.
    """
    here = _exiger_le_portfolio()
    from ndrc_portfolio.hosts.mkdocs.run import PortfolioFautif
    from ndrc_portfolio.pdf_command import STEPS_OF_MEASURE, measure

    wanted = set(_pages(chemins))
    try:
        with progression(STEPS_OF_MEASURE) as etape:
            measured = measure(wanted, audience_for("pdf", here, None), browser, etape)
        return measured.diagnostics, measured.comptes, ""
    except PortfolioFautif as faulty:
        new = [d for d in faulty.diagnostics if d.severity == "error" and d not in diagnostics]
        return new, [], "Les pages n’ont pas été comptées : corrigez d’abord les erreurs."


def _exiger_le_portfolio(sinon: str = "") -> Path:
    """The configuration of the current folder."""
    here = configuration(Path())
    if here is None:
        raise UsageError(
            f"il n’y a pas de mkdocs.yml ni mkdocs.jury.yml dans ce dossier ; "
            f"placez-vous dans celui du portfolio{sinon}."
        )
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's advertisement says nothing of the portfolio
    return here


def _portfolio() -> tuple[list[Diagnostic], int]:
    """The whole portfolio: each fiche, then the rules of the dossier."""
    here = _exiger_le_portfolio(", ou nommez une fiche")
    from ndrc_portfolio.hosts.mkdocs.run import read_configuration  # late: MkDocs takes longer to load than to check

    found = read_configuration(here)
    fiches = sum(f.formulaire is not None for f in found.portfolio.fiches.values())
    return [*found.diagnostics, *found.checklist.diagnostics], fiches


_COMMANDES = {"nouveau": _nouveau, "fiche": _fiche, "verifier": _verifier, "pdf": _pdf, "vierge": _vierge}
