"""The PDFs that a public site offers beside its dossiers: those that `ndrc pdf` has made of just what the site shows.

They wait in a folder beside `mkdocs.yml`. A PDF bears the fingerprint of the dossier that it was made of, so that
one that is out of date, or was made for the candidate alone, is never published.
"""

import hashlib
from pathlib import Path

KEY = "/NDRCEmpreinte"  # in the information dictionary of the PDF


AUDIENCE_KEY = "/NDRCAudience"  # there too: for whom it was made


def fingerprint(html: str) -> str:
    """The fingerprint of a dossier, as the page that is printed."""
    return hashlib.sha256(html.encode()).hexdigest()


def is_current(pdf: Path, html: str) -> bool:
    """Whether a PDF was made of this very dossier."""
    import pikepdf  # late: most builds find no PDF

    try:
        with pikepdf.open(pdf) as opened:
            marks = {key: str(opened.docinfo.get(key, "")) for key in (KEY, AUDIENCE_KEY)}
            return marks == {KEY: fingerprint(html), AUDIENCE_KEY: "public"}
    except (pikepdf.PdfError, OSError):
        return False
