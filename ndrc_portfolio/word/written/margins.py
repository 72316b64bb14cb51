"""What stands in the margins of each page: the foot, and a pale text across the sheet."""

from ndrc_portfolio.word.written.context import Place
from ndrc_portfolio.word.written.elements import Element, el, properties
from ndrc_portfolio.word.written.inline import field, text_run
from ndrc_portfolio.word.written.paragraphs import paragraph

_ACROSS = (
    "position:absolute;margin-left:0;margin-top:0;width:480pt;height:48pt;rotation:325;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def foot(text: str, width: int) -> Element:
    """What stands at the foot of each page: whose it is, and its number."""
    number = [*field("PAGE", "1"), text_run(" / "), *field("NUMPAGES", "1")]
    return el("w:ftr", None, paragraph(Place(width, style="Footer"), [text_run(text), _tab(), *number]))


def watermark(text: str, width: int) -> Element:
    """A head with a pale text across the sheet, the shape that Word itself writes for one; or with nothing."""
    if not text:
        return el("w:hdr", None, paragraph(Place(width)))
    kind = el("v:shapetype", {"id": "_x0000_t136", "coordsize": "21600,21600", "o:spt": 136, "adj": 10800})
    kind.set("path", "m@7,l@8,m@5,21600l@6,21600e")
    kind.append(el("v:path", {"textpathok": "t", "o:connecttype": "rect"}))
    kind.append(el("v:textpath", {"on": "t", "fitshape": "t"}))
    written = el("v:textpath", {"style": 'font-family:"Arial";font-size:1pt;font-weight:bold', "string": text})
    shape = {"id": "filigrane", "type": "#_x0000_t136", "style": _ACROSS, "fillcolor": "#dddddd", "stroked": "f"}
    drawn = el("w:pict", None, kind, el("v:shape", shape, written))
    run = el("w:r", None, properties("w:rPr", el("w:noProof")), drawn)
    return el("w:hdr", None, paragraph(Place(width), [run]))


def _tab() -> Element:
    return el("w:r", None, el("w:tab"))
