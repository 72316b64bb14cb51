"""The class of the current folder: found, received, checked; and where nothing of it may be written."""

import datetime
from pathlib import Path

from ndrc_portfolio.classe.engine import pool
from ndrc_portfolio.classe.following import Engines, Followed, follow
from ndrc_portfolio.classe.model import CLASSE, Classe
from ndrc_portfolio.classe.private import why_public
from ndrc_portfolio.classe.reading import read_class
from ndrc_portfolio.cli.progress import progress
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.portfolio.reading import Asked
from ndrc_portfolio.reglement.complete import Complete


def class_here() -> Classe:
    """The class of the current folder.

    Raises:
        UsageError: there is none.
    """
    if not Path(CLASSE).is_file():
        raise UsageError(
            f"il n’y a pas de {CLASSE} dans ce dossier ; placez-vous dans celui de la classe, "
            "ou faites-en un : ndrc classe nouveau ma-classe --eleves eleves.csv"
        )
    return read_class(Path())


def followed_here(engines: Engines = pool) -> Followed:
    """The class of the current folder, received and checked as of today."""
    classe = class_here()
    return follow(classe, verify, datetime.datetime.now().astimezone().date(), progress, engines)


def verify(given: Asked) -> Complete:
    """What `ndrc verifier` does, in a process of the pool."""
    from ndrc_portfolio.hosts.mkdocs.run import verified  # late: an unchanged class does without MkDocs
    from ndrc_portfolio.hosts.mkdocs.speed import list_themes_once

    list_themes_once()
    return verified(given)


def refuse_public(place: Path) -> None:
    """Raises UsageError where others might come to read it."""
    if why := why_public(place):
        raise UsageError(f"rien n’a été écrit : {why}. Une classe ne se publie pas ; mettez-la dans un dossier à vous.")
