"""Documents that are published as files (Word, Excel, LibreOffice, PDF), without who wrote them, where and when.

A document of an office is a ZIP of XML: its properties are emptied, the names in its comments and corrections become
« Auteur », the photos in it lose what they say of themselves. The text itself is not touched.
"""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ndrc_portfolio.annexes.containers import strip_gif, strip_jpeg, strip_png, strip_webp
from ndrc_portfolio.annexes.kinds import signature
from ndrc_portfolio.annexes.model import MAX_BYTES, PictureError, Pieces, too_large
from ndrc_portfolio.disk.archives import UNREADABLE
from ndrc_portfolio.messages.catalogue.annexes import NOT_CLEAN, SAVE_DOCUMENT

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

OFFICE = frozenset(
    """.docx .docm .dotx .xlsx .xlsm .xltx .pptx .pptm .potx .ppsx .odt .ods .odp .odg .ott .ots .otp""".split()  # noqa: SIM905
)
OTHERS = frozenset(".doc .dot .xls .xlt .ppt .pps .pot .rtf .pub .wps .pages .numbers .key .one .msg .eml".split())  # noqa: SIM905
"""Those that nothing here can clean."""

_TEXT = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|xl/sharedStrings\.xml"
    r"|xl/worksheets/[^/]+\.xml|ppt/(?:slides|notesSlides)/[^/]+\.xml|content\.xml"
)
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|si|row|text:p|text:h)>|<(?:w:br|w:tab|text:tab|text:s)\b[^<>]*>|</c>")
_TAG = re.compile(r"<[^<>]*>")
_MOST_FILES = 10_000
_DEEPEST = 2  # a table of Excel in a text of Word
_SOMEBODY = "Auteur"
_EMPTY = {
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2">'
        "<office:meta/></office:document-meta>"
    ),
}
_THUMBNAILS = re.compile(r"docProps/thumbnail\.\w+|Thumbnails/.+")
_NAMED_THUMBNAIL = re.compile(
    r'<Relationship\b[^<>]*metadata/thumbnail"[^<>]*/>|<manifest:file-entry\b[^<>]*"Thumbnails/[^<>]*/>'
)
_NAMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r'(\b(?:w|w15):author=")[^"]*"'), rf'\g<1>{_SOMEBODY}"'),
    (re.compile(r'(\bw:initials=")[^"]*"'), r'\g<1>A"'),
    (re.compile(r' (?:w:date|w16du:dateUtc)="[^"]*"'), ""),
    (re.compile(r"(<(?:author|dc:creator|meta:creator-initials)>)[^<]*(?=</)"), rf"\g<1>{_SOMEBODY}"),
    (re.compile(r"<x15ac:absPath\b[^<>]*/>"), ""),  # where the file lay
    (re.compile(r'(\bTarget=")file:[^"]*"'), r'\g<1>about:blank"'),
)
"""Who wrote the comments and the corrections, and when; files of the author's disk."""
_PEOPLE = re.compile(r"(?:.*/)?(?:persons/.*|people\.xml|commentAuthors\.xml|authors\.xml)")
_PERSON = re.compile(r'(\b(?:name|initials|displayName|userId|providerId|w15:userId|w15:providerId)=")[^"]*"')
_PICTURES = {"jpeg": strip_jpeg, "png": strip_png, "gif": strip_gif, "webp": strip_webp}
"""They stay to the bit: a document says itself how they are turned."""


def clean_office(content: bytes, depth: int = 0) -> bytes:
    """A document of Word, Excel, PowerPoint or LibreOffice without who wrote it; `depth`: in how many others it stands.

    Raises:
        PictureError: it cannot be read (it may have a password), or unpacks to more than anyone could have written.
    """
    made = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as packed, ZipFile(made, "w", ZIP_DEFLATED) as clean:
            for entry in _entries(packed):
                if not _THUMBNAILS.fullmatch(entry.filename):
                    bare = ZipInfo(entry.filename)  # dated 1980
                    bare.compress_type = entry.compress_type
                    clean.writestr(bare, _clean_part(entry.filename, packed.read(entry), depth))
    except UNREADABLE as fault:
        raise PictureError(NOT_CLEAN, SAVE_DOCUMENT) from fault
    return made.getvalue()


