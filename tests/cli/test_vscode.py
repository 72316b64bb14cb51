"""The tasks of VS Code: what they make of our real output stands in its Problems panel."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from ndrc_portfolio.cli.main import main
from tests.support import FICHE, build

# What Python's re and JavaScript read alike: groups, classes, repetitions, `\d`. No `(?P<…>)`, no `\Z`.
COMMUN = re.compile(r"(?:\\[d().]|\(\?:|\[[A-Z-]+\]|[^\\?]|(?<=[)+.])\?)+")
FAUTES = {
    "docs/e4/erreur.md": FICHE.replace("negociation-vente", "negociation"),
    "docs/e4/à moi, 2/avertie.md": FICHE.replace("Une rubrique", "#### Phases\n\nUne rubrique"),
    "docs/e6/lignes.md": "---\nfiche: e6-activite\nstatut: finale\nnumero: 1:5:7\n---\n## Cadre\n",
}


@pytest.fixture
def portfolio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new portfolio with faults of the three severities."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    main(["nouveau", "."])
    for name, source in FAUTES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    capsys.readouterr()
    return tmp_path


def tasks(root: Path) -> dict[str, dict[str, Any]]:
    found = json.loads((root / ".vscode" / "tasks.json").read_text(encoding="utf-8"))
    return {task["label"]: task for task in found["tasks"]}


def problems(task: dict[str, Any], output: str) -> list[tuple[str, str, int, int, str, str]]:
    """What VS Code reads in an output: each line by the first of the matchers that knows it."""
    found = []
    for line in output.splitlines():
        for matcher in task["problemMatcher"]:
            pattern = matcher["pattern"]
            if match := re.search(pattern["regexp"], line):
                file, row, column, code, message = (
                    match[pattern[k]] for k in ("file", "line", "column", "code", "message")
                )
                found.append((matcher["severity"], file, int(row), int(column), code, message))
                break
    return found


def test_verifier_fills_the_panel(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    task = tasks(portfolio)["Vérifier le portfolio"]
    assert (task["command"], task["args"]) == ("ndrc", ["verifier"])
    assert main(task["args"]) == 1
    output = capsys.readouterr().out
    main([*task["args"], "--format", "json"])
    shown = json.loads(capsys.readouterr().out)
    expected = [tuple(d[k] for k in ("severity", "path", "line", "column", "code", "message")) for d in shown]
    assert problems(task, output) == expected
    assert {e[0] for e in expected} == {"error", "warning", "info"}
    assert ("error", "docs/e4/erreur.md", 4, 9, "NDRC104") in [e[:5] for e in expected]
    assert all((portfolio / str(e[1])).is_file() for e in expected)


def test_mkdocs_fills_the_panel(portfolio: Path) -> None:
    task = tasks(portfolio)["Voir le portfolio"]
    assert (task["command"], task["args"]) == ("mkdocs", ["serve"])
    found = problems(task, build(portfolio, fails="NDRC104").output)
    assert ("error", "docs/e4/erreur.md", 4, 9, "NDRC104") in [f[:5] for f in found]
    assert ("info", "docs/e4/fiche-1.md", 2, 1, "NDRC302") in [f[:5] for f in found]
    assert {f[0] for f in found} == {"error", "warning", "info"}


def test_a_task_in_the_background_says_when_it_is_done(portfolio: Path) -> None:
    for name in FAUTES:
        (portfolio / name).unlink()
    output = build(portfolio).output
    for matcher in tasks(portfolio)["Voir le portfolio"]["problemMatcher"]:
        assert re.search(matcher["background"]["endsPattern"], output)


def test_expressions_are_also_javascript(portfolio: Path) -> None:
    for task in tasks(portfolio).values():
        assert len(task["problemMatcher"]) == 3
        for matcher in task["problemMatcher"]:
            assert COMMUN.fullmatch(matcher["pattern"]["regexp"])


def test_the_tasks_of_the_commission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert main(["nouveau", str(tmp_path), "--commission"]) == 0
    found = tasks(tmp_path)
    assert [t["args"] for t in found.values()] == [["verifier", "commission"], ["serve", "-f", "mkdocs.jury.yml"]]


def test_the_virtual_environment_comes_first(portfolio: Path) -> None:
    for task in tasks(portfolio).values():
        assert task["options"]["env"]["PATH"] == "${workspaceFolder}/.venv/bin:${env:PATH}"
        assert task["windows"]["options"]["env"]["PATH"] == "${workspaceFolder}\\.venv\\Scripts;${env:PATH}"
