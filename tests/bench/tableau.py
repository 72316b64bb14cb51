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
class Ligne:
    """A measure. Its target is for the ratio, or for `mesure` where it is given, in `unite`."""

    nom: str
    fiches: int
    valeur: str
    rapport: float | None = None
    objectif: float | None = None
    note: str = ""
    mesure: float | None = None
    unite: str = ""

    @property
    def tenu(self) -> bool | None:
        """Whether the target is met, None without one."""
        value = self.rapport if self.mesure is None else self.mesure
        return None if value is None or self.objectif is None else value <= self.objectif

    @property
    def cellules(self) -> tuple[str, ...]:
        return (
            self.nom,
            str(self.fiches),
            self.valeur,
            "" if self.rapport is None else f"{self.rapport:.2f}",
            "" if self.objectif is None else f"≤ {self.objectif:.2f} {self.unite}".rstrip(),
            {None: "", True: "tenu", False: "MANQUÉ"}[self.tenu],
            self.note,
        )


_TETE = ("mesure", "fiches", "médiane", "rapport", "objectif", "", "")


def rapport(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios of each round: what slows the machine down slows both."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))


def tableau(lignes: list[Ligne]) -> str:
    rows = [_TETE, *(ligne.cellules for ligne in lignes)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_TETE))]
    ruled = [rows[0], tuple("─" * w for w in widths), *rows[1:]]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in ruled)


def machine() -> str:
    """The processor, the system, Python and the versions that count."""
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return "\n".join(
        (
            f"Machine : {_processeur()}, {os.cpu_count()} cœurs, {platform.system()} {platform.release()}, "
            f"charge {load}",
            f"Python {platform.python_version()} ; {versions}",
        )
    )


def _processeur() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if platform.system() == "Darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return platform.processor() or platform.machine()
