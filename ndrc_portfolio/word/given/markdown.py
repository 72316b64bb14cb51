"""Paragraphs and tables of Word as Markdown that reads the same: nothing in it means more than it says."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from ndrc_portfolio.word.given.model import (
    DRAWN,
    Block,
    Break,
    Image,
    Inline,
    Item,
    Mark,
    Paragraph,
    Table,
    Text,
    paragraphs_of,
)
from ndrc_portfolio.word.given.spots import cut

_SPACE = " \t\u00a0\u202f"
_TYPED = re.compile(rf"[{_SPACE}]*(?:[-–—•·▪●‣◦○■□◆❖➢➤►▶*]|o(?=\t)|§(?=\t))(?:[{_SPACE}]+|(?=[^\W\d_]))(?=\S)")
_NOT_TYPED = re.compile(r"[–—*](?=\S)|-{2,}|\*{2,}")
_SPECIAL = re.compile(
    r"[\\`*\[\]{}|]|(?<!\w)_|_(?!\w)|<|&(?=#?\w+;)|~(?=~)|(?<=~)~|\^(?=\^)|=(?==)|\+(?=\+)|!(?=\[)"
    r"|%(?=%)|(?<=%)%|(?<=\[)\^"
)
_ENTITIES = {"<": "&lt;", "&": "&amp;", "~": "&#126;", "^": "&#94;", "=": "&#61;", "%": "&#37;"}
_OPENS_LINE = re.compile(
    rf"(?P<space>[{_SPACE}]*)(?:(?P<number>\d{{1,9}})(?P<stop>[.)])(?=[\s]|$)|(?P<sign>[-+#>=:?]|!(?=!!)))"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\[\]<>%]+(?:%[0-9A-Fa-f]{2}[^\s\[\]<>%]*)*")
_CODE = "bloc de code"  # the style of `ndrc word`
Shown = Callable[[Image], str]
"""The Markdown of a picture, in the fiche that it will stand in."""


def to_markdown(blocks: Sequence[Block], shown: Shown, under: int = 0) -> str:
    """A value of a rubrique; bold throughout is the form's look, and is dropped.

    `under` is the level of the heading above it: its own titles are headings below that one; 0 makes them bold.
    """
    blocks = _without_frames(blocks)
    bold = not _all_bold(blocks)
    levels = [b.titre for b in blocks if isinstance(b, Paragraph) and b.titre and not b.empty]
    rise = under + 1 - min(levels) if under and 0 < len(levels) < len(blocks) else None
    parts: list[str] = []
    for listed, group in groupby(_with_listed(blocks), key=lambda pair: pair[1]):
        of_group = [block for block, _ in group]
        if listed:
            parts.append("\n".join(_list([b for b in of_group if isinstance(b, Paragraph)], shown, bold=bold)))
        else:
            parts += [_block(b, shown, bold=bold, rise=rise) for b in of_group]
    return "\n\n".join(text for text in parts if text)


def _with_listed(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it belongs to a list: an item, or what goes on with one, as Word indents it."""
    listed = False
    for block in blocks:
        goes_on = listed and isinstance(block, Paragraph) and block.style == "list paragraph" and not block.empty
        listed = isinstance(block, Paragraph) and (goes_on or _item(block) is not None)
        yield block, listed


def plain(blocks: Iterable[Block]) -> str:
    """A value on one line, without any look."""
    texts = (b.texte if isinstance(b, Paragraph) else " ".join(_cells_text(b)) for b in blocks)
    return " ".join(" ".join(texts).replace(DRAWN, "").split())


