"""Pictures as Pillow opens them: upright, in the colours of a screen, of a reasonable size, and without metadata.

What is made here is encoded anew from the pixels, so nothing that a phone wrote can pass.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

from ndrc_portfolio.annexes.model import (
    LONG_SIDE,
    MAX_PAGES,
    MOST,
    PictureError,
    Pieces,
    too_large,
)

if TYPE_CHECKING:
    from PIL.Image import Image

_JPEG = (80, 65, 50)  # qualities, tried until a picture is light enough; then it is made smaller
_HEAVY = 400_000  # bytes above which a lossless page becomes a JPEG
_ORIENTATION = 0x0112
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # from EXIF to `PIL.Image.Transpose`
_MOST_MEMORY = 360_000_000  # bytes of a picture as it is opened: what is made of it needs some too
_BYTES = {"1": 1, "L": 1, "P": 1, "LA": 4, "I;16": 2, "I;16B": 2, "I;16L": 2}  # of a pixel in Pillow; else 4
_COPIES = {"WEBP": 4, "AVIF": 4, "GIF": 4}  # of the picture, while it is decoded
_ERRORS = (
    *(OSError, SyntaxError, ValueError, EOFError, ArithmeticError, TypeError, LookupError, RuntimeError),
    *(struct.error, zlib.error),
)
_NOT_A_PAGE = 0b101  # of the tag NewSubfileType of TIFF: a thumbnail, a mask


def image_pages(content: bytes) -> Pieces:
    """The pages of a picture made fit to be shown."""
    with opened(content) as image:
        lossy = image.format not in ("PNG", "GIF", "BMP")
        for number, frame in enumerate(frames(image), 1):
            yield encode(flat(upright(frame, LONG_SIDE)), number, lossy=lossy)


def image_opens(content: bytes) -> Pieces:
    """Nothing, of a picture that opens."""
    with opened(content, small=True) as image:
        image.load()
    yield from ()


def image_length(content: bytes) -> Pieces:
    """A piece for each page of a picture, with nothing in it."""
    with opened(content, small=True) as image:
        for number, _ in enumerate(frames(image), 1):
            yield f"p{number}", b""


@contextmanager
def opened(content: bytes, *, small: bool = False) -> "Iterator[Image]":
    """A picture opened by Pillow, whose many errors become one.

    Raises:
        PictureError: it cannot be opened, or has more pixels than there is memory for.
    """
    from PIL import ImageFile

    pillow, formats = _pillow()
    try:
        with pillow.open(BytesIO(content), formats=formats) as image:
            _check_size(image)
            if isinstance(image, ImageFile.ImageFile):
                side = 64 if small else LONG_SIDE
                image.draft(None, (side, side))
            yield image
    except _ERRORS as fault:
        raise PictureError from fault


def _check_size(image: "Image") -> None:
    """Refuse a picture before it is decoded, by what it says of itself."""
    each = _BYTES.get(image.mode, 4) * _COPIES.get(image.format or "", 1)
    if image.format == "JPEG":  # decoded at an eighth, but one that is progressive is kept whole
        each = 6 if image.info.get("progressive") else 1
    if image.width * image.height * each > _MOST_MEMORY:
        most = _MOST_MEMORY // each // 1_000_000
        raise too_large(f"il a {image.width * image.height // 1_000_000} millions de pixels, pour {most} au plus")


@lru_cache(maxsize=1)
def _pillow() -> tuple[Any, tuple[str, ...]]:
    """Pillow's module, and the kinds that it may open: what a phone or a screen makes, no interpreter of anything."""
    from PIL import Image  # late: most builds find all pictures in the cache

    Image.init()
    Image.MAX_IMAGE_PIXELS = None  # `_check_size` looks at what they weigh: a phone's photo is no attack
    return Image, tuple(k for k in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF") if k in Image.OPEN)


def frames(image: "Image") -> "Iterator[Image]":
    """Every page of a TIFF (a scanner makes one file of several sheets), the picture itself of anything else.

    It is the same object each time, so a page is used before the next is asked for.

    Raises:
        PictureError: more than `MAX_PAGES` pages, or one too large for the memory.
    """
    shown, number = 0, 0
    while True:
        tags = getattr(image, "tag_v2", {})
        if number >= 2 * MAX_PAGES or shown >= MAX_PAGES:
            raise too_large(f"il a plus de {MAX_PAGES} pages")
        _check_size(image)
        if number == 0 or not tags.get(254, 0) & _NOT_A_PAGE:
            image.load()
            shown += 1
            yield image
        if image.format != "TIFF":
            return
        number += 1
        try:
            image.seek(number)
        except EOFError:
            return


def upright(image: "Image", long_side: int | None) -> "Image":
    """Turned as its EXIF says, in sRGB of 8 bits, its long side at most so many pixels."""
    turn: Any = _TURNS.get(orientation(image))
    clean = eight_bits(image)
    if long_side is not None and max(clean.size) > long_side:  # first: all that follows copies it
        if clean.mode in ("P", "PA", "1"):  # whose shades cannot be mixed
            clean = flat(clean)
        clean = _smaller(clean, long_side)
    clean = _srgb(clean.transpose(turn) if turn is not None else clean)
    bare = clean.copy()
    bare.info = {k: v for k, v in clean.info.items() if k in ("transparency", "duration", "loop")}
    return bare


def _smaller(image: "Image", long_side: int) -> "Image":
    width, height = (max(1, round(side * long_side / max(image.size))) for side in image.size)
    return image.resize((width, height), reducing_gap=2.0)


def orientation(image: "Image") -> int:
    """How its EXIF says that it is to be turned, 1 for not at all; also when its EXIF is no EXIF."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError):
        return 1


def eight_bits(image: "Image") -> "Image":
    """Greys of more than 8 bits or of fractions, as a scanner makes them, brought to the 256 of a screen."""
    if image.mode != "F" and not image.mode.startswith("I"):
        return image
    tags = getattr(image, "tag_v2", {})
    grey = image.convert("I") if image.mode.startswith("I;") else image
    low, high = (float(n) for n in grey.getextrema())  # type: ignore[arg-type]
    if not (isfinite(low) and isfinite(high)):
        low, high = 0.0, 1.0
    if image.mode == "F":
        scales = [1.0, 255.0, 65535.0]
    else:
        bits = tags.get(258, (16,))
        scales = [2.0 ** min(bits[0] if isinstance(bits, tuple) else bits, 16) - 1]
    full = next((n for n in scales if low >= 0 and high <= n), None)
    start, span = (0.0, full) if full else (low, high - low or 1.0)
    factor, offset = 255 / span, -255 * start / span
    clean = grey.point(lambda value: value * factor + offset).convert("L")
    return clean.point(lambda value: 255 - value) if tags.get(262) == 0 else clean  # 0 is white there


def _srgb(image: "Image") -> "Image":
    """The colours that a screen shows, once the profile is removed that found them."""
    if not (profile := image.info.get("icc_profile")) or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    from PIL import ImageCms

    mode = image.mode if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if image.mode == "L" and source.profile.xcolor_space.strip() != "GRAY":
            return image
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return converted if converted is not None else image


def flat(image: "Image") -> "Image":
    """On white paper, as it will be printed."""
    from PIL import Image

    if image.mode in ("RGB", "L") and "transparency" not in image.info:
        return image
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGB", rgba.size, "white")
        paper.paste(rgba, mask=rgba.getchannel("A"))
        return paper
    return image.convert("RGB")


def encode(image: "Image", number: int, *, lossy: bool) -> tuple[str, bytes]:
    """A page of that number as a file: the end of its name, which says its size in pixels, and its bytes."""
    if not lossy:
        buffer = BytesIO()
        image.save(buffer, format="PNG", optimize=True)
        if buffer.tell() <= _HEAVY:
            return f"p{number:03}-{image.width}x{image.height}.png", buffer.getvalue()
    encoded, (width, height) = jpeg(image)
    return f"p{number:03}-{width}x{height}.jpg", encoded


def jpeg(image: "Image", most: int = MOST) -> tuple[bytes, tuple[int, int]]:
    """A picture as a JPEG of `most` bytes, and its size: at a lower quality where it must be, then smaller."""
    encoded = b""
    for quality in _JPEG:
        buffer = BytesIO()
        image.save(buffer, format="JPEG", quality=quality, optimize=True, progressive=True)
        encoded = buffer.getvalue()
        if len(encoded) <= most:
            return encoded, image.size
    factor = min(0.9, (most / len(encoded)) ** 0.5)
    width, height = (max(1, int(side * factor)) for side in image.size)
    return jpeg(image.resize((width, height)), most) if max(width, height) > 1 else (encoded, image.size)
