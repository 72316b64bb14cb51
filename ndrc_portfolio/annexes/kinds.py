"""What a file is, by its first bytes and by its name."""

from pathlib import Path
from typing import Literal

from ndrc_portfolio.annexes.model import read_start

Kind = Literal["image", "pdf"]


IMAGES = frozenset((".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"))


PICTURES = frozenset(("jpeg", "png", "gif", "webp", "tiff", "bmp", "avif"))


_OFFICE = frozenset(
    (
        *(".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".odp", ".xls", ".xlsx", ".ods", ".csv"),
        *(".pages", ".key", ".numbers", ".pub", ".txt", ".md", ".html", ".htm"),
    )
)

Refusal = Literal["heic", "office", "other"]
"""Why a file cannot be shown, which is what to do with it."""


def identify(path: Path) -> tuple[Kind | None, Refusal | None]:
    """What a file is by its first bytes, or why its kind cannot be shown.

    Neither: its name promises a kind that can be shown, and it is none.

    Raises:
        PictureError: the system refuses it.
    """
    suffix = path.suffix.lower()
    if suffix in (".heic", ".heif"):
        return None, "heic"
    if suffix in _OFFICE:
        return None, "office"
    if suffix not in IMAGES and suffix != ".pdf":
        return None, "other"
    real = signature(read_start(path))
    if real == "heic":
        return None, "heic"
    return ("pdf" if real == "pdf" else "image" if real in PICTURES else None), None


def format_name(path: Path) -> str:
    """« JPEG » for `photo.jpg`, « PNG » for `capture.png`: what to save a file as."""
    suffix = path.suffix.lower()
    jpeg = (".jpg", ".jpeg", ".jpe", ".jfif", ".tif", ".tiff")  # a TIFF that we cannot read is of a rare kind
    return "JPEG" if suffix in jpeg else suffix.removeprefix(".").upper()


def signature(start: bytes) -> str | None:
    """What a file is, by its first 32 bytes: a kind of image, `pdf`, `heic`, `mp4`, or None."""
    if start.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if start.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    if start.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return "tiff"
    if start.startswith(b"BM") and start[15:18] == b"\0\0\0":  # else a text that begins so
        return "bmp"
    if start[4:8] == b"ftyp":
        return _by_brand(start)
    if start[4:8] in (b"moov", b"mdat", b"wide", b"pnot"):  # QuickTime of before `ftyp`
        return "mp4"
    return "pdf" if b"%PDF-" in start else None


def _by_brand(start: bytes) -> str:
    """Of the family of MP4: the brand it says it is, then those that it is compatible with."""
    if start[8:12] in (b"avif", b"avis"):
        return "avif"
    if start[8:12] in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"):
        return "avif" if b"avif" in start[16:32] else "heic"
    return "mp4"
