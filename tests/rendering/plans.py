"""Small portfolios, read and planned as a simple host would have it."""

import datetime
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.portfolio.configuration.settings import NO_SETTINGS
from ndrc_portfolio.portfolio.links.urls import page_address
from ndrc_portfolio.portfolio.reading import Asked, Read, read
from ndrc_portfolio.reglement.complete import complete
from ndrc_portfolio.rendering.site import Site, Source, plan
from tests.support import write


def read_all(root: Path, files: Mapping[str, str | bytes], audience: Audience = "public", **options: Any) -> Read:
    write(root, dict(files))
    candidat = {"nom": "Roussel", "prenom": "Camille", "statut": "scolaire"}
    return read(
        Asked(
            settings=NO_SETTINGS,
            root=root,
            docs=root / "docs",
            cache=root / ".cache",
            audience=audience,
            modeles=load_models(2020)._replace(session=2027),
            options={"candidat": candidat, **options},
            today=datetime.date(2027, 4, 1),
        )
    )


def site(found: Read, *, folders: bool = True, serve: bool = False) -> Site:
    docs = found.asked.docs
    paths = sorted(p.relative_to(docs).as_posix() for p in docs.rglob("*") if p.is_file())
    sources = {uri: Source(page=uri.endswith(".md"), own=True, shown=True) for uri in paths}
    rules = complete(found).checklist if serve else None
    return plan(found, sources, partial(page_address, folders=folders), rules, serve=serve)
