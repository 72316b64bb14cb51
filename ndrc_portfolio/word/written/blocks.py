"""What stands in blocks: the HTML of a text as paragraphs, lists and tables."""

from collections.abc import Iterable

from ndrc_portfolio.word.written.context import GAP, MM, SKIPPED, Context, classes, look_of, place_of
from ndrc_portfolio.word.written.elements import Element, el, local, properties, val
from ndrc_portfolio.word.written.inline import Piece, pieces, runs
from ndrc_portfolio.word.written.lines import dotted_line, line_of_fields
from ndrc_portfolio.word.written.paragraphs import paragraph, ruled, thin, with_marks, with_space_below
from ndrc_portfolio.word.written.tables import table

_STEP, _QUOTE = round(4.2 * MM), round(4 * MM)

_BLOCKS = frozenset(
    """address article aside blockquote caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
    header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905
)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def blocks(node: Element, context: Context) -> list[Element]:
    """What an element holds, as paragraphs and tables."""
    made: list[Element] = []
    line = [Piece(node.text or "", context.look)]
    for child in node:
        if isinstance(child.tag, str) and SKIPPED.isdisjoint(classes(child)):
            if _is_block(child):
                made += paragraphs(line, context)
                made += with_marks(_block(child, context), context.parts.bookmark(child.get("id") or ""))
                line = []
            else:
                line += pieces(child, context)
        line.append(Piece(child.tail or "", context.look))
    return [*made, *paragraphs(line, context)]


def paragraphs(line: Iterable[Piece], context: Context) -> list[Element]:
    """A line as a paragraph, if there is something in it."""
    inside = runs(line, context)
    return [paragraph(context.place, inside)] if inside else []


def _is_block(node: Element) -> bool:
    own = classes(node)
    if node.tag in _BLOCKS or "aide" in own or (node.tag == "b" and "libelle" in own):
        return True
    parent = node.getparent()
    if node.tag == "i" and parent is not None and parent.get("scope") == "row":  # what a criterion is judged by
        return True
    return node.tag != "svg" and any(below.tag in _BLOCKS for below in node.iterdescendants())


def _block(node: Element, context: Context) -> list[Element]:
    """A block, whatever stands around it."""
    tag = str(node.tag)
    if tag == "i":
        return paragraphs(pieces(node, context._replace(look=context.look._replace(bold=False))), context)
    inner = context._replace(look=look_of(node, context.look), place=place_of(node, context.place))
    place = inner.place
    if "ligne" in classes(node) and not any(below.tag in _BLOCKS - {"div"} for below in node.iter()):
        return line_of_fields(node, inner)
    if "ligne-vide" in classes(node):
        return dotted_line(node, inner)
    if tag in ("ul", "ol"):
        return with_space_below(_listing(node, inner), place.after if not place.level else 0)
    if tag == "table":
        return [*table(node, inner, blocks), thin(2 * GAP)]
    if tag == "hr":
        return [ruled(place)]
    if tag in _HEADINGS and not _is_of_form(node):
        level = _HEADINGS.index(tag) + 1
        inner = inner.at(style=f"Heading{level}", keep=True, before=60)
    elif tag == "blockquote":
        inner = inner.at(style="Quote", indent=place.further(_QUOTE))
    elif tag == "dd":
        inner = inner.at(indent=place.further(_QUOTE))
    elif tag == "pre":
        inner = inner.at(style="BlocDeCode")
    return blocks(node, inner)


def _is_of_form(node: Element) -> bool:
    """Whether a heading is printed by the form, and not by what stands in it."""
    parent = node.getparent()
    return "libelle" in classes(node) or (
        parent is not None
        and not {"bandeau", "avec-rappel", "titre", "partie", "competence"}.isdisjoint(classes(parent))
    )


def _listing(node: Element, context: Context) -> list[Element]:
    """A list: each item's first paragraph has the number, all stand as far in."""
    place = context.place
    items = [child for child in node if child.tag == "li"]
    ordered = node.tag == "ol"
    kind = (node.get("type") or "1") if ordered else ""
    step = _STEP if len(items) < 10 or not ordered else 340
    number = context.parts.numbering(kind, _integer(node.get("start"), 1), min(place.level, 8))
    indent = place.further(step)
    inner = context.at(indent=indent, level=place.level + 1, style="ListParagraph", after=0)
    made: list[Element] = []
    for item in items:
        own = blocks(item, inner._replace(look=look_of(item, inner.look))) or [paragraph(inner.place)]
        if local(own[0]) != "p" or own[0].find("{*}pPr/{*}numPr") is not None:
            own.insert(0, paragraph(inner.place))
        if "task-list-item" not in classes(item):
            _numbered(own[0], number, min(place.level, 8), indent, step)
        made += own
    return made


def _numbered(item: Element, number: int, level: int, indent: int, step: int) -> None:
    """Make a paragraph the first of an item."""
    about = item.find("{*}pPr")
    assert about is not None
    kept = [child for child in about if local(child) != "ind"]
    numbered = el("w:numPr", None, val("w:ilvl", level), val("w:numId", number))
    item.replace(about, properties("w:pPr", *kept, numbered, el("w:ind", {"w:left": indent, "w:hanging": step})))


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
