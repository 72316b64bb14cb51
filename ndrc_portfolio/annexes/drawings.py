"""Drawings (SVG) as files: a browser opens one as a page of its own, so nothing in it may act, nor ask another site.

Programs write into it what they need themselves, such as where it lay on whose disk: that goes too. A drawing with
nothing of all that is published to the byte; else it is written anew.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ndrc_portfolio.annexes.model import PictureError, too_large
from ndrc_portfolio.fiches.markdown.addresses import leads
from ndrc_portfolio.messages.catalogue.content import NO_DRAWING, SAVE_AS_PICTURE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_ELEMENTS = frozenset(
    """a circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter g image line linearGradient marker mask path pattern polygon polyline radialGradient rect stop
    style svg switch symbol text textPath title tspan use view""".split()  # noqa: SIM905
)
_REACHING = {"a": ("here", "away"), "image": ("here", "data")}
"""Where an `href` may lead to; that of all others stays in the drawing."""
_HTML = ("script", "html", "iframe", "object", "embed", "link", "style")
_FUNCTION = re.compile(r"([\w-]*)\(\s*[\"']?(#?)")
_FUNCTIONS = frozenset(
    """rgb rgba hsl hsla calc min max clamp var matrix translate translatex translatey scale scalex scaley rotate skewx
    skewy cubic-bezier steps nth-child nth-of-type not""".split()  # noqa: SIM905
)
_MOST = 10_000_000  # bytes
_AT = re.compile(r"@(?!media\b|charset\b)")
_ASIDE = re.compile(rb"<!--|<!DOCTYPE|<\?(?!xml\s)", re.IGNORECASE)  # what is no element goes when it is written anew


class Drawing(NamedTuple):
    """A drawing to publish, and what was taken out of it: elements and attributes by their names."""

    content: bytes
    taken: tuple[str, ...]


def clean_drawing(content: bytes) -> Drawing:
    """A drawing without what may not be in it.

    Raises:
        PictureError: it is none that can be read, or larger than any drawing.
    """
    from xml.etree import ElementTree  # late: few portfolios have a drawing

    if len(content) > _MOST:
        raise too_large(f"il dépasse {_MOST // 1_000_000} Mo")
    try:
        root = ElementTree.fromstring(content)
        if root.tag != f"{{{_SVG}}}svg":
            raise PictureError(NO_DRAWING, SAVE_AS_PICTURE)
        went = list(_clean(root))
        if not went and not _ASIDE.search(content):
            return Drawing(content, ())
        ElementTree.register_namespace("", _SVG)
        ElementTree.register_namespace("xlink", _XLINK)
        taken = tuple(dict.fromkeys(filter(None, went)))
        return Drawing(ElementTree.tostring(root, "utf-8", xml_declaration=True), taken)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as fault:
        raise PictureError(NO_DRAWING, SAVE_AS_PICTURE) from fault


def _clean(root: "Element") -> Iterator[str]:
    """Take out what may not be there: its name, or nothing for what a program notes for itself."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield from _clean_attributes(element)
        for child in list(element):
            space, name = _split(child.tag)
            if space == _SVG and name in _ELEMENTS and not (name == "style" and _reaches_out(child.text or "")):
                waiting.append(child)
                continue
            _remove(element, child)
            own = name == "metadata" or (space != _SVG and name not in _HTML)
            yield "" if own else name


def _clean_attributes(element: "Element") -> Iterator[str]:
    tag = _split(element.tag)[1]
    for key, value in list(element.attrib.items()):
        space, name = _split(key)
        if name == "href" and space in ("", _XLINK):
            right = value.startswith("#") or leads(value) in _REACHING.get(tag, ())
        elif space:
            right = space == _XML and name in ("space", "lang")
        else:
            right = not name.lower().startswith("on") and not _reaches_out(value)
        if not right:
            del element.attrib[key]
            yield name if name == "href" or not space else ""


def _reaches_out(style: str) -> bool:
    """Whether a style asks for more than stands in the drawing: `url(#a)` does not."""
    if "\\" in style or _AT.search(style):
        return True
    called = ((name.lower(), inside) for name, inside in _FUNCTION.findall(style))
    return any(not (name in _FUNCTIONS or not name or (name == "url" and inside)) for name, inside in called)


def _remove(parent: "Element", child: "Element") -> None:
    """Take an element out; the text behind it is its parent's."""
    if child.tail and child.tail.strip():
        before = list(parent)[list(parent).index(child) - 1] if list(parent).index(child) else None
        if before is None:
            parent.text = (parent.text or "") + child.tail
        else:
            before.tail = (before.tail or "") + child.tail
    parent.remove(child)


def _split(name: object) -> tuple[str, str]:
    """The namespace and the local name of an element or attribute."""
    space, brace, local = str(name).removeprefix("{").rpartition("}")
    return (space, local) if brace else ("", local)
