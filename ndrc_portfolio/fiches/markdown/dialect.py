"""Markdown as a CommonMark reader sees it, spelled out so that Python-Markdown sees the same.

Python-Markdown reads an older dialect: it wants an empty line around lists, headings and tables, four spaces a
level, a mark at each line break, and gives meaning to signs that CommonMark takes as text. The text comes back
with all of that written out; what stands between two signs of structure is the author's, letter for letter.
"""

import re

from ndrc_portfolio.fiches.markdown.blocks import Block, definitions, read_blocks
from ndrc_portfolio.fiches.markdown.extension_blocks import NEEDS_INDENT, OPENER
from ndrc_portfolio.fiches.markdown.html_names import escape_text, is_html
from ndrc_portfolio.fiches.markdown.paragraphs import heading_text, join_lines, lines_of, one_line, spell_inlines
from ndrc_portfolio.fiches.markdown.tables import join_row, split_row

SEPARATOR = "<!-- -->"
"""Between two blocks that Python-Markdown would take for one: two lists of one kind, two quotes."""

_RAW = re.compile(r"</?(?P<name>[A-Za-z][\w-]*)")
# What Python-Markdown takes behind the signs of a fence.
_INFO = re.compile(r"\.?[\w#.+-]*(?: +\w+=(?:\"[^\"]*\"|'[^']*'))*|\{.*\}")
_COMMONMARK_START = re.compile(
    r"(?P<number>\d{1,9})[.)](?=[ \t]|$)|#{1,6}(?=[ \t]|$)|[-+*](?=[ \t]|$)|>|=+[ \t]*$|([-_*][ \t]*){3,}$|`{3}|~{3}|\|"
)


def spell_blocks(text: str) -> str:
    """Spell out a text that is CommonMark through and through."""
    defined = [one_line(text[start:end].strip()) for start, end in definitions(text)]
    return "\n\n".join([*_join(text, read_blocks(text)), *(["\n".join(defined)] if defined else [])])


def _join(text: str, blocks: list[Block], inside: bool = False) -> list[str]:
    """Each block spelled out; `inside` of a list or a quote, a fence is none for Python-Markdown."""
    spelled: list[str] = []
    above: Block | None = None
    raw_until = 0
    for block in blocks:
        if block.start < raw_until:
            continue
        if block.kind == "html":
            passage, raw_until = _html(text, block, blocks)
        elif block.kind == "paragraph" and _is_foreign(text, block, blocks):
            passage, raw_until = _foreign(text, block, blocks)
        else:
            passage = _spell(text, block, inside)
        if above and _would_merge(above, block):
            spelled.append(SEPARATOR)
        if passage.strip():
            spelled.append(passage)
            above = block
    return spelled


def _would_merge(above: Block, block: Block) -> bool:
    if above.kind != block.kind:
        return above.kind == "list" and block.kind == "code"
    return (block.kind == "list" and (above.value is None) == (block.value is None)) or block.kind == "quote"


def _spell(text: str, block: Block, inside: bool) -> str:
    match block.kind:
        case "paragraph":
            return join_lines(lines_of(text, block))
        case "heading":
            return f"{'#' * block.value} {heading_text('<br>'.join(lines_of(text, block)))}".rstrip()
        case "rule":
            return "---"
        case "quote":
            return _indent("\n\n".join(_join(text, block.blocks, inside=True)), "> ", "> ") or ">"
        case "list":
            return _list(text, block)
        case "table":
            return _table(text, block)
        case "code" if block.value is None:
            return _indented(text, block)
        case "code":
            return _fenced(text, block, inside)
    raise AssertionError(block.kind)


def _indent(text: str, first: str, later: str) -> str:
    """Put something in front of each line; nothing but a `>` in front of an empty one."""
    above, *lines = text.split("\n")
    return "\n".join([first + above, *(later + line if line else later.rstrip() for line in lines)])


# ---- Lists


def _list(text: str, block: Block) -> str:
    spelled = ""
    for i, item in enumerate(block.blocks):
        mark = "-" if block.value is None else f"{block.value + i}."
        above = block.blocks[i - 1]
        spelled += "" if not i else "\n" if block.tight and _is_plain(above) and _is_plain(item) else "\n\n"
        spelled += _item(text, mark, item)
    return spelled


def _is_plain(item: Block) -> bool:
    """Whether an item is one paragraph, or none, with at most a list of such items right below it."""
    kinds = [b.kind for b in item.blocks]
    if kinds == ["paragraph", "list"]:
        return item.blocks[1].tight and all(map(_is_plain, item.blocks[1].blocks))
    return not kinds or kinds == ["paragraph"]


def _item(text: str, mark: str, item: Block) -> str:
    parts = _join(text, item.blocks, inside=True)
    if not parts or not (item.blocks[0].kind in ("paragraph", "heading") or parts[0] == SEPARATOR):
        parts.insert(0, SEPARATOR)
    gap = "\n" if _is_plain(item) else "\n\n"
    return f"{mark} " + gap.join(_indent(part, "    ", "    ") for part in parts).lstrip(" ")


