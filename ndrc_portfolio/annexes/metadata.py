"""What is published without what it tells beside itself: the place of a photo, its date, the device, the author.

A picture of an annexe is made anew (`pictures`); here are the files of `docs/` that go to the site as they are, and
the pictures that stand inside of pages, drawings and style sheets (`data:`).
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from ndrc_portfolio.annexes import documents
from ndrc_portfolio.annexes.containers import strip_gif, strip_mp4, strip_png, strip_webp
from ndrc_portfolio.annexes.drawings import clean_drawing
from ndrc_portfolio.annexes.images import frames, jpeg, opened, orientation, upright
from ndrc_portfolio.annexes.kept import key_of
from ndrc_portfolio.annexes.kept import made as made_apart
from ndrc_portfolio.annexes.kinds import IMAGES, signature
from ndrc_portfolio.annexes.model import LONG_SIDE, PictureError, Pieces, read_start, read_whole
from ndrc_portfolio.cache import write_files
from ndrc_portfolio.messages.catalogue.annexes import (
    HEIC,
    NOT_CLEAN,
    NOT_CLEAN_INSIDE,
    NOT_SHOWN_HEIC,
    SAVE_AGAIN,
    SAVE_DOCUMENT,
    SAVE_VIDEO,
)

_TEXTS = frozenset(
    (".svg", ".html", ".htm", ".xhtml", ".xml", ".css", ".js", ".mjs", ".json", ".ipynb", ".txt", ".csv")
)
_VIDEOS = frozenset((".mp4", ".m4v", ".mov", ".m4a", ".3gp"))
_OTHERS = frozenset((".heic", ".heif", ".svgz", ".jxl", ".jp2", ".dng", ".psd"))  # that nothing here can clean
_KNOWN = frozenset(("jpeg", "png", "gif", "webp", "tiff", "bmp", "avif", "heic", "mp4"))
_DATA = re.compile(
    r"(?P<before>[\"'(]|&quot;|)data:(?P<type>[a-z0-9.+-]{1,99}+/[a-z0-9.+-]{1,99}+)?"
    r"(?P<rest>(?:;[^;,\"'<>()\s]{0,200}+){0,20}+),",
    re.IGNORECASE,
)
_ENDS = {'"': '"', "'": "'", "(": ")", "&quot;": "&quot;"}
_BARE_END = re.compile(r"[\s\"'<>)]|&quot;|\Z")
_FOREIGN = re.compile(r"\s+[\d.]+[wx](?=\s*(?:,|\Z))|[^A-Za-z0-9+/=_%\s-]")  # of base64: what follows it in a `srcset`
_METADATA = re.compile(r"<((?:\w+:)?metadata)\b(?:[^>]*/>|.*?</\1\s*>)", re.DOTALL)
_TELLS = 64  # bytes below which nothing can tell of a place: the start of a picture, in an explanation
_DEEPEST = 3  # a drawing inside a drawing
_EMPTY = "data:,"
_AS_IT_IS = "tel-quel"  # the end of a name in the cache
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SUSPECT = re.compile(rb"Exif\0|exif:|ns\.adobe\.com/xap")


def clean_cached(path: Path, cache: Path) -> Path | None:
    """The file to publish instead of this one, kept in the cache; None when it may be published as it is.

    Raises:
        PictureError: it cannot be read, or cleaned: it is not to be published. It then says why, and what to do.
    """
    suffix = path.suffix.lower()
    start = read_start(path)
    watched = suffix in IMAGES | _TEXTS | _VIDEOS | _OTHERS | documents.OFFICE | documents.OTHERS | {".pdf"}
    if signature(start) not in _KNOWN and not watched:
        return None
    content = read_whole(path)
    if suffix in _TEXTS and signature(start) not in _KNOWN and not _speaks(content):
        return None
    return _kept(content, suffix, cache)


def clean_drawing_cached(path: Path, cache: Path) -> tuple[Path | None, tuple[str, ...]]:
    """What `clean_cached` gives of an SVG, which cannot act either; and what was taken out for that.

    Raises:
        PictureError: as `clean_cached` does; also of what is no drawing.
    """
    content = read_whole(path)
    drawing = clean_drawing(content)
    if _speaks(drawing.content) and (file := _kept(drawing.content, ".svg", cache)):
        return file, drawing.taken
    if drawing.content == content:
        return None, drawing.taken
    key = key_of("dessin", content)
    return write_files(cache, key, {f"{key}.svg": drawing.content})[0], drawing.taken


def clean_html(html: str, cache: Path) -> tuple[str, int]:
    """A page whose pictures in `data:` are clean, and how many could not be: an empty one stands in their place."""

    def clean(content: bytes) -> bytes | None:
        kept = _kept(content, "", cache) if _tells(content) else None
        return kept.read_bytes() if kept else None

    return _clean_data(html, clean) if "data:" in html.lower() else (html, 0)


def cleaned(content: bytes, suffix: str) -> Pieces:
    """A file without what it tells, by the end of its name; without one, what stands in a `data:`. A piece in any case.

    Raises:
        PictureError: it cannot be opened, or is of a kind whose metadata cannot be removed.
    """
    if not suffix:
        made = _clean_inside(content, 0)
    elif suffix in _TEXTS and signature(content[:32]) not in _KNOWN:
        made = _clean_text(content, 0)
    elif suffix in documents.OFFICE:
        made = documents.clean_office(content)
    elif suffix in documents.OTHERS:
        raise PictureError(NOT_CLEAN, SAVE_DOCUMENT)
    elif suffix == ".pdf":
        made = documents.clean_pdf(content)
    else:
        made = clean_picture(content, suffix)
    yield (_AS_IT_IS, b"") if made is None else (f"propre{suffix}", made)


def clean_picture(content: bytes, suffix: str = "") -> bytes | None:
    """A picture or a video without its metadata, upright; None when it has none to lose.

    Raises:
        PictureError: it cannot be opened, or is of a kind whose metadata cannot be removed.
    """
    kind = signature(content[:32])
    try:
        if kind == "heic" or suffix in (".heic", ".heif"):
            raise PictureError(NOT_SHOWN_HEIC, HEIC)
        if kind == "mp4":
            return _unless_same(strip_mp4(content), content)
        if kind not in _KNOWN:
            raise PictureError
        return _clean_opened(content, str(kind))
    except PictureError as fault:
        if fault.cause:
            raise
        if kind == "mp4":
            raise PictureError(NOT_CLEAN, SAVE_VIDEO) from fault
        raise PictureError(NOT_CLEAN, SAVE_AGAIN) from fault


# ---- Pictures


def _clean_opened(content: bytes, kind: str) -> bytes | None:
    if kind == "gif":
        with opened(content):
            return _unless_same(strip_gif(content), content)
    with opened(content) as image:
        if kind in ("png", "webp") and "icc_profile" not in image.info and orientation(image) == 1:
            return _unless_same(strip_png(content) if kind == "png" else strip_webp(content), content)
        if kind == "webp" and getattr(image, "is_animated", False):
            return strip_webp(content)
        pages = []
        for frame in frames(image):
            pages.append(upright(frame, LONG_SIDE if kind == "jpeg" else None) if kind != "tiff" else _bare(frame))
        first, *others = pages
        if kind == "jpeg":
            return jpeg(first if first.mode in ("RGB", "L") else first.convert("RGB"))[0]
        options: dict[str, Any] = {"quality": 80} if kind in ("webp", "avif") else {}
        if others:
            options |= {"save_all": True, "append_images": others}
        buffer = BytesIO()
        first.save(buffer, format=kind.upper(), **options)
        return buffer.getvalue()


def _bare(image: Any) -> Any:
    """A page of a TIFF as deep as it is, and nothing beside it."""
    bare = image.copy()
    bare.info = {}
    return bare


def _unless_same(cleaned: bytes, content: bytes) -> bytes | None:
    return None if cleaned == content else cleaned


def _kept(content: bytes, suffix: str, cache: Path) -> Path | None:
    (file,) = made_apart(cleaned, content, cache, suffix=suffix)
    return None if file.name.endswith(_AS_IT_IS) else file


# ---- Texts: pages, drawings, style sheets


def _speaks(content: bytes) -> bool:
    """Whether a text may have something to lose."""
    return b"data:" in content.lower() or b"metadata" in content or content[:2] in _UTF_16


def _tells(content: bytes) -> bool:
    """Whether what stands in a `data:` may: no font, no script, not the start of a `data:` that a script finishes."""
    if len(content) < _TELLS:
        return False
    text = b"<svg" in content or b"data:" in content.lower()
    return text or signature(content[:32]) in _KNOWN or _SUSPECT.search(content) is not None


def _clean_inside(content: bytes, depth: int) -> bytes | None:
    """What stands in a `data:` without its metadata; None when it has none to lose."""
    if not _tells(content):
        return None
    if signature(content[:32]) in _KNOWN:
        return clean_picture(content)
    if depth >= _DEEPEST or (b"<svg" not in content and b"data:" not in content.lower()):
        raise PictureError
    return _clean_text(content, depth + 1)


def _clean_text(content: bytes, depth: int) -> bytes | None:
    """A text of any encoding that has ASCII's signs, its other bytes as they are; None when there is nothing to do."""
    encoding = "utf-16" if content[:2] in _UTF_16 else "latin-1"
    text = content.decode(encoding, "replace")
    bare = _METADATA.sub("", text) if "metadata" in text and "<svg" in text else text
    clean, refused = _clean_data(bare, partial(_clean_inside, depth=depth)) if "data:" in bare.lower() else (bare, 0)
    if refused:
        raise PictureError(NOT_CLEAN_INSIDE, SAVE_AGAIN)
    return None if clean == text else clean.encode(encoding)


