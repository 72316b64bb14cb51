"""Signs that are meant as signs: « > 30 appels », « + de 30 », « - 9 % », « 2023. Une bonne année », « 5*3 »."""

import re
from collections.abc import Sequence

from ndrc_portfolio.fiches.markdown.blocks import events
from ndrc_portfolio.fiches.markdown.html_names import is_html

_OUTER = r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
_NUMBER = r"(?:\d(?!\d*[.)][ \t])|de[ \u00a0\u202f]|d[’']|à[ \u00a0\u202f]\d)"
_AMOUNT = r"\d(?:[\d.,\u00a0\u202f ]*\d)?[\u00a0\u202f ]?(?:%|[kKM]?€|pts?\b|points?\b)"
_PLUS = re.compile(rf"({_OUTER})(\+)(?=[ \t]+{_NUMBER})")
_MINUS = re.compile(rf"({_OUTER})(-)(?=[ \t]+(?:{_AMOUNT}|de[ ]\d))")
_MORE = re.compile(rf"({_OUTER})(>)(?=[ \t]*[=>]?[ \t]*{_NUMBER})")
_YEAR = re.compile(rf"({_OUTER}\d{{4,9}})([.)])(?=[ \t])")
_BULLET_PLUS = re.compile(rf"{_OUTER}\+[ \t]+(?!{_NUMBER})\S")
_DASH = re.compile(r"[ \t]*-(?:[ \t]|$)")
_TIMES = re.compile(r"(?<=\w)\*(?=\d)|(?<=\d)\*(?=\w)")
MAYBE = re.compile(rf"^[ \t]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+)*(?:[+-][ \t]+{_NUMBER}|>|\d{{4}})", re.MULTILINE)
"""What is looked for first: a text without it has no such sign at the beginning of a line."""


def escape(lines: Sequence[str]) -> list[str]:
    """Escape the signs at the beginning of lines that are no bullet, quote or number of an item."""
    bullets = any(map(_BULLET_PLUS.match, lines))  # who marks other items with a plus sign means bullets
    result = []
    for i, line in enumerate(lines):
        if not bullets and (found := _PLUS.match(line)):
            line = f"{found[1]}\\{line[found.end(1) :]}"
        if (found := _MINUS.match(line)) and (found[1].strip() or not _in_a_list(lines, i)):
            line = f"{found[1]}\\{line[found.end(1) :]}"
        if (found := _MORE.match(line)) and _all_amounts(lines, i):
            line = f"{found[1]}\\{line[found.end(1) :]}"
        if found := _YEAR.match(line):
            line = f"{found[1]}\\{line[found.end(1) :]}"
        result.append(line)
    return result


def _in_a_list(lines: Sequence[str], at: int) -> bool:
    """Whether the item above or below is one of the same list."""
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    below = next((line for line in lines[at + 1 :] if line.strip()), "")
    return bool(_DASH.match(above) or _DASH.match(below))


def _all_amounts(lines: Sequence[str], at: int) -> bool:
    """Whether no line of the quote that this line would stand in says anything else."""
    first = last = at
    while first and re.match(_OUTER + ">", lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and re.match(_OUTER + ">", lines[last + 1]):
        last += 1
    return all(map(_MORE.match, lines[first : last + 1]))


def escape_times(text: str) -> str:
    """Escape the star of a multiplication, code and addresses apart."""
    if not _TIMES.search(text):
        return text
    kept = []
    for event, place in events(text):
        if isinstance(event, dict):
            start, end = place["start"], place["end"]
            html = "InlineHtml" in event or ("Html" in event and "<" in text[start:end])
            begun = event.get("Start")
            fenced = isinstance(begun, dict) and isinstance(begun.get("CodeBlock"), dict)
            if "Code" in event or fenced or (html and is_html(text[start:end].strip())):
                kept.append((start, end))
    kept += [m.span() for m in re.finditer(r"\]\((?:(?!\]\()[^)\n])*\)|https?://\S+|<[^<>\s]+>", text)]
    return _TIMES.sub(lambda m: m[0] if any(a <= m.start() < b for a, b in kept) else r"\*", text)