# ---- Tables, code, HTML


def _table(text: str, block: Block) -> str:
    rows = [i for i in block.inlines if i.kind in ("TableHead", "TableRow")]
    ends = [_line_end(text, row.start) for row in rows]
    cells = [split_row(text[row.start : end]) for row, end in zip(rows, ends, strict=True)]
    widest = max(len(row) for row in cells)
    columns = len(block.value)
    rulers = {"None": "---", "Left": ":---", "Center": ":---:", "Right": "---:"}
    ruler = [rulers[a] for a in block.value]
    if widest > columns:  # GitHub drops what is under no head: here the head grows
        grown = [[*row, *[""] * (widest - len(row))] for row in cells]
        rest = [*ruler, *["---"] * (widest - columns)]
        return spell_blocks("\n".join(map(join_row, [grown[0], rest, *grown[1:]])))
    lines = []
    for row, end in zip(rows, ends, strict=True):
        inside = [i for i in block.inlines if row.start <= i.start < end and not i.kind.startswith("Table")]
        shown = spell_inlines(text, inside, row.start, end)[0].strip()
        spelled = split_row(shown)
        lines.append(join_row([*spelled, *[""] * (columns - len(spelled))]))
    return "\n".join([lines[0], join_row(ruler), *lines[1:]])


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_foreign(text: str, block: Block, siblings: list[Block]) -> bool:
    shown = text[block.start : block.end].rstrip()
    if not OPENER.match(shown) or not NEEDS_INDENT.match(shown):
        return bool(OPENER.match(shown))
    below = shown.split("\n")[1:2]
    later = next((b for b in siblings if b.start >= block.end), None)
    if below:
        line = below[0].expandtabs(4)
        return len(line) - len(line.lstrip()) >= block.start - text.rfind("\n", 0, block.start) + 3
    return bool(later and later.kind == "code" and later.value is None)


def _foreign(text: str, block: Block, siblings: list[Block]) -> tuple[str, int]:
    """What an extension opens inside of an item, with the lines indented under it, as it stands."""
    end = block.end
    for later in siblings[siblings.index(block) + 1 :]:
        if later.kind != "code" or later.value is not None:
            break
        end = later.end
    column = block.start - text.rfind("\n", 0, block.start) - 1
    first, *lines = text[block.start : end].rstrip().split("\n")
    spelled = [first, *(line.expandtabs(4)[min(column, len(line) - len(line.lstrip())) :] for line in lines)]
    return "\n".join(spelled), end


def _indented(text: str, block: Block) -> str:
    """Lines behind a tab or four spaces: Word's indents, not code. They stay lines, with their signs."""
    shown = "".join(text[i.start : i.end] for i in block.inlines).rstrip("\n")
    paragraphs = re.split(r"\n(?:[ \t]*\n)+", shown)
    return "\n\n".join(
        spell_blocks("\n".join(_escape(line.strip()) for line in paragraph.split("\n"))) for paragraph in paragraphs
    )


def _escape(line: str) -> str:
    """A line that begins no block in CommonMark either."""
    found = _COMMONMARK_START.match(line)
    at = found.end("number") if found and found["number"] else 0
    return f"{line[:at]}\\{line[at:]}" if found else line


def _fenced(text: str, block: Block, inside: bool) -> str:
    shown = "".join(text[i.start : i.end] for i in block.inlines).removesuffix("\n")
    if inside:
        return "\n".join(f"    {line}" if line else "" for line in shown.split("\n")) if shown.strip() else ""
    longest = max(map(len, re.findall(r"^[ ]*(`{3,}|~{3,})", shown, re.MULTILINE)), default=2)
    fence = text[block.start] * max(longest + 1, 3)
    info = next((i for i in (block.value, *block.value.split()[:1]) if _INFO.fullmatch(i)), "")
    return f"{fence}{info}\n{shown}\n{fence}"


def _html(text: str, block: Block, siblings: list[Block]) -> tuple[str, int]:
    """A passage of HTML as it stands, and where it ends; what CommonMark takes for HTML and is none is text."""
    shown = text[block.start : block.end].strip()
    if _RAW.match(shown) and not is_html(shown):
        first, *lines = shown.split("\n")
        return spell_blocks("\n".join([escape_text(first), *(line.lstrip(" \t>") for line in lines)])), block.end
    end = raw_end(text, block)
    last = next((b for b in siblings if b.start < end <= b.end), block)
    rest = text[end : last.end].strip()
    return text[block.start : end].rstrip() + (f"\n\n{spell_blocks(rest)}" if rest else ""), max(last.end, block.end)


def raw_end(text: str, block: Block) -> int:
    """Where HTML ends for Python-Markdown: behind the end tag of its first element, else where CommonMark says."""
    found = _RAW.match(text, block.start)
    if not found or text[block.start + 1] == "/":
        return block.end
    depth = 0
    for tag in re.finditer(rf"<(/?){found['name']}(?=[\s/>])[^<>]*>", text[block.start :], re.IGNORECASE):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return block.start + tag.end()
    return block.end
