"""The marks that Word pastes in front of items, as lists of Markdown: « •⇥ », « o⇥ », « ➢ », « 1° », « -Texte »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ndrc_portfolio.fiches.markdown.rewrites import Rewrite

_SPACE = r"[ \t\u00a0\u202f]"
_BULLETS = "•·▪●‣◦○■□◆❖➢➤►▶–—−\uf020-\uf0ff"
_TELLING = "→⇒➡➔➜✓✔✅☑☐☒✗✘❌❎⭐👉☞"
"""Signs that say something: they stay in the text of the item."""
_MARK = re.compile(
    rf"(?P<indent>[ \t]*)(?:"
    rf"(?P<bullet>[{_BULLETS}]{_SPACE}+|[•▪●‣➢➤►❖–—](?=[^\W\d_])"  # the glued ones only before a letter
    rf"|[oOvqnl§Øü]\t{_SPACE}*|[§ü]{_SPACE}+|Ø{_SPACE}+(?=[^\W\d_])"  # the letters of Word's symbol fonts
    rf"|[-*+](?=[\u00a0\u202f]){_SPACE}+|-(?=[^\W\d_]|[«“\"(]|\*\*))"
    rf"|(?P<telling>[{_TELLING}]\ufe0f?(?={_SPACE}*\S))"
    rf"|(?P<letter>[a-z]\)(?={_SPACE}))"
    rf"|(?P<number>\d{{1,3}})(?:°\)?{_SPACE}*|[.)](?=[\u00a0\u202f]){_SPACE}+)"
    rf")(?P<text>[ \t\u00a0\u202f]*\S.*)"
)
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|\d{1,9}[.)])[ \t]+(?P<text>\S.*)")
MAYBE = re.compile(
    rf"^[ \t]*(?:[{_BULLETS}{_TELLING}oOvqnl§Øü]|[-*+](?=[^ \t\n*+-])|[a-z]\)|\d{{1,3}}(?:°|[.)][\u00a0\u202f]))",
    re.MULTILINE,
)
"""What is looked for first: a text without it has no mark of Word's."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line with its mark: `kind` is what its siblings have in common."""

    indent: int
    kind: str
    mark: str
    text: str
    word: bool


def to_lists(lines: Sequence[str]) -> Iterator[Rewrite]:
    """Two or more lines in a row with such marks as a list, with empty lines around it."""
    marked = [_read(line) for line in lines]
    result: list[str] = []  # what stands above, as it will be
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and marked[end]:
            end += 1
        run = [m for m in marked[at:end] if m]
        written = list(lines[at:end])
        if len(run) > 1 and any(m.word for m in run):
            outer = _outer(lines[:at], run[0].indent)
            above = next((line for line in reversed(result) if line.strip()), "")
            before = [""] if at and lines[at - 1].strip() and not outer else []
            after = [""] if end < len(lines) and lines[end].strip() else []
            written = [*before, *_spell(run, outer, "*" if above.startswith("-") else "-"), *after]
            yield Rewrite(at, end, written)
        result += [*written, *lines[end : end + 1]]
        at = end + 1


def _read(line: str) -> _Marked | None:
    if found := _ITEM.fullmatch(line):
        mark = found["mark"]
        kind = mark if mark in "-*+" else "1"
        return _Marked(_width(found["indent"]), kind, mark, found["text"], word=False)
    found = _MARK.fullmatch(line)
    if not found:
        return None
    indent, text = _width(found["indent"]), found["text"].strip(" \t\u00a0\u202f")
    if sign := found["bullet"]:
        return _Marked(indent, sign[0], sign[0] if sign[0] in "-*+" else "", text, word=True)
    if found["number"]:
        return _Marked(indent, "1", f"{int(found['number'])}.", text, word=True)
    sign = found["telling"] or found["letter"]
    return _Marked(indent, "telling" if found["telling"] else "a", "", f"{sign} {text}", word=True)


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _outer(above: Sequence[str], indent: int) -> int:
    """The indent that a run keeps, because it stands inside of an item."""
    for line in reversed(above):
        if line.strip() and _width(line[: len(line) - len(line.lstrip())]) < indent:
            item = _ITEM.fullmatch(line)
            return indent if item and _width(line[: item.start("text")]) <= indent else 0
    return 0


def _spell(run: list[_Marked], outer: int, bullet: str) -> list[str]:
    """The items with four spaces a level: a level is a deeper indent, or another sign, as in Word."""
    levels: list[_Marked] = []
    lines = []
    for item in run:
        while len(levels) > 1 and levels[-1].indent > item.indent:
            levels.pop()
        same = [i for i, level in enumerate(levels) if level.kind == item.kind and level.indent == item.indent]
        if same:
            levels = levels[: same[-1] + 1]
        else:
            levels = [level for level in levels if level.indent <= item.indent]
            levels.append(item)
        lines.append(f"{' ' * (outer + 4 * (len(levels) - 1))}{item.mark or bullet} {item.text}")
    return lines
