"""R6: the date of the dépôt, which depends on the day."""

import datetime
from pathlib import Path

import pytest

from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.portfolio.configuration.settings import read_settings
from ndrc_portfolio.portfolio.configuration.situation import read_situation
from ndrc_portfolio.reglement.check import check_reglement
from ndrc_portfolio.reglement.rule import Checklist
from tests.support import CONFIGURATION, write

DEPOT = datetime.date(2027, 4, 23)


def on(day: datetime.date, root: Path) -> Checklist:
    write(root, {}, CONFIGURATION + f"    depot: {DEPOT}\n")
    reglages = read_settings(root / "mkdocs.yml")
    situation = read_situation(reglages.options, reglages)
    return check_reglement([], load_models(2020), situation, day)


@pytest.mark.parametrize(
    ("reste", "attendu"),
    [
        (400, ""),
        (15, ""),
        (14, "NDRC641 dans 14 jours"),
        (2, "NDRC641 dans 2 jours"),
        (1, "NDRC641 demain"),
        (0, "NDRC641 aujourd’hui"),
        (-1, "NDRC642 est passée"),
        (-400, "NDRC642 est passée"),
    ],
)
def test_the_date_of_depot(reste: int, attendu: str, tmp_path: Path) -> None:
    """Within two weeks it is recalled, afterwards it is only mentioned; once, though both épreuves ask for it."""
    found = on(DEPOT - datetime.timedelta(days=reste), tmp_path)
    shown = [d for d in found.diagnostics if d.rule == "R6"]
    assert len(shown) == bool(attendu)
    for d in shown:
        code, words = attendu.split(" ", maxsplit=1)
        assert (d.code, d.line, d.column) == (code, 8, 12)
        assert words in d.message
        assert "23/04/2027" in d.message
        assert (d.severity, d.cost) == (("warning", "NV") if code == "NDRC641" else ("info", "conseil"))
    etats = {c.state for c in found.regles if c.article.regle == "R6"}
    assert etats == {"a-surveiller" if attendu else "a-venir"}
