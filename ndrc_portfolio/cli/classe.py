"""`ndrc classe`: a class of portfolios at a glance, and nothing of any of them is run."""

import argparse
import sys
from collections.abc import Callable
from functools import partial

from ndrc_portfolio.classe.cluster import NoCluster, cluster
from ndrc_portfolio.classe.engine import pool
from ndrc_portfolio.classe.following import Followed
from ndrc_portfolio.classe.reading import models_of
from ndrc_portfolio.classe.table import MISSING, columns, rows, totals
from ndrc_portfolio.cli.classe_here import followed_here
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import gathered, in_order, text

_SHOWN = ("nom", "prenom", "groupe", "etat", "erreurs", "avertissements", "semaines", "avancement", "recu_le")


def run(options: argparse.Namespace) -> int:
    """Carry out `ndrc classe`."""
    if options.noms and options.action not in ("nouveau", "pdf"):
        raise UsageError(f"« {options.noms[0]} » est de trop dans « ndrc classe {options.action} »")
    return _action(options.action)(options)


def _action(name: str | None) -> Callable[[argparse.Namespace], int]:
    """What carries an action out; each is loaded when it is wanted."""
    match name:
        case None:
            return _show
        case "nouveau":
            from ndrc_portfolio.cli.classe_files import run_nouveau as run
        case "site":
            from ndrc_portfolio.cli.classe_files import run_site as run
        case "export":
            from ndrc_portfolio.cli.classe_files import run_export as run
        case "purger":
            from ndrc_portfolio.cli.classe_files import run_purger as run
        case "pdf":
            from ndrc_portfolio.cli.classe_paper import run_pdf as run
        case _:
            from ndrc_portfolio.cli.classe_paper import run_formulaires as run
    return run


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
