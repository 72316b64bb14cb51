"""What a student writes in a rubrique, as Markdown that Python-Markdown prints as it was meant.

First what students write and CommonMark does not know (`word_marks`, `signs`, `tables`) becomes CommonMark; then
its structure is spelled out (`dialect`). What an extension of Python-Markdown opens passes untouched.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from ndrc_portfolio.fiches.markdown import extension_blocks, signs, tables, word_marks
from ndrc_portfolio.fiches.markdown.blocks import Block, read_blocks
from ndrc_portfolio.fiches.markdown.dialect import raw_end, spell_blocks
from ndrc_portfolio.fiches.markdown.html_names import is_html
from ndrc_portfolio.fiches.markdown.rewrites import rewrite
from ndrc_portfolio.fiches.markdown.structure import without_comments

_PLAIN = r"[^\n\t\r\\`*_<>\[\]{}|]"
_BOLD = rf"\*\*[^\W_](?:{_PLAIN}*(?:[^\W_]|[.:!?)»%€](?=\*\*(?:[ \u00a0\u202f\n]|$))))?\*\*(?!\w)"
_LINK = rf"!?\[(?!\^){_PLAIN}+\]\([\w./#:-]+\)"
_TEXT = rf"(?:{_PLAIN}++|{_BOLD}|{_LINK})++"
_LINE = rf"(?=[^\W\d_]|[«(“]|\*\*|!?\[){_TEXT}"
_TABLE = rf"\|(?:{_TEXT}\|)++\n\|(?: ?:?-+:? ?\|)++(?:\n\|(?:{_TEXT}\|)++)*+"
_GAP = re.compile(r"\n\n+")
_BLOCK = re.compile(
    rf"(?:(?P<item>- )|(?P<number>\d{{1,3}}\. ))?{_LINE}(?:\n(?(item)- |(?(number)\d{{1,3}}\. |(?!))){_LINE})*+"
    rf"|\d{{1,3}} {_TEXT}|{_TABLE}"
)
"""A paragraph of one line, a list of one level or a table: most cells are these, and there is nothing to spell out."""


def spell_out(text: str) -> str:
    """Spell out the Markdown of one cell, whose ends of line are `\\n`."""
    bare = text.strip("\n")
    if _is_simple(bare):
        return bare
    text = without_comments(text)
    lines = text.split("\n")
    protected = _protected(text, len(lines))
    passages = [(False, 0, len(lines))]
    if extension_blocks.MAYBE.search(text):
        passages = list(extension_blocks.split(lines, protected))
    spelled = ""
    for foreign, first, last in passages:
        if foreign:
            passage = "\n".join(lines[first:last])
            term = passage.lstrip().startswith(":") and first and lines[first - 1].strip()
        else:
            passage = spell_blocks(signs.escape_times(_as_commonmark(lines[first:last], protected[first:last])))
            term = ""
        if passage.strip():
            spelled += ("\n" if term else "\n\n" if spelled else "") + passage
    return spelled


def _is_simple(text: str) -> bool:
    """Whether a text, without empty lines around it, says the same to every reader of Markdown."""
    if "%%" in text or ("|" in text and not _is_even(text)):
        return False
    return all(map(_BLOCK.fullmatch, _GAP.split(text)))


def _is_even(text: str) -> bool:
    """Whether all rows have as many cells."""
    return len({line.count("|") for line in text.split("\n") if line[:1] == "|"}) == 1


def _protected(text: str, count: int) -> list[bool]:
    """Which lines are code between fences or HTML."""
    protected = [False] * count
    if "```" not in text and "~~~" not in text and "<" not in text:
        return protected
    passages = [(0, text)]
    while passages:
        start, passage = passages.pop()
        todo = read_blocks(passage)
        while todo:
            block = todo.pop()
            todo += block.blocks
            end = _kept_until(passage, block)
            if end > block.start:
                first = text.count("\n", 0, start + block.start)
                last = first + passage[block.start : end].rstrip("\n").count("\n")
                protected[first : last + 1] = [True] * (last + 1 - first)
            if block.kind == "html" and end < block.end:  # what CommonMark takes for HTML up to an empty line
                end = max(end, (passage.find("\n", end) + 1) or len(passage))
                passages.append((start + end, passage[end : block.end]))
    return protected


def _kept_until(text: str, block: Block) -> int:
    """Where code between fences or HTML ends; the start of a block that is neither."""
    if block.kind == "html" and is_html(text[block.start : block.end].strip()):
        return raw_end(text, block)
    return block.end if block.kind == "code" and block.value is not None else block.start


def own_lines(text: str) -> Iterator[tuple[int, int]]:
    """From which line to which its author's own marks are read: not in code, HTML, nor what extensions open."""
    lines = text.split("\n")
    kept = _protected(text, len(lines))
    for foreign, first, last in extension_blocks.split(lines, kept):
        kept[first:last] = [True] * (last - first) if foreign else kept[first:last]
    at = 0
    for protected, group in groupby(kept):
        end = at + len(list(group))
        if not protected:
            yield at, end
        at = end


def _as_commonmark(lines: Sequence[str], protected: Sequence[bool]) -> str:
    """What the students' own marks mean, written in CommonMark."""
    text = "\n".join(lines)
    steps: list[Callable[[Sequence[str]], list[str]]] = []
    if word_marks.MAYBE.search(text):
        steps.append(lambda passage: rewrite(passage, word_marks.to_lists(passage)))
    if signs.MAYBE.search(text):
        steps.append(signs.escape)
    if "\t" in text:
        steps.append(lambda passage: rewrite(passage, tables.from_tabs(passage)))
    if "|" in text:
        steps.append(lambda passage: rewrite(passage, tables.from_bars(passage)))
    if not steps:
        return text
    written: list[str] = []
    for kept, group in groupby(zip(protected, lines, strict=True), lambda pair: pair[0]):
        passage = [line for _, line in group]
        for step in () if kept else steps:
            passage = step(passage)
        written += passage
    return "\n".join(written)
