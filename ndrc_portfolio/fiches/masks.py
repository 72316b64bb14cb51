"""What of a body is no Markdown (fenced code, comments, block HTML), hidden so that what is left can be scanned.

Hiding keeps each line and each column; only HTML that is closed is hidden.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ndrc_portfolio.messages.diagnostic import Place

# Block elements of HTML whose end tag Python-Markdown waits for (void elements wait for none).
_BLOCKS = (
    "address|article|aside|blockquote|body|button|canvas|center|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|frameset|h[1-6]|head|header|hgroup|html|iframe|legend|li|main|map|math|menu"
    "|nav|noscript|object|ol|output|p|pre|progress|script|section|style|summary|svg|table|tbody|td|template"
    "|textarea|tfoot|th|thead|tr|ul|video"
)
_FENCE = re.compile(r"^([ ]*(?:`{3,}|~{3,}))([^`\n]*)$", re.MULTILINE)
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)")
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{_BLOCKS})(?=[\s/>])(?P<rest>[^<>]*)>", re.IGNORECASE)

HIDDEN = "\x1a"
"""Stands for each character of fenced code and of block HTML."""


class Html(NamedTuple):
    """A body with its HTML hidden, and what that HTML is."""

    masked: str
    comments: tuple[tuple[int, int], ...] = ()
    """Pairs of offsets."""
    left_open: tuple[tuple[str, Place], ...] = ()
    """Block elements that are never closed (`!--` for a comment)."""
    never_opened: tuple[tuple[str, Place], ...] = ()


def hide_fenced(text: str) -> str:
    """Hide fenced code; a fence that is never closed is none."""
    if "```" not in text and "~~~" not in text:
        return text
    fences = [(m.start(), m.end(), m[1], bool(m[2].strip())) for m in _FENCE.finditer(text)]
    closings: dict[str, list[int]] = {}
    for i, (_, _, fence, info) in enumerate(fences):
        if not info:
            closings.setdefault(fence, []).append(i)
    at = 0
    passages: list[tuple[int, int]] = []
    while at < len(fences):
        start, _, fence, _ = fences[at]
        later = closings.get(fence, [])
        position = bisect_right(later, at)
        if position < len(later):
            at = later[position]
            passages.append((start, fences[at][1]))
        at += 1
    return _hide(text, passages, HIDDEN)


def hide_html(masked: str, line: int) -> Html:
    """Hide comments and block HTML in a body whose first line is `line`, its fenced code being hidden already."""
    if "<" not in masked:
        return Html(masked)
    spans = masked if "`" not in masked else _CODE_SPAN.sub(_blank, masked)
    comments = tuple(_comments(spans))
    spans, masked = _hide(spans, comments, " "), _hide(masked, comments, " ")
    left_open: list[tuple[str, Place]] = []
    never_opened: list[tuple[str, Place]] = []
    if (left := spans.find("<!--")) >= 0:
        left_open.append(("!--", _place(spans, left, line, 4)))
    opened: list[re.Match[str]] = []
    raw: list[tuple[int, int]] = []
    for tag in _TAG.finditer(spans):
        if tag["rest"].endswith("/"):
            continue
        if not tag["close"]:
            opened.append(tag)
            continue
        name = tag["name"].lower()
        at = next((i for i in range(len(opened) - 1, -1, -1) if opened[i]["name"].lower() == name), None)
        if at is None:
            never_opened.append(_tag(tag, line))
            continue
        left_open += [_tag(lost, line) for lost in opened[at + 1 :]]
        if _at_line_start(spans, opened[at].start()):
            raw.append((opened[at].start(), tag.end()))
        del opened[at:]
    left_open += [_tag(lost, line) for lost in opened]
    return Html(_hide(masked, raw, HIDDEN), comments, tuple(left_open), tuple(never_opened))


def _tag(tag: re.Match[str], line: int) -> tuple[str, Place]:
    return tag["name"].lower(), _place(tag.string, tag.start(), line, len(tag.group()))


def _hide(text: str, passages: Sequence[tuple[int, int]], mask: str) -> str:
    """Keep the shape of passages (their lines and their length) and hide their characters."""
    if not passages:
        return text
    pieces: list[str] = []
    at = 0
    for start, end in sorted(passages):
        if start >= at:
            pieces += [text[at:start], re.sub(r"[^\n]", mask, text[start:end])]
            at = end
    return "".join([*pieces, text[at:]])


def _blank(found: re.Match[str]) -> str:
    return HIDDEN * len(found.group())


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Where comments begin and end; one that never ends is none."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3
        start = text.find("<!--", end + 3)


def _at_line_start(text: str, offset: int) -> bool:
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return not before.strip(" ") and len(before) < 4


def _place(text: str, offset: int, line: int, width: int) -> Place:
    """The place of what stands at an offset; a tag may go on over several lines."""
    start = Place(line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset), width)
    stop = offset + width
    lines = text.count("\n", offset, stop)
    return start._replace(end=(start.line + lines, stop - text.rfind("\n", 0, stop))) if lines else start
