"""What is made beside the sources, by name: for who makes it, and for who looks where a link leads."""

import posixpath
import re

from ndrc_portfolio.portfolio.links.urls import Address

RULES_PAGES = ("conformite.md", "conformite-du-dossier.md")
"""The page of the rules of the dossier; the second where its author has a page of the first name."""

PDF_FOLDER = "telechargements"
"""Beside `mkdocs.yml`: the PDFs that a public site offers wait there."""


def print_view(page: Address) -> str:
    """Beside a page: `fiche/imprimer/` where URLs are folders, else `fiche.imprimer.html`."""
    stem = re.sub(r"(?:index)?\.html$", "", page.file)
    folder = not page.url.endswith(".html") or not stem
    return f"{stem}{'imprimer/index.html' if folder else '.imprimer.html'}"


def dossier_page(key: str) -> str:
    """The page of a dossier."""
    return posixpath.join("dossier", key, "index.html")


def dossier_pdf(key: str) -> str:
    """The PDF that a public site offers beside that page."""
    return posixpath.join("dossier", key, pdf_name(key))


def pdf_name(key: str) -> str:
    """The name of the PDF of a dossier."""
    return f"dossier-{key or 'commission'}.pdf"


def blank_form(form_id: str) -> str:
    """A form to fill in by hand."""
    return f"modeles/{form_id}.html"
