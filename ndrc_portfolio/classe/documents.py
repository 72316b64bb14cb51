"""The documents of a student as the official forms show them: the core reads and renders, no site generator takes part.

Each is a page that stands alone, without script, without its pictures and without what leads elsewhere.
"""

from collections.abc import Sequence
from contextlib import chdir
from functools import lru_cache
from typing import NamedTuple

from ndrc_portfolio.classe.check import Task, asked_of, settings_here
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.portfolio.readers.secret import NumeroCandidat
from ndrc_portfolio.portfolio.reading import read
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.links import without_urls
from ndrc_portfolio.rendering.markdown import Cells, MarksLost, compose, cut
from ndrc_portfolio.rendering.templates import Templates, template_environment

_EXTENSIONS = ("toc", "tables", "fenced_code", "sane_lists")  # what MkDocs has by itself, and what we add there


class Shown(NamedTuple):
    """A document: its title, its page, and why it is not shown where it has none."""

    path: str
    titre: str
    html: str
    why: str = ""


def documents(task: Task) -> list[Shown]:
    """The documents of a portfolio that was received. None shows a candidate's number.

    Raises:
        UnreadableSettings, FormulaireError, OSError: it cannot be read.
    """
    assert task.copy is not None
    with chdir(task.copy.root):
        found = read(asked_of(settings_here(), task.cache, task.schemas))
    secrets = (NumeroCandidat(task.number), found.numero)
    session, nobody = found.asked.session, found.candidat._replace(numero="")
    shown = []
    for uri in found.order:
        fiche = found.portfolio.fiches[uri]
        if fiche.formulaire is not None and fiche.formulaire.by_candidat:
            document = Document(uri, "", fiche, fiche.formulaire, session, nobody)
            shown.append(_page(document, fiche, fiche.formulaire, secrets))
    return shown


def _page(document: Document, fiche: Fiche, form: Formulaire, secrets: Sequence[NumeroCandidat]) -> Shown:
    if any(secret.valeur and secret.find("\n".join(fiche.lines)) for secret in secrets):
        return Shown(document.uri, document.nom, "", "elle contient un numéro de candidat")
    rendering = _rendering()
    try:
        cells = cut(_converted(compose(fiche, form)), fiche, form)
    except MarksLost as fault:
        return Shown(document.uri, document.titre, "", str(fault))
    alone = {leaf: [without_urls(piece) for piece in pieces] for leaf, pieces in cells.by_leaf.items()}
    filled = rendering.form(document, Cells(alone, without_urls(cells.notes)))
    return Shown(document.uri, document.titre, rendering.print_view(document, filled, "../", "", indexed=False))


@lru_cache(maxsize=1)
def _rendering() -> Templates:
    return Templates(template_environment(), "jury")


def _converted(text: str) -> str:
    import markdown  # late: a class that is only looked at converts nothing

    return markdown.markdown(text, extensions=list(_EXTENSIONS))
