"""What weighs in a PDF is its pictures: here they are measured, and made smaller where they are too heavy."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfImage, Stream

from ndrc_portfolio.annexes.images import jpeg
from ndrc_portfolio.annexes.kept import key_of
from ndrc_portfolio.annexes.model import LONG_SIDE, MOST, PictureError
from ndrc_portfolio.disk.cache import read_files, write_files

_COLOUR_SPACES = ("/DeviceRGB", "/DeviceGray", "/CalRGB", "/CalGray", "/ICCBased", "/Indexed")


_LEAST = 40_000  # bytes below which a picture of a page cannot be read any more


def lighten(pdf: Pdf, cache: Path | None, *, total: int | None = None) -> None:
    """Make the heavy pictures of a PDF smaller: none above `MOST`, and all streams together `total` at most.

    What is made is kept in `cache`. What cannot be made smaller without a change of its colours (CMYK, masks by
    colour) is left as it is.
    """
    streams = [s for s in pdf.objects if isinstance(s, Stream)]
    images = [s for s in streams if s.get("/Subtype") == Name.Image]
    most = MOST
    if total is not None:
        weights = [weight_of(s) for s in images]
        most = _most_each(weights, total - sum(map(weight_of, streams)) + sum(weights))
    for stream in images:
        if weight_of(stream) > most and _can_change(stream):
            _shrink(stream, most, cache)


def weight_of(stream: Stream) -> int:
    """The bytes of a stream as it is, or will be, stored."""
    if "/Filter" not in stream:  # made of several; compressed when the file is written
        return len(zlib.compress(stream.read_raw_bytes(), 1))
    return int(stream.get("/Length", 0)) or len(stream.read_raw_bytes())  # a new one has no length yet


class Weight(NamedTuple):
    """What a page weighs: its pictures, which can be made smaller, and the rest, which cannot."""

    images: int
    rest: int


def page_weights(pdf: Pdf, numbers: Sequence[int]) -> list[Weight]:
    """What each of these pages weighs; what several of them use (a font, a logo) is shared among them."""
    used = [_streams(pdf.pages[number]) for number in numbers]
    users = Counter(key for streams in used for key in streams)
    return [
        Weight(
            *(
                sum(w // users[key] for key, (w, is_image) in streams.items() if is_image is kind)
                for kind in (True, False)
            )
        )
        for streams in used
    ]


def _most_each(weights: Iterable[int], total: int) -> int:
    """The most that each may weigh so that all together stay below `total`."""
    left = total
    heavy = sorted(min(w, MOST) for w in weights)
    for i, weight in enumerate(heavy):
        share = left // (len(heavy) - i)
        if weight > share:
            return max(share, _LEAST)
        left -= weight
    return MOST


def _streams(page: pikepdf.Page) -> dict[tuple[int, int], tuple[int, bool]]:
    """The streams that a page is drawn with: their weights, and whether they are pictures."""
    found: dict[tuple[int, int], tuple[int, bool]] = {}
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [page.obj.get("/Contents", Array()), page.resources]
    while waiting:
        thing = waiting.pop()
        if not isinstance(thing, Object):
            continue
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, Stream):
            found[thing.objgen] = weight_of(thing), thing.get("/Subtype") == Name.Image
        if isinstance(thing, Array):
            waiting.extend(thing)
        elif isinstance(thing, Dictionary | Stream):
            waiting.extend(child for key, child in thing.items() if key not in ("/Parent", "/P", "/Pg"))
    return found


def _can_change(stream: Stream) -> bool:
    if any(key in stream for key in ("/Decode", "/Matte")) or stream.get("/ImageMask"):
        return False
    if isinstance(stream.get("/Mask"), Array):
        return False
    space: Any = stream.get("/ColorSpace")
    kind = space[0] if isinstance(space, Array) and len(space) else space
    if kind == Name.ICCBased and int(space[1].get("/N", 0)) not in (1, 3):
        return False
    return str(kind) in _COLOUR_SPACES


def _shrink(stream: Stream, most: int, cache: Path | None) -> None:
    """Write the picture anew as a smaller JPEG, unless that is no gain or it cannot be read."""
    try:
        name, content = _smaller(stream, most, cache)
    except (PictureError, pikepdf.PdfError, OSError, ValueError, TypeError, NotImplementedError):
        return
    if len(content) >= weight_of(stream):
        return
    stream.write(content, filter=Name.DCTDecode)
    stream.Width, stream.Height = map(int, name.split("-")[-1].split(".")[0].split("x"))
    stream.BitsPerComponent = 8
    space = stream.ColorSpace
    if isinstance(space, Array) and space[0] == Name.Indexed:
        stream.ColorSpace = Name.DeviceRGB


def _smaller(stream: Stream, most: int, cache: Path | None) -> tuple[str, bytes]:
    """A name that ends with its size in pixels, and the bytes of the picture as a JPEG."""
    key = key_of(f"smaller {most}", stream.read_raw_bytes())
    if cache is not None and (kept := read_files(cache, key)):
        return kept[0].name, kept[0].read_bytes()
    image = PdfImage(stream).as_pil_image()
    if image.mode not in ("RGB", "L"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    if max(image.size) > LONG_SIDE:
        image.thumbnail((LONG_SIDE, LONG_SIDE))
    content, (width, height) = jpeg(image, most)
    name = f"{key}-{width}x{height}.jpg"
    if cache is not None:
        write_files(cache, key, {name: content})
    return name, content
