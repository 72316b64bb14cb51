"""The PDFs that a public site offers beside its dossiers: those that `ndrc pdf` has made of just what the site shows.

They wait in a folder beside `mkdocs.yml`. A PDF bears the fingerprint of the dossier that it was made of, so that
one that is out of date, or was made for the candidate alone, is never published.
"""

import hashlib
from pathlib import Path

FOLDER = "telechargements"
CLE = "/NDRCEmpreinte"  # in the information dictionary of the PDF
CLE_AUDIENCE = "/NDRCAudience"  # there too: for whom it was made


def nom(cle: str) -> str:
    """The name of the PDF of a dossier."""
    return f"dossier-{cle or 'commission'}.pdf"


def empreinte(html: str) -> str:
    """The fingerprint of a dossier, as the page that is printed."""
    return hashlib.sha256(html.encode()).hexdigest()


def a_jour(pdf: Path, html: str) -> bool:
    """Whether a PDF was made of this very dossier."""
    import pikepdf  # late: most builds find no PDF

    try:
        with pikepdf.open(pdf) as opened:
            marks = {cle: str(opened.docinfo.get(cle, "")) for cle in (CLE, CLE_AUDIENCE)}
            return marks == {CLE: empreinte(html), CLE_AUDIENCE: "public"}
    except (pikepdf.PdfError, OSError):
        return False
