"""Where a site will be read, when `mkdocs.yml` does not say: on GitHub Pages, as its build there knows.

Without it the page « introuvable » is lost below `/portfolio/`, and the map of the site is empty.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ndrc_portfolio.files import read_file

_GITHUB = "https://github.com"
_REPOSITORY = re.compile(r"(?P<owner>[A-Za-z0-9-]+)/(?P<name>[\w.-]+)", re.ASCII)
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+", re.ASCII)


def published_at(docs: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The address of the site: of the domain that `docs/CNAME` names, else of the repository that GitHub builds.

    Empty when it is not known.
    """
    if domain := _domain(docs / "CNAME"):
        return f"https://{domain}/"
    repository = _REPOSITORY.fullmatch(environment.get("GITHUB_REPOSITORY", ""))
    if repository is None or environment.get("GITHUB_SERVER_URL", _GITHUB) != _GITHUB:
        return ""
    host = f"{repository['owner'].lower()}.github.io"
    folder = "" if repository["name"].lower() == host else f"{repository['name']}/"
    return f"https://{host}/{folder}"


def _domain(file: Path) -> str:
    try:
        text = read_file(file, 300).decode("utf-8-sig", errors="replace").strip().lower()
    except OSError:
        return ""
    return text if _DOMAIN.fullmatch(text) else ""
