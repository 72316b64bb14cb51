"""What is said of a whole dossier in a line."""

import pytest

from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.reglement.rule import Checklist


@pytest.mark.parametrize(
    ("motifs", "penalites", "shown"),
    [
        (1, 0, "1 motif de NV ; « ndrc verifier » le détaille"),
        (0, 1, "1 pénalité ; « ndrc verifier » la détaille"),
        (1, 1, "1 motif de NV et 1 pénalité ; « ndrc verifier » les détaille"),
        (2, 0, "2 motifs de NV ; « ndrc verifier » les détaille"),
    ],
)
def test_the_line_that_sums_up_the_dossier(motifs: int, penalites: int, shown: str) -> None:
    diagnostics = [Diagnostic("NDRC625", "error", "mkdocs.yml", line, 1, "") for line in range(motifs)]
    diagnostics += [Diagnostic("NDRC608", "warning", "mkdocs.yml", line, 1, "") for line in range(penalites)]
    assert resume(Checklist((), tuple(diagnostics))) == typeset(f"dossier pas encore conforme : {shown}.")
