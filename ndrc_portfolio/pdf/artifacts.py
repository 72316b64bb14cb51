"""What of a page is no part of its text (footers, rules, dots) is marked as such: PDF/UA-1, 7.1."""

from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import ContentStreamInstruction, Name, Operator, Pdf, parse_content_stream, unparse_content_stream

_BEGINS = ("BDC", "BMC")
_BUILDS = ("m", "l", "c", "v", "y", "re", "h", "W", "W*")
_PAINTS = ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s")
_DRAWS = ("Do", "sh", "BI")
_OPEN = ContentStreamInstruction([Name.Artifact], Operator("BMC"))
_CLOSE = ContentStreamInstruction([], Operator("EMC"))


def mark_artifacts(pdf: Pdf) -> None:
    """Mark what a browser draws outside of all tags."""
    for page in pdf.pages:
        given = list(parse_content_stream(page))
        marked = list(_marked(given))
        if len(marked) > len(given):
            page.Contents = pdf.make_stream(unparse_content_stream(marked))


def _marked(given: Sequence[Any]) -> Iterator[Any]:
    names = [str(instruction.operator) for instruction in given]
    depth = at = 0
    while at < len(given):
        name = names[at]
        depth += (name in _BEGINS) - (name == "EMC")
        end = at + 1 if depth or name in _BEGINS else _end_of(names, at)
        if end > at + 1 or (not depth and name in _DRAWS):
            yield from (_OPEN, *given[at:end], _CLOSE)
        else:
            yield given[at]
        at = end


def _end_of(names: Sequence[str], at: int) -> int:
    """Behind the text or the path that begins there, if all of it is to be marked; else behind that instruction."""
    if names[at] == "BT":
        end = names.index("ET", at) + 1
        return at + 1 if any(name in _BEGINS for name in names[at:end]) else end
    end = at
    while end < len(names) and names[end] in _BUILDS:
        end += 1
    return end + 1 if end > at and end < len(names) and names[end] in _PAINTS else at + 1
