"""Where the processor's time of one build goes, to know what to make faster."""

import pstats
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from .corpus import corpus
from .projects import SITE, environment, save, write_project

_MOST = 25
_SHOWN = ("ndrc_portfolio", "mkdocs")


def profile(n: int, *, warm: bool) -> str:
    """Build `n` fiches, all changed, under cProfile; the costliest functions, then what each package takes."""
    with tempfile.TemporaryDirectory(prefix="ndrc-bench-") as folder:
        texts = corpus(n)
        root = write_project(Path(folder) / "projet", texts, "portfolio")
        out = root / "profil"
        command = [sys.executable, "-m", "cProfile", "-o", str(out), "-m", "mkdocs", "build", "-q"]
        env = environment(root.parent / "pycache")
        for i in range(2):  # the first fills the caches
            for text in texts:
                save(root, text.with_word(f"mot{i}"), "portfolio")
            shutil.rmtree(root / SITE, ignore_errors=True)
            if not warm:
                shutil.rmtree(root / ".cache", ignore_errors=True)
            subprocess.run(command, cwd=root, env=env, check=True)
        loaded: Any = pstats.Stats(str(out))
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, Any]] = loaded.stats
    total = sum(own for _, _, own, _, _ in stats.values())
    packages: Counter[str] = Counter()
    functions = []
    for (file, line, name), (_, calls, own, cumulative, _) in stats.items():
        module = _module(file)
        packages[module.split("/")[0]] += round(own * 1e6)
        if module.split("/")[0] in _SHOWN:
            functions.append((cumulative, own, calls, f"{module}:{line} {name}"))
    shown = [f"Profil : {n} fiches, .cache/ {'warm' if warm else 'absent'}, {total:.2f} s (cProfile compris)"]
    shown.append(f"{'cumulé':>9} {'propre':>9} {'appels':>8}  fonction")
    for cumulative, own, calls, where in sorted(functions, reverse=True)[:_MOST]:
        shown.append(f"{cumulative * 1000:6.0f} ms {own * 1000:6.0f} ms {calls:8}  {where}")
    shown.append("Temps propre par paquet :")
    for package, micro in packages.most_common(12):
        shown.append(f"{micro / 1000:6.0f} ms  {micro / 1e4 / total:3.0f} %  {package}")
    return "\n".join(shown)


def _module(file: str) -> str:
    """A file as its package and path, without the folders of this machine."""
    path = Path(file)
    for start, named in (("site-packages", 1), ("ndrc_portfolio", 0)):
        if start in path.parts:
            return "/".join(path.parts[path.parts.index(start) + named :])
    return f"{'gabarits' if path.suffix == '.html' else 'Python'}/{path.name}"
