"""The pages of their own that MkDocs does not render: print views, dossiers, blank forms, and their PDFs."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from mkdocs.plugins import get_plugin_logger

from ndrc_portfolio.hosts.mkdocs.speed import Behind, Written
from ndrc_portfolio.hosts.mkdocs.theme import mark
from ndrc_portfolio.messages.catalogue.site import StalePdf
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.pdf import stamp
from ndrc_portfolio.portfolio.links.made import PDF_FOLDER
from ndrc_portfolio.portfolio.links.urls import relative_url
from ndrc_portfolio.rendering.blank import blank_form
from ndrc_portfolio.rendering.dossier import PrintedDossier, render, to_print
from ndrc_portfolio.rendering.pages import Edition, dossier_of
from ndrc_portfolio.rendering.policy import without_policy

log = get_plugin_logger("ndrc-portfolio")


def printed(edition: Edition, site_dir: Path) -> Behind:
    """What writes everything, now that all fiches are rendered and all links made."""
    return Behind([(site_dir / file, content) for file, content in _printed(edition)])


def _printed(edition: Edition) -> Iterator[tuple[str, Written]]:
    read, site, rendering = edition.read, edition.site, edition.rendering
    public = read.audience == "public"
    for file, form in site.blank_forms.items():
        back = relative_url(site.home, file)
        yield file, partial(blank_form, form, read.asked.session, rendering, back=back, indexed=public)
    for uri, place in site.print_views.items():
        if uri in edition.rendered:
            yield place.file, _marked(edition.rendered[uri].print_view, place.file, edition)
    for dossier in site.dossiers:
        place, printed = site.dossier_pages[dossier.key], dossier_of(edition, dossier)
        if not printed.documents:  # `mkdocs serve`, and each of them has a fault that its page shows
            yield place.file, ""
            continue
        pdf = _pdf_to_offer(edition, printed)
        name = pdf.name if pdf else ""
        page = render(rendering, printed, place.url, site.home, indexed=public, pdf=name)
        yield place.file, _marked(page, place.file, edition)
        if pdf:
            edition.offered[dossier.key] = pdf.stat().st_size
            yield site.pdfs[dossier.key][1], pdf.read_bytes()


def _marked(page: str, name: str, edition: Edition) -> str:
    """Our template says whose a page is; one of the author's own (`ndrc/base.html`) may have lost that.

    Under serve it goes without its policy, for MkDocs' own script that loads it again.
    """
    audience = edition.read.audience
    if edition.serve:
        page = without_policy(page)
    said = f'"ndrc-audience" content="{audience}"' in page.partition("</head>")[0]
    return page if said else mark(page, name, audience, serve=edition.serve)


def _pdf_to_offer(edition: Edition, printed: PrintedDossier) -> Path | None:
    """The PDF to offer beside a dossier of the public site, when there is one and it is of this very dossier."""
    if printed.dossier.key not in edition.site.pdfs:
        return None
    path, _ = edition.site.pdfs[printed.dossier.key]
    if stamp.is_current(path, to_print(edition.rendering, printed, edition.site.home)):
        return path
    shown = f"{PDF_FOLDER}/{path.name}"
    log.info(log_line(StalePdf(dossier=printed.dossier.key, fichier=shown).at(shown, Place(1))))
    return None
