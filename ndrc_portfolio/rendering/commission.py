"""What the commission has written, as a table: candidates and their documents, in the order of the exam."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.portfolio.configuration.settings import settings_above
from ndrc_portfolio.portfolio.model import Dossier
from ndrc_portfolio.portfolio.reading import Read
from ndrc_portfolio.rendering.document import Document, identity_text
from ndrc_portfolio.rendering.site import Site


class Cell(NamedTuple):
    """A document: its path and its page, its name, whether it is finished, the note that it gives (empty if none)."""

    uri: str
    url: str
    titre: str
    draft: bool
    note: str


class Row(NamedTuple):
    """A candidate: the page about them, their documents by column, where to print these; their own portfolio."""

    name: str
    url: str
    cells: tuple[tuple[Cell, ...], ...]
    dossier: str
    portfolio: str


class Table(NamedTuple):
    """The names of the documents, in the order of the exam, and a row a candidate."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def table_of(read: Read, site: Site, only: Dossier | None = None) -> Table:
    """The table of all candidates, or of one."""
    dossiers = [only] if only else site.dossiers
    forms = {_column(d.form): d.form for dossier in dossiers for d in site.documents_of(dossier)}
    columns = sorted(forms, key=lambda title: (forms[title].epreuve, forms[title].keyword.rang, title))
    pages = {dossier.key: uri for uri, dossier in reversed([*site.lists.items()])}
    rows = (_row(dossier, columns, read, site, pages.get(dossier.key, "")) for dossier in dossiers)
    return Table(tuple(columns), tuple(rows))


def _column(form: Formulaire) -> str:
    """What the forms of both modalities are called that stand in one column."""
    return re.sub(r",? CCF(?=\))", "", form.titre)


def _row(dossier: Dossier, columns: list[str], read: Read, site: Site, page: str) -> Row:
    documents = site.documents_of(dossier)
    cells = (tuple(_cell(d) for d in documents if _column(d.form) == title) for title in columns)
    folder = read.asked.portfolios.get(dossier.key)
    return Row(
        dossier.title,
        site.list_urls.get(page, ""),
        tuple(cells),
        site.dossier_pages[dossier.key].url if dossier.key in site.dossier_pages else "",
        address_of(folder) if folder else "",
    )


def _cell(document: Document) -> Cell:
    return Cell(document.uri, document.url, document.nom, not document.fiche.finale, next(_notes(document), ""))


def _notes(document: Document) -> Iterator[str]:
    """What it gives as a note: the numbers of the form that are printed with a comma."""
    for champ in document.form.champs.values():
        if champ.keyword.decimale and (note := document.fiche.identite(champ.cle)):
            yield identity_text(document, champ.cle) or note.replace(".", ",")


def address_of(docs: Path) -> str:
    """Where a portfolio is published, as its own settings say; empty if they do not. Nothing of it is run."""
    settings = settings_above(docs / "index.md")
    given = next((f.data.get("site_url") for f in settings.files if f.data.get("site_url")), "") if settings else ""
    return given if isinstance(given, str) and given.startswith(("https://", "http://")) else ""
