"""What a paragraph or a run has from its style: bold, italic, the size of its letters, the list that it belongs to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LONGEST_LINEAGE = 12  # styles above one another; a file may have them in a circle
_ORDERED = ("decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "ordinal")


class Look(NamedTuple):
    """How letters look. None: as what is around them."""

    gras: bool | None = None
    italique: bool | None = None
    barre: bool | None = None
    taille: int | None = None
    police: str | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it says something, else the one below."""
        return Look(
            below.gras if self.gras is None else self.gras,
            below.italique if self.italique is None else self.italique,
            below.barre if self.barre is None else self.barre,
            below.taille if self.taille is None else self.taille,
            below.police if self.police is None else self.police,
        )


class Style(NamedTuple):
    look: Look = Look()
    parent: str = ""
    number: tuple[str, int] | None = None
    titre: int = 0
    nom: str = ""


class Styles(NamedTuple):
    """The styles by id, the look of all that has none, and which lists are numbered, by list and level."""

    known: Mapping[str, Style]
    usual: Look
    default: str
    ordered: Mapping[tuple[str, int], bool | None]

    def look(self, style: str) -> Look:
        found = Look()
        for one in self._lineage(style or self.default):
            found = found.over(one.look)
        return found

    def number(self, style: str) -> tuple[str, int] | None:
        return next((one.number for one in self._lineage(style) if one.number), None)

    def nom(self, style: str) -> str:
        """What Word calls a style in English."""
        return self.known[style].nom if style in self.known else ""

    def titre(self, style: str) -> int:
        return next((one.titre for one in self._lineage(style) if one.titre), 0)

    def _lineage(self, style: str) -> list[Style]:
        found: list[Style] = []
        while style in self.known and len(found) < _LONGEST_LINEAGE:
            found.append(self.known[style])
            style = found[-1].parent
        return found


def name(element: "Element") -> str:
    """The name of an element without its namespace: Word has two of each."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: "Element | None", *path: str) -> "Element | None":
    """The first element below, by the names on the way to it."""
    for step in path:
        if element is None:
            return None
        element = next((one for one in element if name(one) == step), None)
    return element


def attribute(element: "Element | None", key: str, usual: str = "") -> str:
    """An attribute by its name without its namespace."""
    if element is None:
        return usual
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == key), usual)


def number(text: str, usual: int = 0, most: int = 63) -> int:
    """A count as a file gives it: within reason, whatever it says."""
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 12 else usual


def look_of(properties: "Element | None") -> Look:
    """What `w:rPr` says."""
    if properties is None:
        return Look()
    fonts = child(properties, "rFonts")
    size = attribute(child(properties, "sz"), "val")
    return Look(
        _toggle(properties, "b"),
        _toggle(properties, "i"),
        _toggle(properties, "strike"),
        number(size, most=400) if size else None,
        (attribute(fonts, "ascii") or attribute(fonts, "hAnsi")) or None if fonts is not None else None,
    )


def read_styles(styles: "Element | None", numbering: "Element | None") -> Styles:
    known: dict[str, Style] = {}
    default = ""
    for one in styles if styles is not None else ():
        if name(one) != "style":
            continue
        ident = attribute(one, "styleId")
        if attribute(one, "type") == "paragraph" and attribute(one, "default") in ("1", "true"):
            default = ident
        known[ident] = Style(
            look_of(child(one, "rPr")),
            attribute(child(one, "basedOn"), "val"),
            number_of(child(one, "pPr")),
            number(attribute(child(one, "pPr", "outlineLvl"), "val"), -1, 9) + 1,
            attribute(child(one, "name"), "val").lower(),
        )
    usual = look_of(child(styles, "docDefaults", "rPrDefault", "rPr"))
    return Styles(known, usual, default, _ordered(numbering))


def number_of(properties: "Element | None") -> tuple[str, int] | None:
    """The list and the level that `w:pPr` names."""
    given = child(properties, "numPr")
    ident = attribute(child(given, "numId"), "val")
    return (ident, number(attribute(child(given, "ilvl"), "val"), most=8)) if ident else None


def _toggle(properties: "Element", key: str) -> bool | None:
    found = child(properties, key)
    return None if found is None else attribute(found, "val", "1") not in ("0", "false", "off", "none")


def _ordered(numbering: "Element | None") -> dict[tuple[str, int], bool | None]:
    """Whether a level of a list has numbers; None of one that shows nothing."""
    kinds: dict[str, dict[int, str]] = {}
    found: dict[tuple[str, int], bool | None] = {}
    for one in numbering if numbering is not None else ():
        if name(one) == "abstractNum":
            levels = [level for level in one if name(level) == "lvl"]
            kinds[attribute(one, "abstractNumId")] = {
                number(attribute(level, "ilvl"), most=8): attribute(child(level, "numFmt"), "val") for level in levels
            }
        elif name(one) == "num":
            for level, kind in kinds.get(attribute(child(one, "abstractNumId"), "val"), {}).items():
                found[attribute(one, "numId"), level] = None if kind == "none" else kind in _ORDERED
    return found
