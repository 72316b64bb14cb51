"""Annexes made fit to be shown: upright, in the colours of a screen, of a reasonable size, and without metadata.

What this module makes is encoded anew from the pixels, so nothing that a phone wrote can pass; it is kept in a cache
by the content of the original.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndrc_portfolio.annexes.kinds import Kind
from ndrc_portfolio.annexes.model import (
    LONG_SIDE,
    MAX_PAGES,
    MAX_PIXELS,
    MAX_TOTAL,
    MOST,
    Picture,
    PictureError,
    read_whole,
    too_large,
)
from ndrc_portfolio.annexes.pdf_pages import pdf_pictures
from ndrc_portfolio.disk.cache import read_files, write_files

if TYPE_CHECKING:
    from PIL.Image import Image

_JPEG = (80, 65, 50)  # qualities, tried until a picture is light enough; then it is made smaller
_PDF_DPI = 150
_VERSION = "3"  # of what is written: part of the keys of the cache
_HEAVY = 400_000  # bytes above which a lossless page becomes a JPEG
_ORIENTATION = 0x0112
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # from EXIF to `PIL.Image.Transpose`
_NOT_A_PAGE = 0b101  # of the tag NewSubfileType of TIFF: a thumbnail, a mask


def make_pictures(sources: Iterable[tuple[Path, Kind]], cache: Path) -> dict[Path, list[Picture] | PictureError]:
    """The pictures of each file: one a page of a PDF or a TIFF, one of anything else. Cached by content.

    A file that cannot be opened gives its `PictureError` instead.
    """
    wanted = dict(sources)
    images = [p for p, kind in wanted.items() if kind == "image"]
    pdfs = [p for p, kind in wanted.items() if kind == "pdf"]
    done: dict[Path, list[Picture] | PictureError] = {}
    if len(images) > 1:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(os.cpu_count()) as pool:  # Pillow works outside of the interpreter's lock
            done.update(zip(images, pool.map(lambda p: _pictures(p, "image", cache), images), strict=True))
    else:
        done.update((p, _pictures(p, "image", cache)) for p in images)
    done.update((p, _pictures(p, "pdf", cache)) for p in pdfs)  # pdfium is not safe in threads
    return done


def check_opens(path: Path, kind: Kind) -> PictureError | None:
    """Whether a file opens, without keeping anything of it."""
    try:
        content = read_whole(path)
        if kind == "pdf":
            for _ in pdf_pictures(content, dpi=8):
                pass
        else:
            with opened(content, small=True) as image:
                image.load()
    except PictureError as error:
        return error
    return None


def shrink_cached(content: bytes, most: int, cache: Path, draw: "Callable[[], Image]") -> Picture:
    """A picture of a PDF as a JPEG of `most` bytes, kept in the cache by `content`, its bytes as they are there."""
    key = key_of(content, f"{most}")
    kept = read_files(cache, key)
    if kept is None:
        image = draw()
        if max(image.size) > LONG_SIDE:
            image.thumbnail((LONG_SIDE, LONG_SIDE))
        encoded, (width, height) = jpeg(image, most)
        kept = write_files(cache, key, {f"{key}-p-{width}x{height}.jpg": encoded})
    return _picture(kept[0])


def as_jpeg(picture: Picture) -> bytes:
    """A picture of the cache as a JPEG, whatever it is kept as."""
    content = picture.path.read_bytes()
    if picture.path.suffix == ".jpg":
        return content
    with opened(content) as image:
        buffer = BytesIO()
        image.convert("RGB").save(buffer, format="JPEG", quality=_JPEG[0], optimize=True, progressive=True)
        return buffer.getvalue()


def _pictures(path: Path, kind: Kind, cache: Path) -> list[Picture] | PictureError:
    made = {}
    try:
        content = read_whole(path)
        key = key_of(content, kind)
        if kept := read_files(cache, key):
            return [_picture(p) for p in kept]
        pages = ((page, False) for page in pdf_pictures(content, _PDF_DPI)) if kind == "pdf" else _annexe(content)
        for number, (image, lossy) in enumerate(pages, 1):
            encoded, (width, height), suffix = _encode(image, lossy)
            made[f"{key}-p{number:03}-{width}x{height}{suffix}"] = encoded
    except PictureError as error:
        return error
    return [_picture(p) for p in write_files(cache, key, made)]


def key_of(content: bytes, use: str) -> str:
    """What is made of a content for some use is kept under this name."""
    return hashlib.sha256(f"{_VERSION} {use} ".encode() + content).hexdigest()[:20]


def _picture(path: Path) -> Picture:
    width, height = path.stem.rsplit("-", 1)[1].split("x")
    return Picture(path, int(width), int(height))


@contextmanager
def opened(content: bytes, *, small: bool = False) -> "Iterator[Image]":
    """A picture opened by Pillow, whose many errors become one.

    Raises:
        PictureError: it cannot be opened, or has more than `MAX_PIXELS`.
    """
    from PIL import ImageFile

    pillow, formats = _pillow()
    try:
        with pillow.open(BytesIO(content), formats=formats) as image:
            if image.width * image.height > MAX_PIXELS:
                raise too_large(f"il dépasse {MAX_PIXELS // 1_000_000} millions de pixels")
            if isinstance(image, ImageFile.ImageFile):
                side = 64 if small else LONG_SIDE
                image.draft(None, (side, side))
            yield image
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, ArithmeticError, TypeError, LookupError) as fault:
        raise PictureError from fault


@lru_cache(maxsize=1)
def _pillow() -> tuple[Any, tuple[str, ...]]:
    """Pillow's module, and the kinds that it may open: what a phone or a screen makes, no interpreter of anything."""
    from PIL import Image  # late: most builds find all pictures in the cache

    Image.init()
    Image.MAX_IMAGE_PIXELS = None  # `MAX_PIXELS` is the limit here, for a phone's photo is no attack
    return Image, tuple(k for k in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF") if k in Image.OPEN)


def _annexe(content: bytes) -> "Iterator[tuple[Image, bool]]":
    """The pages of a picture, each with whether it is a photo that may lose a little."""
    with opened(content) as image:
        lossy = image.format not in ("PNG", "GIF", "BMP")
        for frame in frames(image):
            yield _flat(upright(frame, LONG_SIDE)), lossy


def frames(image: "Image") -> "Iterator[Image]":
    """Every page of a TIFF (a scanner makes one file of several sheets), the picture itself of anything else.

    It is the same object each time, so a page is used before the next is asked for.

    Raises:
        PictureError: more than `MAX_PAGES` pages, or `MAX_TOTAL` pixels in all.
    """
    total, shown, number = 0, 0, 0
    while True:
        tags = getattr(image, "tag_v2", {})
        total += image.width * image.height
        if number >= 2 * MAX_PAGES or shown >= MAX_PAGES:
            raise too_large(f"il a plus de {MAX_PAGES} pages")
        if total > MAX_TOTAL or image.width * image.height > MAX_PIXELS:
            raise too_large(f"il dépasse {MAX_PIXELS // 1_000_000} millions de pixels")
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
    clean = _srgb(clean.transpose(turn) if turn is not None else clean)
    if long_side is not None and max(clean.size) > long_side:
        if clean.mode in ("P", "PA", "1"):  # whose shades cannot be mixed
            clean = _flat(clean)
        clean.thumbnail((long_side, long_side))
    bare = clean.copy()
    bare.info = {k: v for k, v in clean.info.items() if k in ("transparency", "duration", "loop")}
    return bare


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


def _flat(image: "Image") -> "Image":
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


def _encode(image: "Image", lossy: bool) -> tuple[bytes, tuple[int, int], str]:
    """A picture as a file: its bytes, its size in pixels, the end of its name."""
    if not lossy:
        buffer = BytesIO()
        image.save(buffer, format="PNG", optimize=True)
        if buffer.tell() <= _HEAVY:
            return buffer.getvalue(), image.size, ".png"
    return (*jpeg(image), ".jpg")


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
