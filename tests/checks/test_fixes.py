"""The edit of a diagnostic makes its fault go, and no other come."""

import pytest

from ndrc_portfolio.messages.diagnostic import Diagnostic
from tests.texts import checked

MENDED = {
    "---\nfiche: e4-activite\nnature: negociation-vent\n---\n": "nature: negociation-vente",
    "---\nfiche: e4-activite\nnumero:1\n---\n": "numero: 1",
    "---\nFiche: e4-activite\n---\n": "fiche: e4-activite",
    "---\nfiche: e4-activit\n---\n": "fiche: e4-activite",
    "---\nfiche: e4-activite\nnumeros: 1\n---\n": "numero: 1",
    "---\nfiche: e4-activite\n---\n# Analyse de l’activité\n": "## Analyse de l’activité",
    "fiche: e4-activite\nnumero: 1\n---\n": "---\nfiche: e4-activite",
}


def faults(text: str) -> list[Diagnostic]:
    return [d for d in checked(text).diagnostics if d.severity != "info"]


@pytest.mark.parametrize("source", MENDED)
def test_an_edit_mends_its_fault(source: str) -> None:
    (found,) = faults(source)
    assert found.fix is not None
    place, replacement = found.fix
    assert place.end_line == place.line
    lines = source.split("\n")
    line = lines[place.line - 1]
    lines[place.line - 1] = line[: place.column - 1] + replacement + line[place.end_column - 1 :]
    mended = "\n".join(lines)
    assert MENDED[source] in mended
    assert faults(mended) == []
