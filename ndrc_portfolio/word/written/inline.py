"""What stands in a line: the HTML of a text as runs, links, boxes, pictures and calls of notes."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from ndrc_portfolio.word.written.context import SKIPPED, Context, Look, classes, look_of
from ndrc_portfolio.word.written.elements import Element, el, local, properties, val

_BOXES = {"☐": ("carre", False), "☒": ("carre", True), "○": ("rond", False), "◉": ("rond", True), "❑": ("ombre", False)}

_STATES = {"carre": ("2612", "2610", "MS Gothic"), "rond": ("25C9", "25CB", "Segoe UI Symbol")} | {
    "ombre": ("2612", "2751", "Segoe UI Symbol")
}
"""Of a box by its shape: its sign when it is ticked and when not, and the font that has both."""

_DOTS = "…" * 12

_APART = "\u00a0" * 3

_UNWRAPPED = ("sdt", "bookmarkStart", "bookmarkEnd")

_SPACES = re.compile(r"[ \t\n\r\f]+")


class Piece(NamedTuple):
    """A text of one look, or an element that stands in a line (a break, a box, a picture)."""

    text: str
    look: Look
    element: Element | None = None


def pieces(node: Element, context: Context) -> Iterator[Piece]:
    """What an element of a line is made of; the text that follows it is not its own."""
    tag, own = str(node.tag), classes(node)
    if tag == "br":
        yield Piece("", context.look, el("w:br"))
    elif tag == "img":
        yield from _picture(node, context)
    elif tag == "input":
        if node.get("type") == "checkbox":
            yield Piece("", context.look, _box("☒" if node.get("checked") is not None else "☐", node, context))
    elif "case" in own:
        yield Piece("", context.look, _box((node.text or "").strip(), node, context))
    elif "footnote-ref" in own:
        yield Piece("", context.look, context.parts.note(node.get("href") or ""))
    elif tag == "svg":
        yield Piece(node.findtext(".//{*}title") or "", context.look)
    elif SKIPPED.isdisjoint(own) and isinstance(node.tag, str):
        inner = context._replace(look=look_of(node, context.look))
        yield from (Piece("", inner.look, mark) for mark in context.parts.bookmark(node.get("id") or ""))
        yield Piece(node.text or (_DOTS if "pointilles" in own and not len(node) else ""), inner.look)
        for child in node:
            yield from pieces(child, inner)
            yield Piece(child.tail or "", inner.look)
        if "champ" in own:  # one field after the other in a line
            yield Piece(_APART, inner.look)


def _picture(node: Element, context: Context) -> Iterator[Piece]:
    drawn = context.parts.picture(node.get("src") or "", node.get("alt") or "", context.place.width)
    yield Piece("" if drawn is not None else node.get("alt") or "", context.look, drawn)


def _box(sign: str, node: Element, context: Context) -> Element:
    """A box to click on, which tells its name to who cannot see."""
    shape, ticked = _BOXES.get(sign, ("carre", False))
    return box(context, ticked=ticked, name=_SPACES.sub(" ", _beside(node)).strip(), shape=shape)


def box(context: Context, *, ticked: bool, name: str, shape: str = "carre") -> Element:
    """A box to click on: a control of Word."""
    full, empty, font = _STATES[shape]
    fonts = el("w:rFonts", dict.fromkeys(("w:ascii", "w:eastAsia", "w:hAnsi", "w:cs"), font))
    control = el(
        "w14:checkbox",
        None,
        el("w14:checked", {"w14:val": int(ticked)}),
        el("w14:checkedState", {"w14:val": full, "w14:font": font}),
        el("w14:uncheckedState", {"w14:val": empty, "w14:font": font}),
    )
    about = [val("w:alias", name[:64])] if name else []
    about = [*about, val("w:id", context.parts.number()), control]
    sign = el("w:r", None, properties("w:rPr", fonts), _t(chr(int(full if ticked else empty, 16))))
    return el("w:sdt", None, el("w:sdtPr", None, *about), el("w:sdtContent", None, sign))


def _beside(node: Element) -> str:
    """The words that a box stands beside."""
    parent = node.getparent()
    return "" if parent is None else "".join(str(t) for t in parent.itertext()).replace(node.text or "", "")


def runs(given: Iterable[Piece], context: Context) -> list[Element]:
    """The elements of a line, spaces as a browser shows them: one between words, none at its ends."""
    made: list[Element] = []
    for link, group in groupby(_trimmed(list(given)), key=lambda piece: piece.look.link):
        inside = [_run(piece) for piece in group]
        made.extend(context.parts.linked(link, inside) if link else inside)
    return made


def _trimmed(given: list[Piece]) -> list[Piece]:
    made: list[Piece] = []
    space = True  # what comes before ends with one, or begins the line
    for piece in given:
        text = piece.text
        if not piece.look.kept and piece.element is None:
            text = _SPACES.sub(" ", text)
            text = text[1:] if space and text.startswith(" ") else text
        if text:
            space = text.endswith(" ")
        elif piece.element is None:
            continue
        elif _is_break(piece):
            made, space = _without_last_space(made), True
        else:
            space = False
        made.append(piece._replace(text=text))
    made = _without_last_space(made)
    while made and _is_break(made[-1]):
        made.pop()
    return made


def _without_last_space(made: list[Piece]) -> list[Piece]:
    if not made or made[-1].element is not None:
        return made
    text = made[-1].text.rstrip("\n" if made[-1].look.kept else " ")
    return [*made[:-1], made[-1]._replace(text=text)] if text else made[:-1]


def _is_break(piece: Piece) -> bool:
    return piece.element is not None and local(piece.element) == "br"


def _run(piece: Piece) -> Element:
    if piece.element is not None and local(piece.element) in _UNWRAPPED:
        return piece.element
    inside = [piece.element] if piece.element is not None else list(_text(piece.text))
    about = properties("w:rPr", *_run_properties(piece.look))
    return el("w:r", None, *([about] if len(about) else []), *inside)


def _text(text: str) -> Iterator[Element]:
    """A text, its ends of lines as breaks."""
    for i, line in enumerate(text.split("\n")):
        if i:
            yield el("w:br")
        for j, part in enumerate(line.split("\t")):
            if j:
                yield el("w:tab")
            if part:
                yield _t(part)


def _t(text: str) -> Element:
    made = el("w:t", text=text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def text_run(text: str) -> Element:
    """A text of the paragraph's own look."""
    return el("w:r", None, _t(text))


def field(name: str, shown: str) -> list[Element]:
    """What Word works out by itself, and what is shown until it has."""
    signs = [el("w:r", None, el("w:fldChar", {"w:fldCharType": kind})) for kind in ("begin", "separate", "end")]
    return [signs[0], el("w:r", None, el("w:instrText", text=name)), signs[1], text_run(shown), signs[2]]


def _run_properties(look: Look) -> Iterator[Element]:
    if look.link or look.code:
        yield val("w:rStyle", "Hyperlink" if look.link else "Code")
    if look.font:
        yield el("w:rFonts", dict.fromkeys(("w:ascii", "w:hAnsi", "w:cs"), look.font))
    if look.bold:
        yield el("w:b")
    if look.italic:
        yield el("w:i")
    if look.strike:
        yield el("w:strike")
    if look.size:
        yield val("w:sz", look.size)
        yield val("w:szCs", look.size)
    if look.marked:
        yield val("w:highlight", "yellow")
    if look.underline:
        yield val("w:u", "single")
    if look.framed:
        yield el("w:bdr", {"w:val": "single", "w:sz": 6, "w:space": 4, "w:color": "auto"})
    if look.vertical:
        yield val("w:vertAlign", look.vertical)
