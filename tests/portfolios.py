"""Small portfolios written to disk and built for real, for the tests of the site."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CONFIGURATION = """\
site_name: Portfolio
theme: material
plugins:
  search: {}
  ndrc-portfolio:
    session: 2027
    candidat: {nom: Roussel, prenom: Camille}
"""

FICHE = """\
---
fiche: e4-activite
numero: 1
nature: negociation-vente
titre: Vente d’un véhicule
cadre:
  nom: Auto Dépôt
---
## Analyse de l’activité
### Historique/Problématique de l’activité
Une rubrique **en gras**.
"""


@dataclass(frozen=True)
class Construction:
    """What a build left: its exit code, all that it printed, and the folder of the site."""

    code: int
    output: str
    site: Path

    def page(self, url: str) -> str:
        path = self.site / url
        return (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {p.relative_to(self.site).as_posix(): p.read_bytes() for p in self.site.rglob("*") if p.is_file()}


def ecrire(root: Path, files: dict[str, str | bytes], configuration: str = CONFIGURATION) -> Path:
    """Write a portfolio: `files` by path below `docs/`, or below the root when they begin with `/`."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    for name, content in files.items():
        path = root / name[1:] if name.startswith("/") else root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def construire(root: Path, *arguments: str, **environ: str) -> Construction:
    """Run `mkdocs build` there, as a user does."""
    done = mkdocs(root, "build", *arguments, **environ)
    named = arguments[arguments.index("-d") + 1] if "-d" in arguments else "site"
    return Construction(done.returncode, done.stdout, root / named)


def mkdocs(root: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command of MkDocs."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env=environnement(**environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def environnement(**more: str) -> dict[str, str]:
    """The environment of a command: nothing of the machine's that changes what it says."""
    hidden = ("NDRC_NUMERO_CANDIDAT", "PYTHONWARNINGS")
    base = {k: v for k, v in os.environ.items() if k not in hidden}
    return {**base, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", **more}
