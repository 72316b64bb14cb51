"""What stands in a line of Word: runs of text, breaks, boxes, pictures, the calls of notes, fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ndrc_portfolio.word.given.model import Break, Document, Image, Inline, Mark, Remark, Text
from ndrc_portfolio.word.given.package import Relation
from ndrc_portfolio.word.given.styles import Look, Styles, attribute, child, look_of, name, number
from ndrc_portfolio.word.given.symbols import FILLED, HOLLOW, in_font, sign

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)
_CODE = "code"  # the style of `ndrc word`
_WEB = ("http://", "https://", "mailto:", "tel:")
_TELLING = frozenset("chart relIds".split())  # noqa: SIM905
_UNSEEN = {0xAD: "", 0x85: " ", 0x2028: " ", 0x2029: " ", 0xFEFF: "", 0x200B: ""}  # what no file of ours may hold
_MOST_DRAWN = 5_000  # elements of one drawing that are looked at


@dataclass(slots=True)
class Reading:
    """A part that is being read: what it names, and what is found of the whole document."""

    name: str
    relations: Mapping[str, Relation]
    styles: Styles
    document: Document
    paragraphs: int = 0

    def remark(self, what: Remark) -> None:
        self.document.said[what] = self.document.said.get(what, 0) + 1

    def skipped(self, element: "Element") -> None:
        """Say what is left out on purpose: a deletion that has words."""
        if name(element) in ("del", "moveFrom") and any(name(e) in ("delText", "t") for e in element.iter()):
            self.remark("suppressions")

    def address(self, instruction: str) -> str:
        """The address that a field leads to."""
        found = _ADDRESS.match(instruction)
        return found[1] if found else ""


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, whether its result is being read, what its box or list shows."""

    instruction: str = ""
    result: bool = False
    shown: Inline | None = None


@dataclass(slots=True)
class Line:
    """The inlines of a paragraph as they come, the text boxes that hang on it, the fields that are open."""

    look: Look
    found: list[Inline] = field(default_factory=list)
    boxes: list["Element"] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)

    def add(self, inline: Inline) -> None:
        self.found.append(inline)

    def text(self, texte: str, link: str, look: Look | None = None, *, code: bool = False) -> None:
        """A text; each box in it is a mark of its own."""
        look = (look or Look()).over(self.look)
        texte = texte.translate(_UNSEEN)
        link = link if link.lower().startswith(_WEB) else ""
        for piece in re.split(f"([{''.join(FILLED | HOLLOW)}])\ufe0f?", texte):
            if (piece in FILLED and piece) or (piece in HOLLOW and piece):
                self.add(Mark(piece in FILLED))
            elif piece:
                self.add(Text(piece, bool(look.gras), bool(look.italique), bool(look.barre), link, code=code))

    def finished(self) -> tuple[Inline, ...]:
        """The inlines, texts of one look joined."""
        joined: list[Inline] = []
        for inline in self.found:
            last = joined[-1] if joined else None
            if isinstance(inline, Text) and isinstance(last, Text) and inline[1:] == last[1:] and not inline.note:
                joined[-1] = last._replace(texte=last.texte + inline.texte)
            else:
                joined.append(inline)
        return tuple(joined)


def read_run(run: "Element", reading: Reading, line: Line, link: str) -> None:
    properties = child(run, "rPr")
    style = attribute(child(properties, "rStyle"), "val")
    look = look_of(properties).over(reading.styles.look(style) if style else Look())
    font = look.police or line.look.police or ""
    for element in run:
        kind = name(element)
        opened = line.fields[-1] if line.fields else None
        if kind == "fldChar":
            _field(element, line)
        elif kind == "instrText" and opened:
            opened.instruction += element.text or ""
        elif opened and not opened.result:
            continue  # between the two halves of a field stands its instruction
        elif kind == "t":
            text = in_font(font, element.text or "")
            size = look.taille or line.look.taille or 20
            reading.document.sizes[size] = reading.document.sizes.get(size, 0) + len(text)
            addresses = [reading.address(f.instruction) for f in line.fields]
            line.text(text, next(filter(None, addresses), link), look, code=reading.styles.nom(style) == _CODE)
        else:
            _other(element, kind, reading, line, look)


def _other(element: "Element", kind: str, reading: Reading, line: Line, look: Look) -> None:
    match kind:
        case "br" | "cr":
            line.add(Break())
        case "tab" | "ptab":
            line.text("\t", "", look)
        case "noBreakHyphen":
            line.text("-", "", look)
        case "sym":
            code = attribute(element, "char")
            known = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0
            line.text(sign(attribute(element, "font"), known), "", look)
        case "footnoteReference" | "endnoteReference":
            line.add(Text("", note=f"{kind.removesuffix('Reference')}-{attribute(element, 'id')}"))
        case "drawing" | "pict" | "object":
            _drawing(element, reading, line)
        case "AlternateContent":
            chosen = child(element, "Choice")
            for one in chosen if chosen is not None else ():
                _other(one, name(one), reading, line, look)
        case "ruby":
            line.text("".join(str(t.text or "") for t in element.iter() if name(t) == "t"), "", look)


def _field(element: "Element", line: Line) -> None:
    match attribute(element, "fldCharType"):
        case "begin":
            line.fields.append(_Field(shown=_form_field(child(element, "ffData"))))
        case "separate" if line.fields:
            line.fields[-1].result = True
        case "end" if line.fields:
            ended = line.fields.pop()
            if ended.shown:
                line.add(ended.shown)


def _form_field(data: "Element | None") -> Inline | None:
    """The box or the choice of a list of Word's old form fields."""
    if (box := child(data, "checkBox")) is not None:
        given = child(box, "checked")
        given = child(box, "default") if given is None else given
        return Mark(given is not None and attribute(given, "val", "1") in ("1", "true", "on"))
    if (choices := child(data, "ddList")) is not None:
        entries = [attribute(e, "val") for e in choices if name(e) == "listEntry"]
        chosen = number(attribute(child(choices, "result"), "val"))
        return Text(entries[chosen]) if chosen < len(entries) else None
    return None


def _drawing(element: "Element", reading: Reading, line: Line) -> None:
    """The pictures and text boxes of a drawing; what else was drawn may be a tick."""
    alt, found, inner = "", False, None
    for count, one in enumerate(element.iter()):
        if count > _MOST_DRAWN:
            reading.remark("objets")
            return
        if inner is not None and any(parent is inner for parent in one.iterancestors()):
            continue
        match name(one):
            case "docPr":
                alt = attribute(one, "descr") or ""
            case "txbxContent" if not _in_fallback(one, element):
                line.boxes.append(one)
                found, inner = True, one
            case "blip" | "imagedata" if not _in_fallback(one, element):
                found = _image(one, alt, reading, line) or found
            case "OLEObject":
                reading.remark("objets")
                found = True
            case kind if kind in _TELLING:
                reading.remark("objets")
                found = True
    if not found:
        line.add(Mark(full=True, drawn=True))


def _in_fallback(one: "Element", top: "Element") -> bool:
    for parent in one.iterancestors():
        if parent is top:
            return False
        if name(parent) == "Fallback":
            return True
    return False


def _image(one: "Element", alt: str, reading: Reading, line: Line) -> bool:
    key = attribute(one, "embed") or attribute(one, "link") or attribute(one, "id")
    relation = reading.relations.get(key)
    if relation is None:
        return False
    line.add(Image("", relation.target, alt) if relation.external else Image(relation.target, "", alt))
    return True
