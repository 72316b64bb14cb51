"""The command `ndrc`: `ndrc verifier` says what is wrong before the jury does, `ndrc pdf` makes what is handed in.

Exit codes: 0 nothing to mend, 1 something to mend, 2 the command was misused.
"""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ndrc_portfolio.cli.arguments import read_arguments
from ndrc_portfolio.cli.output import show_fault
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.formulaires.folders import FormulaireError
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import text
from ndrc_portfolio.messages.system import system_fault
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.portfolio.configuration.settings import UnreadableSettings


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows writes cp1252 into pipes
    try:
        options = read_arguments(argv)
        code = _command(options.commande)(options)
        if sys.stdout is not None:
            sys.stdout.flush()  # here a closed pipe is still ours to forgive
        return code
    except (UsageError, FormulaireError, PrintError, UnreadableSettings) as fault:
        show_fault(fault)
        return 2
    except KeyboardInterrupt:
        print(typeset("ndrc : arrêté."), file=sys.stderr)
        return 130  # what a shell expects of Ctrl + C
    except OSError as fault:
        if _closed_pipe(fault):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        if (said := _said(fault)) is None:
            raise
        print(said, file=sys.stderr)
        return 2


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """What carries a command out; each is loaded when it is wanted, for some load much."""
    match name:
        case "nouveau":
            from ndrc_portfolio.cli.nouveau import run_nouveau as run
        case "fiche":
            from ndrc_portfolio.cli.nouveau import run_fiche as run
        case "verifier":
            from ndrc_portfolio.cli.verifier import run
        case "session":
            from ndrc_portfolio.cli.session import run
        case "corriger":
            from ndrc_portfolio.cli.corriger import run
        case "importer":
            from ndrc_portfolio.cli.importer import run
        case "pdf":
            from ndrc_portfolio.cli.pdf import run
        case "word":
            from ndrc_portfolio.cli.word import run
        case "voir":
            from ndrc_portfolio.cli.voir import run
        case "classe":
            from ndrc_portfolio.cli.classe import run
        case _:
            from ndrc_portfolio.cli.vierge import run
    return run


def _said(fault: OSError) -> str | None:
    """What is to be said of a fault of the system; None of a bug of ours."""
    try:
        here = Path.cwd()
    except OSError:
        return typeset("ndrc : le dossier où vous êtes n’existe plus ; placez-vous dans celui du portfolio.")
    said = system_fault(fault, here, here)
    return text(said) if said else None


def _closed_pipe(fault: OSError) -> bool:
    """The reader of a pipe has seen enough (`ndrc verifier | more`); Windows calls that an invalid argument.

    It says the same of a file whose name it does not allow, but then it gives the name.
    """
    return isinstance(fault, BrokenPipeError) or (fault.errno == errno.EINVAL and fault.filename is None)
