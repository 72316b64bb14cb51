"""The arguments of the command `ndrc`, and its help."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from ndrc_portfolio import __version__
from ndrc_portfolio.cli.usage import Parser, as_known, refuse_rest, year
from ndrc_portfolio.formulaires.keyword import AUDIENCES
from ndrc_portfolio.messages.words import folded


def read_arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked; `commande` is the name of the command. `argv`: that of the process, unless given.

    Raises:
        UsageError: the command was misused.
    """
    parser = Parser(prog="ndrc", description="Dossiers E4 et E6 du BTS NDRC.", add_help=False)
    _help(parser)
    parser.add_argument("--version", action="version", version=f"ndrc {__version__}", help="affiche la version")
    commands = parser.add_subparsers(
        title="commandes", metavar="COMMANDE", dest="commande", required=True, parser_class=Parser
    )
    for declare in (_nouveau, _fiche, _session, _verifier, _corriger, _importer, _pdf, _word, _voir, _vierge):
        declare(commands)
    known: dict[str, Parser] = commands.choices
    options, rest = parser.parse_known_args(as_known(sys.argv[1:] if argv is None else argv, known))
    if rest:
        refuse_rest(rest, known[options.commande])
    return options


def _command(commands: Any, nom: str, usage: str, aide: str, description: str) -> Parser:
    parser: Parser = commands.add_parser(
        nom, usage=f"ndrc {nom} {usage}", help=aide, description=description, add_help=False
    )
    _help(parser)
    return parser


def _help(parser: argparse.ArgumentParser) -> None:
    parser._positionals.title, parser._optionals.title = "arguments", "options"
    parser.add_argument("-h", "--help", action="help", help="affiche cette aide")


def _printing_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--navigateur", metavar="CHEMIN", help="le Chrome, Edge ou Chromium qui imprime")
    _mkdocs_option(parser)


def _mkdocs_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--avec-mkdocs",
        action="store_true",
        help="imprime avec les extensions que mkdocs.yml nomme : pour votre propre portfolio seulement",
    )


def _audience_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--audience",
        type=folded,
        choices=AUDIENCES,
        help="pour qui : candidat (par défaut, avec tout), public, ou jury (par défaut avec mkdocs.jury.yml seul)",
    )


def _nouveau(commands: Any) -> None:
    parser = _command(
        commands,
        "nouveau",
        "[DOSSIER] [--commission] [--nom … --prenom … --session ANNÉE --statut STATUT --modalite …]",
        "prépare un portfolio, prêt à remplir",
        "Prépare un portfolio : les réglages et toutes les fiches à remplir. Demande ce qui n’est pas dit. "
        "Rien de ce qui existe n’est remplacé.",
    )
    parser.add_argument("dossier", nargs="?", metavar="DOSSIER", help="où l’écrire ; « . » pour le dossier courant")
    parser.add_argument("--commission", action="store_true", help="les documents de la commission pour un candidat")
    parser.add_argument("--nom", metavar="…", help="le nom du candidat")
    parser.add_argument("--prenom", metavar="…", help="le prénom du candidat")
    parser.add_argument("--session", metavar="ANNÉE", help="l’année de l’examen")
    parser.add_argument("--statut", metavar="STATUT", help="scolaire, apprentissage, formation-continue…")
    parser.add_argument("--modalite", metavar="…", help="ponctuelle ou ccf ; sans elle, les documents des deux")


def _fiche(commands: Any) -> None:
    parser = _command(
        commands,
        "fiche",
        "ID [CHEMIN]",
        "ajoute une fiche à remplir",
        "Ajoute une fiche à remplir, avec le numéro suivant. Rien de ce qui existe n’est remplacé.",
    )
    parser.add_argument("id", metavar="ID", help="un formulaire, par exemple e4-activite")
    parser.add_argument("chemin", nargs="?", metavar="CHEMIN", help="le fichier à écrire (sans lui, dans docs/)")


def _importer(commands: Any) -> None:
    parser = _command(
        commands,
        "importer",
        "FICHIER.docx … [-o DOSSIER] [--format texte|json]",
        "écrit des fiches à partir de fichiers Word",
        "Reconnaît les formulaires remplis dans Word et en fait des fiches, avec leurs images. Rien de ce qui existe "
        "n’est remplacé, et rien de ce qui est dans le fichier Word n’est perdu : ce qui n’a pas de rubrique est dit.",
    )
    parser.add_argument("fichiers", nargs="+", metavar="FICHIER", help="un fichier Word (.docx)")
    parser.add_argument("-o", dest="sortie", metavar="DOSSIER", help="où les écrire (le portfolio du dossier courant)")
    parser.add_argument(
        "--format", type=folded, choices=("texte", "json"), default="texte", help="texte (par défaut) ou json"
    )


def _session(commands: Any) -> None:
    parser = _command(
        commands,
        "session",
        "ANNÉE [--appliquer]",
        "montre ce qui change pour une autre session",
        "Montre ce qui change dans les fiches du portfolio pour une autre session. N’écrit rien sans --appliquer.",
    )
    parser.add_argument("annee", metavar="ANNÉE", help="l’année de l’examen")
    parser.add_argument(
        "--appliquer", action="store_true", help="écrit ce qui est sûr, après avoir mis de côté les textes d’avant"
    )


