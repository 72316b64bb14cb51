"""A class is never public: where its pages and tables may not be written."""

from pathlib import Path

from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.portfolio.file import absolute

_PUBLIC = ("site", "docs", "public", "_site", "gh-pages")  # what is put online, by one tool or another


def why_public(place: Path) -> str:
    """Why nothing of a class may be written there; empty where it may. In French."""
    path = absolute(place)
    if path.name.lower() in _PUBLIC:
        return f"« {path.name} » est un dossier que l’on publie"
    for folder in (path, *path.parents):
        if folder.name.lower() == "docs" and (folder.parent / "mkdocs.yml").is_file():
            return f"« {path.name} » est dans les sources d’un site, qui le publierait"
        if has_remote(folder):
            return f"« {folder.name} » est un dépôt git qui part en ligne"
    return ""


def has_remote(folder: Path) -> bool:
    """Whether a folder is a git repository that is sent somewhere. Its configuration is read as text."""
    config = folder / ".git" / "config"
    try:
        if (folder / ".git").is_file():  # a linked working tree: what it is sent to stands elsewhere
            return True
        return b"[remote" in read_file(config, 1_000_000)
    except OSError:
        return False
