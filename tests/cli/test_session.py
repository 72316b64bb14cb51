"""`ndrc session`: a portfolio of one session becomes one of another, and loses nothing."""

import shutil
from pathlib import Path

import pytest

from ndrc_portfolio.cli.main import main
from tests.support import FLAWLESS

IN_BODY = """\
---
fiche: e4-activite
statut: finale
numero: 1
nature: negociation-vente
titre: Vente d’un véhicule
---
## Ciblage et prospection
### Bilan réflexif
#### Atouts et Points d’appuis
Écoute.
#### Difficultés rencontrées
Relance tardive.

- deux mois
#### Propositions d’amélioration
Un script.
"""


@pytest.fixture
def portfolio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = shutil.copytree(FLAWLESS, tmp_path / "portfolio")
    (root / "docs" / "e4" / "corps.md").write_text(IN_BODY, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def texts(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_nothing_is_written_unless_asked(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = texts(portfolio)
    assert main(["session", "2027"]) == 0
    said = capsys.readouterr().out
    assert texts(portfolio) == before
    assert "ligne 12\u00a0: «\u00a0Difficultés rencontrées\u00a0» n’a plus de place" in said
    assert "à écrire\u00a0: Solutions mises en œuvre" in said
    assert "«\u00a0e6-etude-reflexive\u00a0» n’existe plus" in said


def test_what_is_sure_is_written_and_nothing_is_lost(portfolio: Path) -> None:
    before = texts(portfolio)
    assert main(["session", "2027", "--appliquer"]) == 0
    after = texts(portfolio)
    fiche = after["docs/e4/corps.md"].decode()
    assert "#### Atouts et points d’appui\nÉcoute." in fiche
    assert "#### Difficultés" not in fiche
    comment = fiche.partition("<!--")[2].partition("-->")[0]
    assert "Relance tardive.\n\n- deux mois" in comment
    assert after["docs/e6/etude.md"].startswith(b"---\n#fiche: e6-etude-reflexive\n")
    assert b"    session: 2027\n" in after["mkdocs.yml"]
    changed = {name for name, text in before.items() if after[name] != text}
    assert {after[f"avant-session-2027/{name}"] for name in changed} == {before[name] for name in changed}
    assert main(["session", "2027", "--appliquer"]) == 0
    again = texts(portfolio)
    assert {name: again[name] for name in after} == after  # what was put aside first too


def test_ends_of_lines_are_kept(portfolio: Path) -> None:
    path = portfolio / "docs" / "e4" / "corps.md"
    path.write_bytes(b"\xef\xbb\xbf" + IN_BODY.replace("\n", "\r\n").encode())
    main(["session", "2027", "--appliquer"])
    written = path.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf---\r\n")
    assert written.count(b"\n") == written.count(b"\r\n") > 10


def test_a_fiche_with_faults_is_not_touched(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = portfolio / "docs" / "e4" / "corps.md"
    path.write_text(IN_BODY.replace("### Bilan réflexif", "### Bilan rêvé de tous"), encoding="utf-8")
    before = path.read_bytes()
    main(["session", "2027", "--appliquer"])
    assert path.read_bytes() == before
    assert "corrigez-les d’abord" in capsys.readouterr().out


def test_a_year_is_wanted(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["session", "27"]) == 2
    assert "2027" in capsys.readouterr().err
