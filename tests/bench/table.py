"""The table that is printed, and the machine that it was measured on."""

import os
import platform
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

_PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "jsonschema", "PyYAML")


@dataclass(frozen=True, slots=True)
class Line:
    """A measure. Its target is for the ratio, or for `measured` where it is given, in `unit`."""

    name: str
    fiches: int
    value: str
    ratio: float | None = None
    target: float | None = None
    note: str = ""
    measured: float | None = None
    unit: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met, None without one."""
        value = self.ratio if self.measured is None else self.measured
        return None if value is None or self.target is None else value <= self.target

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.name,
            str(self.fiches),
            self.value,
            "" if self.ratio is None else f"{self.ratio:.2f}",
            "" if self.target is None else f"≤ {self.target:.2f} {self.unit}".rstrip(),
            {None: "", True: "tenu", False: "MANQUÉ"}[self.met],
            self.note,
        )


_HEAD = ("mesure", "fiches", "médiane", "rapport", "objectif", "", "")


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios of each round: what slows the machine down slows both."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))


def drawn(lines: list[Line]) -> str:
    rows = [_HEAD, *(line.cells for line in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEAD))]
    ruled = [rows[0], tuple("─" * w for w in widths), *rows[1:]]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in ruled)


def machine() -> str:
    """The processor, the system, Python and the versions that count."""
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return "\n".join(
        (
            f"Machine : {_processor()}, {os.cpu_count()} cœurs, {platform.system()} {platform.release()}, "
            f"charge {load}",
            f"Python {platform.python_version()} ; {versions}",
        )
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if platform.system() == "Darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return platform.processor() or platform.machine()
