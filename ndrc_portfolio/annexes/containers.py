"""Files made of pieces (chunks, blocks, boxes), written again without the pieces that tell of a place, a date or an
author: the picture itself is not touched.

All raise `PictureError` when the pieces do not follow each other as they should: what cannot be read is not cleaned.
"""

from collections.abc import Iterator

from ndrc_portfolio.annexes.model import PictureError

_PNG = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB cICP bKGD pHYs sBIT acTL fcTL fdAT".split())
_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
_WEBP_TOLD = 0x20 | 0x08 | 0x04  # flags of VP8X: a profile, Exif, XMP
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_MP4_FOLDERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex", b"edts", b"dinf"))
_MP4_TOLD = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"pnot", b"PICT", b"Xtra", b"XMP_"))
_MP4_TRACKS = frozenset((b"vide", b"soun", b"subt", b"sbtl", b"text", b"tmcd", b"clcp"))
_MP4_DATED = frozenset((b"mvhd", b"tkhd", b"mdhd"))


def strip_png(content: bytes) -> bytes:
    """Without texts, Exif, dates, profile and what follows the end."""
    kept, at = [content[:8]], 8
    while True:
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if len(name) < 4 or end > len(content):
            raise PictureError
        if name in _PNG:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def strip_webp(content: bytes) -> bytes:
    """Without Exif, XMP, profile, unknown chunks and what follows the end."""
    kept, at = [], 12
    last = min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    while at + 8 <= last:
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length
        if end > len(content):
            raise PictureError
        if name in _WEBP:
            chunk = bytearray(content[at:end] + b"\0" * (length % 2))
            if name == b"VP8X":
                chunk[8] &= ~_WEBP_TOLD & 0xFF
            kept.append(bytes(chunk))
        at = end + length % 2
    if not kept:
        raise PictureError
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def strip_gif(content: bytes) -> bytes:
    """Without comments, XMP and other applications' blocks, and what follows the end; its animation stays."""
    try:
        return b"".join(_gif(content))
    except IndexError:
        raise PictureError from None


def _gif(content: bytes) -> Iterator[bytes]:
    at = 13 + _gif_palette(content[10])
    yield content[:at]
    while content[at] != 0x3B:
        begin = at
        if content[at] == 0x2C:  # a picture: place, size, colours, then its data
            at += 10 + _gif_palette(content[at + 9]) + 1
            kept = True
        elif content[at] == 0x21:
            name = content[at + 3 : at + 14]
            kept = content[at + 1] == 0xF9 or (content[at + 1] == 0xFF and name in _GIF_LOOPS)
            at += 2
        else:
            raise PictureError
        while size := content[at]:
            at += 1 + size
        at += 1
        if kept:
            yield content[begin:at]
    yield b";"


def _gif_palette(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def strip_mp4(content: bytes) -> bytes:
    """Without place, date, device and comments: the boxes that tell them are emptied, so that nothing moves.

    Raises:
        PictureError: also of a track that is neither picture, sound nor subtitles: phones and action cameras write
            the places where one went into such tracks.
    """
    cleaned = bytearray(content)
    if not any(name == b"moov" for name, _, _ in _boxes(content, 0, len(content))):
        raise PictureError
    _clean_boxes(cleaned, content, 0, len(content), 0)
    return bytes(cleaned)


def _clean_boxes(cleaned: bytearray, content: bytes, start: int, end: int, depth: int) -> None:
    if depth > 8:
        raise PictureError
    for name, begin, after in _boxes(content, start, end):
        if name in _MP4_TOLD or name[:1] == b"\xa9":
            cleaned[begin - 4 : begin] = b"free" if content[begin - 4 : begin] == name else name
            cleaned[begin:after] = bytes(after - begin)
        elif name in _MP4_DATED:
            size = 8 if content[begin] == 1 else 4  # of each of two dates, after a version and its flags
            cleaned[begin + 4 : begin + 4 + 2 * size] = bytes(2 * size)
        elif name == b"hdlr" and depth == 3 and content[begin + 8 : begin + 12] not in _MP4_TRACKS:
            raise PictureError
        elif name in _MP4_FOLDERS:
            _clean_boxes(cleaned, content, begin, after, depth + 1)


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes that follow each other: name, where the inside begins, where it ends."""
    at = start
    while at + 8 <= end:
        size, name, head = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise PictureError
        yield name, at + head, at + size
        at += size
    if any(content[at:end]):  # QuickTime closes a list by four zeros
        raise PictureError


def strip_jpeg(content: bytes) -> bytes:
    """Without Exif, XMP, comments and a maker's notes; the picture and its colours stay to the bit.

    What does not look like a JPEG comes back as it is.
    """
    kept, at = [content[:2]], 2
    while content[at : at + 1] == b"\xff" and at + 4 <= len(content):
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == 0xDA:  # the picture itself begins
            return b"".join([*kept, content[at:]])
        if not 0xE0 <= mark <= 0xEF or mark in (0xE0, 0xE2, 0xEE):  # JFIF, colours, Adobe's
            kept.append(content[at : at + 2 + length] if mark != 0xFE else b"")
        at += 2 + length
    return content