def _cells_text(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield from (cell.texte for cell in row)


def _without_frames(blocks: Sequence[Block]) -> list[Block]:
    """Tables of one column are frames around their text."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and all(len(row) == 1 for row in block.rows):
            found += _without_frames([b for (cell,) in block.rows for b in cell.blocks])
        else:
            found.append(block)
    return found


def _all_bold(blocks: Iterable[Block]) -> bool:
    texts = [
        i for b in blocks if isinstance(b, Paragraph) for i in b.inlines if isinstance(i, Text) and i.texte.strip()
    ]
    return bool(texts) and all(i.gras for i in texts)


def _block(block: Block, shown: Shown, *, bold: bool, rise: int | None) -> str:
    if isinstance(block, Table):
        return _table(block, shown)
    if block.style == _CODE and not block.empty:
        fence = "`" * max(3, _longest_fence(block.texte) + 1)
        return f"{fence}\n{block.texte}\n{fence}"
    text = _paragraph(block, shown, bold=bold and not (block.titre and rise is not None))
    if block.titre and text and rise is not None and "\n" not in text:
        return f"{'#' * min(6, block.titre + rise)} {text}"
    return re.sub("(?m)^", "> ", text) if text and block.style == "quote" else text


def _longest_fence(texte: str) -> int:
    return max(map(len, re.findall("`+", texte)), default=0)


def _paragraph(paragraph: Paragraph, shown: Shown, *, bold: bool) -> str:
    lines = inline(paragraph.inlines, shown, bold=bold).split("\n")
    return "\n".join(line for line in map(_safe_start, lines) if line).strip()


# ---- Lists


def _item(paragraph: Paragraph) -> tuple[Item, int] | None:
    """Whether a paragraph is an item, of Word's or typed, and how long its typed mark is."""
    if paragraph.empty:
        return None
    texte = paragraph.texte
    typed = _TYPED.match(texte)
    if typed and _NOT_TYPED.match(texte.lstrip()):
        typed = None
    if paragraph.item:
        return paragraph.item, typed.end() if typed else 0
    return (Item(0, ordered=False), typed.end()) if typed else None


def _list(paragraphs: Sequence[Paragraph], shown: Shown, *, bold: bool) -> Iterator[str]:
    """The items, four spaces a level; no level is left out."""
    counts: list[int] = []
    kind = None
    for paragraph in paragraphs:
        if not (found := _item(paragraph)):
            yield "\n" + re.sub("(?m)^", "    " * len(counts), _paragraph(paragraph, shown, bold=bold))
            continue
        item, mark = found
        level = min(item.level, len(counts))
        if level == 0 and kind is not None and kind != item.ordered:
            yield "\n<!-- -->\n"  # else CommonMark would go on with the list above
            counts = []
        if level == 0:
            kind = item.ordered
        counts = [*counts[: level + 1], *[0] * (level + 1 - len(counts))]
        counts[level] += 1
        (rest,) = cut((paragraph,), mark, len(paragraph.texte)) or (Paragraph(),)
        inlines = rest.inlines if isinstance(rest, Paragraph) else ()
        first, *others = [_safe_start(line) for line in inline(inlines, shown, bold=bold).split("\n")]
        indent = "    " * level
        yield f"{indent}{f'{counts[level]}.' if item.ordered else '-'} {first}"
        yield from (f"{indent}    {line}" for line in others if line)


# ---- Tables


def _table(table: Table, shown: Shown) -> str:
    """A table whose first row is its head, as Markdown has them; of a cell that is several wide the rest is empty."""
    starts = sorted({cell.start for row in table.rows for cell in row})
    rows = [[""] * len(starts) for _ in table.rows]
    for made, row in zip(rows, table.rows, strict=True):
        for cell in row:
            made[starts.index(cell.start)] += _cell(cell.blocks, shown)
    if not any(any(row) for row in rows):
        return ""
    head, *body = rows
    head = [re.sub(r"^\*\*(.*)\*\*$", r"\1", cell) if cell.count("**") == 2 else cell for cell in head]
    rules = [_rule(table, start) for start in starts]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rules, *body))


def _rule(table: Table, start: int) -> str:
    """What stands under the head of a column, by where all its texts stand."""
    cells = [cell for row in table.rows for cell in row if cell.start == start]
    aligned = {p.align for cell in cells for p in paragraphs_of(cell.blocks) if not p.empty}
    return {frozenset({"center"}): ":-:", frozenset({"right"}): "--:"}.get(frozenset(aligned), "---")


def _cell(blocks: Sequence[Block], shown: Shown) -> str:
    """The content of a cell on one line."""
    parts = []
    for block in blocks:
        if isinstance(block, Table):
            parts += [" ".join(filter(None, (_cell(c.blocks, shown) for c in row))) for row in block.rows]
        elif found := _item(block):
            (rest,) = cut((block,), found[1], len(block.texte))
            inlines = rest.inlines if isinstance(rest, Paragraph) else ()
            parts.append(f"- {inline(inlines, shown, bold=True)}")
        else:
            parts.append(inline(block.inlines, shown, bold=True))
    return "<br>".join(part.strip().replace("\n", "<br>") for part in parts if part.strip())


