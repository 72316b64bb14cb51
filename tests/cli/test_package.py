"""The package as a user gets it: built, installed in an empty environment far from this checkout, and used."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.support import ROOT, environment

VERROU = ROOT / "requirements" / "run.txt"
UV = [sys.executable, "-m", "uv"]


def run(*command: str | Path, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command that knows nothing of the checkout."""
    env = {k: v for k, v in environment(**environ).items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [str(c) for c in command],
        cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip


def succeed(*command: str | Path, cwd: Path, **environ: str) -> str:
    done = run(*command, cwd=cwd, **environ)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def scripts(packages: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment in which the wheel alone was installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv = folder / "venv"
    succeed(*UV, "venv", "--quiet", "--python", sys.executable, venv, cwd=folder)
    commands = venv / ("Scripts" if os.name == "nt" else "bin")
    install: list[str | Path] = [*UV, "pip", "install", "--quiet", "--python", commands / "python"]
    succeed(*install, "--require-hashes", "-r", VERROU, cwd=folder)
    succeed(*install, "--no-deps", packages[1], cwd=folder)
    return commands


def test_the_wheel_and_the_sdist_hold_the_data_and_nothing_of_the_workshop(packages: tuple[Path, Path]) -> None:
    with tarfile.open(packages[0]) as archive:
        sources = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    with zipfile.ZipFile(packages[1]) as archive:
        installed = {n for n in archive.namelist() if ".dist-info/" not in n}
    for folder in ("schemas", "overrides"):
        wanted = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert wanted <= sources
        assert {f"ndrc_portfolio/{name}" for name in wanted} <= installed
    ours = {p.relative_to(ROOT).as_posix() for p in (ROOT / "ndrc_portfolio").rglob("*") if p.is_file()}
    assert {n for n in ours if "__pycache__" not in n} <= installed
    assert {n.split("/")[0] for n in installed} == {"ndrc_portfolio"}
    assert not [n for n in sources | installed if n.startswith(("tests", "docs", "site", "prive"))]


def test_from_nothing_to_a_site(scripts: Path, tmp_path: Path) -> None:
    ndrc, mkdocs = scripts / "ndrc", scripts / "mkdocs"
    portfolio = tmp_path / "Portfolio de Zoé (BTS)"
    assert "ndrc 0." in succeed(ndrc, "--version", cwd=tmp_path)
    succeed(ndrc, "nouveau", portfolio, "--nom", "Lefèvre", "--prenom", "Zoé", cwd=tmp_path)
    succeed(mkdocs, "build", "--strict", cwd=portfolio)
    assert "Lefèvre" in (portfolio / "site" / "dossier" / "e4" / "index.html").read_text(encoding="utf-8")
    succeed(mkdocs, "build", "-f", "mkdocs.candidat.yml", cwd=portfolio)
    said = run(scripts / "python", "-m", "ndrc_portfolio", "verifier", cwd=portfolio)
    assert said.returncode == 1  # no attestation yet: it is the only error
    assert said.stdout.count(": erreur ") == said.stdout.count("erreur NDRC621") == 1
    succeed(ndrc, "vierge", "--tous", "-o", "vierges", cwd=portfolio)
    assert len(list((portfolio / "vierges").glob("*.html"))) == 15
    succeed(ndrc, "nouveau", "--commission", tmp_path / "commission", cwd=tmp_path)


def test_as_a_tool_of_its_own(packages: tuple[Path, Path], tmp_path: Path) -> None:
    """`uv tool install`, and so `pipx install`, with MkDocs' own command beside ours."""
    places = {"UV_TOOL_DIR": str(tmp_path / "outils"), "UV_TOOL_BIN_DIR": str(tmp_path / "bin")}
    constraints = tmp_path / "contraintes.txt"
    pinned = [line.split(" ")[0] for line in VERROU.read_text(encoding="utf-8").splitlines() if "==" in line]
    constraints.write_text("\n".join(p for p in pinned if not p.startswith("pymdown")), encoding="utf-8")
    succeed(
        *UV, "tool", "install", "--quiet", "--python", sys.executable, "--constraints", constraints,
        "--with-executables-from", "mkdocs", packages[1], cwd=tmp_path, **places,
    )  # fmt: skip
    commands = tmp_path / "bin"
    assert "ndrc 0." in succeed(commands / "ndrc", "--version", cwd=tmp_path)
    assert "mkdocs" in succeed(commands / "mkdocs", "--version", cwd=tmp_path)
