"""A .docx as its paragraphs and tables: our own walk over Word's XML.

Readers that exist drop text boxes, content controls, insertions or notes in silence; here what is not understood is
walked through, so that its words come out, and what cannot be taken over is counted.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ndrc_portfolio.messages.catalogue.word import HugeWord
from ndrc_portfolio.word.given.inline import Line, Reading, read_run
from ndrc_portfolio.word.given.model import Block, Cell, Document, Item, Mark, Paragraph, Table
from ndrc_portfolio.word.given.package import Package, Unreadable
from ndrc_portfolio.word.given.styles import Styles, attribute, child, name, number, number_of, read_styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST = 60  # elements in one another that are walked through
_DEEPEST_TABLE = 8
_MOST_PARAGRAPHS = 8_000  # of a report of two hundred pages
_MOST_CELLS = 63  # of a row, as Word has it
_SKIPPED = frozenset(
    """del moveFrom sectPr tblPr tblGrid trPr tcPr pPr rPr sdtPr sdtEndPr proofErr bookmarkStart bookmarkEnd
    commentRangeStart commentRangeEnd Fallback instrText delText delInstrText moveFromRangeStart moveFromRangeEnd
    moveToRangeStart moveToRangeEnd tblPrEx permStart permEnd customXmlPr smartTagPr fldData""".split()  # noqa: SIM905
)


def read_document(package: Package) -> Document:
    """All that a file says.

    Raises:
        Unreadable: it is damaged, or has more than anyone has written.
    """
    document = Document()
    styles = read_styles(package.xml(package.part_of("styles")), package.xml(package.part_of("numbering")))
    body = _reading(package, package.main, styles, document)
    notes = {kind: package.xml(package.part_of(f"{kind}s")) for kind in ("footnote", "endnote")}
    for kind, root in notes.items():
        reading = _reading(package, package.part_of(f"{kind}s"), styles, document)
        for one in root if root is not None else ():
            if attribute(one, "type") not in ("separator", "continuationSeparator", "continuationNotice"):
                document.notes[f"{kind}-{attribute(one, 'id')}"] = tuple(_blocks(one, reading, 0, 0))
    document.blocks = tuple(_blocks(child(package.xml(package.main), "body"), body, 0, 0))
    margins: list[Block] = []
    for relation in package.relations(package.main).values():
        if relation.kind in ("header", "footer") and not relation.external:
            reading = _reading(package, relation.target, styles, document)
            margins += _blocks(package.xml(relation.target), reading, 0, 0)
    document.margins = tuple(margins)
    if package.part_of("comments"):
        body.remark("commentaires")
    if package.macros:
        body.remark("macros")
    return document


def _reading(package: Package, part: str, styles: Styles, document: Document) -> Reading:
    return Reading(package.name, package.relations(part) if part else {}, styles, document)


def _blocks(parent: "Element | None", reading: Reading, depth: int, tables: int) -> Iterator[Block]:
    """The paragraphs and tables of a body, a cell, a control, a note."""
    if parent is None:
        return
    _bounded(depth < _DEEPEST, reading)
    for element in parent:
        match name(element):
            case "p":
                yield from _paragraph(element, reading, depth, tables)
            case "tbl":
                _bounded(tables < _DEEPEST_TABLE, reading)
                yield Table(tuple(_rows(element, reading, depth, tables + 1)))
            case "altChunk":
                reading.remark("objets")
            case "r":  # a control that is meant for a line may stand in a cell
                yield from _paragraph(parent, reading, depth, tables)
                return
            case kind if kind in _SKIPPED:
                reading.skipped(element)
            case kind:
                if kind == "ins":
                    reading.remark("insertions")
                yield from _blocks(element, reading, depth + 1, tables)


def _rows(parent: "Element", reading: Reading, depth: int, tables: int) -> Iterator[tuple[Cell, ...]]:
    _bounded(depth < _DEEPEST, reading)
    for element in parent:
        if name(element) == "tr":
            if child(element, "trPr", "del") is not None:
                reading.remark("suppressions")
                continue
            skipped = number(attribute(child(element, "trPr", "gridBefore"), "val"))
            if cells := tuple(_cells(element, reading, depth, tables, skipped)):
                yield cells
        elif name(element) not in _SKIPPED:
            yield from _rows(element, reading, depth + 1, tables)


def _cells(row: "Element", reading: Reading, depth: int, tables: int, start: int) -> Iterator[Cell]:
    for place, element in enumerate(_direct(row, "tc", reading, depth)):
        _bounded(place < _MOST_CELLS, reading)
        properties = child(element, "tcPr")
        end = start + max(1, number(attribute(child(properties, "gridSpan"), "val"), 1))
        merge = child(properties, "vMerge")
        goes_on = merge is not None and attribute(merge, "val", "continue") != "restart"
        yield Cell(tuple(_blocks(element, reading, depth, tables)), start, end, goes_on)
        start = end


def _direct(parent: "Element", wanted: str, reading: Reading, depth: int) -> Iterator["Element"]:
    """The elements of a name that stand in a row: in controls and insertions too."""
    _bounded(depth < _DEEPEST, reading)
    for element in parent:
        if name(element) == wanted:
            yield element
        elif name(element) not in _SKIPPED:
            yield from _direct(element, wanted, reading, depth + 1)


def _paragraph(element: "Element", reading: Reading, depth: int, tables: int) -> Iterator[Block]:
    """A paragraph, then what its text boxes hold."""
    reading.paragraphs += 1
    _bounded(reading.paragraphs < _MOST_PARAGRAPHS, reading)
    properties = child(element, "pPr")
    style = attribute(child(properties, "pStyle"), "val")
    line = Line(reading.styles.look(style).over(reading.styles.usual))
    _runs(element, reading, line, depth)
    listed = number_of(properties) or reading.styles.number(style)
    ordered = reading.styles.ordered.get(listed, False) if listed and listed[0] != "0" else None
    item = Item(listed[1], ordered) if listed and ordered is not None else None
    align = attribute(child(properties, "jc"), "val").replace("end", "right")
    yield Paragraph(line.finished(), item, reading.styles.titre(style), reading.styles.nom(style), align)
    for box in line.boxes:
        yield from _blocks(box, reading, depth + 1, tables)


def _runs(parent: "Element", reading: Reading, line: Line, depth: int, link: str = "") -> None:
    _bounded(depth < _DEEPEST, reading)
    for element in parent:
        match name(element):
            case "r":
                read_run(element, reading, line, link)
            case "hyperlink":
                relation = reading.relations.get(attribute(element, "id"))
                _runs(element, reading, line, depth + 1, relation.target if relation and relation.external else link)
            case "sdt" if (box := child(element, "sdtPr", "checkbox")) is not None:
                line.add(Mark(attribute(child(box, "checked"), "val", "0") in ("1", "true", "on")))
            case "sdt" if child(element, "sdtPr", "showingPlcHdr") is not None:
                pass  # « Cliquez ici pour entrer du texte »
            case "oMath" | "oMathPara":
                line.text("".join(str(t.text or "") for t in element.iter() if name(t) == "t"), link)
            case kind if kind in _SKIPPED:
                reading.skipped(element)
            case kind:
                if kind == "ins":
                    reading.remark("insertions")
                address = attribute(element, "instr") if kind == "fldSimple" else ""
                _runs(element, reading, line, depth + 1, reading.address(address) or link)


def _bounded(within: bool, reading: Reading) -> None:
    if not within:
        raise Unreadable(HugeWord(fichier=reading.name))


def texts(blocks: Iterable[Block]) -> list[str]:
    """Lines of text that are not empty, as one reads them."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += [line.strip() for line in block.texte.splitlines() if line.strip()]
        else:
            found += [t for row in block.rows for cell in row for t in texts(cell.blocks)]
    return found
