"""Annexes as they are shown: their pictures, made anew from their content and kept."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from ndrc_portfolio.annexes.apart import apart, side_by_side
from ndrc_portfolio.annexes.images import image_opens, image_pages, opened
from ndrc_portfolio.annexes.kept import kept_of, made
from ndrc_portfolio.annexes.kinds import Kind
from ndrc_portfolio.annexes.model import Picture, PictureError, read_whole
from ndrc_portfolio.annexes.pdf_pages import pdf_opens, pdf_pages

PAGES = {"image": image_pages, "pdf": pdf_pages}
_OPENS = {"image": image_opens, "pdf": pdf_opens}
_QUALITY = 80


def make_pictures(sources: Iterable[tuple[Path, Kind]], cache: Path) -> dict[Path, list[Picture] | PictureError]:
    """The pictures of each file: one a page of a PDF or a TIFF, one of anything else. Kept by content.

    A file that cannot be opened gives its `PictureError` instead.
    """
    wanted = dict(sources)
    return dict(zip(wanted, side_by_side(lambda file: _pictures(*file, cache), wanted.items()), strict=True))


def open_all(sources: Iterable[tuple[Path, Kind]], cache: Path) -> dict[Path, list[Picture] | PictureError]:
    """In the place of their pictures, for who shows none: an empty one for each file that opens. Kept by content."""
    wanted = dict(sources)
    return dict(zip(wanted, side_by_side(lambda file: _opens(*file, cache), wanted.items()), strict=True))


def check_opens(path: Path, kind: Kind, cache: Path | None = None) -> PictureError | None:
    """Whether a file opens: nothing of it is kept, but what is kept in `cache` has been opened once."""
    try:
        content = read_whole(path)
        if cache is None or kept_of(PAGES[kind], content, cache) is None:
            apart(_OPENS[kind], content)
    except PictureError as fault:
        return fault
    return None


def as_jpeg(picture: Picture) -> bytes:
    """A picture of the cache as a JPEG, whatever it is kept as."""
    content = picture.path.read_bytes()
    if picture.path.suffix == ".jpg":
        return content
    with opened(content) as image:
        buffer = BytesIO()
        image.convert("RGB").save(buffer, format="JPEG", quality=_QUALITY, optimize=True, progressive=True)
        return buffer.getvalue()


def _pictures(path: Path, kind: Kind, cache: Path) -> list[Picture] | PictureError:
    try:
        return [picture_of(file) for file in made(PAGES[kind], read_whole(path), cache)]
    except PictureError as fault:
        return fault


def _opens(path: Path, kind: Kind, cache: Path) -> list[Picture] | PictureError:
    try:
        content = read_whole(path)
        if kept_of(PAGES[kind], content, cache) is None:
            made(_OPENS[kind], content, cache)
    except PictureError as fault:
        return fault
    return [Picture(path, 0, 0)]


def picture_of(path: Path) -> Picture:
    """A picture of the cache, whose name says its size."""
    width, height = path.stem.rsplit("-", 1)[1].split("x")
    return Picture(path, int(width), int(height))
