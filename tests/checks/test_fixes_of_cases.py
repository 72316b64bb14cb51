"""Each edit that a frozen case is offered makes its fault go, and no other come."""

from collections import Counter
from pathlib import Path

import pytest

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.messages.catalogue.completeness import Draft
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit

CAS = Path(__file__).resolve().parents[1] / "cas"
FORMS = load_forms(2020)


def said_of(text: str) -> list[Diagnostic]:
    """What is wrong; what a brouillon still lacks may be more once more of it is read."""
    fiche = read_fiche(text.encode(), "fiche.md", FORMS)
    return [d for d in [*fiche.diagnostics, *check_fiche(fiche)] if not d.is_a(Draft)] if fiche else []


def applied(text: str, edit: Edit) -> str:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    place = edit.place
    start = starts[place.line - 1] + place.column - 1
    end = starts[place.end_line - 1] + place.end_column - 1
    return text[:start] + edit.replacement + text[end:]


def texts() -> dict[str, str]:
    found = {}
    for path in sorted(CAS.rglob("*.md")):
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        found[path.relative_to(CAS).as_posix()] = text.replace("\r\n", "\n").replace("\r", "\n")
    return found


EDITS = [
    pytest.param(text, i, id=f"{name}:{d.line}:{d.code}")
    for name, text in texts().items()
    for i, d in enumerate(said_of(text))
    if d.fix
]


def test_the_cases_have_edits_of_many_kinds() -> None:
    codes = {said_of(str(p.values[0]))[int(str(p.values[1]))].code for p in EDITS}
    assert codes >= {f"NDRC{n}" for n in (101, 102, 103, 104, 105, 111, 113, 119, 123, 127, 129, 201, 202)}


@pytest.mark.parametrize(("text", "which"), EDITS)
def test_an_edit_mends_its_fault_and_no_more(text: str, which: int) -> None:
    before = said_of(text)
    mended = before[which]
    assert mended.fix
    after = said_of(applied(text, mended.fix))
    counted = [Counter((d.code, d.message) for d in some) for some in (before, after)]
    key = (mended.code, mended.message)
    assert counted[1][key] == counted[0][key] - 1
    assert not counted[1] - counted[0]