def _clean_data(text: str, clean: Callable[[bytes], bytes | None]) -> tuple[str, int]:
    """A text with each `data:` of it cleaned, and how many could not be."""
    parts, at, refused = [], 0, 0
    while found := _DATA.search(text, at):
        end = _end(text, found)
        parts.append(text[at : found.start()] + found["before"])
        try:
            parts.append(_clean_one(found, text[found.end() : end], clean))
        except PictureError:
            parts.append(_EMPTY)
            refused += 1
        at = end
    return "".join(parts) + text[at:], refused


def _end(text: str, found: re.Match[str]) -> int:
    """Where the data end: at the quote that opened them, else at the first sign that is none of theirs."""
    end = text.find(_ENDS[found["before"]], found.end()) if found["before"] else -1
    if end >= 0:
        foreign = _FOREIGN.search(text, found.end(), end) if found["rest"].lower().endswith(";base64") else None
        return foreign.start() if foreign else end
    bare = _BARE_END.search(text, found.end())
    return bare.start() if bare else len(text)


def _clean_one(found: re.Match[str], payload: str, clean: Callable[[bytes], bytes | None]) -> str:
    """One `data:` without its metadata, or as it is when it has none."""
    base64 = found["rest"].lower().endswith(";base64")
    content = clean(_decoded(payload, base64))
    if content is None:
        return found.group()[len(found["before"]) :] + payload
    head = f"data:{found['type'] or ''}{found['rest']},"
    return head + (b64encode(content).decode() if base64 else quote_from_bytes(content))


def _decoded(payload: str, base64: bool) -> bytes:
    raw = unquote_to_bytes(payload.encode("utf-8", "surrogateescape"))
    if not base64:
        return raw
    bare = re.sub(rb"[^A-Za-z0-9+/_-]", b"", raw).translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return b64decode(bare + b"=" * (-len(bare) % 4))
    except Base64Error:  # no browser shows it either; a script may write so
        return b""
