"""Pictures as Word has them: PNG, JPEG or GIF, as large as the page has room for."""

import io
from typing import NamedTuple

from ndrc_portfolio.word.written.elements import Element, el

_EMU, _PIXEL = 635, 9525  # EMU that a twip and a pixel of CSS have

_HEIGHT = 6236  # twips: 110 mm, what a picture in a rubrique may have

_KEPT = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif"}


class Picture(NamedTuple):
    """The bytes of a picture and its size in pixels."""

    data: bytes
    suffix: str
    width: int
    height: int


def read_picture(data: bytes) -> Picture | None:
    """A picture from the bytes of its file, made anew as PNG where Word does not have its kind; None if it is none."""
    if not data:
        return None
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.format in _KEPT:
                return Picture(data, _KEPT[image.format], *image.size)
            made = io.BytesIO()
            image.convert("RGBA").save(made, "PNG")
            return Picture(made.getvalue(), "png", *image.size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def drawing(picture: Picture, relation: str, number: int, alt: str, width: int, height: int = 0) -> Element:
    """A picture in a line, no wider than so many twips and no higher than so many, else than a rubrique allows."""
    wide, high = picture.width * _PIXEL, picture.height * _PIXEL
    scale = min(1, width * _EMU / wide, (height or _HEIGHT) * _EMU / high)
    size = {"cx": max(1, int(wide * scale)), "cy": max(1, int(high * scale))}
    named = {"id": number, "name": f"Image {number}", "descr": alt}
    shape = el(
        "pic:spPr",
        None,
        el("a:xfrm", None, el("a:off", {"x": 0, "y": 0}), el("a:ext", size)),
        el("a:prstGeom", {"prst": "rect"}, el("a:avLst")),
    )
    filled = el("pic:blipFill", None, el("a:blip", {"r:embed": relation}), el("a:stretch", None, el("a:fillRect")))
    about = el("pic:nvPicPr", None, el("pic:cNvPr", named), el("pic:cNvPicPr"))
    data = el("a:graphicData", {"uri": "http://schemas.openxmlformats.org/drawingml/2006/picture"})
    data.append(el("pic:pic", None, about, filled, shape))
    inline = el(
        "wp:inline",
        dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
        el("wp:extent", size),
        el("wp:docPr", named),
        el("a:graphic", None, data),
    )
    return el("w:drawing", None, inline)
