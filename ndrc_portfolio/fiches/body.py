"""The body of a page as Python-Markdown will see it: its headings, its comments, the HTML left open.

A heading is what Python-Markdown makes one: `##Titre` is, a line underlined with `---` is, `##` in fenced
code, in raw HTML, in a comment, in a table or after a space is none. A test compares this scanner with
Python-Markdown itself on generated text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ndrc_portfolio.fiches.masks import HIDDEN, hide_fenced, hide_html
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

_NEARLY_HASH = re.compile(r"^[ \t]{1,3}#{1,6}(?P<text>[^#\n].*?)#*$")
_NEARLY_IN_TABLE = re.compile(r"^[ ]*#{1,6}(?P<text>[^#].*?)#*$")
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

Nearly = tuple[str, Place]
"""The text of a line that looks like a heading and is none."""


class Heading(NamedTuple):
    """A heading: `start` is the offset of its line in the body, `end` that of the text after it.

    The place of an underlined one is its text with its underline.
    """

    level: int
    text: str
    place: Place
    start: int
    end: int
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A body, and what it holds beside its text. `comments` are pairs of offsets."""

    text: str
    headings: Sequence[Heading] = ()
    comments: Sequence[tuple[int, int]] = ()
    nearly: Sequence[Nearly] = ()
    left_open: Sequence[tuple[str, Place]] = ()
    """Block elements that are never closed (`!--` for a comment)."""
    never_opened: Sequence[tuple[str, Place]] = ()
    glued: Sequence[tuple[Literal["liste", "tableau"], Place]] = ()
    """Lists and tables without an empty line above: for Python-Markdown, the text goes on."""
    word_bullets: Sequence[tuple[str, Place]] = ()
    """The sign and the first line of the lists that came from Word: for Python-Markdown, they are a paragraph."""
    lost_signs: Sequence[tuple[str, str, Place]] = ()
    """Signs with their number that Python-Markdown takes for bullets: they are not printed."""

    def between(self, start: int, end: int) -> str:
        """The text from `start` to `end`, without the comments, which never reach the site."""
        if not self.comments:
            return self.text[start:end]
        pieces, at = [], start
        for first, last in self.comments:
            if start <= first < end:
                pieces.append(self.text[at:first])
                at = max(at, last)
        pieces.append(self.text[at:end])
        return "".join(pieces)


def scan_body(text: str, line: int = 1) -> Body:
    """Scan a body whose first line is `line` of its file (`\\n` ends of line)."""
    html = hide_html(hide_fenced(text), line)
    masked = html.masked
    headings = _plain_headings(masked, line)
    nearly: Sequence[Nearly] = ()
    if headings is None:
        headings, nearly = _scan_headings(masked, line)
    return Body(
        text,
        headings,
        html.comments,
        nearly,
        html.left_open,
        html.never_opened,
        glued=tuple(scan_glued(masked, line)) if may_be_glued(masked) else (),
        word_bullets=tuple(scan_word_bullets(masked, line)) if LATER_BULLET.search(masked) else (),
        lost_signs=tuple(lost_signs(masked, line)) if LOST_SIGN.search(masked) else (),
    )


def without_comments(text: str) -> str:
    """A Markdown text without its comments."""
    return scan_body(text).between(0, len(text)) if "<!--" in text else text


def is_empty(text: str) -> bool:
    """Whether a Markdown text (comments removed) says nothing: spaces, or definitions that serve the whole page."""
    return not text.strip() or ("]:" in text and not _DEFINITION.sub("", text).strip())


def _plain_headings(masked: str, line: int) -> list[Heading] | None:
    """The headings of a body whose author leaves an empty line above each: most do, and that is soon read.

    None when a line asks for a closer look: a heading below text, an underline, a `#` behind a space.
    """
    headings: list[Heading] = []
    at = 0
    for found in _HEADING_LIKE.finditer("\n" + masked):
        start, shown = found.start(), found.group()[1:]
        above = masked[masked.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
        if (above and not above.isspace() and above[0] != "#") or shown[0] not in "#-":
            return None
        line, at = line + masked.count("\n", at, start), start
        if shown[0] == "#":
            headings.append(_heading(shown, Place(line, 1, len(shown)), start, start + len(shown) + 1))
    return headings


def _heading(shown: str, place: Place, start: int, end: int) -> Heading:
    level = min(6, len(shown) - len(shown.lstrip("#")))
    return Heading(level, shown[level:].rstrip("#").strip(), place, start, end)


def _scan_headings(masked: str, line: int) -> tuple[list[Heading], list[Nearly]]:
    headings: list[Heading] = []
    nearly: list[Nearly] = []
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
        place = Place(line + i, 1, len(shown))
        follows = lines[i + 1] if i + 1 < len(lines) else ""
        if block_start:
            in_table = is_table(lines, i)
        if in_table:
            if found := _NEARLY_IN_TABLE.match(shown):
                nearly.append((found["text"].strip(), place))
            block_start = False
        elif shown[0] == "#":
            headings.append(_heading(shown, place, start, offset))
            block_start = True
        elif block_start and follows[:1] in ("=", "-") and _is_underlined(shown, follows):
            level = 1 if follows.startswith("=") else 2
            end = min(offset + len(follows) + 1, len(masked))
            place = place._replace(end=(place.line + 1, len(follows) + 1))
            headings.append(Heading(level, shown.strip(), place, start, end, underlined=True))
            skip = True
            block_start = True
        else:
            if "#" in shown and (found := _NEARLY_HASH.match(shown)):
                nearly.append((found["text"].strip(), place))
            block_start = (
                shown.endswith(HIDDEN)
                or bool(_RULE.match(shown))
                or (block_start and bool(_LINK_DEFINITION.match(shown)))
            )
    return headings, nearly


def _is_underlined(shown: str, follows: str) -> bool:
    return bool(_UNDERLINE.match(follows)) and not shown.startswith(("    ", "\t", HIDDEN))
