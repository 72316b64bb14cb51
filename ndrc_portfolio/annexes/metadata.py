"""Pictures without what they say of where and when they were taken."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndrc_portfolio.annexes.kinds import signature
from ndrc_portfolio.annexes.model import LONG_SIDE, PictureError
from ndrc_portfolio.annexes.pictures import _JPEG, _jpeg, _key, _upright, opened
from ndrc_portfolio.cache import read_files, write_files

if TYPE_CHECKING:
    from PIL.Image import Image


def clean_picture(content: bytes) -> bytes | None:
    """A picture of the same kind without its metadata, upright; None when it has none to lose.

    Raises:
        ImageError: it cannot be opened, or is of a kind whose metadata cannot be removed.
    """
    kind = signature(content[:32])
    if kind in (None, "pdf", "gif"):
        return None
    if kind == "heic":
        raise PictureError
    with opened(content) as image:
        if kind != "jpeg" and not _has_metadata(image):
            return None
        image.load()
        clean = _upright(image, LONG_SIDE if kind == "jpeg" else None)
        buffer = BytesIO()
        if kind == "jpeg":
            return _jpeg(clean if clean.mode in ("RGB", "L") else clean.convert("RGB"))[0]
        options: dict[str, Any] = {"quality": _JPEG[0]} if kind in ("webp", "avif") else {}
        clean.save(buffer, format=str(kind).upper(), **options)
        return buffer.getvalue()


def clean_cached(path: Path, cache: Path) -> Path | None:
    """`nettoyer`, for a file, its result kept in the cache; None when the file itself may be published."""
    content = path.read_bytes()
    name = f"{_key(content, 'image')}-propre"
    kept = read_files(cache, name)
    if kept is None:
        clean = clean_picture(content)
        end = path.suffix.lower() if clean is not None else ".vide"
        kept = write_files(cache, name, {name + end: clean or b""})
    return kept[0] if kept[0].suffix != ".vide" else None


def _has_metadata(image: "Image") -> bool:
    harmless = {"transparency", "gamma", "dpi", "aspect", "srgb", "interlace", "chromaticity", "duration", "loop",
                "background", "timestamp", "version", "compression", "resolution", "jfif", "jfif_version",
                "jfif_unit", "jfif_density"}  # fmt: skip
    return bool(set(image.info) - harmless) or bool(image.getexif())
