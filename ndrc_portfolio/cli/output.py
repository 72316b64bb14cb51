"""What the command prints for people."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import closing_line, gathered, text


def show(diagnostics: Sequence[Diagnostic], fiches: int, stream: TextIO, lines: Sequence[str] = ()) -> None:
    """Each diagnostic, then `lines`, then how many faults there are in how many `fiches`."""
    for diagnostic in gathered(diagnostics):
        print(text(diagnostic, colour=_in_colour(stream)), end="\n\n", file=stream)
    if lines:
        print(*sorted(lines), sep="\n", end="\n\n", file=stream)
    print(closing_line(diagnostics, fiches), file=stream)


def show_fault(fault: Exception) -> None:
    """Why a command was not carried out, after what is to be mended first."""
    for diagnostic in getattr(fault, "diagnostics", ()):
        print(text(diagnostic, colour=_in_colour(sys.stderr)), end="\n\n", file=sys.stderr)
    print(typeset(f"ndrc : {fault}"), file=sys.stderr)


def _in_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")
