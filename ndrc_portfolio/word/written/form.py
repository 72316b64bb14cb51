"""The tables of a form: its grid, bands, boxes and cells, as the print view has them."""

import re
from collections.abc import Iterator, Sequence

from ndrc_portfolio.word.written.blocks import blocks
from ndrc_portfolio.word.written.context import GAP, MM, Context, classes, look_of, place_of
from ndrc_portfolio.word.written.elements import Element, el, properties, val
from ndrc_portfolio.word.written.inline import Piece, box, pieces, runs
from ndrc_portfolio.word.written.paragraphs import closed, paragraph, thin, with_marks

_SIDE = 68  # twips left and right of what a cell holds: 4.5 px

_EMPTY, _LARGE, _WHOLE = (
    480,
    1740,
    9751,
)  # twips of height: of an empty cell (32 px), a large one, one that fills a sheet

_SHADES = {"sous": "D9D9D9", "t-foncee": "A6A6A6", "t-grise": "BFBFBF", "t-claire": "D9D9D9", "t-blanche": ""}

_BARE = {
    "titre": ("bottom",),
    "partie": (),
    "libres": (),
    "encadre": ("left", "right"),
    "dernier": ("left", "bottom", "right"),
}
"""The borders of the cells that have not all four."""

_HEIGHT = re.compile(r"height:([\d.]+)mm")


