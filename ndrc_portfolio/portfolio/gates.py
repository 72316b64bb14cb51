"""What keeps a file out of a site: what it seems to be, and for whom it was made."""

import re
from pathlib import Path

from ndrc_portfolio.formulaires.keyword import AUDIENCES, Audience
from ndrc_portfolio.portfolio.audience import HEAD, decode

_MARQUE = re.compile(rb"ndrc-audience(?::|\" content=\")(\w+)")  # in the metadata of a PDF, in the head of a page


def possible_front_matter(path: Path) -> bytes | None:
    """The start of a file that is no page, if it may hold a front matter."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
            text = decode(start)
            if text is None or not re.match(r"\W*(?:[-–—−=_*]{2,}|[—–]|[\"'{ ]*fiche)", text, re.IGNORECASE):
                return None
            return start + file.read(HEAD)
    except OSError:
        return None


def made_for_audience(path: Path) -> Audience:
    """For whom a file was made that this tool has printed, or a page of a site that it has built; else `public`."""
    suffix = path.suffix.lower()
    if suffix not in (".pdf", ".html", ".htm"):
        return "public"
    try:
        marks = {mark.decode() for mark in _MARQUE.findall(path.read_bytes())}
    except OSError:
        return "public"  # nor can MkDocs copy it
    return max((a for a in AUDIENCES if a in marks), key=AUDIENCES.index, default="public")
