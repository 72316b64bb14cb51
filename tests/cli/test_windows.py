"""What Windows does otherwise: pipes in cp1252, files that are not UTF-8 unless one says so, odd paths, CRLF."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import FICHE, ROOT, build_alone, environment, write

CP1252 = {
    "PYTHONIOENCODING": "cp1252",
    "PYTHONUTF8": "0",
    "PYTHONWARNDEFAULTENCODING": "1",
    "PYTHONWARNINGS": "always::EncodingWarning",
}
SOURCES = sorted((ROOT / "ndrc_portfolio").rglob("*.py"))
OTHER_OPEN = ("Image", "Picture", "Pdf", "_zip", "os", "pikepdf", "pillow", "webbrowser")  # these open no text


def unnamed(source: str) -> Iterator[int]:
    """The lines that open a text, or read one of a command, without saying in which encoding."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        named = {word.arg: word.value for word in node.keywords}
        if "encoding" in named:
            continue
        match node.func:
            case ast.Attribute(attr="read_text" | "write_text"):
                yield node.lineno
            case ast.Name("open") | ast.Attribute(attr="open"):
                owner = node.func.value if isinstance(node.func, ast.Attribute) else None
                given = [named.get("mode"), *node.args]
                binary = any(
                    isinstance(g, ast.Constant) and re.fullmatch(r"[rwxa+]*b[+]?", str(g.value)) for g in given
                )
                if not binary and ast.unparse(owner).rpartition(".")[2] not in OTHER_OPEN if owner else not binary:
                    yield node.lineno
            case ast.Attribute(value=ast.Name("subprocess")):
                if any(isinstance(named.get(k), ast.Constant) for k in ("text", "universal_newlines")):
                    yield node.lineno


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("p.read_text()", True),
        ("(a / b).write_text(c)", True),
        ("open(p)", True),
        ("p.open('w')", True),
        ("subprocess.run(c, text=True)", True),
        ("p.read_text(encoding='utf-8')", False),
        ("open(p, 'rb')", False),
        ("p.open('wb')", False),
        ("Image.open(p)", False),
        ("subprocess.run(c)", False),
    ],
)
def test_a_text_without_its_encoding_is_found(line: str, wrong: bool) -> None:
    assert list(unnamed(f"import subprocess\n{line}\n")) == ([2] if wrong else [])


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_text_is_opened_in_an_encoding_that_is_named(path: Path) -> None:
    assert list(unnamed(path.read_text(encoding="utf-8"))) == []


def test_commands_work_with_the_encodings_of_windows(tmp_path: Path) -> None:
    """In a folder that Windows would allow, with ends of lines as the Bloc-notes writes them."""
    root = write(tmp_path / "Portfolio d’Élodie (1) & Cie", {"e4/fiche n° 1.md": FICHE.replace("\n", "\r\n")})
    for command in (
        ["mkdocs", "build"],
        ["ndrc_portfolio", "verifier", "docs"],
        ["ndrc_portfolio", "verifier", "--pages", "--format", "github"],
        ["ndrc_portfolio", "pdf", "e4"],
        ["ndrc_portfolio", "fiche", "e6-activite"],
        ["ndrc_portfolio", "vierge", "--tous", "-o", "vierges"],
        ["ndrc_portfolio", "nouveau", "nouveau portfolio", "--nom", "Lefèvre"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=root, env=environment(**CP1252), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=600,
        )  # fmt: skip
        said = done.stdout.decode("cp1252", errors="replace")
        assert "Traceback" not in said, said
        assert not re.search(r"ndrc_portfolio\S+: EncodingWarning", said), said
    assert (root / "dossier-e4.pdf").stat().st_size > 20_000
    assert len(list((root / "vierges").iterdir())) == 9
    assert (root / "nouveau portfolio" / "mkdocs.yml").is_file()
    assert "Auto Dépôt" in build_alone(root).page("e4/fiche n° 1")
