"""Whole builds, from the start of the process to its end: ours beside Material alone on the same text."""

import random
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

from .corpus import Text
from .projects import MKDOCS, SITE, Kind, environment, save, write_project
from .table import Line, ratio

Way = Literal["material", "warm", "cold"]

_NAMES = {"material": "Material seul", "warm": "portfolio, .cache/ chaud", "cold": "portfolio, sans .cache/"}


@dataclass(frozen=True, slots=True)
class Case:
    """Texts to build, with the greatest ratio that each way is allowed; Material is always built."""

    name: str
    texts: list[Text]
    targets: Mapping[Way, float | None]
    changed: int | None = None
    """How many of them have a new word in each round; None: all."""
    audience: str = "public"

    @property
    def ways(self) -> tuple[Way, ...]:
        return ("material", *self.targets)


def measure(case: Case, rounds: int) -> Iterator[Line]:
    """Build `rounds` times in each way, in turn and in alternating order; before each, save the fiches anew."""
    wall: dict[Way, list[float]] = {m: [] for m in case.ways}
    cpu: dict[Way, list[float]] = {m: [] for m in case.ways}
    rng = random.Random(case.name)
    with tempfile.TemporaryDirectory(prefix="ndrc-bench-") as folder:
        projects = {m: write_project(Path(folder) / m, case.texts, _kind(m), audience=case.audience) for m in case.ways}
        for i in range(rounds + 1):  # the first round fills the caches of the disk, of Python, of the user, and .cache/
            word = f"mot{rng.getrandbits(40):x}"
            changed = [t.with_word(word) for t in rng.sample(case.texts, case.changed or len(case.texts))]
            for m in case.ways[:: 1 if i % 2 else -1]:
                for text in changed:
                    save(projects[m], text, _kind(m))
                if m == "cold":
                    shutil.rmtree(projects[m] / ".cache", ignore_errors=True)
                real, used = _build(projects[m], environment(Path(folder) / "pycache"))
                if i:
                    wall[m].append(real)
                    cpu[m].append(used)
    for m in case.ways:
        yield Line(
            f"{case.name}, {_NAMES[m]}",
            len(case.texts),
            f"{median(wall[m]):.3f} s (processeur {median(cpu[m]):.3f} s)",
            None if m == "material" else ratio(wall[m], wall["material"]),
            case.targets.get(m),
            "" if m == "material" else f"processeur {ratio(cpu[m], cpu['material']):.2f}",
        )


def _kind(way: Way) -> Kind:
    return "material" if way == "material" else "portfolio"


def _build(project: Path, env: dict[str, str]) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    shutil.rmtree(project / SITE, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run([*MKDOCS, "build", "-q"], cwd=project, env=env, check=True)
    end = time.perf_counter()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
