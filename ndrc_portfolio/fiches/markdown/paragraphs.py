"""The lines of a paragraph for Python-Markdown: breaks marked, and the signs escaped that CommonMark takes as text."""

import re
from collections.abc import Iterable

from ndrc_portfolio.fiches.markdown.blocks import Block, Inline
from ndrc_portfolio.fiches.markdown.html_names import escape_text, is_html

_PREFIX = re.compile(
    r"(?:(?<![ \t])[ \t]++)?\n[ \t>]*"
)  # a line end inside of a link or code, with the signs of quotes after it
_BLOCK_START = re.compile(  # what begins a block for Python-Markdown alone, on a line of a paragraph
    r"(?P<sign>#{1,6}|!!!|\?{3}|/{3}|={3}[!+]* +[\"']|[-+*](?=[ \t]|$)|>|[=-]+[ ]*$"
    r"|\[(?=[^\[\]\n]+\]:)|(?:[-_*][ ]{0,2}){3,}$)"
    r"|(?P<number>\d+)(?P<dot>\.)(?=[ \t]|$)"
)
_ATTRIBUTES = re.compile(r"\{(?::|[#.]|\w+=)[^{}\n]*\}$")
_PYTHON_ESCAPES = frozenset("\\`*_{}[]()>#+-.!|~^")  # what Python-Markdown or an extension of it escapes
_LITERAL = re.compile(r"[*_<\\]|\{(?=\w[^{}=\n]*\})")  # « {nom} » alone would be an attribute
# « **Phase 1 :**texte » is no bold for CommonMark; it was meant, and Python-Markdown makes it bold.
_MEANT_BOLD = re.compile(r"(?<!\*)\*\*(?![\s*])[^*\n]*[^\s*]\*\*(?!\*)")
_MATH = re.compile(r"\$[^$\n]+\$")


def join_lines(lines: list[str]) -> str:
    """A paragraph: a line break stays a line break."""
    spelled = []
    for i, line in enumerate(lines):
        last = i + 1 == len(lines)
        mark = "" if last or (i + 2 == len(lines) and _ATTRIBUTES.fullmatch(lines[i + 1])) else "  "
        spelled.append(escape_start(line) + mark)
    return "\n".join(spelled)


def escape_start(line: str) -> str:
    """A line of a paragraph that begins no block for Python-Markdown either."""
    found = _BLOCK_START.match(line)
    if not found:
        return line
    if found["number"]:
        return f"{found['number']}\\{line[found.end('number') :]}"
    return f"&#{ord(line[0])};{line[1:]}" if line[0] in "=?/" else "\\" + line


def heading_text(line: str) -> str:
    """The text of a heading, whose own `#` at its ends are printed."""
    line = escape_start(line) if line.startswith("#") else line
    words = line.rstrip("#")
    closing = line[len(words) :]
    first = closing[:1] if words.endswith("\\") else closing[:1].replace("#", "\\#")
    return words + first + closing[1:].replace("#", "\\#")


def lines_of(text: str, block: Block) -> list[str]:
    """The lines of a paragraph or heading, without what stands in front of them (quotes, indents)."""
    inlines = block.inlines
    if not inlines:
        return []
    end = max(inline.end for inline in inlines)
    if block.kind == "paragraph":
        end = max(end, block.start + len(text[block.start : block.end].rstrip()))
    return spell_inlines(text, inlines, _begin(text, inlines[0].start), end)


def _begin(text: str, at: int) -> int:
    """Where a passage begins: the backslash of an escaped sign belongs to it."""
    return at - 1 if at and text[at - 1] == "\\" else at


def spell_inlines(text: str, inlines: Iterable[Inline], start: int, end: int) -> list[str]:
    """The lines between two offsets, with the signs escaped that CommonMark takes as text."""
    lines: list[str] = []
    pieces: list[str] = []
    at = start
    fresh = False  # behind a break: what stands in front of the next passage is no text
    for inline in inlines:
        if fresh:
            at, fresh = _begin(text, inline.start), False
        if inline.kind in ("SoftBreak", "HardBreak"):
            pieces.append(one_line(text[at : inline.start]))
            lines.append("".join(pieces).rstrip(" \t"))
            pieces, at, fresh = [], inline.end, True
        elif inline.kind == "Text":
            pieces.append(one_line(text[at : inline.start]))
            at = inline.end
            shown = text[inline.start : inline.end]
            if pieces[-1].endswith("\\") and not pieces[-1].endswith("\\\\"):
                pieces[-1], shown = pieces[-1][:-1] + _escaped(shown[:1]), shown[1:]
                pieces.append(_literal(text, inline.start + 1, shown) if shown else "")
            else:
                pieces.append(_literal(text, inline.start, shown) if inline.value else shown)
        elif inline.kind == "InlineHtml":
            tag = text[inline.start : inline.end]
            pieces += [one_line(text[at : inline.start]), _PREFIX.sub(" ", tag if is_html(tag) else escape_text(tag))]
            at = inline.end
        elif inline.kind == "Code":
            pieces.append(one_line(text[at : inline.end]))
            at = inline.end
        elif inline.kind == "Link" and inline.value["link_type"] == "Autolink" and not _is_web(text[inline.start :]):
            address = text[inline.start + 1 : inline.end - 1]
            pieces += [one_line(text[at : inline.start]), f"[{address}]({address})"]
            at = inline.end
    pieces.append(one_line(text[at:end]))
    lines.append("".join(pieces).rstrip(" \t"))
    return lines


def _is_web(address: str) -> bool:
    return address[:9].lower().startswith(("<http://", "<https://", "<ftp://"))


def one_line(markup: str) -> str:
    """A link or code that goes over a line end, on one line."""
    return _PREFIX.sub(" ", markup) if "\n" in markup else markup


def _escaped(sign: str) -> str:
    """An escaped sign as Python-Markdown knows it."""
    if sign in _PYTHON_ESCAPES:
        return "\\" + sign
    return f"&#{ord(sign)};" if sign in "<&=$:" else sign


def _literal(text: str, start: int, shown: str) -> str:
    """Text, with the signs that Python-Markdown would not print."""
    if not _LITERAL.search(shown):
        return shown
    return _LITERAL.sub(lambda m: _escape_sign(text, start + m.start(), m.group()), shown)


def _escape_sign(text: str, at: int, sign: str) -> str:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign == "<":
        return "&lt;" if after.isalpha() or after in ("/", "!", "?") else "<"
    if sign == "{":
        return "\\{"
    if sign == "\\":
        return "\\\\" if after in _PYTHON_ESCAPES or after in "\n" else "\\"
    if sign == "_" and (before.isalnum() and after.isalnum()):
        return sign
    if (not before or before.isspace()) and (not after or after.isspace()):
        return sign
    start = text.rfind("\n", 0, at) + 1
    line = text[start : (text.find("\n", at) + 1 or len(text) + 1) - 1]
    kept = _MEANT_BOLD if sign in (before, after) else _MATH
    return sign if any(m.start() <= at - start < m.end() for m in kept.finditer(line)) else "\\" + sign