def form_table(table: Element, context: Context) -> list[Element]:
    """A table of a form, and the thin paragraph that parts it from what follows."""
    inner = context._replace(look=look_of(table, context.look))
    widths = _columns(table, context.place.width)
    framed = any("titre" in classes(cell) for cell in table.iterfind("tbody/tr/td"))
    drawn: list[Element] = []
    for group in table:
        if group.tag not in ("thead", "tbody"):
            continue
        head = group.tag == "thead"
        whole = head or "insecable" in classes(group)
        previous: Element | None = None
        for row in group:
            if "bord" not in classes(row) and not (head and framed):
                drawn.append(_row(row, previous, widths, inner, head=head, whole=whole))
            previous = row
    about = [el("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}), el("w:tblLayout", {"w:type": "fixed"}), _margins()]
    about.append(el("w:tblInd", {"w:w": 0, "w:type": "dxa"}))
    grid = el("w:tblGrid", None, *(el("w:gridCol", {"w:w": width}) for width in widths))
    made = [el("w:tbl", None, properties("w:tblPr", *about), grid, *drawn)] if drawn else []
    return [*made, thin()]


def side_by_side(tables: Sequence[Element], context: Context) -> list[Element]:
    """Tables beside each other: in the cells of one that has no lines."""
    gap = 90
    width = (context.place.width - gap * (len(tables) - 1)) // len(tables)
    cells = []
    for i, table in enumerate(tables):
        if i:
            cells.append(_plain_cell(gap, [paragraph(context.place)]))
        cells.append(_plain_cell(width, form_table(table, context.at(width=width))))
    widths = [gap if i % 2 else width for i in range(2 * len(tables) - 1)]
    none = el("w:tblCellMar", None, *(el(f"w:{s}", {"w:w": 0, "w:type": "dxa"}) for s in ("left", "right")))
    about = [el("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}), el("w:tblLayout", {"w:type": "fixed"}), none]
    grid = el("w:tblGrid", None, *(el("w:gridCol", {"w:w": w}) for w in widths))
    return [el("w:tbl", None, properties("w:tblPr", *about), grid, el("w:tr", None, *cells)), thin()]


def _plain_cell(width: int, inside: Sequence[Element]) -> Element:
    return el("w:tc", None, properties("w:tcPr", el("w:tcW", {"w:w": width, "w:type": "dxa"})), *inside)


def _margins() -> Element:
    sides = (("top", 30), ("left", _SIDE), ("bottom", 15), ("right", _SIDE))
    return el("w:tblCellMar", None, *(el(f"w:{side}", {"w:w": w, "w:type": "dxa"}) for side, w in sides))


def _columns(table: Element, width: int) -> list[int]:
    """The widths of the columns: all alike, or those of a grid, whose levels are narrow ones."""
    columns = [(col, int(col.get("span") or 1)) for col in table.iterfind("colgroup/col")]
    levels = sum(span for col, span in columns if "niveau" in classes(col))
    if levels:
        parent = table.getparent()
        beside = parent is not None and "cote-a-cote" in classes(parent)
        level = round(width * (0.1 if beside else 0.05))
        return [width - levels * level] + [level] * levels
    count = sum(span for _, span in columns)
    return [width * (i + 1) // count - width * i // count for i in range(count)]


def _row(
    row: Element, previous: Element | None, widths: Sequence[int], context: Context, *, head: bool, whole: bool
) -> Element:
    own = classes(row)
    keep = "suivi" in own
    about: list[Element] = [el("w:cantSplit")] if keep or whole else []
    under_heads = previous is not None and "tete" in classes(previous)
    if height := max((_height(cell, under_heads=under_heads) for cell in row), default=0):
        about.append(el("w:trHeight", {"w:val": height, "w:hRule": "atLeast"}))
    if head:
        about.append(el("w:tblHeader"))
    cells = list(_cells(row, widths, context.at(keep=keep)))
    return el("w:tr", None, *([properties("w:trPr", *about)] if about else []), *cells)


def _cells(row: Element, widths: Sequence[int], context: Context) -> Iterator[Element]:
    at = 0
    for cell in row:
        span = int(cell.get("colspan") or 1)
        width = sum(widths[at : at + span])
        at += span
        yield _cell(cell, row, width, span, context)


def _cell(cell: Element, row: Element, width: int, span: int, context: Context) -> Element:
    own, group = classes(cell), row.getparent()
    assert group is not None
    inner = _inside_of(cell, row, width, context)
    level = cell.tag == "td" and not own and cell.get("colspan") is None
    if level:
        inside = _level(cell, row, inner.at(align="center"))
    elif "champ" in own:
        inside = _after_label(cell, inner)
    elif (reminded := cell.find("div[@class='avec-rappel']")) is not None:
        inside = _reminded(reminded, inner)
    else:
        inside = blocks(cell, inner)
    about = [el("w:tcW", {"w:w": width, "w:type": "dxa"}), *_shade(own, row, cell)]
    about += [val("w:gridSpan", span)] if span > 1 else []
    about.append(el("w:tcBorders", None, *_borders(own)))
    if level or (cell.get("scope") == "row" and "insecable" in classes(group)):
        about.append(val("w:vAlign", "center"))
    marked = with_marks(closed(inside, inner.place), context.parts.bookmark(cell.get("id") or ""))
    return el("w:tc", None, properties("w:tcPr", *about), *marked)


def _inside_of(cell: Element, row: Element, width: int, context: Context) -> Context:
    """How what a cell holds looks, and where it stands."""
    own = classes(cell)
    look = look_of(cell, context.look)
    place = place_of(cell, context.place._replace(width=width - 2 * _SIDE))
    of_column = cell.get("scope") == "col" and ("tete" in classes(row) or cell.getprevious() is not None)
    beside_options = "champ" in own and any("option" in classes(other) for other in row)
    if of_column or beside_options or "option" in own:
        place = place._replace(align="center")
    if cell.tag == "th" or "option" in own:
        look, place = look._replace(size=look.size or 18), place._replace(line=210)
    if "valeur" in own or "champ" in own:
        place = place._replace(after=GAP)
    if "lignes" in own and "libres" not in own:
        look = look._replace(size=17, bold=False)
    return context._replace(look=look, place=place)


def _height(cell: Element, *, under_heads: bool) -> int:
    own = classes(cell)
    if found := _HEIGHT.search(cell.get("style") or ""):
        return round(float(found[1]) * MM)
    if "vide" not in own:
        return 0
    return _LARGE if under_heads or "entiere" in own else _EMPTY


def _borders(own: Sequence[str]) -> Iterator[Element]:
    sides: Sequence[str] = ("top", "left", "bottom", "right")
    for name in own:
        sides = _BARE.get(name, sides)
    for side in sides:
        yield el(f"w:{side}", {"w:val": "single", "w:sz": 6, "w:space": 0, "w:color": "000000"})


def _shade(own: Sequence[str], row: Element, cell: Element) -> Iterator[Element]:
    shade = "BFBFBF" if "bandeau" in own or ("niveaux" in classes(row) and cell.tag == "th") else ""
    for name in own:
        shade = _SHADES.get(name, shade)
    if shade:
        yield el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": shade})


def _level(cell: Element, row: Element, context: Context) -> list[Element]:
    """A level of a criterion: a box, whether the form prints one or leaves the cell to be ticked by hand."""
    ticked = any((case.text or "").strip() == "☒" for case in cell.iter("span"))
    criterion = " ".join("".join(str(t) for t in row[0].itertext()).split())
    control = box(context, ticked=ticked, name=criterion)
    return [paragraph(context.place, [control])]


def _after_label(cell: Element, context: Context) -> list[Element]:
    """A cell whose label stands in it: the first paragraph of what was written goes on in its line."""
    label = cell.find("b")
    if label is not None:
        label.set("class", "etiquette")
        first = label.getnext()
        if first is not None and first.tag == "p":
            first.drop_tag()
    return blocks(cell, context)


def _reminded(band: Element, context: Context) -> list[Element]:
    """A band with the name of the candidate at its right."""
    title, name = band[0], band[1]
    width = context.place.width
    line = [
        Piece("", context.look, el("w:tab")),
        *pieces(title, context),
        Piece("", context.look, el("w:tab")),
        *pieces(name, context),
    ]
    place = context.place._replace(align="", tabs=((width // 2, "center", "none"), (width, "right", "none")))
    return [paragraph(place, runs(line, context))]
