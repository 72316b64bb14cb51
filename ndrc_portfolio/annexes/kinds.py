"""What a file is, by its first bytes and by its name."""

from pathlib import Path
from typing import Literal

Kind = Literal["image", "pdf"]


_IMAGES = frozenset((".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"))


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
    """
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            real = signature(file.read(32))
    except OSError:  # held by another program, or not on this machine
        real = None
    if real == "heic" or suffix in (".heic", ".heif"):
        return None, "heic"
    if suffix in _OFFICE:
        return None, "office"
    if suffix not in _IMAGES and suffix != ".pdf":
        return None, "other"
    return (None if real is None else "pdf" if real == "pdf" else "image"), None


def format_name(path: Path) -> str:
    """« JPEG » for `photo.jpg`, « PNG » for `capture.png`: what to save a file as."""
    suffix = path.suffix.lower()
    return "JPEG" if suffix in (".jpg", ".jpeg", ".jpe", ".jfif") else suffix.removeprefix(".").upper()


def signature(start: bytes) -> str | None:
    """What a file is, by its first 32 bytes: a kind of image, `pdf`, `heic`, or None."""
    if start.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if start.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    if start.startswith((b"II*\x00", b"MM\x00*")):
        return "tiff"
    if start.startswith(b"BM"):
        return "bmp"
    if start[4:8] == b"ftyp":
        if start[8:12] in (b"avif", b"avis"):
            return "avif"
        return "heic" if start[8:12] in (b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1") else None
    return "pdf" if b"%PDF-" in start else None
