"""The photo of a home page: small, upright, made anew without what it says of where and when."""

from pathlib import Path

from ndrc_portfolio.annexes.images import flat, jpeg, opened, upright
from ndrc_portfolio.annexes.kept import made
from ndrc_portfolio.annexes.model import Picture, Pieces
from ndrc_portfolio.annexes.pictures import picture_of

_SIDE = 320  # px: 104 on a page, three times as fine on a phone
_MOST = 30_000  # bytes


def portrait(content: bytes, cache: Path) -> Picture:
    """The photo that these bytes are, kept in the cache.

    Raises:
        PictureError: they are none.
    """
    (file,) = made(portrait_pieces, content, cache)
    return picture_of(file)


def portrait_pieces(content: bytes) -> Pieces:
    """The one picture that is made of a photo."""
    with opened(content) as image:
        encoded, (width, height) = jpeg(flat(upright(image, _SIDE)), _MOST)
    yield f"portrait-{width}x{height}.jpg", encoded
