"""`ndrc voir`: somebody else's portfolio in the browser, and nothing of it is run."""

import argparse
import os
import secrets
import sys
import tempfile
import time
import webbrowser
from contextlib import chdir
from pathlib import Path

from ndrc_portfolio.cli.output import show
from ndrc_portfolio.cli.progress import progress
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.hosts.held import holding
from ndrc_portfolio.hosts.mkdocs.building import end_like_ctrl_c
from ndrc_portfolio.hosts.mkdocs.run import PortfolioFautif, shown
from ndrc_portfolio.messages.diagnostic import one_line
from ndrc_portfolio.messages.french import enumeration, plural, typeset
from ndrc_portfolio.pdf.local_server import files_of, served
from ndrc_portfolio.portfolio.asked import asked, readable_settings
from ndrc_portfolio.portfolio.configuration.names import configuration_in
from ndrc_portfolio.portfolio.file import absolute
from ndrc_portfolio.portfolio.readers.secret import VARIABLE
from ndrc_portfolio.portfolio.reception import Received, ReceptionError, receive

STEPS = 2  # receiving, building
_TOLD = 10  # files that were left aside

_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'"
)
"""What a page may run: the scripts of our theme. The portfolio’s are not received, those in a page not marked."""


def run(options: argparse.Namespace) -> int:
    """Show a portfolio until somebody stops it; its copy is gone then."""
    end_like_ctrl_c()
    os.environ.pop(VARIABLE, None)  # the number of somebody else
    given = absolute(Path(options.portfolio).expanduser())
    with holding(Path(tempfile.gettempdir()), "ndrc-voir-") as folder:
        nonce, site = secrets.token_urlsafe(16), folder / "vu"
        with served(files_of(site), {"Content-Security-Policy": _POLICY.format(nonce=nonce)}) as address:
            try:
                said = _prepare(given, folder / "recu", site, address, nonce)
            except ReceptionError as fault:
                raise UsageError(str(fault)) from None
            except PortfolioFautif as faulty:
                show([d for d in faulty.diagnostics if d.severity == "error"], faulty.fiches, sys.stderr)
                print(typeset("Le portfolio n’est pas montré : corrigez d’abord les erreurs."), file=sys.stderr)
                return 1
            print(
                *said, f"{given.name}{typeset(' : ')}{address}", "Pour arrêter, tapez Ctrl + C.", sep="\n", flush=True
            )
            if not options.sans_navigateur:
                webbrowser.open(address)
            _wait()
    return 0


def _prepare(given: Path, received: Path, site: Path, address: str, nonce: str) -> list[str]:
    """Receive a portfolio and build its pages; what its reader must know, in lines."""
    received.mkdir()
    with progress(STEPS) as step:
        step("Réception")
        copy = receive(given, received)
        step("Construction du portfolio")
        with chdir(copy.root):  # messages name files from there
            configuration = configuration_in(Path())
            assert configuration is not None
            wanted = asked(readable_settings(configuration), "serve")
            # What a commission reads of its candidates is not in what was handed in.
            left = shown(wanted._replace(options={**wanted.options, "portfolios": {}}), site, address, nonce)
            own = wanted.settings.schemas
    forms = [typeset(f"Montré avec ses propres formulaires : {own.name}/")] if own else []
    unused = [typeset(f"Montré sans ses propres réglages : {enumeration(left, 'et')}.")] if left else []
    return [*_left_aside(copy), *forms, *unused]


def _left_aside(copy: Received) -> list[str]:
    """The files that were not received."""
    lines = [f"  {one_line(path)} ({reason})" for path, reason in copy.left[:_TOLD]]
    more = [f"  et {plural(len(copy.left) - _TOLD, 'autre')}"] if len(copy.left) > _TOLD else []
    return [typeset("Laissé de côté :"), *map(typeset, lines), *more] if lines else []


def _wait() -> None:
    try:
        while True:
            time.sleep(0.5)  # Windows hears of Ctrl + C in between
    except KeyboardInterrupt:
        print()
