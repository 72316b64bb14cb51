"""The command from its start to its end: `ndrc verifier` with one fiche, as an author or an editor calls it."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from .corpus import corpus
from .projects import environment, write_project
from .table import Line

_TARGET = 0.25  # s
_FICHES = 10


def measure(rounds: int) -> Iterator[Line]:
    """Check one fiche after the other of a portfolio, each in a process of its own."""
    times: list[float] = []
    with tempfile.TemporaryDirectory(prefix="ndrc-bench-") as folder:
        texts = corpus(_FICHES)
        root = write_project(Path(folder) / "projet", texts, "portfolio")
        env = environment(Path(folder) / "pycache")
        for i in range(rounds + 1):  # the first compiles the modules
            command = [sys.executable, "-m", "ndrc_portfolio", "verifier", f"docs/{texts[i % _FICHES].uri}"]
            start = time.perf_counter()
            subprocess.run(command, cwd=root, env=env, check=True, stdout=subprocess.DEVNULL)
            if i:
                times.append(time.perf_counter() - start)
    value = median(times)
    yield Line("ndrc verifier FICHE", 1, f"{value:.3f} s", None, _TARGET, measured=value, unit="s")
