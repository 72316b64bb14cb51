"""`mkdocs serve`: from a saved fiche to its new text served, ours beside Material alone."""

import http.client
import random
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .corpus import TEMOIN, Texte, corpus
from .projets import MKDOCS, Genre, contenu, ecrire, environnement
from .tableau import Ligne, rapport

_GENRES: tuple[Genre, ...] = ("material", "portfolio")
_NOMS = {"material": "Material seul", "portfolio": "portfolio"}
_OBJECTIF = 0.5
_EVERY = 0.005  # s between two looks at the page
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class _Site:
    genre: Genre
    root: Path
    port: int

    def enregistrer(self, texte: Texte, word: str) -> float:
        """Save a fiche with a new word in it; the seconds until the page shows it."""
        text = contenu(texte, self.genre).replace(TEMOIN, word)
        start = time.perf_counter()
        (self.root / "docs" / texte.uri).write_text(text, encoding="utf-8")
        self.attendre(texte.uri.removesuffix(".md") + "/", word)
        return time.perf_counter() - start

    def attendre(self, url: str, word: str) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if word in self._page(url):
                return
            time.sleep(_EVERY)
        raise TimeoutError(f"{self.genre}: no « {word} » at {url} after {_PATIENCE:.0f} s")

    def _page(self, url: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", f"/{url}")
            return connection.getresponse().read().decode("utf-8")
        except (OSError, http.client.HTTPException):
            return ""  # the server starts
        finally:
            connection.close()


def mesurer(rounds: int, n: int = 10) -> Iterator[Ligne]:
    """Save one fiche of `n`, in one project and in the other in turn."""
    rng = random.Random(n)
    times: dict[Genre, list[float]] = {genre: [] for genre in _GENRES}
    textes = corpus(n)
    with tempfile.TemporaryDirectory(prefix="ndrc-bench-") as folder, ExitStack() as stack:
        sites = [stack.enter_context(_servir(ecrire(Path(folder) / genre, textes, genre), genre)) for genre in _GENRES]
        for site in sites:
            site.attendre(textes[0].uri.removesuffix(".md") + "/", TEMOIN)
        for i in range(rounds + 1):
            for site in sites[:: 1 if i % 2 else -1]:
                # Long enough to be quiet, and not in step with MkDocs' polling, every half second.
                time.sleep(0.8 + rng.random() / 2)
                took = site.enregistrer(textes[i % n], f"mot{rng.getrandbits(40):x}")
                if i:
                    times[site.genre].append(took)
    for genre in _GENRES:
        ours = genre == "portfolio"
        yield Ligne(
            f"enregistré → servi, {_NOMS[genre]}",
            n,
            f"{median(times[genre]):.3f} s",
            rapport(times[genre], times["material"]) if ours else None,
            _OBJECTIF if ours else None,
        )


@contextmanager
def _servir(root: Path, genre: Genre) -> Iterator[_Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [*MKDOCS, "serve", "-q", "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=root, env=environnement(root.parent / "pycache"))
    try:
        yield _Site(genre, root, port)
    finally:
        server.terminate()
        server.wait()
