"""A .docx opened as what it is, a ZIP from somebody else: only the parts that are read, each within its bounds.

python-docx's own reader unpacks every part at once and fails at a relation that leads nowhere, which Word writes.
"""

import posixpath
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from ndrc_portfolio.disk import files
from ndrc_portfolio.disk.archives import UNREADABLE
from ndrc_portfolio.messages.catalogue.word import BrokenWord, HugeWord, OldFormat, OtherFormat, ProtectedWord
from ndrc_portfolio.messages.message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_FILE = 64_000_000  # bytes: a fiche with its photos has ten
_MAX_PART = 12_000_000  # bytes of XML, unpacked: thirty pages have two
_MAX_PICTURE = 40_000_000
_MAX_PARTS = 4_000
_MAX_TAGS = 700_000
_ZIP, _OLE, _ENTRY = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PK\x01\x02"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")


class Unreadable(Exception):
    """A file that is not read; `said` is the message for its author."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.in_one())
        self.said = said


class Relation(NamedTuple):
    """What a part names by an id: another part by its path in the ZIP, or an address outside of it."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a .docx. `main` is the path of its text; `macros`: it holds some, which are never run."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        if content.count(_ENTRY) > _MAX_PARTS:
            raise Unreadable(HugeWord(fichier=name))
        try:
            self._zip = ZipFile(BytesIO(content))
            self._names = {info.filename: info for info in self._zip.infolist()}
        except UNREADABLE as fault:
            raise Unreadable(BrokenWord(fichier=name)) from fault
        main = next((r.target for r in self.relations("").values() if r.kind == "officeDocument"), "word/document.xml")
        if main not in self._names:
            raise Unreadable(_not_word(name, frozenset(self._names)))
        self.main = main
        self.macros = any(part.endswith("vbaProject.bin") for part in self._names)

    def xml(self, part: str) -> "Element | None":
        """The root of a part; None of one that is not there.

        Raises:
            Unreadable: it is too large, or no XML as Word writes it: what names entities is an attack.
        """
        from lxml import etree  # late: nothing else of the command needs it

        if part not in self._names:
            return None
        content = self._read(part, _MAX_PART)
        if content.count(b"<") > _MAX_TAGS:
            raise Unreadable(HugeWord(fichier=self.name))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as fault:
            raise Unreadable(BrokenWord(fichier=self.name)) from fault
        if root.getroottree().docinfo.doctype:
            raise Unreadable(BrokenWord(fichier=self.name))
        return root

    def picture(self, part: str) -> bytes | None:
        """The bytes of a picture; None of one that is not there, or that is too large to be one."""
        try:
            return self._read(part, _MAX_PICTURE) if part in self._names else None
        except Unreadable:
            return None

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What a part names, by id; of the package itself for an empty path."""
        folder, _, base = part.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for one in root if root is not None else ():
            external = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], target, external)
        return found

    def part_of(self, kind: str) -> str:
        """The path of the part of a kind that the text names: « styles », « footnotes »; empty if there is none."""
        return next((r.target for r in self.relations(self.main).values() if r.kind == kind and not r.external), "")

    def _read(self, part: str, most: int) -> bytes:
        try:
            with self._zip.open(self._names[part]) as file:
                content = file.read(most + 1)
        except UNREADABLE as fault:
            locked = self._names[part].flag_bits & 1
            raise Unreadable((ProtectedWord if locked else BrokenWord)(fichier=self.name)) from fault
        if len(content) > most:
            raise Unreadable(HugeWord(fichier=self.name))
        return content


def open_word(path: Path, shown: str) -> Package:
    """A file as a .docx; `shown` is its name in messages.

    Raises:
        Unreadable: it is none, is damaged, has a password, or unpacks to more than anyone has written.
        OSError: it cannot be read at all.
    """
    if path.stat().st_size > MAX_FILE:
        raise Unreadable(HugeWord(fichier=shown))
    content = files.read_file(path)
    if not content.startswith(_ZIP):
        raise Unreadable(_by_first_bytes(content, shown))
    return Package(content, shown)


def _by_first_bytes(content: bytes, shown: str) -> Message:
    """What a file is that is no ZIP, whatever its name says."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            return ProtectedWord(fichier=shown)
        of_word = _WORD_STREAM in content
        return (
            OldFormat(fichier=shown, format="un ancien fichier Word (.doc)") if of_word else OtherFormat(fichier=shown)
        )
    if content.lstrip().startswith(b"{\\rtf"):
        return OldFormat(fichier=shown, format="un fichier RTF")
    if content.startswith(b"%PDF"):
        return OtherFormat(fichier=shown, format="un PDF")
    return BrokenWord(fichier=shown) if content[:2] == b"PK" or not content else OtherFormat(fichier=shown)


def _not_word(shown: str, names: frozenset[str]) -> Message:
    if "content.xml" in names:
        return OldFormat(fichier=shown, format="un fichier LibreOffice (.odt)")
    kinds = {
        "xl/workbook.xml": "un classeur Excel",
        "ppt/presentation.xml": "un diaporama PowerPoint",
    }
    kind = next((kind for part, kind in kinds.items() if part in names), "")
    return OtherFormat(fichier=shown, format=kind)
