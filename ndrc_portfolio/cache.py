"""The folder beside `mkdocs.yml` that spares the next build what has not changed."""

import json
import tempfile
from pathlib import Path

_CONFORMES = "conformes.json"
_MOST = 20_000


def dossier_cache(root: Path) -> Path:
    """`.cache/ndrc-portfolio/`, hidden from git; a folder of the system where that cannot be written."""
    cache = root / ".cache" / "ndrc-portfolio"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        ignore = cache / ".gitignore"  # pictures of confidential annexes are in here
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError:
        return Path(tempfile.mkdtemp(prefix="ndrc-portfolio-"))
    return cache


def lire_conformes(cache: Path) -> set[str]:
    """The fingerprints of the front matters that conform to their schema."""
    try:
        return set(json.loads((cache / _CONFORMES).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return set()


def ecrire_conformes(cache: Path, conformes: set[str], before: set[str]) -> None:
    """Keep them for the next build, if there are new ones."""
    if conformes == before:
        return
    kept = conformes if len(conformes) <= _MOST else conformes - before
    try:
        (cache / _CONFORMES).write_text(json.dumps(sorted(kept)), encoding="utf-8")
    except OSError:
        return  # the next build will be a little slower
