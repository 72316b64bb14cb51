"""Images made fit to be published: upright, of a reasonable size, and without metadata.

A phone writes where it was into every photo. What this module makes is encoded anew from the pixels, so no
metadata can pass; it is kept in a cache by the content of the original, sealed: what was planted there is not shown.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndrc_portfolio.annexes.kinds import Kind
from ndrc_portfolio.annexes.model import LONG_SIDE, MOST, Picture, PictureError
from ndrc_portfolio.annexes.pdf_pages import pdf_pictures
from ndrc_portfolio.cache import read_files, write_files

if TYPE_CHECKING:
    from PIL.Image import Image


_JPEG = (80, 65, 50)  # qualities, tried until a picture is light enough; then it is made smaller


_PDF_DPI = 150


_HEAVY = 400_000  # bytes above which a lossless page becomes a JPEG


_MAX_PIXELS = 400_000_000  # a phone of 2026 takes 200 million


_VERSION = "2"  # of what is written: part of the keys of the cache


def make_pictures(sources: Iterable[tuple[Path, Kind]], cache: Path) -> dict[Path, list[Picture] | PictureError]:
    """The pictures of each file: one for an image, one a page for a PDF. Cached by content.

    A file that cannot be opened gives its `ImageError` instead.
    """
    wanted = dict(sources)
    images = [p for p, genre in wanted.items() if genre == "image"]
    pdfs = [p for p, genre in wanted.items() if genre == "pdf"]
    done: dict[Path, list[Picture] | PictureError] = {}
    if len(images) > 1:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(os.cpu_count()) as pool:  # Pillow works outside of the interpreter's lock
            done.update(zip(images, pool.map(lambda p: _vues(p, "image", cache), images), strict=True))
    else:
        done.update((p, _vues(p, "image", cache)) for p in images)
    done.update((p, _vues(p, "pdf", cache)) for p in pdfs)  # pdfium is not safe in threads
    return done


def check_opens(path: Path, genre: Kind) -> PictureError | None:
    """Whether a file opens, without keeping anything of it."""
    try:
        if genre == "pdf":
            for _ in pdf_pictures(path.read_bytes(), dpi=8):
                pass
        else:
            with opened(path.read_bytes(), small=True) as image:
                image.load()
    except PictureError as error:
        return error
    except OSError:
        return PictureError()
    return None


def shrink_cached(content: bytes, most: int, cache: Path, ouvrir: "Callable[[], Image]") -> Picture:
    """A picture of a PDF as a JPEG of `most` bytes, kept in the cache by `content`, its bytes as they are there."""
    key = _key(content, f"{most}")
    kept = read_files(cache, key)
    if kept is None:
        image = ouvrir()
        if max(image.size) > LONG_SIDE:
            image.thumbnail((LONG_SIDE, LONG_SIDE))
        encoded, (width, height) = _jpeg(image, most)
        kept = write_files(cache, key, {f"{key}-p-{width}x{height}.jpg": encoded})
    return _vue(kept[0])


def as_jpeg(vue: Picture) -> bytes:
    """A picture of the cache as a JPEG, whatever it is kept as."""
    content = vue.path.read_bytes()
    if vue.path.suffix == ".jpg":
        return content
    with opened(content) as image:
        buffer = BytesIO()
        image.convert("RGB").save(buffer, format="JPEG", quality=_JPEG[0], optimize=True, progressive=True)
        return buffer.getvalue()


def _vues(path: Path, genre: Kind, cache: Path) -> list[Picture] | PictureError:
    try:
        content = path.read_bytes()
    except OSError:  # gone, or held by another program
        return PictureError()
    key = _key(content, genre)
    if kept := read_files(cache, key):
        return [_vue(p) for p in kept]
    vues = {}
    try:
        pages = pdf_pictures(content, _PDF_DPI) if genre == "pdf" else iter([_annexe(content)])
        for number, (image, lossy) in enumerate(pages, 1):
            encoded, (width, height), suffix = _encode(image, lossy)
            vues[f"{key}-p{number:03}-{width}x{height}{suffix}"] = encoded
    except PictureError as error:
        return error
    return [_vue(p) for p in write_files(cache, key, vues)]


def _key(content: bytes, genre: str) -> str:
    return hashlib.sha256(f"{_VERSION} {genre} ".encode() + content).hexdigest()[:20]


def _vue(path: Path) -> Picture:
    width, height = path.stem.rsplit("-", 1)[1].split("x")
    return Picture(path, int(width), int(height))


@contextmanager
def opened(content: bytes, *, small: bool = False) -> "Iterator[Image]":
    """A picture opened by Pillow, whose many errors become one."""
    from PIL import ImageFile

    pillow, formats = _pillow()
    try:
        with pillow.open(BytesIO(content), formats=formats) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise PictureError
            if isinstance(image, ImageFile.ImageFile):
                side = 64 if small else LONG_SIDE
                image.draft(None, (side, side))
            yield image
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, ZeroDivisionError) as fault:
        raise PictureError from fault


@lru_cache(maxsize=1)
def _pillow() -> tuple[Any, tuple[str, ...]]:
    """Pillow's module, and the kinds that it may open: what a phone or a screen makes, no interpreter of anything."""
    from PIL import Image  # late: most builds find all pictures in the cache

    Image.init()
    Image.MAX_IMAGE_PIXELS = None  # `_MAX_PIXELS` is the limit here, for a phone's photo is no attack
    return Image, tuple(k for k in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF") if k in Image.OPEN)


def _annexe(content: bytes) -> "tuple[Image, bool]":
    with opened(content) as image:
        lossy = image.format not in ("PNG", "GIF", "BMP")
        image.load()
        return _flat(_upright(image, LONG_SIDE)), lossy


def _upright(image: "Image", long_side: int | None) -> "Image":
    """Turned as its EXIF says, in sRGB, its long side at most so many pixels."""
    from PIL import ImageOps

    clean = _srgb(ImageOps.exif_transpose(image))
    if long_side is not None and max(clean.size) > long_side:
        clean.thumbnail((long_side, long_side))
    bare = clean.copy()
    bare.info = {k: v for k, v in clean.info.items() if k in ("transparency", "duration", "loop")}
    return bare


def _srgb(image: "Image") -> "Image":
    """The colours that a screen shows, once the profile is removed that said them."""
    if not (profile := image.info.get("icc_profile")) or image.mode not in ("RGB", "RGBA"):
        return image
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted if converted is not None else image


def _flat(image: "Image") -> "Image":
    """On white paper, as it will be printed."""
    from PIL import Image

    if image.mode in ("RGB", "L"):
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
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
    return (*_jpeg(image), ".jpg")


def _jpeg(image: "Image", most: int = MOST) -> tuple[bytes, tuple[int, int]]:
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
    return _jpeg(image.resize((width, height)), most) if max(width, height) > 1 else (encoded, image.size)