def _verifier(commands: Any) -> None:
    parser = _command(
        commands,
        "verifier",
        "[CHEMIN …] [--format texte|json|github] [--strict] [--pages [--navigateur CHEMIN] [--avec-mkdocs]]",
        "vérifie des fiches, ou tout le portfolio du dossier courant",
        "Vérifie des fiches, ou sans CHEMIN tout le portfolio du dossier courant (mkdocs.yml, sinon mkdocs.jury.yml).",
    )
    parser.add_argument("chemins", nargs="*", metavar="CHEMIN", help="une fiche (.md) ou un dossier de fiches")
    parser.add_argument(
        "--format",
        type=folded,
        choices=("texte", "json", "github"),
        default="texte",
        help="texte (par défaut), json ou github",
    )
    parser.add_argument("--strict", action="store_true", help="échoue aussi pour un avertissement")
    parser.add_argument("--pages", action="store_true", help="compte aussi les pages imprimées (avec le navigateur)")
    _printing_options(parser)


def _corriger(commands: Any) -> None:
    parser = _command(
        commands,
        "corriger",
        "[CHEMIN …] [--montrer | --annuler]",
        "corrige ce qui est sûr, et dit ce qui reste",
        "Corrige ce qui est sûr dans des fiches, ou sans CHEMIN dans tout le portfolio du dossier courant, "
        "et dit ce qui reste à corriger. Le texte d’avant est gardé.",
    )
    parser.add_argument("chemins", nargs="*", metavar="CHEMIN", help="une fiche (.md) ou un dossier de fiches")
    parser.add_argument("--montrer", action="store_true", help="montre seulement ce qui changerait")
    parser.add_argument("--annuler", action="store_true", help="remet le texte d’avant la correction")


def _pdf(commands: Any) -> None:
    parser = _command(
        commands,
        "pdf",
        "(e4 | e6 | FICHE …) [-o FICHIER] [--recto-verso] [--audience …] [--navigateur CHEMIN] [--avec-mkdocs]",
        "fait le PDF d’un dossier, ou de quelques fiches",
        "Fait le PDF d’un dossier, ou de quelques fiches : couverture, sommaire, fiches et annexes.",
    )
    parser.add_argument("noms", nargs="+", metavar="NOM", help="un dossier (e4, e6), ou des fiches (docs/e4/….md)")
    parser.add_argument("-o", dest="sortie", metavar="FICHIER", help="le fichier à écrire (dossier-e4.pdf par défaut)")
    parser.add_argument("--recto-verso", action="store_true", help="chaque fiche commence sur un recto")
    _audience_option(parser)
    _printing_options(parser)


def _word(commands: Any) -> None:
    parser = _command(
        commands,
        "word",
        "(e4 | e6 | FICHE …) [-o FICHIER] [--audience …] [--avec-mkdocs]",
        "écrit une fiche, ou un dossier, pour Word",
        "Écrit des fiches, ou un dossier entier, sur leurs formulaires officiels, à modifier dans Word (.docx).",
    )
    parser.add_argument("noms", nargs="+", metavar="NOM", help="un dossier (e4, e6), ou des fiches (docs/e4/….md)")
    parser.add_argument("-o", dest="sortie", metavar="FICHIER", help="le fichier à écrire (ma-fiche.docx par défaut)")
    _audience_option(parser)
    _mkdocs_option(parser)


def _voir(commands: Any) -> None:
    parser = _command(
        commands,
        "voir",
        "(DOSSIER | FICHIER.zip) [--sans-navigateur]",
        "montre le portfolio de quelqu’un d’autre, sans rien en exécuter",
        "Montre dans le navigateur un portfolio reçu, dossier ou ZIP, avec ses fautes. Rien de ce qu’il contient n’est "
        "exécuté, et rien n’y est écrit.",
    )
    parser.add_argument("portfolio", metavar="DOSSIER", help="le dossier ou le ZIP d’un portfolio")
    parser.add_argument("--sans-navigateur", action="store_true", help="dit seulement à quelle adresse le lire")


def _vierge(commands: Any) -> None:
    parser = _command(
        commands,
        "vierge",
        "(ID … | --tous) [--word] [-o DOSSIER] [--session ANNÉE] [--nom … --prenom … --numero …]",
        "écrit les formulaires officiels vierges, à imprimer",
        "Écrit les formulaires officiels vierges, un fichier HTML par formulaire, à ouvrir et à imprimer, "
        "ou un fichier Word avec --word.",
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="un formulaire, par exemple e4-activite")
    parser.add_argument("--tous", action="store_true", help="tous les formulaires de la session")
    parser.add_argument("--word", action="store_true", help="en fichiers Word (.docx), à remplir à l’écran")
    parser.add_argument("-o", dest="folder", default=".", metavar="DOSSIER", help="où les écrire (ici par défaut)")
    parser.add_argument("--session", type=year, metavar="ANNÉE", help="l’année de l’examen")
    for name, what in (("nom", "le nom"), ("prenom", "le prénom"), ("numero", "le numéro")):
        parser.add_argument(f"--{name}", default="", metavar="…", help=f"{what} du candidat, à imprimer")
