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

from tests.portfolios import environnement

RACINE = Path(__file__).resolve().parent.parent
MODELE = RACINE / "ndrc_portfolio" / "cli" / "modeles" / "candidat" / ".github" / "workflows" / "pages.yml"
FLUX = [*sorted((RACINE / ".github" / "workflows").glob("*.yml")), MODELE]


def lire_flux(path: Path) -> dict[Any, Any]:
    flux: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return flux


def etapes(path: Path) -> list[dict[str, Any]]:
    return [step for job in lire_flux(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", FLUX, ids=lambda p: p.relative_to(RACINE).as_posix())
def test_a_workflow_is_well_formed_pinned_and_has_few_rights(path: Path) -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [checker, "--builtin-schema", "vendor.github-workflows", path],
        capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    flux = lire_flux(path)
    assert flux["permissions"] == {"contents": "read"}
    for name, job in flux["jobs"].items():
        assert "permissions" not in job or (name == "publier" and len(job["steps"]) == 1)
        assert "timeout-minutes" in job
    for step in etapes(path):
        assert "uses" not in step or re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
    text = path.read_text(encoding="utf-8")
    assert len(re.findall(r"uses: \S+ # v\d+\.\d+\.\d+$", text, re.MULTILINE)) == text.count("uses: ")
    assert "secrets." not in text


def test_both_portfolios_are_published_the_same_way() -> None:
    ours, theirs = (etapes(p) for p in (RACINE / ".github" / "workflows" / "pages.yml", MODELE))
    names = [[s.get("name") or s["uses"] for s in steps] for steps in (ours, theirs)]
    assert names[0] == names[1]
    assert [s.get("run") for s in ours[4:]] == [s.get("run") for s in theirs[4:]]


def test_the_commands_of_the_workflow_publish_a_portfolio(wheel: Path, tmp_path: Path) -> None:
    """As on a runner: a fresh checkout of what `ndrc nouveau` wrote, an environment of its own, bash."""
    portfolio = tmp_path / "portfolio"
    lancer([sys.executable, "-m", "ndrc_portfolio", "nouveau", str(portfolio), "--nom", "Lefèvre"], tmp_path)
    shutil.copytree(wheel.parent, portfolio / "paquets")
    publier(portfolio, tmp_path)


def test_the_commands_of_our_own_workflow_publish_the_example(tmp_path: Path) -> None:
    checkout = tmp_path / "depot"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=RACINE, capture_output=True, encoding="utf-8", check=True, timeout=60)
    for name in filter(None, listed.stdout.split("\0")):
        if not name.startswith("tests/"):
            target = checkout / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(RACINE / name, target)
    publier(checkout, tmp_path)


def publier(checkout: Path, tmp_path: Path) -> None:
    """Run the commands of a checkout's workflow, and look at the site that they leave."""
    venv = tmp_path / "venv"
    lancer([sys.executable, "-m", "uv", "venv", "--quiet", "--seed", "--python", sys.executable, str(venv)], tmp_path)
    flux = lire_flux(checkout / ".github" / "workflows" / "pages.yml")
    bash = shutil.which("bash")
    assert bash
    path = f"{venv / ('Scripts' if os.name == 'nt' else 'bin')}{os.pathsep}{environnement()['PATH']}"
    for step in flux["jobs"]["construire"]["steps"]:
        if "run" in step:
            assert "${{" not in step["run"]
            said = lancer([bash, "-e", "-c", step["run"]], checkout, PATH=path, CI="true", **flux["env"])
            assert "::warning::Pas de PDF" not in said, said
    for cle in ("e4", "e6"):
        page = (checkout / "site" / "dossier" / cle / "index.html").read_text(encoding="utf-8")
        assert f'href="dossier-{cle}.pdf"' in page
        document = pdfium.PdfDocument(checkout / "site" / "dossier" / cle / f"dossier-{cle}.pdf")
        assert len(document) > 3


def lancer(command: list[str], cwd: Path, **environ: str) -> str:
    env = {k: v for k, v in environnement(**environ).items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout
