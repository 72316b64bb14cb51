"""`mkdocs serve`: it goes on with a fault, shows it on the page, and recovers at the next save."""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.portfolios import CONFIGURATION, FICHE, ecrire, environnement

JURY = "---\nfiche: e4-sujet-jury\nobjet: CANARI\n---\n"


@contextmanager
def lancer(root: Path) -> Iterator[str]:
    """A running `mkdocs serve`: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, cwd=root, env=environnement(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        until(lambda: lire(url), bool)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def serve(root: Path) -> Iterator[Callable[[str], str]]:
    """A running `mkdocs serve`; gives what reads a page of it."""
    with lancer(root) as address:
        yield lambda url: lire(address + url)


def lire(url: str) -> str:
    """A page, whatever its status; nothing while there is no server."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode()
    except OSError:
        return ""


def until(read: Callable[[], str], right: Callable[[str], bool], seconds: float = 20) -> str:
    """Read again and again until it is right."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if right(html := read()):
            return html
        time.sleep(0.05)
    pytest.fail(f"not served in {seconds} s; last: {html[:2000]}")


def test_a_fault_is_shown_on_its_page_and_mended_at_the_next_save(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"a.md": FICHE, "b.md": FICHE.replace("numero: 1", "numero: 2")})
    with serve(root) as page:
        html = page("a/")
        assert "Version complète" in html  # the candidate's site
        assert "ndrc-problemes" not in html
        ecrire(root, {"a.md": FICHE.replace("negociation-vente", "negociation")})
        html = until(lambda: page("a/"), lambda h: "ndrc-problemes" in h)
        assert "vouliez-vous dire «\u00a0negociation-vente\u00a0»" in html
        assert "ligne 4" in html
        assert "Une rubrique" in html
        assert "ndrc-problemes" not in page("b/")
        ecrire(root, {"a.md": FICHE.replace("Une rubrique", "Un texte corrigé")})
        html = until(lambda: page("a/"), lambda h: "Un texte corrigé" in h)
        assert "ndrc-problemes" not in html


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (b'---\nfiche: e4-activite\ntitre: "Vente\n---\nUn texte perdu ?\n', "NDRC106"),
        ("---\nfiche: e4-activite\ntitre: été\n---\nUn texte perdu ?\n".encode("latin-1"), "NDRC001"),
        (b"---\nfiche: e9-inconnue\n---\nUn texte perdu ?\n", "NDRC113"),
        (b"", "NDRC003"),
    ],
)
def test_the_server_survives_what_it_cannot_read(tmp_path: Path, broken: bytes, told: str) -> None:
    root = ecrire(tmp_path, {"a.md": FICHE})
    with serve(root) as page:
        ecrire(root, {"a.md": broken})
        html = until(lambda: page("a/"), lambda h: "ndrc-problemes" in h)
        assert told in html
        ecrire(root, {"a.md": FICHE})
        until(lambda: page("a/"), lambda h: "Une rubrique" in h and "ndrc-problemes" not in h)


def test_a_document_of_the_jury_is_refused_at_the_start(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"a.md": FICHE, "jury.md": JURY})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "serve", "-a", "127.0.0.1:0"],
        cwd=root, env=environnement(), capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "NDRC501" in done.stderr
    assert "CANARI" not in done.stderr + done.stdout


def test_a_document_of_the_jury_is_replaced_when_it_comes_later(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"a.md": FICHE})
    with serve(root) as page:
        ecrire(root, {"jury.md": JURY})
        html = until(lambda: page("jury/"), lambda h: "réservé à la commission" in h)
        assert "CANARI" not in html
        assert "CANARI" not in page("search/search_index.json")
        (root / "docs" / "jury.md").unlink()
        until(lambda: page("jury/"), lambda h: "réservé à la commission" not in h)


def test_a_build_does_not_wake_itself_up(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"a.md": FICHE}, CONFIGURATION)
    with serve(root) as page:
        epochs = set()
        for _ in range(30):
            epochs.add(re.findall(r"livereload\((\d+)", page("a/"))[0])
            time.sleep(0.05)
        assert len(epochs) == 1
