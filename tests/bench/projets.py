"""The projects that are built: ours and Material alone, with the same text and the same settings."""

import os
import sys
from pathlib import Path
from typing import Literal

from .corpus import SESSION, Texte

Genre = Literal["portfolio", "material"]

_CONFIG = """\
site_name: Portfolio
site_url: https://example.org/
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

MKDOCS = [sys.executable, "-m", "mkdocs"]


def ecrire(root: Path, textes: list[Texte], genre: Genre) -> Path:
    """Write a whole project."""
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_CONFIG + (_PLUGIN if genre == "portfolio" else ""), encoding="utf-8")
    (root / "docs" / "index.md").write_text(_INDEX, encoding="utf-8")
    for texte in textes:
        path = root / "docs" / texte.uri
        path.parent.mkdir(exist_ok=True)
        path.write_text(contenu(texte, genre), encoding="utf-8")
    return root


def contenu(texte: Texte, genre: Genre) -> str:
    return texte.fiche if genre == "portfolio" else texte.page


def environnement(pycache: Path) -> dict[str, str]:
    """The environment of MkDocs: no banner of Material, no setting of this machine.

    Modules are compiled once, into `pycache`, as pip does when it installs them.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NDRC_", "PYTHON"))}
    paths = {k: v for k, v in os.environ.items() if k == "PYTHONPATH"}
    return {**kept, **paths, "NO_MKDOCS_2_WARNING": "1", "PYTHONPYCACHEPREFIX": str(pycache)}
