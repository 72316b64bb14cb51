"""The places of a Word file where a label may stand: the cells of its tables, and the paragraphs beside them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ndrc_portfolio.messages.words import normalise
from ndrc_portfolio.word.given.model import (
    EMPTY,
    FULL,
    Block,
    Break,
    Cell,
    Inline,
    Paragraph,
    Table,
    Text,
    paragraphs_of,
)

_TABLE = "\ufffc"
_LAYOUT = 4
"""Labels in a table that stands in a cell, from which on it is a part of the form, and no answer."""
_LONG = 24
"""Letters of a label, two of which are enough: the competences of a grid that stand side by side."""


class Spot(NamedTuple):
    """A cell, or a paragraph beside all tables. `table` is 0 for a paragraph; `row` counts through the whole file.

    `texte` is its text, a table in it being one sign; `last`: nothing stands on its right.
    """

    number: int
    table: int
    row: int
    cell: Cell
    texte: str
    last: bool = True

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.cell.blocks

    @property
    def start(self) -> int:
        return self.cell.start

    @property
    def end(self) -> int:
        return self.cell.end


def spots_of(blocks: Iterable[Block], labels: Collection[str]) -> tuple[Spot, ...]:
    """All spots, as one reads them. `labels`: those of all forms, normalised."""
    found: list[Spot] = []
    counts = {"table": 0, "row": 0}

    def add(cell: Cell, table: int, row: int, *, last: bool) -> None:
        found.append(Spot(len(found), table, row, cell, text_of(cell.blocks), last))

    def walk(some: Iterable[Block]) -> None:
        for block in some:
            counts["row"] += 1
            if isinstance(block, Paragraph):
                add(Cell((block,)), 0, counts["row"], last=True)
                continue
            counts["table"] += 1
            table = counts["table"]
            for cells in block.rows:
                counts["row"] += 1
                row = counts["row"]
                for cell in cells:
                    if any(_is_layout(inner, labels) for inner in cell.blocks):
                        walk(cell.blocks)
                    else:
                        add(cell, table, row, last=cell is cells[-1])

    walk(blocks)
    return tuple(found)


def _is_layout(block: Block, labels: Collection[str]) -> bool:
    if not isinstance(block, Table):
        return False
    there = {normalise(p.texte.strip(f"{FULL}{EMPTY} ")) for p in paragraphs_of((block,))} & set(labels)
    return len(there) >= _LAYOUT or sum(len(label) > _LONG for label in there) > 1


def text_of(blocks: tuple[Block, ...]) -> str:
    return "\n".join(b.texte if isinstance(b, Paragraph) else _TABLE for b in blocks)


def cut(blocks: tuple[Block, ...], start: int, end: int) -> tuple[Block, ...]:
    """The part of blocks between two places of their text."""
    found: list[Block] = []
    at = 0
    for block in blocks:
        length = len(block.texte) if isinstance(block, Paragraph) else 1
        first, last = max(start - at, 0), min(end - at, length)
        if isinstance(block, Table):
            found += [block] if first < 1 and last > 0 else []
        elif first < last or (first == 0 and last >= 0 and not length):
            whole = first == 0 and last == length
            item = block.item if first == 0 else None
            sliced = replace(block, inlines=tuple(_sliced(block, first, last)), item=item)
            found.append(block if whole else sliced)
        at += length + 1
    return tuple(found)


def _sliced(paragraph: Paragraph, start: int, end: int) -> Iterator[Inline]:
    at = 0
    for inline in paragraph.inlines:
        length = len(inline.texte) if isinstance(inline, Text) and not inline.note else len(_width(inline))
        first, last = max(start - at, 0), min(end - at, length)
        if isinstance(inline, Text) and not inline.note:
            if first < last:
                yield inline._replace(texte=inline.texte[first:last])
        elif (length and first < last) or (not length and start <= at <= end):
            yield inline
        at += length


def _width(inline: Inline) -> str:
    """What an inline that is no text counts for in the text of its paragraph."""
    return "\n" if isinstance(inline, Break) else Paragraph((inline,)).texte
