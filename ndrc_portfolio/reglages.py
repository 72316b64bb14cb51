"""What `mkdocs.yml` says of a portfolio, read for a few texts only: MkDocs is not needed for that."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ndrc_portfolio.formulaire import Formulaire, charger, session_du_jour
from ndrc_portfolio.lecture_yaml import Lecture, lire_yaml

CONFIGURATION = "mkdocs.yml"


@dataclass(frozen=True)
class Reglages:
    """The configuration that stands in `dossier`; without `data`, that of a portfolio that has none yet."""

    dossier: Path
    data: Mapping[str, Any]

    @property
    def docs(self) -> Path:
        return Path(os.path.normpath(self.dossier / str(self.data.get("docs_dir") or "docs")))

    @property
    def options(self) -> Mapping[str, Any]:
        """What stands under `plugins: ndrc-portfolio:`, written with keys or with dashes."""
        plugins = self.data.get("plugins") or {}
        entries = plugins if isinstance(plugins, list) else [plugins]
        given = (e["ndrc-portfolio"] for e in entries if isinstance(e, dict) and "ndrc-portfolio" in e)
        options = next(given, None)
        return options if isinstance(options, dict) else {}

    @property
    def candidat(self) -> Mapping[str, Any]:
        candidat = self.options.get("candidat")
        return candidat if isinstance(candidat, dict) else {}

    @property
    def session(self) -> int:
        year = str(self.options.get("session") or "")
        return int(year) if year.isdigit() else session_du_jour()

    def formulaires(self, session: int | None = None) -> dict[str, Formulaire]:
        """The forms of a session, as given or of this configuration, those of the author's own folder too."""
        schemas = self.options.get("schemas")
        roots = (self.dossier / schemas,) if isinstance(schemas, str) and schemas else ()
        return _charger(session or self.session, roots)


SANS_REGLAGES = Reglages(Path(), {})


def lire_reglages(file: Path) -> Reglages:
    """The configuration of that name; one that says nothing when there is no such file."""
    if not file.is_file():
        return Reglages(file.parent, {})
    text = file.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    lecture = Lecture()
    lire_yaml(text.removeprefix("---\n"), 1, lecture)
    return Reglages(file.parent, lecture.data)


def reglages_au_dessus(path: Path) -> Reglages | None:
    """The nearest `mkdocs.yml` above a file."""
    for folder in path.parents:
        if (folder / CONFIGURATION).is_file():
            return lire_reglages(folder / CONFIGURATION)
    return None


@lru_cache(maxsize=16)
def _charger(session: int, roots: tuple[Path, ...]) -> dict[str, Formulaire]:
    return charger(session, *roots)
