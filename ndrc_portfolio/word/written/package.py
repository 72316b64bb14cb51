"""The file that Word opens: its parts in a ZIP, the same bytes for the same text."""

import hashlib
import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree

from ndrc_portfolio.disk.archives import UNREADABLE
from ndrc_portfolio.word.written.elements import Element, el, xml_text
from ndrc_portfolio.word.written.parts import OFFICE, Parts, Relation, abstract_numberings
from ndrc_portfolio.word.written.styles import DECLARATION, SETTINGS, STYLES

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"

_OF_TEXTS = (f"{OFFICE}hyperlink", f"{OFFICE}image")

_THEN = (1980, 1, 1, 0, 0, 0)  # a file says nothing of when it was made: what is the same has the same bytes


def package(
    document: Element, notes: Sequence[Element], margins: Mapping[str, Element], parts: Parts, title: str, author: str
) -> bytes:
    """The bytes of a .docx: its body, its notes, its headers and footers by name (`footer1.xml`), and what it uses."""
    for name, kind in (("styles.xml", "styles"), ("settings.xml", "settings"), ("numbering.xml", "numbering")):
        parts.relate(kind, name)
    parts.relate("footnotes", "footnotes.xml")
    body = _bytes(document)
    files = {
        "[Content_Types].xml": _content_types(margins, parts),
        "_rels/.rels": _relations(
            [
                Relation(f"{OFFICE}officeDocument", "word/document.xml"),
                Relation(f"{_PACKAGE}relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": _core(title, author, seal(body)),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _relations(parts.relations),
        "word/styles.xml": STYLES.encode(),
        "word/settings.xml": SETTINGS.encode(),
        "word/numbering.xml": _bytes(el("w:numbering", None, *abstract_numberings(), *parts.numberings)),
        "word/footnotes.xml": _bytes(el("w:footnotes", {"mc:Ignorable": "w14"}, *notes)),
        "word/_rels/footnotes.xml.rels": _relations(parts.relations, _OF_TEXTS),
        **{f"word/{name}": _bytes(content) for name, content in margins.items()},
        **{f"word/media/image{i}.{p.suffix}": p.data for i, p in enumerate(parts.pictures, 1)},
    }
    return _zipped(files)


def seal(body: bytes) -> str:
    """What tells a file that nobody has changed since: a sum of its text."""
    return f"ndrc-portfolio:{hashlib.sha256(body).hexdigest()}"


def is_untouched(data: bytes) -> bool:
    """Whether the bytes of a file are one of ours, as it was written: Word and others write the text anew."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as there:
            return seal(there.read("word/document.xml")).encode() in there.read("docProps/core.xml")
    except UNREADABLE:
        return False


def _zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _THEN), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _bytes(root: Element) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "w14", "r", "mc"])
    return _serialised(root)


def _serialised(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _content_types(margins: Mapping[str, Element], parts: Parts) -> bytes:
    def lines() -> Iterator[str]:
        yield '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        yield '<Default Extension="xml" ContentType="application/xml"/>'
        for suffix in sorted({picture.suffix for picture in parts.pictures}):
            yield f'<Default Extension="{suffix}" ContentType="image/{suffix}"/>'
        yield (
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        )
        kinds = {
            "document": "document.main",
            **{name: name for name in ("styles", "settings", "numbering", "footnotes")},
        }
        kinds |= {name.removesuffix(".xml"): name.rstrip("0123456789.xml") for name in margins}
        for name, kind in kinds.items():
            yield f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}{kind}+xml"/>'

    return f'{DECLARATION}<Types xmlns="{_PACKAGE}content-types">{"".join(lines())}</Types>'.encode()


def _relations(relations: Sequence[Relation], kinds: Collection[str] = ()) -> bytes:
    """The relations of a part by name, or only those of some kinds."""
    root = etree.Element("Relationships", xmlns=f"{_PACKAGE}relationships")
    for i, relation in enumerate(relations, 1):
        if kinds and relation.kind not in kinds:
            continue
        child = etree.SubElement(root, "Relationship", Id=f"rId{i}", Type=relation.kind, Target=relation.target)
        if relation.outside:
            child.set("TargetMode", "External")
    return _serialised(root)


def _core(title: str, author: str, identifier: str) -> bytes:
    dc = "http://purl.org/dc/elements/1.1/"
    root = etree.Element(
        f"{{{_PACKAGE}metadata/core-properties}}coreProperties",
        nsmap={"cp": f"{_PACKAGE}metadata/core-properties", "dc": dc},
    )
    for name, text in (("title", title), ("creator", author), ("language", "fr-FR"), ("identifier", identifier)):
        etree.SubElement(root, f"{{{dc}}}{name}").text = xml_text(text)
    return _serialised(root)
