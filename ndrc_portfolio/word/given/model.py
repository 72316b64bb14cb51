"""What a Word file says, without how Word says it: paragraphs and tables, and what stands in a line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Text(NamedTuple):
    """A run of text. `lien` is its address; `note` the key of the note that it calls, if that is what it is.

    `code`: in the style that `ndrc word` gives to code; a typewriter's letters alone are a matter of taste.
    """

    texte: str
    gras: bool = False
    italique: bool = False
    barre: bool = False
    lien: str = ""
    note: str = ""
    code: bool = False


class Mark(NamedTuple):
    """A box: ticked or not. `drawn`: a shape that was laid over the text, which may be a tick."""

    full: bool
    drawn: bool = False


class Image(NamedTuple):
    """A picture: the path of its part, or the address that it is linked to; what Word says that it shows."""

    part: str = ""
    address: str = ""
    alt: str = ""


class Break(NamedTuple):
    """A line break inside of a paragraph."""


Inline = Text | Mark | Image | Break


class Item(NamedTuple):
    """That a paragraph is an item of a list of Word's."""

    level: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`titre` is the level of a title of Word's, 0 of any other paragraph.

    `style` is the name of its style, in the English of Word's own, and `align` where its text stands.
    """

    inlines: tuple[Inline, ...] = ()
    item: Item | None = None
    titre: int = 0
    style: str = ""
    align: str = ""

    @property
    def texte(self) -> str:
        """Its text; a box is a sign of its own, a break a new line."""
        return "".join(map(_plain, self.inlines))

    @property
    def empty(self) -> bool:
        return not self.texte.strip() and not any(isinstance(i, Image) for i in self.inlines)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """`start` and `end` are its columns in the grid of its table; `goes_on`: it is one with the cell above."""

    blocks: tuple["Block", ...]
    start: int = 0
    end: int = 1
    goes_on: bool = False

    @property
    def texte(self) -> str:
        return "\n".join(p.texte for p in paragraphs_of(self.blocks))

    @property
    def empty(self) -> bool:
        return all(p.empty for p in paragraphs_of(self.blocks))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


@dataclass(slots=True)
class Document:
    """`notes` by key; `margins` are the texts of heads and feet of pages; `said` what could not be taken over, or was
    left out, each with how often; `sizes` the letters by their size in half points.
    """

    blocks: tuple[Block, ...] = ()
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    margins: tuple[Block, ...] = ()
    said: dict["Remark", int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)


Remark = Literal["insertions", "suppressions", "commentaires", "macros", "objets"]

FULL, EMPTY, DRAWN = "☒", "☐", "⍰"


def paragraphs_of(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables too, in the order in which one reads them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_of(cell.blocks)


def images_of(blocks: tuple[Block, ...]) -> Iterator[Image]:
    for paragraph in paragraphs_of(blocks):
        yield from (i for i in paragraph.inlines if isinstance(i, Image))


def _plain(inline: Inline) -> str:
    match inline:
        case Text(texte=texte, note=note):
            return "" if note else texte
        case Mark(full=full, drawn=drawn):
            return DRAWN if drawn else FULL if full else EMPTY
        case Break():
            return "\n"
        case _:
            return ""
