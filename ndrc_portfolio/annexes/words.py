"""What can be read in a file: of a PDF or a document of an office its text, of all else its bytes."""

from pathlib import Path

from ndrc_portfolio.annexes.apart import apart
from ndrc_portfolio.annexes.documents import OFFICE, office_text
from ndrc_portfolio.annexes.kept import made
from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.annexes.pdf_pages import pdf_text


def words_of(name: str, content: bytes, cache: Path | None) -> bytes:
    """The text of a file of this name as UTF-8, kept in the cache; nothing of one that does not open."""
    suffix = Path(name).suffix.lower()
    function = pdf_text if suffix == ".pdf" else office_text if suffix in OFFICE else None
    if function is None:
        return content
    try:
        if cache is None:
            return b"".join(text for _, text in apart(function, content))
        return b"".join(file.read_bytes() for file in made(function, content, cache))
    except PictureError:
        return b""
