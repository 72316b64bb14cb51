"""What Windows does otherwise: pipes in cp1252, files that are not UTF-8 unless one says so, odd paths, CRLF."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ndrc_portfolio.portfolio.settings_file import shown_path
from tests.portfolios import FICHE, construire, ecrire, environnement

RACINE = Path(__file__).resolve().parent.parent
CP1252 = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "PYTHONWARNDEFAULTENCODING": "1"}
# Opening a file without naming its encoding is an error in our modules, wherever it would be harmless here.
FILTRES = "error\nignore::EncodingWarning\nerror::EncodingWarning:ndrc_portfolio.*"
SUITE = ("cas", "cli", "nouveau", "vierge", "valeurs", "formulaires", "conformite")


def lancer(*arguments: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd, env=environnement(**{**CP1252, **environ}), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=600,
    )  # fmt: skip


def test_the_suite_passes_with_the_encodings_of_windows() -> None:
    modules = [f"tests/test_{name}.py" for name in SUITE]
    done = lancer(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", f"filterwarnings={FILTRES}", *modules, cwd=RACINE
    )
    said = done.stdout.decode("utf-8", errors="replace")
    assert done.returncode == 0, said[-3000:]
    assert re.search(r"\d{3} passed", said)


def test_commands_open_no_file_in_the_encoding_of_the_system(tmp_path: Path) -> None:
    """In a folder that Windows would allow, with ends of lines as the Bloc-notes writes them."""
    root = ecrire(tmp_path / "Portfolio d’Élodie (1) & Cie", {"e4/fiche n° 1.md": FICHE.replace("\n", "\r\n")})
    for command in (
        ["mkdocs", "build"],
        ["ndrc_portfolio", "verifier", "docs"],
        ["ndrc_portfolio", "verifier", "--pages", "--format", "github"],
        ["ndrc_portfolio", "pdf", "e4"],
        ["ndrc_portfolio", "fiche", "e6-activite"],
        ["ndrc_portfolio", "vierge", "--tous", "-o", "vierges"],
    ):
        done = lancer("-m", *command, cwd=root, PYTHONWARNINGS="always::EncodingWarning")
        said = done.stdout.decode("utf-8", errors="replace")
        assert "Traceback" not in said, said
        assert not re.search(r"ndrc_portfolio\S+: EncodingWarning", said), said
    assert (root / "dossier-e4.pdf").stat().st_size > 20_000
    assert "Auto Dépôt" in construire(root).page("e4/fiche n° 1")


def test_a_file_on_another_drive_is_shown_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def another_drive(path: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", another_drive)
    assert shown_path(tmp_path / "fiche.md") == (tmp_path / "fiche.md").as_posix()
