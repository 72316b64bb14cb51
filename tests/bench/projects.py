"""The projects that are built: ours and Material alone, with the same text and the same settings."""

import os
import sys
from pathlib import Path
from typing import Literal

from .corpus import SESSION, Text

Kind = Literal["portfolio", "material"]
SITE = "sortie"  # a site of the commission may not be called « site »

_CONFIG = f"""\
site_name: Portfolio
site_url: https://example.org/
site_dir: {SITE}
theme:
  name: material
  language: fr
  font: false
markdown_extensions: [attr_list, footnotes, tables]
plugins:
  search:
    lang: fr
"""
_PLUGIN = f"""\
  ndrc-portfolio:
    session: {SESSION}
    candidat:
      nom: Lenoir
      prenom: Camille
"""
_INDEX = "# Portfolio\n\nLe portfolio de Camille Lenoir, pour les épreuves E4 et E6.\n"

_CACHES = ("XDG_CACHE_HOME", "LOCALAPPDATA")  # macOS has no such setting

MKDOCS = [sys.executable, "-m", "mkdocs"]


def write_project(root: Path, texts: list[Text], kind: Kind, *, audience: str = "public") -> Path:
    """Write a whole project."""
    (root / "docs").mkdir(parents=True)
    plugin = f"{_PLUGIN}    audience: {audience}\n" if kind == "portfolio" else ""
    (root / "mkdocs.yml").write_text(_CONFIG + plugin, encoding="utf-8")
    (root / "docs" / "index.md").write_text(_INDEX, encoding="utf-8")
    for text in texts:
        save(root, text, kind)
    return root


def save(root: Path, text: Text, kind: Kind) -> None:
    path = root / "docs" / text.uri
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.fiche if kind == "portfolio" else text.page, encoding="utf-8")


def environment(pycache: Path) -> dict[str, str]:
    """The environment of MkDocs: no banner of Material, no setting and no cache of this machine.

    Modules are compiled once, into `pycache`, as pip does when it installs them; beside it lies what is kept for the
    user, from one project to the next.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NDRC_", "PYTHON"))}
    paths = {k: v for k, v in os.environ.items() if k == "PYTHONPATH"}
    own = {"PYTHONPYCACHEPREFIX": str(pycache), **dict.fromkeys(_CACHES, str(pycache.with_name("cache")))}
    return {**kept, **paths, **own, "NO_MKDOCS_2_WARNING": "1"}
