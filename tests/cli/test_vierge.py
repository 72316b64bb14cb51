"""Blank forms, from the command and from the site."""

import re
from pathlib import Path

import pytest

from ndrc_portfolio.cli.main import main
from ndrc_portfolio.formulaires.sessions import load_forms
from tests.support import CONFIGURATION, FICHE, NUMERO, Contents, build, write


def test_every_form_of_a_session_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vierge", "--tous", "-o", str(tmp_path / "modeles"), "--session", "2020"]) == 0
    written = sorted(p.stem for p in (tmp_path / "modeles").iterdir())
    assert written == sorted(load_forms(2020))
    assert len(written) == 9
    assert len(capsys.readouterr().out.split()) == 9
    for path in (tmp_path / "modeles").iterdir():
        html = path.read_text(encoding="utf-8")
        assert "☒" not in html
        assert not re.search(r'(?:src|href)="(?!data:|#)', html), "needs another file"
        assert "<script" not in html


def test_the_session_and_the_candidate_are_printed_when_given(tmp_path: Path) -> None:
    command = ["vierge", "e4-activite", "e4-grille", "-o", str(tmp_path), "--session", "2031"]
    assert main([*command, "--nom", "Roussel", "--prenom", "Camille", "--numero", NUMERO]) == 0
    for name in ("e4-activite", "e4-grille"):
        html = (tmp_path / f"{name}.html").read_text(encoding="utf-8")
        assert "SESSION 2031" in html
        assert all(word in html for word in ("Roussel", "Camille", NUMERO))


@pytest.mark.parametrize(
    "arguments", [[], ["e4-activite", "--tous"], ["e9-rien"], ["e4-activite", "--session", "1999"]]
)
def test_a_misused_command_says_so(tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vierge", *arguments, "-o", str(tmp_path / "ici")]) == 2
    assert capsys.readouterr().err.startswith("ndrc")
    assert not (tmp_path / "ici").exists()


@pytest.mark.parametrize(("audience", "forms"), [("public", 3), ("candidat", 4), ("jury", 9)])
def test_the_site_offers_those_that_its_readers_may_have(tmp_path: Path, audience: str, forms: int) -> None:
    configuration = CONFIGURATION + f"    audience: {audience}\nsite_dir: sortie\n"
    files: Contents = {"fiche.md": FICHE, "/prive.yml": f'numero: "{NUMERO}"\n'}
    built = build(write(tmp_path, files, configuration), strict=True)
    names = [n for n in built.files() if n.startswith("modeles/")]
    assert len(names) == forms
    home = built.page("")
    assert all(f'{name}"' in home for name in names)
    assert not any(NUMERO.encode() in built.files()[name] for name in names)
