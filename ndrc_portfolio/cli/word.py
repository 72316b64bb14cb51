"""`ndrc word`: fiches, or a whole dossier, as a file for Word."""

import argparse
import sys
from pathlib import Path

from ndrc_portfolio.cli.here import configuration_here
from ndrc_portfolio.cli.output import show
from ndrc_portfolio.disk.files import write_file
from ndrc_portfolio.hosts.mkdocs.run import PortfolioFautif, built
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.pdf import choice
from ndrc_portfolio.portfolio.configuration.names import CONFIGURATION
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from ndrc_portfolio.portfolio.readers.audience import audience_for
from ndrc_portfolio.word.written.documents import DOCX, dossier_document


def run(options: argparse.Namespace) -> int:
    """Write a dossier or some fiches for Word, and print where the file is."""
    audience = audience_for("word", configuration_here(), options.audience)
    sortie = Path(options.sortie) if options.sortie else None
    try:
        with built(audience, "word", avec_mkdocs=options.avec_mkdocs) as printable:
            dossier, nom = choice.choose(options.noms, printable.dossiers, printable.docs, printable.epreuves)
            published = {printable.docs, read_settings(Path.cwd() / CONFIGURATION).docs}
            path = choice.target(sortie, Path(nom).with_suffix(DOCX.suffix).name, audience, published, DOCX)
            made = dossier_document(dossier, printable, whole=dossier in printable.dossiers)
            write_file(path, made.data)
            said = [*printable.warnings, *([log_line(printable.left)] if printable.left else [])]
            said += choice.remarks(dossier, audience, printable.rules)
    except PortfolioFautif as faulty:
        show([d for d in faulty.diagnostics if d.severity != "info"], faulty.fiches, sys.stderr)
        print(typeset("Le fichier Word n’a pas été fait : corrigez d’abord les erreurs."), file=sys.stderr)
        return 1
    lost = dict.fromkeys(name.rpartition("/")[2][:60] for name in made.lost)
    said += [typeset(f"Word ne montre pas l’image « {name} » : son texte la remplace.") for name in lost]
    for line in said:
        print(line, file=sys.stderr)
    print(path.as_posix())
    return 0
