"""The folder beside `mkdocs.yml` that spares the next build what has not changed."""

import tempfile
from pathlib import Path


def project_cache(root: Path) -> Path:
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
