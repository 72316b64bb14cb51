"""What stands before the documents of a dossier: its cover and its contents."""

from collections.abc import Iterator

from ndrc_portfolio.word.written.context import MM, Changes, Context, classes
from ndrc_portfolio.word.written.elements import Element, el
from ndrc_portfolio.word.written.inline import Piece, field, pieces, runs
from ndrc_portfolio.word.written.paragraphs import paragraph
from ndrc_portfolio.word.written.parts import bookmark_name

_LINES: dict[str, tuple[int, Changes]] = {
    "diplome": (26, {"before": round(45 * MM), "after": round(4 * MM)}),
    "session": (26, {"after": round(4 * MM)}),
    "h1": (0, {"style": "Title", "after": round(8 * MM)}),
    "quoi": (28, {"after": round(30 * MM)}),
}
"""The lines of a cover by class, or by tag: the size of their letters in half points, and their place."""


def cover(sheet: Element, context: Context) -> Iterator[Element]:
    """The diploma, the session, the épreuve, and whose dossier it is."""
    centred = context.at(align="center")
    for child in sheet:
        name = next(iter(classes(child)), str(child.tag))
        if name in _LINES:
            size, place = _LINES[name]
            look = centred.look._replace(size=size, bold=name not in ("quoi", "h1"))
            inner = centred._replace(look=look).at(**place)
            yield paragraph(inner.place, runs(pieces(child, inner), inner))
        elif child.tag == "dl":
            yield from _about(child, context)


def _about(about: Element, context: Context) -> Iterator[Element]:
    """Names and values, each on a line with dots to write on."""
    start, middle, end = round(35 * MM), round(65 * MM), round(145 * MM)
    tabs = ((middle, "left", "none"), (end, "left", "dot"))
    inner = context._replace(look=context.look._replace(size=24)).at(indent=start, tabs=tabs, after=round(4 * MM))
    for name in about.iter("dt"):
        value = name.getnext()
        bold = inner._replace(look=inner.look._replace(bold=True))
        line = [*pieces(name, bold), Piece("", inner.look, el("w:tab"))]
        line += [] if value is None else pieces(value, inner)
        yield paragraph(inner.place, runs([*line, Piece("", inner.look, el("w:tab"))], inner))


def contents(sheet: Element, context: Context) -> Iterator[Element]:
    """The contents: each line leads to its page, whose number Word works out."""
    for title in sheet.iter("h1"):
        large = context.look._replace(size=32)
        inner = context._replace(look=large).at(style="Heading1", after=round(8 * MM))
        yield paragraph(inner.place, runs(pieces(title, inner), inner))
    for i, entry in enumerate(sheet.iterfind("ol/li"), 1):
        yield from _entry(entry, f"{i}. ", context.at(style="TOC1"))
        for below in entry.iterfind("ul/li"):
            yield from _entry(below, "", context.at(style="TOC2"))


def _entry(entry: Element, number: str, context: Context) -> Iterator[Element]:
    link = entry.find("a")
    if link is None:
        return
    anchor = (link.get("href") or "").removeprefix("#")
    title = "".join(map(str, link.itertext()))
    shown = [Piece(f"{number}{title}", context.look), Piece("", context.look, el("w:tab"))]
    page = field(f"PAGEREF {bookmark_name(anchor)} \\h", "…")
    yield paragraph(context.place, context.parts.linked(f"#{anchor}", [*runs(shown, context), *page]))
    for detail in entry.iterfind("small"):
        small = context._replace(look=context.look._replace(size=17)).at(before=20)
        yield paragraph(small.place, runs(pieces(detail, small), small))
