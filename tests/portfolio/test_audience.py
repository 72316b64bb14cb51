"""For whom a command works: one answer for all."""

from pathlib import Path

import pytest

from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.portfolio.readers.audience import Command, audience_for, configuration_for


@pytest.mark.parametrize(
    ("command", "file", "option", "audience"),
    [
        ("build", "mkdocs.yml", None, "public"),
        ("build", "mkdocs.yml", "candidat", "candidat"),
        ("build", "mkdocs.jury.yml", None, "jury"),
        ("gh-deploy", "mkdocs.yml", None, "public"),
        ("serve", "mkdocs.yml", None, "candidat"),
        ("serve", "mkdocs.yml", "public", "public"),
        ("serve", "mkdocs.jury.yml", None, "jury"),
        ("verifier", "mkdocs.yml", None, "public"),
        ("verifier", "mkdocs.jury.yml", None, "jury"),
        ("verifier", "mkdocs.yml", "jury", "jury"),
        ("pdf", "mkdocs.yml", None, "candidat"),
        ("pdf", "mkdocs.jury.yml", None, "jury"),
        ("pdf", "mkdocs.jury.yml", "candidat", "candidat"),
        ("fiche", "mkdocs.yml", None, "public"),
        ("fiche", "mkdocs.yml", "tout le monde", "public"),
        ("fiche", "mkdocs.jury.yml", None, "jury"),
    ],
)
def test_one_answer(command: Command, file: str, option: str | None, audience: Audience) -> None:
    assert audience_for(command, Path("portfolio", file), option) == audience


def test_the_configuration_of_some_readers(tmp_path: Path) -> None:
    assert configuration_for(tmp_path, "candidat") == tmp_path / "mkdocs.yml"
    (tmp_path / "mkdocs.jury.yml").touch()
    assert configuration_for(tmp_path, "candidat") == tmp_path / "mkdocs.jury.yml"
    (tmp_path / "mkdocs.yml").touch()
    assert configuration_for(tmp_path, "candidat") == tmp_path / "mkdocs.yml"
    (tmp_path / "mkdocs.candidat.yml").touch()
    assert configuration_for(tmp_path, "candidat") == tmp_path / "mkdocs.candidat.yml"
    assert configuration_for(tmp_path, "public") == tmp_path / "mkdocs.yml"
