"""Portfolios read from a few files, and not built."""

from pathlib import Path

from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.messages.report import text
from ndrc_portfolio.portfolio.model import Portfolio
from ndrc_portfolio.portfolio.readers.gates import Readers
from ndrc_portfolio.portfolio.readers.secret import NumeroCandidat
from ndrc_portfolio.portfolio.sources import read_portfolio
from tests.support import Contents, write


def read(root: Path, files: Contents, audience: Audience = "public", number: str = "") -> Portfolio:
    """A portfolio of these files, read for an audience; `number` is the candidate's."""
    readers = Readers(audience, load_forms(2020), NumeroCandidat(number))
    return read_portfolio(write(root, files) / "docs", readers, base="docs/")


def said(portfolio: Portfolio) -> str:
    """All that a terminal shows of it."""
    return "\n".join(map(text, portfolio.diagnostics))
