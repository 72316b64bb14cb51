"""The command `ndrc`: `ndrc verifier` tells what is wrong before the jury does, `ndrc pdf` makes what is handed in.

Exit codes: 0 nothing to mend, 1 something to mend, 2 the command was misused.
"""

import argparse
import datetime
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from ndrc_portfolio import __version__
from ndrc_portfolio.diagnostics import Diagnostic, francais
from ndrc_portfolio.dossier import PAGES, verifier_fichier
from ndrc_portfolio.fiche import Fiche
from ndrc_portfolio.formulaire import AUDIENCES, FormulaireError, choisir
from ndrc_portfolio.printing import ImpressionError, navigateur
from ndrc_portfolio.progres import progression
from ndrc_portfolio.rapport import bilan, github, texte, to_json
from ndrc_portfolio.reglages import CONFIGURATION, SANS_REGLAGES, Reglages, lire_reglages, montre, reglages_au_dessus


class UsageError(Exception):
    """The command cannot be carried out as it was given. Message in French."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        del message  # argparse speaks English
        raise UsageError(f"cette commande n’est pas complète ou n’existe pas ; essayez : {self.prog} --help")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", francais("Utilisation :"), 1)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows writes cp1252 into pipes
    try:
        options = _parser().parse_args(argv)
        return int(options.run(options))
    except (UsageError, FormulaireError, ImpressionError) as fault:
        print(francais(f"ndrc : {fault}"), file=sys.stderr)
        return 2


def verifier(chemins: Sequence[str], forme: str, *, strict: bool, browser: Path | None = None) -> int:
    """Check files, folders, or the portfolio of the `mkdocs.yml` here, and print what is wrong.

    `browser`: print the dossiers with it too, and measure the pages.
    """
    diagnostics, fiches = _fichiers(chemins) if chemins else _portfolio()
    not_measured = ""
    if browser is not None:
        added, not_measured = _pages_en_trop(chemins, browser, diagnostics)
        diagnostics += added
    diagnostics.sort(key=lambda d: d.sort_key)
    if forme == "json":
        print(to_json(diagnostics))
    elif forme == "github":
        for diagnostic in diagnostics:
            print(github(diagnostic))
    else:
        _montrer(diagnostics, fiches, sys.stdout)
    if not_measured:
        print(francais(not_measured), file=sys.stdout if forme == "texte" else sys.stderr)
    wrong = ("error", "warning") if strict else ("error",)
    return int(any(d.severity in wrong for d in diagnostics))


def pdf(options: argparse.Namespace) -> int:
    """Make the PDF of a dossier or of some fiches, and print where it is."""
    browser = navigateur(options.navigateur)
    _exiger_le_portfolio()
    from ndrc_portfolio.plugin import impression  # late: MkDocs and pikepdf take longer to load than to be refused

    try:
        with progression(impression.ETAPES) as etape:
            made = impression.pdf(
                options.noms,
                Path(options.sortie) if options.sortie else None,
                options.audience,
                browser,
                en_recto_verso=options.recto_verso,
                etape=etape,
            )
    except impression.PortfolioFautif as faulty:
        _montrer([d for d in faulty.diagnostics if d.severity != "info"], faulty.fiches, sys.stderr)
        print(francais("Le PDF n’a pas été fait : corrigez d’abord les erreurs."), file=sys.stderr)
        return 1
    for warning in made.avertissements:
        print(warning, file=sys.stderr)
    print(f"{made.path.as_posix()}{francais(' : ')}{made.pages} page{'s' if made.pages > 1 else ''}")
    return 0


def _montrer(diagnostics: Sequence[Diagnostic], fiches: int, stream: TextIO) -> None:
    couleur = stream.isatty() and not os.environ.get("NO_COLOR")
    for diagnostic in diagnostics:
        print(texte(diagnostic, couleur=couleur), end="\n\n", file=stream)
    print(bilan(diagnostics, fiches), file=stream)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="ndrc", description="Dossiers E4 et E6 du BTS NDRC.", add_help=False)
    _common(parser)
    parser.add_argument("--version", action="version", version=f"ndrc {__version__}", help="affiche la version")
    commands = parser.add_subparsers(title="commandes", metavar="COMMANDE", required=True, parser_class=_Parser)
    check = commands.add_parser(
        "verifier",
        usage="ndrc verifier [CHEMIN …] [--format texte|json|github] [--strict] [--pages [--navigateur CHEMIN]]",
        help="vérifie des fiches, ou tout le portfolio du dossier courant",
        description="Vérifie des fiches, ou sans CHEMIN tout le portfolio du mkdocs.yml du dossier courant.",
        add_help=False,
    )
    _common(check)
    check.add_argument("chemins", nargs="*", metavar="CHEMIN", help="une fiche (.md) ou un dossier de fiches")
    check.add_argument(
        "--format",
        choices=("texte", "json", "github"),
        default="texte",
        help="texte (par défaut), json ou github",
    )
    check.add_argument("--strict", action="store_true", help="échoue aussi pour un avertissement")
    check.add_argument("--pages", action="store_true", help="compte aussi les pages imprimées (avec le navigateur)")
    _browser(check)
    check.set_defaults(run=_verifier)
    blank = commands.add_parser(
        "vierge",
        usage="ndrc vierge (ID … | --tous) [-o DOSSIER] [--session ANNÉE] [--nom … --prenom … --numero …]",
        help="écrit les formulaires officiels vierges, à imprimer",
        description="Écrit les formulaires officiels vierges, un fichier HTML par formulaire, à ouvrir et à imprimer.",
        add_help=False,
    )
    _common(blank)
    blank.add_argument("ids", nargs="*", metavar="ID", help="un formulaire, par exemple e4-activite")
    blank.add_argument("--tous", action="store_true", help="tous les formulaires de la session")
    blank.add_argument("-o", dest="folder", default=".", metavar="DOSSIER", help="où les écrire (ici par défaut)")
    blank.add_argument("--session", type=int, metavar="ANNÉE", help="l’année de l’examen")
    for name, what in (("nom", "le nom"), ("prenom", "le prénom"), ("numero", "le numéro")):
        blank.add_argument(f"--{name}", default="", metavar="…", help=f"{what} du candidat, à imprimer")
    blank.set_defaults(run=_vierge)
    _new_files(commands)
    binding = commands.add_parser(
        "pdf",
        usage="ndrc pdf (e4 | e6 | FICHE …) [-o FICHIER] [--recto-verso] [--audience …] [--navigateur CHEMIN]",
        help="fait le PDF d’un dossier, ou de quelques fiches",
        description="Fait le PDF d’un dossier, ou de quelques fiches : couverture, sommaire, fiches et annexes.",
        add_help=False,
    )
    _common(binding)
    binding.add_argument("noms", nargs="+", metavar="NOM", help="un dossier (e4, e6), ou des fiches (docs/e4/….md)")
    binding.add_argument("-o", dest="sortie", metavar="FICHIER", help="le fichier à écrire (dossier-e4.pdf par défaut)")
    binding.add_argument("--recto-verso", action="store_true", help="chaque fiche commence sur un recto")
    binding.add_argument(
        "--audience",
        choices=AUDIENCES,
        default="candidat",
        help="pour qui : candidat (par défaut, avec tout), public ou jury",
    )
    _browser(binding)
    binding.set_defaults(run=pdf)
    return parser


def _new_files(commands: "argparse._SubParsersAction[_Parser]") -> None:
    new = commands.add_parser(
        "nouveau",
        usage="ndrc nouveau [DOSSIER] [--commission] [--nom … --prenom … --session ANNÉE --statut STATUT]",
        help="prépare un portfolio, prêt à remplir",
        description="Prépare un portfolio : les réglages et toutes les fiches à remplir. Demande ce qui n’est pas dit. "
        "Rien de ce qui existe n’est remplacé.",
        add_help=False,
    )
    _common(new)
    new.add_argument("dossier", nargs="?", metavar="DOSSIER", help="où l’écrire ; « . » pour le dossier courant")
    new.add_argument("--commission", action="store_true", help="les documents de la commission pour un candidat")
    new.add_argument("--nom", metavar="…", help="le nom du candidat")
    new.add_argument("--prenom", metavar="…", help="le prénom du candidat")
    new.add_argument("--session", metavar="ANNÉE", help="l’année de l’examen")
    new.add_argument("--statut", metavar="STATUT", help="scolaire, apprentissage, formation-continue…")
    new.set_defaults(run=_nouveau)
    more = commands.add_parser(
        "fiche",
        usage="ndrc fiche ID [CHEMIN]",
        help="ajoute une fiche à remplir",
        description="Ajoute une fiche à remplir, avec le numéro suivant. Rien de ce qui existe n’est remplacé.",
        add_help=False,
    )
    _common(more)
    more.add_argument("id", metavar="ID", help="un formulaire, par exemple e4-activite")
    more.add_argument("chemin", nargs="?", metavar="CHEMIN", help="le fichier à écrire (sans lui, dans docs/)")
    more.set_defaults(run=_nouveau)


def _common(parser: argparse.ArgumentParser) -> None:
    parser._positionals.title, parser._optionals.title = "arguments", "options"
    parser.add_argument("-h", "--help", action="help", help="affiche cette aide")


def _browser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--navigateur", metavar="CHEMIN", help="le Chrome, Edge ou Chromium qui imprime")


def _verifier(options: argparse.Namespace) -> int:
    browser = None
    if options.pages:
        browser = navigateur(options.navigateur)
        _exiger_le_portfolio()
    return verifier(options.chemins, options.format, strict=options.strict, browser=browser)


def _vierge(options: argparse.Namespace) -> int:
    """Write blank forms, and print where they are."""
    from ndrc_portfolio.rendering import Identite, Rendering, environment  # late: the check needs no templates
    from ndrc_portfolio.vierge import ecrire_vierges

    reglages = reglages_au_dessus(Path.cwd() / CONFIGURATION) or SANS_REGLAGES
    session = options.session or reglages.session
    forms = reglages.formulaires(session)
    if bool(options.ids) == options.tous:
        raise UsageError("nommez des formulaires, ou demandez --tous (l’un ou l’autre).")
    chosen = forms if options.tous else {i: choisir(forms, i) for i in options.ids}
    candidat = Identite(options.nom, options.prenom, options.numero)
    try:
        written = ecrire_vierges(chosen, session, Rendering(environment([], None)), Path(options.folder), candidat)
    except OSError as fault:
        raise UsageError(f"« {options.folder} » ne peut pas être écrit : {fault.strerror}.") from None
    for path in written:
        print(path.as_posix())
    return 0


def _nouveau(options: argparse.Namespace) -> int:
    """Write what is to be filled in, and tell what was written."""
    from ndrc_portfolio.nouveau import NouveauError, fiche, nouveau  # late: the check needs no templates

    try:
        if "id" in options:
            print(fiche(options.id, options.chemin))
        else:
            demande = {cle: getattr(options, cle) for cle in ("nom", "prenom", "session", "statut")}
            print(nouveau(options.dossier, demande, jury=options.commission))
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
) -> tuple[list[Diagnostic], str]:
    """What has too many pages; else the errors that keep the portfolio from being printed, and a line that says so."""
    _exiger_le_portfolio()
    from ndrc_portfolio.plugin import impression

    wanted = set(_pages(chemins))
    try:
        with progression(impression.ETAPES_MESURE) as etape:
            return impression.mesurer(wanted, browser, etape), ""
    except impression.PortfolioFautif as faulty:
        new = [d for d in faulty.diagnostics if d.severity == "error" and d not in diagnostics]
        return new, "Les pages n’ont pas été comptées : corrigez d’abord les erreurs."


def _exiger_le_portfolio(sinon: str = "") -> None:
    if not Path(CONFIGURATION).is_file():
        raise UsageError(f"il n’y a pas de mkdocs.yml dans ce dossier ; placez-vous dans celui du portfolio{sinon}.")
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's advertisement says nothing of the portfolio


def _portfolio() -> tuple[list[Diagnostic], int]:
    """The whole portfolio: each fiche, then the rules of the dossier."""
    _exiger_le_portfolio(", ou nommez une fiche")
    from mkdocs.exceptions import Abort, MkDocsException  # late: MkDocs takes longer to load than to check

    from ndrc_portfolio.plugin import lire

    try:
        build = lire(CONFIGURATION)
    except Abort:
        raise UsageError("mkdocs.yml ne peut pas être lu ; la raison est dite au-dessus.") from None
    except MkDocsException as fault:
        raise UsageError(f"mkdocs.yml ne peut pas être lu : {fault}") from None
    except ValueError:  # what PyYAML raises of a date that does not exist
        raise UsageError(_date_impossible(lire_reglages(Path(CONFIGURATION)))) from None
    read = build.portfolio.complete(build.laisses)
    fiches = sum(f.formulaire is not None for f in read.fiches.values())
    return [*read.diagnostics, *build.conformite.diagnostics], fiches


def _date_impossible(reglages: Reglages) -> str:
    """Which value made PyYAML give up: `2027-02-30` looks like a date, and is none."""
    for place in reglages.lecture.valeurs.values():
        found = re.match(r"\d{4}-\d\d-\d\d\b", reglages.lines[place.line - 1][place.column - 1 :])
        try:
            datetime.date.fromisoformat(found.group() if found else "2000-01-01")
        except ValueError:
            where = f"{reglages.path}, ligne {place.line}"
            return f"{where} : « {found.group() if found else ''} » n’est pas une date qui existe ; corrigez-la."
    if reglages.parent:
        return _date_impossible(reglages.parent)
    return f"{reglages.path} contient une date qui n’existe pas."
