"""The workflows that publish a portfolio: well formed, pinned, with few rights, and each of their commands run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
import yaml

from tests.support import ROOT, environment

MODELE = ROOT / "ndrc_portfolio" / "cli" / "modeles" / "candidat" / ".github" / "workflows" / "pages.yml"
ACTIONS = r"(?:actions/[\w-]+|pypa/gh-action-pypi-publish)"
FLUX = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), MODELE]


def read_workflow(path: Path) -> dict[Any, Any]:
    flux: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return flux


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read_workflow(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", FLUX, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_workflow_is_well_formed_pinned_and_has_few_rights(path: Path) -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [checker, "--builtin-schema", "vendor.github-workflows", path],
        capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    flux = read_workflow(path)
    assert flux["permissions"] == {"contents": "read"}
    for name, job in flux["jobs"].items():
        assert "permissions" not in job or (name == "publier" and all("run" not in step for step in job["steps"]))
        assert "timeout-minutes" in job
    for step in steps(path):
        assert "uses" not in step or re.fullmatch(rf"{ACTIONS}@[0-9a-f]{{40}}", step["uses"])
    text = path.read_text(encoding="utf-8")
    assert len(re.findall(r"uses: \S+ # v\d+\.\d+\.\d+$", text, re.MULTILINE)) == text.count("uses: ")
    assert "secrets." not in text


def test_both_portfolios_are_published_the_same_way() -> None:
    ours, theirs = (steps(p) for p in (ROOT / ".github" / "workflows" / "pages.yml", MODELE))
    second = next(s for s in ours if s.get("name") == "Construire le second exemple")
    assert ours[ours.index(second) - 1]["name"] == "Construire"  # which empties site/
    ours.remove(second)
    names = [[s.get("name") or s["uses"] for s in steps] for steps in (ours, theirs)]
    assert names[0] == names[1]
    assert [s.get("run") for s in ours[4:]] == [s.get("run") for s in theirs[4:]]


def test_the_commands_of_the_workflow_publish_a_portfolio(wheel: Path, tmp_path: Path) -> None:
    """As on a runner: a fresh checkout of what `ndrc nouveau` wrote, an environment of its own, bash."""
    portfolio = tmp_path / "portfolio"
    name = ["--nom", "Lefèvre", "--prenom", "Léa"]
    run([sys.executable, "-m", "ndrc_portfolio", "nouveau", str(portfolio), *name], tmp_path)
    shutil.copytree(wheel.parent, portfolio / "paquets")
    publish(portfolio, tmp_path)


@pytest.mark.essai
def test_the_commands_of_our_own_workflow_publish_the_example(tmp_path: Path) -> None:
    checkout = tmp_path / "depot"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=60)
    for name in filter(None, listed.stdout.split("\0")):
        if not name.startswith("tests/"):
            target = checkout / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    publish(checkout, tmp_path)


def publish(checkout: Path, tmp_path: Path) -> None:
    """Run the commands of a checkout's workflow, and look at the site that they leave."""
    venv = tmp_path / "venv"
    run([sys.executable, "-m", "uv", "venv", "--quiet", "--seed", "--python", sys.executable, str(venv)], tmp_path)
    flux = read_workflow(checkout / ".github" / "workflows" / "pages.yml")
    bash = shutil.which("bash")
    assert bash
    path = f"{venv / ('Scripts' if os.name == 'nt' else 'bin')}{os.pathsep}{environment()['PATH']}"
    for step in flux["jobs"]["construire"]["steps"]:
        if "run" in step:
            assert "${{" not in step["run"]
            said = run(
                [bash, "-e", "-c", step["run"]], checkout, PATH=path, CI="true", PIP_NO_COMPILE="1", **flux["env"]
            )
            assert "::warning::Pas de PDF" not in said, said
    for cle in ("e4", "e6"):
        page = (checkout / "site" / "dossier" / cle / "index.html").read_text(encoding="utf-8")
        assert f'href="dossier-{cle}.pdf"' in page
        document = pdfium.PdfDocument(checkout / "site" / "dossier" / cle / f"dossier-{cle}.pdf")
        assert len(document) > 3


def run(command: list[str], cwd: Path, **environ: str) -> str:
    env = {k: v for k, v in environment(**environ).items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout
