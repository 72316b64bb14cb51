"""The body of a page as Python-Markdown will see it: its headings, its comments, the HTML left open.

A heading is what Python-Markdown makes one: `##Titre` is, a line underlined with `---` is, `##` in fenced
code, in raw HTML, in a comment, in a table or after a space is none. A test compares this scanner with
Python-Markdown itself on generated text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ndrc_portfolio.fiches.slips import (
    LATER_BULLET,
    LOST_SIGN,
    is_table,
    lost_signs,
    may_be_glued,
    scan_glued,
    scan_word_bullets,
)
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


_NEARLY_HASH = re.compile(r"^[ \t]{1,3}#{1,6}(?P<text>[^#\n].*?)#*$")


_HEADING_LIKE = re.compile(r"\n(?:[ \t]{0,3}#.*|[=-]+[ ]*(?=\n|$))")


_UNDERLINE = re.compile(r"^[=-]+[ ]*$")


_LINK_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S")


_RULE = re.compile(r"^[ ]{0,3}(?:(?:-+[ ]{0,2}){3,}|(?:_+[ ]{0,2}){3,}|(?:\*+[ ]{0,2}){3,})[ ]*$")


_DEFINITION = re.compile(
    r"^(?:[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S.*"  # a link or a footnote
    r"|[ ]{0,3}\*\[[^\]\n]+\]:.*)$"  # an abbreviation
    r"(?:\n(?:[ ]{4}|\t).*)*",
    re.MULTILINE,
)


class Heading(NamedTuple):
    """A heading: `start` is the offset of its line in the body, `end` that of the text after it."""

    level: int
    text: str
    place: Place
    start: int
    end: int
    underlined: bool = False


@dataclass(slots=True)
class Body:
    """What a body holds beside its text. `comments` are pairs of offsets."""

    text: str
    headings: list[Heading] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    nearly: list[tuple[str, Place]] = field(default_factory=list)
    """Lines that look like headings and are none."""
    left_open: list[tuple[str, Place]] = field(default_factory=list)
    """Block elements that are never closed (`!--` for a comment)."""
    never_opened: list[tuple[str, Place]] = field(default_factory=list)
    glued: list[tuple[Literal["liste", "tableau"], Place]] = field(default_factory=list)
    """Lists and tables without an empty line above: for Python-Markdown, the text goes on."""
    word_bullets: list[tuple[str, Place]] = field(default_factory=list)
    """The sign and the first line of the lists that came from Word: for Python-Markdown, they are a paragraph."""
    lost_signs: list[tuple[str, str, Place]] = field(default_factory=list)
    """Signs with their number that Python-Markdown takes for bullets: they are not printed."""

    def between(self, start: int, end: int) -> str:
        """The text from `start` to `end`, without the comments, which never reach the site."""
        pieces, at = [], start
        for first, last in self.comments:
            if start <= first < end:
                pieces.append(self.text[at:first])
                at = max(at, last)
        pieces.append(self.text[at:end])
        return "".join(pieces)


def scan_body(text: str, line: int = 1) -> Body:
    """Scan a body whose first line is `line` of its file (`\\n` ends of line)."""
    corps = Body(text)
    masked = text
    if "```" in text or "~~~" in text:
        masked = _hide_fenced(masked)
    if "<" in masked:
        masked = _scan_html(corps, masked, line)
    if may_be_glued(masked):
        corps.glued = list(scan_glued(masked, line))
    if LATER_BULLET.search(masked):
        corps.word_bullets = list(scan_word_bullets(masked, line))
    if LOST_SIGN.search(masked):
        corps.lost_signs = list(lost_signs(masked, line))
    if not _plain_headings(corps, masked, line):
        corps.headings, corps.nearly = [], []
        _scan_headings(corps, masked, line)
    return corps


def without_comments(text: str) -> str:
    """A Markdown text without its comments."""
    return scan_body(text).between(0, len(text)) if "<!--" in text else text


def is_empty(text: str) -> bool:
    """Whether a Markdown text (comments removed) says nothing: spaces, or definitions that serve the whole page."""
    return not text.strip() or ("]:" in text and not _DEFINITION.sub("", text).strip())


def _hide_all(text: str, passages: list[tuple[int, int]], mask: str) -> str:
    """Keep the shape of passages (their lines and their length) and hide their characters."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(passages):
        if start >= at:
            pieces += [text[at:start], re.sub(r"[^\n]", mask, text[start:end])]
            at = end
    return "".join([*pieces, text[at:]])


def _blank(found: re.Match[str]) -> str:
    return "\x1a" * len(found.group())


def _hide_fenced(text: str) -> str:
    """Hide fenced code; a fence that is never closed is none."""
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
    return _hide_all(text, passages, "\x1a")


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Where comments begin and end; one that never ends is none."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3
        start = text.find("<!--", end + 3)


def _scan_html(corps: Body, masked: str, line: int) -> str:
    spans = masked if "`" not in masked else _CODE_SPAN.sub(_blank, masked)
    corps.comments = list(_comments(spans))
    spans, masked = _hide_all(spans, corps.comments, " "), _hide_all(masked, corps.comments, " ")
    if (left := spans.find("<!--")) >= 0:
        corps.left_open.append(("!--", _place(spans, left, line, 4)))
    opened: list[re.Match[str]] = []
    raw: list[tuple[int, int]] = []
    for tag in _TAG.finditer(spans):
        name = tag["name"].lower()
        if tag["rest"].endswith("/"):
            continue
        if not tag["close"]:
            opened.append(tag)
            continue
        at = next((i for i in range(len(opened) - 1, -1, -1) if opened[i]["name"].lower() == name), None)
        if at is None:
            corps.never_opened.append((name, _place(spans, tag.start(), line, len(tag.group()))))
            continue
        for lost in opened[at + 1 :]:
            corps.left_open.append((lost["name"].lower(), _place(spans, lost.start(), line, len(lost.group()))))
        if _at_line_start(spans, opened[at].start()):
            raw.append((opened[at].start(), tag.end()))
        del opened[at:]
    for lost in opened:
        corps.left_open.append((lost["name"].lower(), _place(spans, lost.start(), line, len(lost.group()))))
    return _hide_all(masked, raw, "\x1a")


def _at_line_start(text: str, offset: int) -> bool:
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return not before.strip(" ") and len(before) < 4


def _plain_headings(corps: Body, masked: str, line: int) -> bool:
    """Find the headings of a body whose author leaves an empty line above each: most do, and that is soon read.

    False when a line asks for a closer look: a heading below text, an underline, a `#` behind a space.
    """
    at = 0
    for found in _HEADING_LIKE.finditer("\n" + masked):
        start, shown = found.start(), found.group()[1:]
        above = masked[masked.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
        if (above and not above.isspace() and above[0] != "#") or shown[0] not in "#-":
            return False
        line, at = line + masked.count("\n", at, start), start
        if shown[0] == "#":
            corps.headings.append(_titre(shown, Place(line, 1, len(shown)), start, start + len(shown) + 1))
    return True


def _titre(shown: str, place: Place, start: int, end: int) -> Heading:
    level = min(6, len(shown) - len(shown.lstrip("#")))
    return Heading(level, shown[level:].rstrip("#").strip(), place, start, end)


def _scan_headings(corps: Body, masked: str, line: int) -> None:
    lines = masked.split("\n")
    offset = 0
    block_start = True  # whether this line begins a block, as Python-Markdown cuts the text
    in_table = False
    skip = False
    for i, shown in enumerate(lines):
        start, offset = offset, offset + len(shown) + 1
        if skip:  # the line under an underlined heading
            skip = False
            continue
        if not shown.strip():
            block_start, in_table = True, False
            continue
        follows = lines[i + 1] if i + 1 < len(lines) else ""
        if block_start:
            in_table = is_table(lines, i)
        if in_table:
            if nearly := re.match(r"^[ ]*#{1,6}(?P<text>[^#].*?)#*$", shown):
                corps.nearly.append((nearly["text"].strip(), Place(line + i, 1, len(shown))))
            block_start = False
        elif shown[0] == "#":
            corps.headings.append(_titre(shown, Place(line + i, 1, len(shown)), start, offset))
            block_start = True
        elif (
            block_start
            and follows[:1] in ("=", "-")
            and _UNDERLINE.match(follows)
            and not shown.startswith(("    ", "\t", "\x1a"))
        ):
            level = 1 if follows.startswith("=") else 2
            end = offset + len(follows) + 1
            place = Place(line + i, 1, len(shown))
            corps.headings.append(Heading(level, shown.strip(), place, start, min(end, len(masked)), underlined=True))
            skip = True
            block_start = True
        else:
            if "#" in shown and (nearly := _NEARLY_HASH.match(shown)):
                corps.nearly.append((nearly["text"].strip(), Place(line + i, 1, len(shown))))
            block_start = (
                shown.endswith("\x1a")
                or bool(_RULE.match(shown))
                or (block_start and bool(_LINK_DEFINITION.match(shown)))
            )


def _place(text: str, offset: int, line: int, width: int) -> Place:
    return Place(line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset), width)
