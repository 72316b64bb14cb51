"""The binding: what a browser printed becomes the PDF that is handed in.

Pages of PDF annexes are laid over their boxes with their vectors, as form XObjects: their text can be searched and
copied, and the tags of the dossier are left alone. The outline, the author and the title are written, the weight
is kept under a limit, and the file appears whole or not at all.
"""

import errno
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, Page, Pdf, Rectangle, Stream

from ndrc_portfolio.annexes.model import AnnexePage, Picture
from ndrc_portfolio.annexes.pdf_pages import flat_pages
from ndrc_portfolio.annexes.pictures import as_jpeg
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.pdf.fonts import embed, replace_unused
from ndrc_portfolio.pdf.outward import unlink_this_machine
from ndrc_portfolio.pdf.read_back import boxes, page_numbers, pages_of_anchors
from ndrc_portfolio.pdf.stamp import AUDIENCE_KEY
from ndrc_portfolio.pdf.weight import Weight, lighten, page_weights
from ndrc_portfolio.rendering.dossier import Entry

_TOTAL = 36_000_000  # bytes: a dossier of more than 40 MB is refused by many a mailbox


_VECTORS = 18_000_000  # of which for what is not a picture in the annexes: it cannot be made smaller


_PAGE = 700_000  # bytes of a page of an annexe with its vectors, above which its picture is lighter


_DEEPEST = 3  # levels of the outline: documents, bands, sub-bands


# What an annexe that is not made as it should be raises: pikepdf gives an object of another kind than is expected
_UNUSABLE = (
    pikepdf.PdfError,
    pdfium.PdfiumError,
    IndexError,
    ValueError,
    AttributeError,
    TypeError,
    KeyError,
)


def bind(
    printed: Path,
    target: Path,
    entries: Sequence[Entry],
    pieces: Sequence[AnnexePage],
    author: str,
    marks: Mapping[str, str],
    cache: Path,
) -> int:
    """Make the final PDF of what was printed; its number of pages. `pieces` are what goes into its boxes, in order.

    `marks` go into its information dictionary (`stamp`).

    Raises:
        PrintError: the boxes were not all found, or the file cannot be written.
    """
    places = boxes(printed) if pieces else []
    if len(places) != len(pieces):
        raise PrintError("les annexes en PDF n’ont pas trouvé leur place : recommencez, ou signalez ce défaut.")
    with ExitStack() as opened:
        pdf = opened.enter_context(Pdf.open(printed))
        _lay_annexes(pdf, list(zip(places, pieces, strict=True)), printed.parent, cache, opened)
        embed(pdf)
        unlink_this_machine(pdf)
        _write_outline(pdf, entries)
        _write_metadata(pdf, author, marks[AUDIENCE_KEY])
        for key, mark in marks.items():
            pdf.docinfo[key] = mark
        lighten(pdf, cache, total=_TOTAL)
        count = len(pdf.pages)
        _save(pdf, printed.with_name("relie.pdf"), target)
    return count


def _lay_annexes(
    pdf: Pdf,
    laid: Sequence[tuple[tuple[int, Rectangle], AnnexePage]],
    folder: Path,
    cache: Path,
    opened: ExitStack,
) -> None:
    """Lay each page of an annexe into its box, with its vectors, or as a picture when they weigh too much."""
    ready: dict[Path, Pdf] = {}
    weights: dict[AnnexePage, Weight] = {}
    for source, group in groupby(sorted({p for _, p in laid}, key=_by_page), key=lambda piece: piece.source):
        pieces = list(group)
        try:
            annexe = ready[source] = opened.enter_context(_open_annexe(source, folder, cache))
            weights.update(zip(pieces, page_weights(annexe, [p.page for p in pieces]), strict=True))
        except _UNUSABLE:
            continue  # pdfium has shown its pages, qpdf cannot take them apart
    vectors = _kept_as_vectors(weights)
    for (number, place), piece in laid:
        page = pdf.pages[number]
        if piece in vectors:
            xobject: Any = pdf.copy_foreign(ready[piece.source].pages[piece.page].as_form_xobject())
        else:
            xobject = _picture(pdf, piece.vue)
        _cover(page, xobject, place)


def _by_page(piece: AnnexePage) -> tuple[str, int]:
    return str(piece.source), piece.page


def _kept_as_vectors(weights: Mapping[AnnexePage, Weight]) -> set[AnnexePage]:
    """The pages whose vectors are kept: none that is heavy by itself, and not more than a dossier can bear."""
    kept = {piece for piece, weight in weights.items() if sum(weight) <= _PAGE}
    total = sum(weights[piece].rest for piece in kept)
    for piece in sorted(kept, key=lambda p: -weights[p].rest):
        if total <= _VECTORS:
            break
        kept.discard(piece)
        total -= weights[piece].rest
    return kept


def _open_annexe(source: Path, folder: Path, cache: Path) -> Pdf:
    """An annexe made ready: what was filled in or noted is part of its pages, its pictures are light."""
    pdf = Pdf.open(source)
    if _is_annotated(pdf):
        pdf.close()
        pdf = Pdf.open(_flattened(source, folder))
    elif _has_hidden_layers(pdf):
        pdf.close()
        raise ValueError
    pdf.remove_unreferenced_resources()  # many a program names fonts that it does not use, and does not embed
    for page in pdf.pages:
        page.trimbox = page.cropbox  # what a reader of PDF shows
        replace_unused(page)
    lighten(pdf, cache)
    return pdf


