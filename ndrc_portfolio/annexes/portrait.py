"""The photo of a home page: small, upright, made anew without what it says of where and when."""

from pathlib import Path
from typing import TYPE_CHECKING

from ndrc_portfolio.annexes.images import flat, opened, upright
from ndrc_portfolio.annexes.model import Picture
from ndrc_portfolio.annexes.pictures import shrink_cached

if TYPE_CHECKING:
    from PIL.Image import Image

_SIDE = 320  # px: 104 on a page, three times as fine on a phone
_MOST = 30_000  # bytes


def portrait(content: bytes, cache: Path) -> Picture:
    """The photo that these bytes are, kept in the cache.

    Raises:
        PictureError: they are none.
    """

    def draw() -> "Image":
        with opened(content) as image:
            image.load()
            return flat(upright(image, _SIDE))

    return shrink_cached(content, _MOST, cache, draw)
