"""How long an annexe is, which may be asked before it is made fit to be shown."""

from pathlib import Path

from ndrc_portfolio.annexes.apart import apart
from ndrc_portfolio.annexes.images import image_length
from ndrc_portfolio.annexes.kept import kept_of, made
from ndrc_portfolio.annexes.kinds import Kind
from ndrc_portfolio.annexes.model import PictureError, read_whole
from ndrc_portfolio.annexes.pdf_pages import pdf_length
from ndrc_portfolio.annexes.pictures import PAGES

_LENGTHS = {"image": image_length, "pdf": pdf_length}


def count_pages(path: Path, kind: Kind, cache: Path | None) -> int:
    """How many pages a file takes in a dossier: as many as it has pictures, none if it does not open."""
    try:
        content = read_whole(path)
        if cache is None:
            return len(apart(_LENGTHS[kind], content))
        kept = kept_of(PAGES[kind], content, cache)
        return len(made(_LENGTHS[kind], content, cache) if kept is None else kept)
    except PictureError:
        return 0
