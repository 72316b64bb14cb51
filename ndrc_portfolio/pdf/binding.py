"""The binding: what a browser printed becomes the PDF that is handed in.

Pages of PDF annexes are laid over their boxes as form XObjects: what is read of them can be searched and copied, what
is not seen is not there (`laid`), and the tags of the dossier are left alone. The outline, the author and the title
are written, the weight is kept under a limit, and the file appears whole or not at all.
"""

import errno
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Name, Page, Pdf, Rectangle, Stream

from ndrc_portfolio.annexes.apart import side_by_side
from ndrc_portfolio.annexes.kept import made
from ndrc_portfolio.annexes.model import AnnexePage, Picture, PictureError, read_whole
from ndrc_portfolio.annexes.pictures import as_jpeg
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.pdf.artifacts import mark_artifacts
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.pdf.fonts import embed
from ndrc_portfolio.pdf.laid import laid_pages
from ndrc_portfolio.pdf.outward import unlink_this_machine
from ndrc_portfolio.pdf.read_back import boxes, page_numbers, pages_of_anchors
from ndrc_portfolio.pdf.stamp import AUDIENCE_KEY
from ndrc_portfolio.pdf.tagged import mend_tags
from ndrc_portfolio.pdf.weight import Weight, lighten, page_weights
from ndrc_portfolio.rendering.dossier import Entry, every

_TOTAL = 36_000_000  # bytes: a dossier of more than 40 MB is refused by many a mailbox


_VECTORS = 18_000_000  # of which for what is not a picture in the annexes: it cannot be made smaller


_PAGE = 700_000  # bytes of a page of an annexe with its vectors, above which its picture is lighter


_DEEPEST = 3  # levels of the outline: documents, bands, sub-bands


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
        mark_artifacts(pdf)  # before pages of others are laid in, which say so of themselves
        _lay_annexes(pdf, list(zip(places, pieces, strict=True)), cache, opened)
        embed(pdf)
        unlink_this_machine(pdf)
        _write_outline(pdf, entries)
        mend_tags(pdf, {entry.anchor: entry.title for entry in every(entries)})
        _write_metadata(pdf, author, marks[AUDIENCE_KEY])
        for key, mark in marks.items():
            pdf.docinfo[key] = mark
        lighten(pdf, cache, total=_TOTAL)
        count = len(pdf.pages)
        _save(pdf, printed.with_name("relie.pdf"), target)
    return count


def _lay_annexes(
    pdf: Pdf,
    pieces: Sequence[tuple[tuple[int, Rectangle], AnnexePage]],
    cache: Path,
    opened: ExitStack,
) -> None:
    """Lay each page of an annexe into its box, with its vectors or as its picture (`laid`)."""
    ready: dict[Path, Pdf] = {}
    weights: dict[AnnexePage, Weight] = {}
    for source, laid in _laid({piece.source for _, piece in pieces}, cache).items():
        own = sorted({piece for _, piece in pieces if piece.source == source}, key=lambda piece: piece.page)
        ready[source] = opened.enter_context(Pdf.open(laid))
        weights.update(zip(own, page_weights(ready[source], [piece.page for piece in own]), strict=True))
    light = _light_enough(weights)
    for (number, place), piece in pieces:
        if piece in light:
            xobject: Any = pdf.copy_foreign(ready[piece.source].pages[piece.page].as_form_xobject())
        else:
            xobject = _picture(pdf, piece.vue)
        _cover(pdf.pages[number], xobject, place)


def _laid(sources: Iterable[Path], cache: Path) -> dict[Path, Path]:
    """Of each annexe, the PDF that is laid in; none of one that takes too much for that: the site has its pictures."""

    def laid(source: Path) -> Path | None:
        try:
            (file,) = made(laid_pages, read_whole(source), cache)
        except PictureError:
            return None
        return file

    wanted = sorted(sources)
    return {source: file for source, file in zip(wanted, side_by_side(laid, wanted), strict=True) if file}


def _light_enough(weights: Mapping[AnnexePage, Weight]) -> set[AnnexePage]:
    """The pages that are laid in as they are: none that is heavy by itself, and not more than a dossier can bear."""
    kept = {piece for piece, weight in weights.items() if sum(weight) <= _PAGE}
    total = sum(weights[piece].rest for piece in kept)
    for piece in sorted(kept, key=lambda p: -weights[p].rest):
        if total <= _VECTORS:
            break
        kept.discard(piece)
        total -= weights[piece].rest
    return kept


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
