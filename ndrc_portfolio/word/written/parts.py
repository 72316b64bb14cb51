"""What a text in Word leans on beside itself: links, pictures, numberings, notes. Each use of one gets its number."""

import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from ndrc_portfolio.word.written.elements import Element, el, properties, val
from ndrc_portfolio.word.written.pictures import Picture, drawing, read_picture

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

_LONGEST_LINK = 2000  # characters: Word refuses the whole file for a longer one

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part of the file is tied to: a part beside it, or an address outside."""

    kind: str
    target: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """What was used so far, in the order of its numbers.

    `find` gives the bytes of a picture by its address on the page, `lead` the address that a link has in the file, both
    nothing where there is none; `targets` are the ids that links of the page lead to.
    """

    find: Callable[[str], bytes | None]
    lead: Callable[[str], str]
    targets: Collection[str] = ()
    relations: list[Relation] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    numberings: list[Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=lambda: [0])

    def number(self) -> int:
        """A number that nothing else in the file has."""
        self._numbers[0] += 1
        return self._numbers[0]

    def relate(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The name of a relation; the same one each time that it is asked for."""
        relation = Relation(OFFICE + kind, target, outside)
        if relation not in self.relations:
            self.relations.append(relation)
        return f"rId{self.relations.index(relation) + 1}"

    def linked(self, href: str, inside: Sequence[Element]) -> list[Element]:
        """Some runs as a link, if it leads somewhere."""
        if href.startswith("#"):
            known = href[1:] in self.targets
            return [el("w:hyperlink", {"w:anchor": bookmark_name(href[1:])}, *inside)] if known else list(inside)
        address = self.lead(href)
        if not (address := valid_address(address)):
            return list(inside)
        return [el("w:hyperlink", {"r:id": self.relate("hyperlink", address, outside=True)}, *inside)]

    def bookmark(self, name: str) -> list[Element]:
        """A place that links lead to, if there are such links."""
        if name not in self.targets:
            return []
        mark = self.number()
        start = el("w:bookmarkStart", {"w:id": mark, "w:name": bookmark_name(name)})
        return [start, el("w:bookmarkEnd", {"w:id": mark})]

    def picture(self, src: str, alt: str, width: int, height: int = 0) -> Element | None:
        """A picture of a page, no wider and no higher than so many twips; None where there is none for Word."""
        picture = read_picture(self.find(src) or b"")
        if picture is None:
            self.lost.append(src)
            return None
        if picture not in self.pictures:
            self.pictures.append(picture)
        name = f"media/image{self.pictures.index(picture) + 1}.{picture.suffix}"
        return drawing(picture, self.relate("image", name), self.number(), alt, width, height)

    def numbering(self, kind: str, start: int, level: int) -> int:
        """The number of a new list: `kind` is its `type` in HTML, empty for bullets; it starts at a level."""
        kinds = ("", *_FORMATS)
        own = kinds.index(kind) if kind in kinds else 1
        override = el("w:lvlOverride", {"w:ilvl": level}, val("w:startOverride", start))
        number = len(self.numberings) + 1
        self.numberings.append(el("w:num", {"w:numId": number}, val("w:abstractNumId", own), override))
        return number

    def note(self, href: str) -> Element:
        """The call of a note, by the link to its text."""
        self.notes.append(href.removeprefix("#"))
        return el("w:footnoteReference", {"w:id": len(self.notes)})


def abstract_numberings() -> list[Element]:
    """Bullets, then each way to number."""
    return [_abstract(i, kind) for i, kind in enumerate(("", *_FORMATS.values()))]


def _abstract(number: int, kind: str) -> Element:
    levels = []
    for level in range(9):
        text = f"%{level + 1}." if kind else "•" if not level % 2 else "–"
        where = {"w:left": 238 * (level + 1), "w:hanging": 238}
        levels.append(
            el(
                "w:lvl",
                {"w:ilvl": level},
                val("w:start", 1),
                val("w:numFmt", kind or "bullet"),
                val("w:lvlText", text),
                val("w:lvlJc", "left"),
                properties("w:pPr", el("w:ind", where)),
            )
        )
    return el("w:abstractNum", {"w:abstractNumId": number}, val("w:multiLevelType", "hybridMultilevel"), *levels)


def bookmark_name(name: str) -> str:
    """An id as Word names a place: letters, digits, at most forty."""
    plain = re.sub("[^A-Za-z0-9]+", "_", name)
    kept = plain == name.replace("-", "_") and len(plain) < 38  # else two names could become one
    return f"n_{plain}" if kept else f"n_{plain[:20]}_{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def valid_address(address: str) -> str:
    """An address that Word accepts, for it refuses a file with another; empty if it cannot be one."""
    made = quote(address.strip(), safe="%/:?#&=;,+$!~*'()@[]-._")
    made = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", made)
    start, mark, end = made.partition("#")
    made = start + mark + end.replace("#", "%23")
    try:
        host = urlsplit(made).hostname or ""
    except ValueError:
        return ""
    if not host.count(":"):
        made = made.replace("[", "%5B").replace("]", "%5D")
    return made if 0 < len(made) <= _LONGEST_LINK else ""
