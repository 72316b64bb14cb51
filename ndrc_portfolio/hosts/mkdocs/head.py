"""What a page says of itself to a browser's tab, to search engines and to who is sent its address.

Themes write title and description; here the candidate's name is added, and what is shown of a link (Open Graph).
"""

import html
import re
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from ndrc_portfolio.hosts.mkdocs.pages import has_header
from ndrc_portfolio.messages.french import de
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.home import details, diplome
from ndrc_portfolio.rendering.pages import Edition

_TITLE = re.compile(r"<title>([^<]*+(?:<(?!/?title>)[^<]*+)*+)</title>")


def describe(page: Page, edition: Edition) -> None:
    """A description from the data, for the theme to write, where the author gives none."""
    document = edition.site.documents.get(page.file.src_uri)
    text = ""
    if document and document.form.by_candidat:
        text = _of_document(document, edition)
    elif has_header(page, edition):
        text = _of_portfolio(edition)
    if text and not page.meta.get("description"):
        page.meta["description"] = html.escape(text)


def complete(output: str, page: Page, edition: Edition, config: MkDocsConfig) -> str:
    """A page whose title bears the candidate's name; a public one says what a link to it shows."""
    found = _TITLE.search(output)
    nom = html.escape(edition.read.candidat.complet, quote=False)
    if found is None or not nom or edition.read.audience == "jury":
        return output
    site_name = html.escape(html.unescape(str(config.site_name)), quote=False)
    title = site_name if has_header(page, edition) else " ".join(found[1].split())
    if nom not in title:
        title = f"{nom} – {title}" if has_header(page, edition) else f"{title} – {nom}"
    marks = _open_graph(title, page, edition) if edition.read.audience == "public" else ""
    return f"{output[: found.start()]}<title>{title}</title>{marks}{output[found.end() :]}"


def _open_graph(title: str, page: Page, edition: Edition) -> str:
    given = str(page.meta.get("description") or "")
    said = {
        "og:type": "website",
        "og:locale": "fr_FR",
        "og:title": html.unescape(title),
        "og:description": html.unescape(given),
        "og:url": page.canonical_url or "",
    }
    if edition.site.portrait and page.canonical_url and page.is_homepage:
        said["og:image"] = urljoin(page.canonical_url, edition.site.portrait)
    return "".join(f'<meta property="{name}" content="{html.escape(text)}">' for name, text in said.items() if text)


def _of_document(document: Document, edition: Edition) -> str:
    known = ", ".join([document.titre, *details(document)])
    return f"{document.form.epreuve} – {known}. {_of_portfolio(edition)}"


def _of_portfolio(edition: Edition) -> str:
    read = edition.read
    whose = f"Portfolio {de(read.candidat.complet)}" if read.candidat.complet else "Portfolio"
    line = f" {read.presentation.ligne}" if read.presentation.ligne else ""
    return f"{whose}, {diplome(read.asked.formulaires)}, session {read.asked.session}.{line}"
