"""What of a portfolio is written for Word: a blank form, some fiches, a whole dossier."""

import base64
import re
from pathlib import Path
from urllib.parse import unquote

from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.pdf.choice import Kind
from ndrc_portfolio.pdf.printable import Printable
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.portfolio.links.urls import join_url, relative_url, split_url
from ndrc_portfolio.rendering.blank import blank_form
from ndrc_portfolio.rendering.dossier import PAGE_TO_PRINT, PrintedDossier, to_print
from ndrc_portfolio.rendering.templates import Templates, foot_of
from ndrc_portfolio.word.written.package import is_untouched
from ndrc_portfolio.word.written.page import Around, Written, write_page

_INLINE = re.compile(r"data:image/[\w.+-]+;base64,(.*)", re.DOTALL)


def _changed(path: Path) -> str:
    return "" if is_untouched(read_file(path)) else "contient autre chose que ce que cette commande y a écrit"


DOCX = Kind(".docx", "ce fichier", _changed)
"""A file for Word is replaced only if nobody has written in it since."""


def blank_document(form: Formulaire, session: int, rendering: Templates, candidat: Identite) -> bytes:
    """The blank form, to be filled in with Word."""
    around = Around(form.titre, "", "", (), lambda _: None, lambda address: address)
    return write_page(blank_form(form, session, rendering, candidat), around).data


def dossier_document(printed: PrintedDossier, built: Printable, *, whole: bool) -> Written:
    """A dossier, or some fiches, of a portfolio that was built; with cover and contents where it is `whole`.

    A link to another fiche of the portfolio leads to its source, from the one fiche that is written: so the same link
    is read from the file again. Those of several fiches lead to each other; others are text, as on paper.
    """
    documents = [document for document, _ in printed.documents]
    alone = documents[0] if len(documents) == 1 else None

    def find(address: str) -> bytes | None:
        if (inline := _INLINE.match(address)) is not None:
            return _decoded(inline[1])
        path = built.site / join_url(PAGE_TO_PRINT, unquote(split_url(address)[0]))
        return read_file(path) if path.resolve().is_relative_to(built.site.resolve()) and path.is_file() else None

    def lead(address: str) -> str:
        if _is_outside(address):
            return address
        page, mark, rest = split_url(address)
        uri = _source(join_url(PAGE_TO_PRINT, unquote(page)), built.docs)
        return relative_url(uri, alone.uri) + mark + rest if uri and alone else ""

    title = printed.dossier.name if alone is None or whole else alone.titre
    foot = " – ".join(filter(None, (printed.author, printed.dossier.name)))
    around = Around(title, printed.author, foot, [foot_of(d) for d in documents], find, lead)
    return write_page(to_print(built.rendering, printed, built.home), around, whole=whole)


def _decoded(text: str) -> bytes | None:
    """The bytes of a picture that stands in the text itself."""
    try:
        return base64.b64decode(unquote(text), validate=True)
    except ValueError:
        return None


def _source(url: str, docs: Path) -> str:
    """What a page of the site, or a file, is made from; empty if it is nothing that lies in the sources."""
    stem = url.removesuffix("/").removesuffix(".html")
    found = (uri for uri in (f"{stem}.md", f"{stem}/index.md".lstrip("/"), url) if (docs / uri).is_file())
    return next(found, "")


def _is_outside(address: str) -> bool:
    return address.lower().startswith(("http:", "https:", "mailto:", "tel:"))
