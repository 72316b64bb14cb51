"""Paragraphs: their properties from the place where they stand."""

from collections.abc import Iterable, Iterator, Sequence

from ndrc_portfolio.word.write_context import Place
from ndrc_portfolio.word.write_elements import NAMESPACES, Element, el, local, properties, val


def paragraph(place: Place, inside: Iterable[Element] = ()) -> Element:
    """A paragraph at a place."""
    about = properties("w:pPr", *_paragraph_properties(place))
    return el("w:p", None, *([about] if len(about) else []), *inside)


def thin(place: Place) -> Element:
    """The paragraph that must stand after a table, as low as one can be."""
    about = properties("w:pPr", *_paragraph_properties(place._replace(after=0, tabs=())), _exactly(20))
    about.append(properties("w:rPr", val("w:sz", 2), val("w:szCs", 2)))
    return el("w:p", None, about)


def _exactly(line: int) -> Element:
    return el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": line, "w:lineRule": "exact"})


def with_space_below(made: list[Element], after: int) -> list[Element]:
    """Some paragraphs, with the space below the last that what they stand in has below it."""
    if made and local(made[-1]) == "p" and _line_rule(made[-1]) != "exact":
        about = made[-1].find("w:pPr", NAMESPACES)
        kept = [child for child in (about if about is not None else ()) if local(child) != "spacing"]
        spacing = made[-1].find("w:pPr/w:spacing", NAMESPACES)
        values = {} if spacing is None else {k: v for k, v in spacing.attrib.items() if not k.endswith("}after")}
        new = el("w:spacing", {"w:after": after} if after else None)
        for key, value in values.items():
            new.set(key, value)
        if about is not None:
            made[-1].remove(about)
        made[-1].insert(0, properties("w:pPr", *kept, *([new] if len(new.attrib) else [])))
    return made


def _line_rule(made: Element) -> str:
    spacing = made.find("w:pPr/w:spacing", NAMESPACES)
    return "" if spacing is None else str(spacing.get(f"{{{NAMESPACES['w']}}}lineRule", ""))


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
    spacing: dict[str, object] = {}
    if place.before:
        spacing["w:before"] = place.before
    if place.after:
        spacing["w:after"] = place.after
    if place.line:
        spacing |= {"w:line": place.line, "w:lineRule": "atLeast"}
    if spacing:
        yield el("w:spacing", spacing)
    if place.indent:
        yield el("w:ind", {"w:left": place.indent})
    if place.align:
        yield val("w:jc", place.align)


def with_marks(made: list[Element], marks: Sequence[Element]) -> list[Element]:
    """Some paragraphs and tables, and the bookmarks of their first line."""
    first = next((p for one in made for p in one.iter(f"{{{NAMESPACES['w']}}}p")), None)
    if first is not None and marks:
        at = 1 if len(first) and local(first[0]) == "pPr" else 0
        first[at:at] = marks
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
