"""Passages that belong to extensions of Python-Markdown: they go to them as they stand.

Admonitions, tabs, footnotes, definitions, abbreviations, blocks of `pymdownx`, snippets, formulas: an opening
line, and the lines indented under it.
"""

import re
from collections.abc import Iterator, Sequence

_TITLE = r" +\"[^\n]*\""
_INDENTED = (
    rf"(?:(?:!!!|\?\?\?\+?)(?: ?[\w-]+(?: +[\w-]+)*(?:{_TITLE})?|{_TITLE})|===[!+]* +(?:\"[^\n]+\"|'[^\n]+')) *(?=\n|$)"
)
OPENER = re.compile(rf"[ ]{{0,3}}(?:{_INDENTED}|\[\^[^\]\n]+\]:|\*\[[^\]\n]+\]:|:[ ]{{1,3}}\S)")
NEEDS_INDENT = re.compile(rf"[ ]{{0,3}}(?:{_INDENTED})")
_FENCE = re.compile(r"(?P<sign>/{3,})[ ]*[\w|-].*$|(?P<math>\$\$)(?!.*\$\$)|(?P<snippet>-+8<-+)[ ]*$")
_LINE = re.compile(r"[ \t]*-+8<-+ +[\"'].*$")
MAYBE = re.compile(r"^[ ]{0,3}(?:!!!|\?\?\?|===|///|\[\^|\*\[|:[ ]|\$\$|-+8<)", re.MULTILINE)
"""What is looked for first: a text without it has no such passage."""


def split(lines: Sequence[str], protected: Sequence[bool]) -> Iterator[tuple[bool, int, int]]:
    """Cut lines into passages, from a line to one: those of extensions (True) and the text between them."""
    first = at = 0
    while at < len(lines):
        end = at if protected[at] else _end(lines, at)
        if end == at:
            at += 1
            continue
        if at > first:
            yield False, first, at
        yield True, at, end
        first = at = end
    if at > first:
        yield False, first, at


def _end(lines: Sequence[str], at: int) -> int:
    """Where the passage ends that this line opens; `at` when it opens none."""
    line = lines[at]
    if _LINE.match(line):
        return at + 1
    if fence := _FENCE.match(line):
        sign = fence["sign"] or fence["math"] or fence["snippet"]
        closing = (i for i in range(at + 1, len(lines)) if lines[i].rstrip().endswith(sign))
        return next(closing, at - 1) + 1
    if not OPENER.match(line):
        return at
    end = at + 1
    if line.lstrip().startswith("[^"):  # the lines right below belong to a footnote
        while end < len(lines) and lines[end].strip() and not OPENER.match(lines[end]):
            end += 1
    last = end
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(("    ", "\t"))):
        end += 1
        last = end if lines[end - 1].strip() else last
    return at if last == at + 1 and NEEDS_INDENT.match(line) else last
