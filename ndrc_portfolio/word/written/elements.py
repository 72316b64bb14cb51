"""Elements of WordprocessingML, their properties in the order that the standard asks for.

Word calls a file damaged whose elements stand in another order than the schemas of ECMA-376 have them; nobody can
keep that in mind while writing, so `properties` sorts them.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

Element: TypeAlias = _Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}

_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl "
    "rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike noProof vanish color sz szCs highlight u bdr shd vertAlign lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblDescription",
    "trPr": "cantSplit trHeight tblHeader",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols",
}
"""Of each kind of properties, those that we write, in the order of CT_PPr, CT_RPr, CT_TcPr, CT_TblPr, CT_SectPr."""

_RANKS = {kind: {name: i for i, name in enumerate(order.split())} for kind, order in _ORDER.items()}

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """A text without the characters that XML has no room for."""
    return _NO_XML.sub("", text)


def el(tag: str, attributes: Mapping[str, object] | None = None, *children: Element, text: str = "") -> Element:
    """An element: `w:p`; its attributes have prefixes too (`w:val`), or none."""
    made: Element = etree.Element(_name(tag), nsmap=NAMESPACES)
    for name, value in (attributes or {}).items():
        made.set(_name(name) if ":" in name else name, xml_text(str(value)))
    made.extend(children)
    if text:
        made.text = xml_text(text)
    return made


def val(tag: str, value: object) -> Element:
    """An element whose attribute `w:val` says all: `<w:jc w:val="center"/>`."""
    return el(tag, {"w:val": value})


def properties(tag: str, *given: Element) -> Element:
    """Properties in the order of the standard; `tag` is that of their element, `w:pPr`."""
    ranks = _RANKS[tag.removeprefix("w:")]
    return el(tag, None, *sorted(given, key=lambda child: ranks[local(child)]))


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)


def _name(name: str) -> str:
    prefix, _, rest = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{rest}"
