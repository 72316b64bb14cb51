"""Lines of fields to fill in, with their dots: « Nom : ……… Prénom : ……… »."""

from collections.abc import Sequence
from typing import NamedTuple

from ndrc_portfolio.word.written.context import Context, Look, classes, look_of
from ndrc_portfolio.word.written.elements import Element, el
from ndrc_portfolio.word.written.inline import Piece, pieces, runs
from ndrc_portfolio.word.written.paragraphs import paragraph

_LETTER = 5.6  # twips that a letter takes, for each half point of its size

_SPACE, _LEAST = 60, 500  # twips: between fields, and of dots

_ASIDE = 0.76  # where what stands at the right of a line begins

_TEXT, _FIELDS, _IN_SHEET = 14, 19, 15  # twips from line to line, for each half point: of texts, of fields, in a sheet

_DOTTED = 212  # twips from one line of dots to the next

_EMPTY = "\u00a0" * 8  # a frame to write in

Stop = tuple[int, str, str]


class _Field(NamedTuple):
    """A text or a field of a line: what stands before its dots, whether it has some, and what stands behind them."""

    before: list[Piece]
    dots: bool
    behind: list[Piece]
    share: float


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
    height = _IN_SHEET if _in_sheet(line) else _FIELDS if any("champ" in classes(child) for child in line) else _TEXT
    placed = place._replace(tabs=tuple(stops), boxed=False, line=height * (context.look.size or 20))
    return [paragraph(placed, runs(drawn, context))]


def dotted_line(line: Element, context: Context) -> list[Element]:
    """A line of dots, and what was written on it."""
    place = context.place._replace(tabs=((context.place.width, "left", "dot"),), line=_DOTTED)
    return [paragraph(place, runs([*pieces(line, context), Piece("", context.look, el("w:tab"))], context))]


def _choices(line: Element, context: Context) -> list[Element]:
    """A list of boxes, one below the other."""
    inner = context.at(indent=round(context.place.width * 0.14), after=120)
    made: list[Element] = []
    for choice in line.iter("span"):
        if "choix" in classes(choice):
            look = look_of(choice, inner.look)
            made.append(paragraph(inner.place, runs(pieces(choice, inner._replace(look=look)), inner)))
    return made


def _drawn(line: Element, context: Context, width: int) -> tuple[list[Piece], list[Stop]]:
    """The pieces of a line and its tab stops: the dots of each field end at one."""
    plain = context._replace(look=context.look._replace(underline=False))
    fields = [_field(child, plain, context.look) for child in line if "ligne" not in classes(child)]
    look = context.look
    taken = sum(_width(field.before, look) + _width(field.behind, look) + _SPACE for field in fields)
    room = max(_LEAST, (width - taken) // max(1, sum(field.dots for field in fields)))
    made = [Piece(line.text or "", plain.look)]
    stops: list[Stop] = []
    at = 0
    for i, field in enumerate(fields):
        start, behind = at, _width(field.behind, look) + _SPACE
        at += _width(field.before, look)
        if field.dots:
            end = width if i == len(fields) - 1 else max(at + _LEAST, start + round(width * field.share))
            at = min(width, end if field.share or end == width else at + room + behind) - behind
            stops.append((at, "left", "dot"))
        at += behind + _SPACE
        dots = [Piece("", plain.look, el("w:tab"))] if field.dots else []
        made += [*([Piece(" ", plain.look)] if i else []), *field.before, *dots, *field.behind]
    return made, stops


def _field(child: Element, context: Context, look: Look) -> _Field:
    """A text, or a field: its label, its value, its dots; `look` is that of the words of the form."""
    tail = Piece((child.tail or "").strip(), context.look)
    worded = context._replace(look=look)
    if "champ" not in classes(child):
        return _Field([*pieces(child, worded), tail], dots=False, behind=[], share=0)
    before, behind, dots = [Piece(child.text or "", context.look)], list[Piece](), False
    for part in child:
        own = classes(part)
        made = before if not dots else behind
        if "pointilles" in own:  # the tab draws the dots, behind what was given
            made.append(Piece(part.text or "", context.look))
            dots = True
        elif "cadre" in own:
            made.append(Piece(part.text or _EMPTY, look_of(part, context.look)))
        elif part.tag == "b":
            made += _label(part, worded)
        else:
            made += pieces(part, context)
        (behind if dots else before).append(Piece(f" {part.tail or ''}", context.look))
    return _Field(before, dots, [*behind, tail], _percent(child))


def _label(label: Element, context: Context) -> list[Piece]:
    """The label of a field: bold, but not in a sheet that is filled by hand."""
    if not _in_sheet(label):
        return list(pieces(label, context))
    made = [Piece(label.text or "", context.look)]
    for child in label:
        made += [*pieces(child, context), Piece(child.tail or "", context.look)]
    return made


def _in_sheet(node: Element) -> bool:
    """Whether a line stands in a cell of lines, where it is small."""
    cell = next(node.iterancestors("td"), None)
    return cell is not None and "lignes" in classes(cell) and "libres" not in classes(cell)


def _width(own: Sequence[Piece], look: Look) -> int:
    """About how wide pieces are."""
    letters = sum(3 if piece.element is not None else len(" ".join(piece.text.split())) for piece in own)
    return round(letters * _LETTER * (look.size or 20))


def _percent(child: Element) -> float:
    """The share of the line that a field asks for: `flex:0 1 40%`."""
    style = child.get("style") or ""
    text = style.rpartition(" ")[2].rstrip("%;")
    return float(text) / 100 if "flex" in style and text.replace(".", "", 1).isdigit() else 0.0
