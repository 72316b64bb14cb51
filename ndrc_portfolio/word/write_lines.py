"""Lines of fields to fill in, with their dots: « Nom : ……… Prénom : ……… »."""

from collections.abc import Sequence

from ndrc_portfolio.word.write_context import Context, Look, classes, look_of
from ndrc_portfolio.word.write_elements import Element, el
from ndrc_portfolio.word.write_inline import Piece, pieces, runs
from ndrc_portfolio.word.write_paragraphs import paragraph

_LETTER = 5.6  # twips that a letter takes, for each half point of its size

_LEAST = 500  # twips of dots

_ASIDE = 0.76  # where what stands at the right of a line begins

_EMPTY = "\u00a0" * 8  # a frame to write in


def line_of_fields(line: Element, context: Context) -> list[Element]:
    """A line: its text, its fields and their dots; what stands to its right after a tab."""
    if "s-liste" in classes(line):
        return _choices(line, context)
    right = next((child for child in line if "ligne" in classes(child)), None)
    place = context.place
    whole = place.width - place.indent
    width = round(whole * _ASIDE) if right is not None else whole
    drawn, stops = _drawn(line, context, width)
    if right is not None:
        own = context._replace(look=look_of(right, context.look))
        aside, more = _drawn(right, own, whole - width)
        stops = [*stops, (width, "left", "none"), *((width + at, kind, leader) for at, kind, leader in more)]
        drawn = [*drawn, Piece("", context.look, el("w:tab")), *aside]
    placed = place._replace(tabs=tuple(stops), boxed=False)
    return [paragraph(placed, runs(drawn, context))]


def _choices(line: Element, context: Context) -> list[Element]:
    """A list of boxes, one below the other."""
    inner = context.at(indent=round(context.place.width * 0.14), after=120)
    made: list[Element] = []
    for choice in line.iter("span"):
        if "choix" in classes(choice):
            look = look_of(choice, inner.look)
            made.append(paragraph(inner.place, runs(pieces(choice, inner._replace(look=look)), inner)))
    return made


def _drawn(line: Element, context: Context, width: int) -> tuple[list[Piece], list[tuple[int, str, str]]]:
    """The pieces of a line and its tab stops: each field with dots ends at one."""
    parts = [
        (child, [*_field(child, context), Piece((child.tail or "").strip(), context.look)])
        for child in line
        if "ligne" not in classes(child)
    ]
    dotted = [any(_is_tab(piece) for piece in own) for _, own in parts]
    taken = [_width(own, context.look) for _, own in parts]
    room = max(0, width - sum(taken) - 60 * len(parts)) // max(1, sum(dotted))
    made = [Piece(line.text or "", context.look)]
    stops: list[tuple[int, str, str]] = []
    at = 0
    for (child, own), dots, text in zip(parts, dotted, taken, strict=True):
        asked = _percent(child)
        at += text + 60
        if dots:
            at = max(at + _LEAST, round(width * asked) + (stops[-1][0] if stops else 0)) if asked else at + room
            at = width if child is parts[-1][0] or at > width else at
            stops.append((at, "left", "dot"))
        made += [*([Piece(" ", context.look)] if len(made) > 1 else []), *own]
    return made, stops


def _field(child: Element, context: Context) -> list[Piece]:
    """A text, or a field: its label, its value, its dots."""
    if "champ" not in classes(child):
        return list(pieces(child, context))
    made = [Piece(child.text or "", context.look)]
    for part in child:
        own = classes(part)
        if "pointilles" in own:  # the tab draws the dots, behind what was given
            made += [Piece(part.text or "", context.look), Piece("", context.look, el("w:tab"))]
        elif "cadre" in own:
            made.append(Piece(part.text or _EMPTY, look_of(part, context.look)))
        else:
            made += pieces(part, context)
        made.append(Piece(f" {part.tail or ''}", context.look))
    return made


def _is_tab(piece: Piece) -> bool:
    return piece.element is not None and str(piece.element.tag).endswith("}tab")


def _width(own: Sequence[Piece], look: Look) -> int:
    """About how wide pieces are."""
    letters = sum(
        3 if piece.element is not None and not _is_tab(piece) else len(" ".join(piece.text.split())) for piece in own
    )
    return round(letters * _LETTER * (look.size or 20))


def _percent(child: Element) -> float:
    """The share of the line that a field asks for: `flex:0 1 40%`."""
    style = child.get("style") or ""
    text = style.rpartition(" ")[2].rstrip("%;")
    return float(text) / 100 if "flex" in style and text.replace(".", "", 1).isdigit() else 0.0
