"""What weighs in a PDF is its pictures: here they are measured, and made smaller where they are too heavy."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfImage, Stream

from ndrc_portfolio.images import MOST, ImageError, reduire_en_cache

if TYPE_CHECKING:
    from PIL.Image import Image

_COULEURS = ("/DeviceRGB", "/DeviceGray", "/CalRGB", "/CalGray", "/ICCBased", "/Indexed")
_LEAST = 40_000  # bytes below which a picture of a page cannot be read any more


def alleger_images(pdf: Pdf, cache: Path, *, total: int | None = None) -> None:
    """Make the heavy pictures of a PDF smaller: none above `MOST`, and all streams together `total` at most.

    What cannot be made smaller without a change of its colours (CMYK, masks by colour) is left as it is.
    """
    streams = [s for s in pdf.objects if isinstance(s, Stream)]
    images = [s for s in streams if s.get("/Subtype") == Name.Image]
    most = MOST
    if total is not None:
        others = sum(map(poids, streams)) - sum(map(poids, images))
        most = _plafond([poids(s) for s in images], total - others)
    for stream in images:
        if poids(stream) > most and _peut_changer(stream):
            _reduire(stream, most, cache)


def poids(stream: Stream) -> int:
    """The bytes of a stream as it is stored."""
    return int(stream.get("/Length", 0))


def poids_des_pages(pdf: Pdf, numbers: Sequence[int]) -> list[int]:
    """What each of these pages weighs; what several of them use (a font, a logo) is shared among them."""
    used = [_streams(pdf.pages[number]) for number in numbers]
    users = Counter(key for streams in used for key in streams)
    return [sum(weight // users[key] for key, weight in streams.items()) for streams in used]


def _plafond(weights: Iterable[int], total: int) -> int:
    """The most that each may weigh so that all together stay below `total`."""
    left = total
    heavy = sorted(min(w, MOST) for w in weights)
    for i, weight in enumerate(heavy):
        share = left // (len(heavy) - i)
        if weight > share:
            return max(share, _LEAST)
        left -= weight
    return MOST


def _streams(page: pikepdf.Page) -> dict[tuple[int, int], int]:
    """The streams that a page is drawn with, and their weights."""
    found: dict[tuple[int, int], int] = {}
    seen: set[tuple[int, int]] = set()
    waiting: list[Object] = [page.obj.get("/Contents", Array()), page.resources]
    while waiting:
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, Stream):
            found[thing.objgen] = poids(thing)
        waiting += _children(thing)
    return found


def _children(thing: Object) -> Iterator[Object]:
    if isinstance(thing, Array):
        yield from (child for child in thing if isinstance(child, Object))
    elif isinstance(thing, Dictionary | Stream):
        yield from (c for key, c in thing.items() if isinstance(c, Object) and key not in ("/Parent", "/P", "/Pg"))


def _peut_changer(stream: Stream) -> bool:
    if any(key in stream for key in ("/Decode", "/Matte")) or stream.get("/ImageMask"):
        return False
    if isinstance(stream.get("/Mask"), Array):
        return False
    space = stream.get("/ColorSpace")
    kind = space[0] if isinstance(space, Array) and len(space) else space
    if kind == "/ICCBased" and int(space[1].get("/N", 0)) not in (1, 3):
        return False
    return str(kind) in _COULEURS


def _reduire(stream: Stream, most: int, cache: Path) -> None:
    """Write the picture anew as a smaller JPEG, unless that is no gain or it cannot be read."""

    def image() -> "Image":
        opened = PdfImage(stream).as_pil_image()
        return opened if opened.mode in ("RGB", "L") else opened.convert("L" if opened.mode == "1" else "RGB")

    try:
        vue = reduire_en_cache(stream.read_raw_bytes(), most, cache, image)
    except (ImageError, pikepdf.PdfError, OSError, ValueError, TypeError, NotImplementedError):
        return
    if vue.path.stat().st_size >= poids(stream):
        return
    stream.write(vue.path.read_bytes(), filter=Name.DCTDecode)
    stream.Width, stream.Height, stream.BitsPerComponent = vue.width, vue.height, 8
    space = stream.ColorSpace
    if isinstance(space, Array) and space[0] == Name.Indexed:
        stream.ColorSpace = Name.DeviceRGB