def _is_annotated(pdf: Pdf) -> bool:
    annots = (annot for page in pdf.pages for annot in page.get("/Annots", ()))
    # A reference to nothing is null, and readers pass over it
    return any(isinstance(annot, Dictionary) and annot.get("/Subtype") != "/Link" for annot in annots)


def _has_hidden_layers(pdf: Pdf) -> bool:
    """Layers that are not to be seen: a page taken out of its file would show them."""
    layers = pdf.Root.get("/OCProperties")
    return layers is not None and len(layers.get("/D", Dictionary()).get("/OFF", Array())) > 0


def _flattened(source: Path, folder: Path) -> Path:
    """A copy whose annotations and filled fields are drawn into the pages."""
    flat = folder / f"aplati-{len(list(folder.glob('aplati-*')))}.pdf"
    with closing(pdfium.PdfDocument(source)) as document:
        for _ in flat_pages(document):
            pass
        document.save(flat)
    return flat


def _cover(page: Page, xobject: Any, place: Rectangle) -> None:
    name = page.add_resource(xobject, Name.XObject)
    left, bottom, width, height = (float(n) for n in (place.llx, place.lly, place.width, place.height))
    if xobject.Subtype == Name.Image:
        drawn = b"q %.3f 0 0 %.3f %.3f %.3f cm %s Do Q" % (width, height, left, bottom, str(name).encode("ascii"))
    else:
        drawn = page.calc_form_xobject_placement(xobject, name, place)
    paper = b"q 1 g %.3f %.3f %.3f %.3f re f Q\n" % (left, bottom, width, height)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"Q /Artifact BMC\n" + paper + drawn + b"\nEMC\n")  # screen readers have the name of the box


def _picture(pdf: Pdf, picture: Picture) -> Stream:
    """The picture of a page as an object of the PDF."""
    encoded = as_jpeg(picture)
    return Stream(
        pdf, encoded, Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height,
        BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip


def _write_outline(pdf: Pdf, entries: Sequence[Entry]) -> None:
    """The outline: cover, contents, each document with its bands and its annexes, as they follow each other.

    Chromium's own has the visible headings; the titles of the documents are not printed, so they come from the
    contents, as the annexes do, in the contents' words.
    """
    pages = pages_of_anchors(pdf)
    named = [(pages[e.anchor], e) for e in entries if e.anchor in pages]
    lines: list[tuple[int, int, int, str, Array | None]] = []  # page, order in it, level, title, destination
    with pdf.open_outline() as outline:
        for order, (number, level, title, place) in enumerate(_headings(pdf, outline.root, 1), 1):
            said = any(at == number and title.startswith(e.title) for at, e in named)
            if level <= _DEEPEST and not said:
                lines.append((number, order, level, title, place))
        for number, e in named:
            lines.append((number, 0, e.level, e.title, None))
        lines.sort(key=lambda line: line[:2])
        outline.root.clear()
        above: list[tuple[int, list[pikepdf.OutlineItem]]] = [(0, outline.root)]
        for number, _, level, title, destination in lines:
            item = pikepdf.OutlineItem("Couverture" if number == 1 else title, number - 1, "XYZ")
            if destination is not None:
                item.destination = destination
            while above[-1][0] >= level:
                above.pop()
            above[-1][1].append(item)
            above.append((level, item.children))


def _headings(pdf: Pdf, items: Sequence[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, int, str, Array]]:
    numbers = page_numbers(pdf)
    for item in items:
        if isinstance(item.destination, Array) and item.destination[0].objgen in numbers:
            yield numbers[item.destination[0].objgen], level, item.title, item.destination
        yield from _headings(pdf, item.children, level + 1)


def _write_metadata(pdf: Pdf, author: str, audience: str) -> None:
    """The author, in both places where readers look; the title is that of the page."""
    pdf.docinfo["/Creator"] = "ndrc-portfolio"  # Chrome tells the system of the candidate here
    if author:
        pdf.docinfo["/Author"] = author
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta.load_from_docinfo(pdf.docinfo)
        meta["pdf:Keywords"] = f"ndrc-audience:{audience}"  # in clear: a public site refuses what is for others
        meta["dc:language"] = {str(pdf.Root.get("/Lang", "fr"))}


def _save(pdf: Pdf, new: Path, target: Path) -> None:
    """The file whole, or not at all: what was there before stays until the new one is complete."""
    try:
        pdf.save(new, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        _move(new, target)
    except PermissionError:
        raise PrintError(
            f"« {target.name} » ne peut pas être remplacé : fermez-le s’il est ouvert dans un lecteur de PDF, "
            "ou choisissez un autre nom avec -o."
        ) from None
    except OSError as fault:
        raise PrintError(f"« {target.name} » ne peut pas être écrit : {system_reason(fault)}.") from None
    finally:
        new.unlink(missing_ok=True)


def _move(new: Path, target: Path) -> None:
    """In one step, from another disk too; what a killed process has left beside is written over."""
    try:
        new.replace(target)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            raise
        near = target.with_name(f".{target.stem}.neuf.pdf")  # git sees no PDF
        try:
            near.unlink(missing_ok=True)  # it may be a link
            with new.open("rb") as made, near.open("xb") as copy:
                shutil.copyfileobj(made, copy)
            near.replace(target)
        finally:
            near.unlink(missing_ok=True)