# ---- Lines


def inline(inlines: Iterable[Inline], shown: Shown, *, bold: bool) -> str:
    """What stands in a line, its breaks as new lines."""
    parts: list[str] = []
    pieces = list(_joined(inlines, bold=bold))
    for place, piece in enumerate(pieces):
        match piece:
            case Text(note=note) if note:
                parts.append(f"[^{note}]")
            case Text():
                following = pieces[place + 1] if place + 1 < len(pieces) else None
                parts.append(_look(piece, parts[-1] if parts else "", following))
            case Mark(full=full, drawn=drawn):
                parts.append("" if drawn else "☒" if full else "☐")
            case Image():
                parts.append(shown(piece))
            case Break():
                parts.append("\n")
    return "\n".join(line.strip(_SPACE) for line in "".join(parts).split("\n"))


def _joined(inlines: Iterable[Inline], *, bold: bool) -> Iterator[Inline]:
    """Texts of one look joined; spaces have the look of what is before them, so that bold does not stop at one."""
    last: Text | None = None
    for one in inlines:
        if not isinstance(one, Text) or one.note:
            if last:
                yield last
            last = None
            yield one
            continue
        one = one._replace(texte=one.texte.replace("\t", " "), gras=one.gras and bold)
        if last and (one[1:] == last[1:] or (not one.texte.strip() and not one.lien)):
            last = last._replace(texte=last.texte + one.texte)
        else:
            if last:
                yield last
            last = one
    if last:
        yield last


def _look(text: Text, before: str, following: Inline | None) -> str:
    """A text with its marks of Markdown, which touch no space, nor a sign where a letter follows."""
    core = text.texte.strip(_SPACE)
    if not core:
        return text.texte
    start = text.texte.index(core[0])
    lead, tail = text.texte[:start], text.texte[start + len(core) :]
    follows = following.texte[:1] if isinstance(following, Text) else ""
    if text.gras or text.italique or text.barre:
        if not tail and follows[:1].isalnum():
            while core and not core[-1].isalnum():
                core, tail = core[:-1], core[-1] + tail
        if not lead and before[-1:].isalnum():
            while core and not core[0].isalnum():
                core, lead = core[1:], lead + core[0]
    said = _code(core) if text.code else _escaped(core) if not text.lien else _link(core, text.lien)
    if said:
        for given, mark in ((text.barre, "~~"), (text.italique, "*"), (text.gras, "**")):
            said = f"{mark}{said}{mark}" if given else said
    return f"{_escaped(lead)}{said}{_escaped(tail)}"


def _code(texte: str) -> str:
    fence = "`" * (_longest_fence(texte) + 1)
    space = " " if "`" in (texte[0], texte[-1]) else ""
    return f"{fence}{space}{texte}{space}{fence}"


def _link(texte: str, address: str) -> str:
    target = re.sub(r"[\s<>()\\]", lambda m: f"%{ord(m.group()):02X}", address)
    return f"[{_escaped(texte)}]({target})"


def _escaped(texte: str) -> str:
    """A text that means nothing but itself; an address stays as it is."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(texte):
        parts += [_SPECIAL.sub(_escape, texte[at : found.start()]), re.sub(r"[<>*`\[\]\\]", _escape, found.group())]
        at = found.end()
    return "".join([*parts, _SPECIAL.sub(_escape, texte[at:])])


def _escape(found: re.Match[str]) -> str:
    return _ENTITIES.get(found.group(), f"\\{found.group()}")


def _safe_start(line: str) -> str:
    """A line that begins no list, title or quote."""
    line = line.strip(_SPACE)
    found = _OPENS_LINE.match(line)
    if not found:
        return line
    if found["number"]:
        return f"{found['number']}\\{found['stop']}{line[found.end() :]}"
    sign, rest = found["sign"], line[found.end() :]
    if sign in "=:?":
        return f"&#{ord(sign)};{rest}" if sign != ":" or rest[:1] in _SPACE else line
    return f"\\{line}" if sign != ">" else f"&gt;{rest}"
