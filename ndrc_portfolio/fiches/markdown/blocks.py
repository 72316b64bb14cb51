"""The blocks of a Markdown text as a CommonMark reader with GitHub's tables sees them, with their places.

The reader is pyromark (pulldown-cmark); it counts bytes, what leaves this module counts characters.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pyromark

Kind = Literal["paragraph", "heading", "quote", "list", "item", "code", "html", "table", "rule"]

_TABLES = pyromark.Options.ENABLE_TABLES
_KINDS: dict[str, Kind] = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "BlockQuote": "quote",
    "List": "list",
    "Item": "item",
    "CodeBlock": "code",
    "HtmlBlock": "html",
    "Table": "table",
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NAME = re.compile(r"(?<=[</])[^\x00-\x7f]")  # « <é » begins no tag
# A no-break space counts as a space where stars begin and end, but not behind the mark of a list.
_BY_STAR = re.compile(r"(?<=[*_])[^\x00-\x7f]|[^\x00-\x7f](?=[*_])")


@dataclass(slots=True)
class Inline:
    """A passage inside a leaf: `Text`, `Code`, `InlineHtml`, `SoftBreak`, `HardBreak`, or what begins there.

    What begins is `Emphasis`, `Strong`, `Link`, `Image`, and in a table `TableHead` and `TableRow`.
    """

    kind: str
    start: int
    end: int
    value: Any = None
    """For text, whether it stands there as it is shown (an entity does not); for a link, where it leads."""


@dataclass(slots=True)
class Block:
    """A block and what it holds; `start` and `end` are offsets in the text.

    `value` is the level of a heading, the first number of an ordered list (None: bullets), the info string of
    fenced code (None: indented code), the alignment of each column of a table.
    """

    kind: Kind
    start: int
    end: int
    value: Any = None
    tight: bool = True
    blocks: list["Block"] = field(default_factory=list)
    inlines: list[Inline] = field(default_factory=list)


def events(text: str) -> Iterator[tuple[Any, Any]]:
    """pyromark's events with their ranges, in characters. What they quote is not the text (`_one_byte_each`).

    Bold and italics may not be told from text where they touch a letter with an accent: `read_blocks` can.
    """
    return pyromark.events_with_range(_one_byte_each(text), options=_TABLES)


def _one_byte_each(text: str) -> str:
    """A text of the same structure, as long in bytes as in characters: to convert each place is slower.

    Other characters than ASCII become `?`: what they are counts only beside a star or behind a `<`.
    """
    if text.isascii():
        return text
    if "<" in text:
        text = _NAME.sub(",", text)
    return text.encode("ascii", "replace").decode()


def _shape(found: re.Match[str]) -> str:
    char, at = found.group(), found.start()
    if char in "\u00a0\u202f":
        begins_line = not found.string[found.string.rfind("\n", 0, at) + 1 : at].strip(" \t*")
        return char if begins_line else " "
    return "a" if char.isalnum() else ","


def read_blocks(text: str) -> list[Block]:
    """The blocks of a text. Link definitions are none of them (`definitions`)."""
    root = Block("quote", 0, len(text))
    stack = [root]
    # A star beside a letter with an accent may begin or end something, beside a `?` it may not.
    for event, place in events(_BY_STAR.sub(_shape, text)):
        top = stack[-1]
        start, end = place["start"], place["end"]
        if isinstance(event, str):
            if event == "Rule":
                top.blocks.append(Block("rule", start, end))
            else:
                _leaf(top, start).inlines.append(Inline(event, start, end))
            continue
        ((name, value),) = event.items()
        if name == "Start":
            what, value = next(iter(value.items())) if isinstance(value, dict) else (value, None)
            if kind := _KINDS.get(what):
                block = Block(kind, start, end, _value(text, kind, value, start))
                if kind == "paragraph" and top.kind == "item":
                    stack[-2].tight = False
                top.blocks.append(block)
                stack.append(block)
            elif what != "TableCell":
                _leaf(top, start).inlines.append(Inline(what, start, end, value))
        elif name == "End":
            what = next(iter(value)) if isinstance(value, dict) else value
            if what in _KINDS:
                stack.pop()
        else:
            _leaf(top, start).inlines.append(Inline(name, start, end, end - start == len(value)))
    return root.blocks


def definitions(text: str) -> list[tuple[int, int]]:
    """Where link definitions stand."""
    if "]:" not in text:
        return []
    char = _characters(text)
    found = pyromark.reference_definitions(text, options=_TABLES)
    return sorted((char(d["span"]["start"]), char(d["span"]["end"])) for d in found.values())


def _characters(text: str) -> Callable[[int], int]:
    """From an offset in UTF-8 to one in characters."""
    if text.isascii():
        return lambda offset: offset
    after: list[int] = []  # the offset in bytes behind each character of several bytes
    more = [0]  # by how much bytes are ahead of characters there
    ahead = 0
    for found in _NOT_ASCII.finditer(text):
        ahead += len(found.group().encode()) - 1
        after.append(found.end() + ahead)
        more.append(ahead)
    return lambda offset: offset - more[bisect_right(after, offset)]


def _value(text: str, kind: Kind, value: Any, start: int) -> Any:
    if kind == "heading":
        return int(value["level"][1])
    if kind == "code":  # the info string as it is written
        return _line(text, start).lstrip("`~").strip() if isinstance(value, dict) else None
    return value


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def _leaf(top: Block, start: int) -> Block:
    """The block that takes an inline: the text of a tight item has no paragraph of its own."""
    if top.kind != "item":
        return top
    if not top.blocks or top.blocks[-1].kind != "paragraph":
        top.blocks.append(Block("paragraph", start, start))
    return top.blocks[-1]
