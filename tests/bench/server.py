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

from .corpus import WITNESS, Text, corpus
from .projects import MKDOCS, Kind, environment, save, write_project
from .table import Line, ratio

_KINDS: tuple[Kind, ...] = ("material", "portfolio")
_NAMES = {"material": "Material seul", "portfolio": "portfolio"}
_TARGET = 0.28
_EVERY = 0.005  # s between two looks at the page
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class _Site:
    kind: Kind
    root: Path
    port: int

    def save(self, text: Text, word: str) -> float:
        """Save a fiche with a new word in it; the seconds until the page shows it."""
        changed = text.with_word(word)
        start = time.perf_counter()
        save(self.root, changed, self.kind)
        self.wait_for(text.uri.removesuffix(".md") + "/", word)
        return time.perf_counter() - start

    def wait_for(self, url: str, word: str) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if word in self._page(url):
                return
            time.sleep(_EVERY)
        raise TimeoutError(f"{self.kind}: no « {word} » at {url} after {_PATIENCE:.0f} s")

    def _page(self, url: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", f"/{url}")
            return connection.getresponse().read().decode("utf-8")
        except (OSError, http.client.HTTPException):
            return ""  # the server starts
        finally:
            connection.close()


def measure(rounds: int, n: int = 10) -> Iterator[Line]:
    """Save one fiche of `n`, in one project and in the other in turn."""
    rng = random.Random(n)
    times: dict[Kind, list[float]] = {kind: [] for kind in _KINDS}
    texts = corpus(n)
    with tempfile.TemporaryDirectory(prefix="ndrc-bench-") as folder, ExitStack() as stack:
        sites = [stack.enter_context(_serve(write_project(Path(folder) / kind, texts, kind), kind)) for kind in _KINDS]
        for site in sites:
            site.wait_for(texts[0].uri.removesuffix(".md") + "/", WITNESS)
        for i in range(rounds + 1):
            for site in sites[:: 1 if i % 2 else -1]:
                # Long enough to be quiet, and not in step with MkDocs' polling, every half second.
                time.sleep(0.8 + rng.random() / 2)
                took = site.save(texts[i % n], f"mot{rng.getrandbits(40):x}")
                if i:
                    times[site.kind].append(took)
    for kind in _KINDS:
        ours = kind == "portfolio"
        yield Line(
            f"enregistré → servi, {_NAMES[kind]}",
            n,
            f"{median(times[kind]):.3f} s",
            ratio(times[kind], times["material"]) if ours else None,
            _TARGET if ours else None,
        )


@contextmanager
def _serve(root: Path, kind: Kind) -> Iterator[_Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [*MKDOCS, "serve", "-q", "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=root, env=environment(root.parent / "pycache"))
    try:
        yield _Site(kind, root, port)
    finally:
        server.terminate()
        server.wait()