def office_text(content: bytes) -> Pieces:
    """What can be read in a document of an office: a piece for each of its parts that hold text.

    Raises:
        PictureError: as `clean_office` does.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            for entry in _entries(packed):
                if _TEXT.fullmatch(entry.filename):
                    text = packed.read(entry).decode("utf-8", "replace")
                    yield "texte", unescape(_TAG.sub("", _PARAGRAPH.sub("\n", text))).encode() + b"\n"
    except UNREADABLE as fault:
        raise PictureError(NOT_CLEAN, SAVE_DOCUMENT) from fault


def _entries(packed: ZipFile) -> list[ZipInfo]:
    entries = packed.infolist()
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise too_large("une fois décompressé, il est démesuré")
    return entries


def _clean_part(name: str, content: bytes, depth: int) -> bytes:
    if name in _EMPTY:
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{_EMPTY[name]}'.encode()
    if name.endswith((".xml", ".rels")):
        text = content.decode("utf-8", "surrogateescape")
        for pattern, shown in _NAMES:
            text = pattern.sub(shown, text)
        if _PEOPLE.fullmatch(name):
            text = _PERSON.sub(rf'\g<1>{_SOMEBODY}"', text)
        return _NAMED_THUMBNAIL.sub("", text).encode("utf-8", "surrogateescape")
    if depth < _DEEPEST and name.lower().endswith(tuple(OFFICE)):
        return clean_office(content, depth + 1)
    strip = _PICTURES.get(signature(content[:32]) or "")
    try:
        return strip(content) if strip else content
    except PictureError as fault:
        raise PictureError(NOT_CLEAN, SAVE_DOCUMENT) from fault


# ---- PDF

_TOLD = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/AA",
    "/JS",
    "/JavaScript",
    "/OpenAction",
    "/EmbeddedFiles",
    "/AF",
)
_ACTIONS = ("/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE")


def clean_pdf(content: bytes) -> bytes:
    """A PDF without who made it, when and with what: no properties, scripts, joined files; photos say nothing.

    Raises:
        PictureError: it cannot be read, or has a password.
    """
    import pikepdf  # late: few portfolios have a PDF that is no annexe

    made = BytesIO()
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise PictureError(NOT_CLEAN, SAVE_DOCUMENT)
            _clean_objects(pdf)
            pdf.save(made, deterministic_id=True, compress_streams=True)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, RecursionError) as fault:
        raise PictureError(NOT_CLEAN, SAVE_DOCUMENT) from fault
    return made.getvalue()


def _clean_objects(pdf: "Pdf") -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for found in _dictionaries(pdf):
        gone = list(_TOLD)
        if found.get("/S") in _ACTIONS:
            gone.append("/S")
        if "/Rect" in found and "/Subtype" in found:  # a note: who wrote it, and when
            field = "/FT" in found or found.get("/Subtype") == "/Widget"
            gone += ["/M", "/CreationDate"] if field else ["/M", "/CreationDate", "/T"]
        for key in gone:
            if key in found:
                del found[key]
        if found.get("/Subtype") == "/Image":
            _clean_image(found)


def _dictionaries(pdf: "Pdf") -> "Iterator[Object]":
    """All of them, those that stand in others too; each is left before what it holds is asked for."""
    import pikepdf

    waiting = list(pdf.objects)
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            inside = list(found)
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            inside = [found[key] for key in found.keys()]  # noqa: SIM118  (a stream has no other way)
        else:
            continue
        waiting += [item for item in inside if not getattr(item, "is_indirect", True)]  # numbers are Python’s own


def _clean_image(image: "Object") -> None:
    import pikepdf

    if not isinstance(image, pikepdf.Stream):
        return
    filters = image.get("/Filter")
    alone = filters[0] if isinstance(filters, pikepdf.Array) and len(filters) == 1 else filters
    if alone == "/DCTDecode":
        image.write(strip_jpeg(image.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
