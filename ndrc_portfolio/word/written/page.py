"""A page to print, as the templates make it, as a file for Word."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lxml import html

from ndrc_portfolio.word.written.blocks import blocks
from ndrc_portfolio.word.written.context import MM, Context, Look, Place, classes
from ndrc_portfolio.word.written.cover import contents, cover
from ndrc_portfolio.word.written.elements import Element, el, local, properties, val, xml_text
from ndrc_portfolio.word.written.form import form_table, side_by_side
from ndrc_portfolio.word.written.inline import Piece, pieces, runs, text_run
from ndrc_portfolio.word.written.margins import foot, watermark
from ndrc_portfolio.word.written.package import package
from ndrc_portfolio.word.written.paragraphs import paragraph, thin
from ndrc_portfolio.word.written.parts import Parts

_WIDTH = round(180 * MM)

_ANNEXE = round((297 - 33 - 14) * MM)  # what a page has for a picture


class Around(NamedTuple):
    """What a page does not say: its title, whose it is, what stands at the foot of each of its documents, and of all.

    `find` gives the bytes of a picture by its address, `lead` where a link leads that is none to a place of the page.
    """

    title: str
    author: str
    foot: str
    feet: Sequence[str]
    find: Callable[[str], bytes | None]
    lead: Callable[[str], str]


class Written(NamedTuple):
    """The bytes of the file, and the pictures that Word cannot show, by their addresses."""

    data: bytes
    lost: Sequence[str]


def write_page(page: str, around: Around, *, whole: bool = True) -> Written:
    """The file for Word of a page: what a printer would print of it, a section of the file for each of the page.

    `whole`: else without what stands around its documents, as cover and contents.
    """
    root = html.document_fromstring(xml_text(page), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    sheets = [section for section in root.iter("section") if "feuille" in classes(section)]
    sheets = [sheet for sheet in sheets if whole or _document_number(sheet)]
    parts = Parts(around.find, around.lead, _targets(sheets))
    body: list[Element] = []
    margins: dict[str, Element] = {}
    pale = [_pale_text(sheet) for sheet in sheets]
    for i, sheet in enumerate(sheets, 1):
        number = _document_number(sheet)
        own = {f"footer{i}.xml": foot(around.feet[number - 1] if number else around.foot, _WIDTH)}
        if any(pale):  # a section without a head has that of the one before
            own[f"header{i}.xml"] = watermark(pale[i - 1], _WIDTH)
        margins |= own
        context = Context(Look(), Place(_WIDTH), parts)
        section = _section([(name[:6], parts.relate(name[:6], name)) for name in sorted(own)])
        body += [*_sheet(sheet, context), section if sheet is sheets[-1] else _break(section)]
    notes = _notes(root, parts)
    document = el("w:document", {"mc:Ignorable": "w14"}, el("w:body", None, *body))
    return Written(package(document, notes, margins, parts, around.title, around.author), tuple(parts.lost))


def _targets(sheets: Sequence[Element]) -> set[str]:
    """The ids that links lead to, of what is written."""
    named = {str(name) for sheet in sheets for name in sheet.xpath(".//@id | @id")}
    return named & {href[1:] for sheet in sheets for href in map(str, sheet.xpath(".//a/@href")) if href[:1] == "#"}


def _document_number(sheet: Element) -> int:
    """Which of the documents stands on a sheet, from 1; 0 if none does."""
    number = (sheet.get("id") or "").removeprefix("d")
    return int(number) if number.isdigit() else 0


def _pale_text(sheet: Element) -> str:
    """What stands across a sheet."""
    return "".join(map(str, sheet.xpath("p[@class='filigrane']/span/@data-texte")))


def _break(section: Element) -> Element:
    """The end of a section that another follows."""
    last = thin()
    about = last[0]
    last.replace(about, properties("w:pPr", *about, section))
    return last


def _sheet(sheet: Element, context: Context) -> Iterator[Element]:
    """What a section holds, tables of the form apart from tables of a text."""
    kinds = classes(sheet)
    if "couverture" in kinds or "sommaire" in kinds:
        yield from cover(sheet, context) if "couverture" in kinds else contents(sheet, context)
        return
    title = sheet.find("h1")
    marks = context.parts.bookmark(sheet.get("id") or "")
    if title is not None:
        marks += context.parts.bookmark(title.get("id") or "")
    if marks:
        start = thin()
        start.extend(marks)
        yield start
    for child in sheet:
        own = classes(child)
        if "formulaire" in own:
            if "verso" in own:
                yield thin(new_page=True)
            yield from form_table(child, context)
        elif "competences" in own:
            tables = list(child)
            yield from side_by_side(tables, context) if len(tables) > 1 else form_table(tables[0], context)
        elif "annexe" in own:
            yield from _annexe(child, context)
        elif "notes" not in own:
            yield from _others(child, context)


def _others(child: Element, context: Context) -> list[Element]:
    around = html.Element("div")
    around.append(child)
    child.tail = ""
    return blocks(around, context)


def _annexe(figure: Element, context: Context) -> Iterator[Element]:
    """A picture of an annexe, on a page of its own, below its name."""
    caption, image = figure.find("figcaption"), next(figure.iter("img"), None)
    place = context.place._replace(style="Caption", new_page=True, after=round(3 * MM))
    inside = runs(pieces(caption, context), context) if caption is not None else []
    yield paragraph(place, [*context.parts.bookmark(figure.get("id") or ""), *inside])
    if image is not None:
        alt = image.get("alt") or ""
        drawn = context.parts.picture(image.get("src") or "", alt, _WIDTH, _ANNEXE)
        shown = Piece(alt if drawn is None else "", context.look, drawn)
        yield paragraph(context.place._replace(align="center"), runs([shown], context))


def _notes(root: Element, parts: Parts) -> list[Element]:
    """The texts of the notes that were called, in the order of their calls, after the two that Word asks for."""
    made = [
        el("w:footnote", {"w:type": kind, "w:id": i}, el("w:p", None, el("w:r", None, el(f"w:{kind}"))))
        for i, kind in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    context = Context(Look(), Place(_WIDTH, style="FootnoteText"), parts)
    texts = {item.get("id"): item for item in root.iter("li") if item.get("id")}
    done = 0
    while done < len(parts.notes):  # a note may call another
        item = texts.get(parts.notes[done])
        done += 1
        inside = blocks(item, context) if item is not None else []
        if not inside or local(inside[0]) != "p":
            inside.insert(0, paragraph(context.place))
        raised = properties("w:rPr", val("w:vertAlign", "superscript"))
        inside[0][1:1] = [el("w:r", None, raised, el("w:footnoteRef")), text_run(" ")]
        made.append(el("w:footnote", {"w:id": done}, *inside))
    return made


def _section(own: Sequence[tuple[str, str]]) -> Element:
    """A4, in the margins of the print view; notes are called a, b, c, for the forms have a note 1 of their own."""
    margins = {"top": 15, "right": 15, "bottom": 18, "left": 15, "header": 8, "footer": 8}
    return properties(
        "w:sectPr",
        *(el(f"w:{kind}Reference", {"w:type": "default", "r:id": name}) for kind, name in own),
        el("w:footnotePr", None, val("w:numFmt", "lowerLetter"), val("w:numRestart", "eachSect")),
        val("w:type", "nextPage"),
        el("w:pgSz", {"w:w": 11906, "w:h": 16838}),
        el("w:pgMar", {**{f"w:{side}": round(mm * MM) for side, mm in margins.items()}, "w:gutter": 0}),
    )
