"""How many pages an annexe takes in a dossier."""

from pathlib import Path

from ndrc_portfolio.annexes.kinds import Kind
from ndrc_portfolio.annexes.model import PictureError, read_whole
from ndrc_portfolio.annexes.pdf_pages import pdf_length
from ndrc_portfolio.annexes.pictures import frames, key_of, opened
from ndrc_portfolio.cache import read_files


def count_pages(path: Path, kind: Kind, cache: Path | None) -> int:
    """As many as it has pictures, which may be in the cache already; none if it does not open."""
    try:
        content = read_whole(path)
        if cache and (kept := read_files(cache, key_of(content, kind))):
            return len(kept)
        if kind == "pdf":
            return pdf_length(content)
        with opened(content) as image:
            return sum(1 for _ in frames(image)) if image.format == "TIFF" else 1
    except PictureError:
        return 0
