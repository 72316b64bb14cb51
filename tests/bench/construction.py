"""Whole builds, from the start of the process to its end: ours beside Material alone on the same text."""

import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from .corpus import corpus
from .projets import MKDOCS, ecrire, environnement
from .tableau import Ligne, rapport

_OBJECTIFS = {("chaud", 10): 0.85, ("chaud", 100): 1.05, ("froid", 10): 1.10, ("froid", 100): 1.15}
_NOMS = {"material": "Material seul", "chaud": "portfolio, .cache/ chaud", "froid": "portfolio, sans .cache/"}


def mesurer(n: int, rounds: int) -> Iterator[Ligne]:
    """Build `n` fiches `rounds` times in each way, in turn and in alternating order."""
    wall: dict[str, list[float]] = {v: [] for v in _NOMS}
    cpu: dict[str, list[float]] = {v: [] for v in _NOMS}
    with tempfile.TemporaryDirectory(prefix="ndrc-bench-") as folder:
        textes = corpus(n)
        projects = {v: ecrire(Path(folder) / v, textes, "material" if v == "material" else "portfolio") for v in _NOMS}
        for i in range(rounds + 1):  # the first round fills the caches of the disk, of Python, and .cache/
            for v in list(_NOMS)[:: 1 if i % 2 else -1]:
                if v == "froid":
                    shutil.rmtree(projects[v] / ".cache", ignore_errors=True)
                real, used = _construire(projects[v], environnement(Path(folder) / "pycache"))
                if i:
                    wall[v].append(real)
                    cpu[v].append(used)
    for v, nom in _NOMS.items():
        yield Ligne(
            f"construction, {nom}",
            n,
            f"{median(wall[v]):.3f} s (processeur {median(cpu[v]):.3f} s)",
            None if v == "material" else rapport(wall[v], wall["material"]),
            _OBJECTIFS.get((v, n)),
            "" if v == "material" else f"processeur {rapport(cpu[v], cpu['material']):.2f}",
        )


def _construire(project: Path, env: dict[str, str]) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    shutil.rmtree(project / "site", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run([*MKDOCS, "build", "-q"], cwd=project, env=env, check=True)
    end = time.perf_counter()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
