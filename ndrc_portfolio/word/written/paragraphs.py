"""Paragraphs: their properties from the place where they stand."""

from collections.abc import Iterable, Iterator, Sequence

from ndrc_portfolio.word.written.context import Place
from ndrc_portfolio.word.written.elements import NAMESPACES, Element, el, local, properties, val

_W = f"{{{NAMESPACES['w']}}}"


def paragraph(place: Place, inside: Iterable[Element] = ()) -> Element:
    """A paragraph at a place."""
    return el("w:p", None, properties("w:pPr", *_paragraph_properties(place)), *inside)


def thin(height: int = 20, *, new_page: bool = False) -> Element:
    """The paragraph that must stand after a table, as low as one can be, or so many twips."""
    breaks = [el("w:pageBreakBefore")] if new_page else []
    spacing = el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": height, "w:lineRule": "exact"})
    small = properties("w:rPr", val("w:sz", 2), val("w:szCs", 2))
    return el("w:p", None, properties("w:pPr", *breaks, spacing, small))


def with_space_below(made: list[Element], after: int) -> list[Element]:
    """Some paragraphs, with the space below the last that what they stand in has below it."""
    if made and local(made[-1]) == "p":
        spacing = made[-1].find("w:pPr/w:spacing", NAMESPACES)
        if spacing is not None and spacing.get(_W + "lineRule") != "exact":
            spacing.set(_W + "after", str(after))
    return made


def _paragraph_properties(place: Place) -> Iterator[Element]:
    if place.style:
        yield val("w:pStyle", place.style)
    if place.keep:
        yield el("w:keepNext")
    if place.new_page:
        yield el("w:pageBreakBefore")
    if place.bar or place.boxed:
        sides = ("top", "left", "bottom", "right") if place.boxed else ("left",)
        width, colour = (6, "auto") if place.boxed else (18, "888888")
        line = {"w:val": "single", "w:sz": width, "w:space": 4, "w:color": colour}
        yield el("w:pBdr", None, *(el(f"w:{side}", line) for side in sides))
    if place.tabs:
        stops = (el("w:tab", {"w:val": kind, "w:leader": leader, "w:pos": at}) for at, kind, leader in place.tabs)
        yield el("w:tabs", None, *stops)
    spacing: dict[str, object] = {"w:before": place.before} if place.before else {}
    spacing["w:after"] = place.after
    if place.line:
        spacing |= {"w:line": place.line, "w:lineRule": "atLeast"}
    yield el("w:spacing", spacing)
    if place.indent:
        yield el("w:ind", {"w:left": place.indent})
    if place.align:
        yield val("w:jc", place.align)


def with_marks(made: list[Element], marks: Sequence[Element]) -> list[Element]:
    """Some paragraphs and tables, and the bookmarks of their first line."""
    first = next((p for one in made for p in one.iter(_W + "p")), None)
    if first is not None and marks:
        first[1:1] = marks
    return made


def ruled(place: Place) -> Element:
    """A line across."""
    line = el("w:bottom", {"w:val": "single", "w:sz": 6, "w:space": 1, "w:color": "888888"})
    return el("w:p", None, properties("w:pPr", *_paragraph_properties(place), el("w:pBdr", None, line)))


def closed(made: list[Element], place: Place) -> list[Element]:
    """What a cell holds: it must end with a paragraph, and there is no space below the last one."""
    if not made:
        return [paragraph(place._replace(before=0, after=0))]
    return with_space_below(made, 0)
