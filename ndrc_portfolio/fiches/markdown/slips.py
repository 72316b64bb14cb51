"""What cannot be guessed: marks of other programs and marks put wrong, which are printed as they stand.

Only their kinds and places, and what mends those that are sure; what is said of them is put into words elsewhere.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from ndrc_portfolio.fiches.markdown.addresses import DISK
from ndrc_portfolio.fiches.markdown.blocks import Block, read_blocks
from ndrc_portfolio.fiches.markdown.hidden import code_in, hidden, left_open
from ndrc_portfolio.fiches.markdown.slip_edits import MENDED, Change
from ndrc_portfolio.messages.words import normalise

Kind = Literal[
    "titre-en-gras", "titre-en-majuscules", "lien-obsidian", "commentaire-obsidian", "commentaire-ouvert",
    "surlignage-obsidian", "texte-barre", "encadre-obsidian", "case-a-cocher", "gras-avec-espace", "lien-avec-espace",
    "lien-a-l-envers", "chemin-du-disque", "note-sans-texte", "mermaid",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """A passage of the text: its offset and length in characters. `data` is what a message would name.

    `change` is what mends it, if that is sure.
    """

    kind: Kind
    start: int
    length: int
    data: str = ""
    change: Change | None = None


_SPACE = "[ \u00a0\u202f]"
_ADDRESS = r"(?:https?:|www\.|mailto:|\.{0,2}/|[\w./-]+\.\w{2,4}(?=[)\]]))"
_ON = r"(?:(?!\]\()[^)\n])"  # of the parentheses behind a link, as far as another one
_PATTERNS: tuple[tuple[Kind, tuple[str, ...], re.Pattern[str]], ...] = (
    ("lien-obsidian", ("[[",), re.compile(r"!?\[\[(?P<data>[^\[\]\n]+)\]\](?!\()")),
    ("surlignage-obsidian", ("==",), re.compile(r"(?<![=\w])==(?![\s=])(?P<data>[^=\n]+?)(?<!\s)==(?![=\w])")),
    ("texte-barre", ("~~",), re.compile(r"(?<![~\w])~~(?![\s~])(?P<data>[^~\n]+?)(?<!\s)~~(?![~\w])")),
    ("encadre-obsidian", ("[!",), re.compile(r"^[ \t]*>[ \t>]*\[!(?P<data>[\w-]+)\][+-]?", re.MULTILINE)),
    (
        "case-a-cocher",
        ("[ ]", "[x]", "[X]"),
        re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<data>\[[ xX]\])(?=[ \t\u00a0])", re.MULTILINE),
    ),
    (
        "gras-avec-espace",
        ("**",),
        re.compile(
            rf"\*\*(?<![*\w]\*\*)(?=[^*\n]*[^\W\d_])(?P<data>{_SPACE}[^*\n]*?|[^*\n\s][^*\n]*?{_SPACE})\*\*(?!\*)"
        ),
    ),
    (
        "lien-avec-espace",
        ("] (", "]\u00a0(", "]\u202f("),
        re.compile(rf"(?P<texte>!?\[(?P<data>[^\[\]\n]+)\]){_SPACE}+(?P<vers>\({_ADDRESS}[^()\n]*(?P<fin>\)?))"),
    ),
    (
        "lien-a-l-envers",
        (")[",),
        re.compile(rf"\((?P<data>[^()\n]+)\)\[(?P<vers>{_ADDRESS}[^\[\]\n]*)(?P<fin>\]?)"),
    ),
    (
        "chemin-du-disque",
        ("](",),
        re.compile(rf"\]\([ \t]*+(?P<data><{DISK}(?:(?!\]\()[^>\n])*+>|{DISK}{_ON}*+){_ON}*+\)"),
    ),
    (
        "chemin-du-disque",
        ("]:",),
        re.compile(rf"^[ ]{{0,3}}\[(?!\^)[^\]\n]+\]:[ \t]+(?P<data>{DISK}[^\n]*)", re.MULTILINE),
    ),
    (
        "chemin-du-disque",
        ("<",),
        re.compile(rf"<[a-z]+\s[^<>]*?\b(?:src|href|poster)\s*=\s*[\"']?(?P<data>{DISK}[^\"'>\n]*)", re.IGNORECASE),
    ),
    ("chemin-du-disque", ("<file:",), re.compile(r"<(?P<data>file:[^<>\s]+)>")),
    ("note-sans-texte", ("[^",), re.compile(r"\[\^(?P<data>[^\[\]\s]+)\](?!:)")),
)
_SIGN = re.compile(r"[][=~*<]")  # none of these, and none of the patterns is found
_BOLD = re.compile(r"\*\*(?=[^\s*])[^*\n]*?(?<=[^\s*])\*\*")
_NOTE = re.compile(r"^[ ]{0,3}\[\^(?P<label>[^\]\s]+)\]:", re.MULTILINE)
_MARKS = r"(?:(?:\*{2,3}|__|</?(?:b|strong|u)>){1,2})"
_NUMBER = r"(?:\d{1,2}[.)-][ ]+)?"
_BOLD_LINE = re.compile(
    rf"[ ]{{0,3}}{_MARKS}[ ]*{_NUMBER}(?P<data>[^\s<*][^*\n<]*?)[ ]*(?:{_MARKS}[ ]*:?|:{_MARKS})[ \t]*"
)
_CAPITALS = re.compile(rf"[ ]{{0,3}}{_NUMBER}(?P<data>[^\W\d_](?:[^\n]*[^\W\d_])?)[ \t]*:?[ \t]*")


def find_slips(text: str, labels: Collection[str] = (), definitions: str = "") -> list[Slip]:
    """Find them in the Markdown of a cell or a body, in the order of the text.

    `labels` are those of the form, normalised; `definitions` is what holds the notes if it is not `text` itself.
    """
    found = [*_titles(text, labels)] if labels else []
    brackets = _around_brackets(text)
    notes = {m["label"] for m in _NOTE.finditer(definitions or text)} if "[^" in brackets else set()
    for kind, signs, pattern in _PATTERNS if _SIGN.search(text) else ():
        if _has(signs, text, brackets):
            # What is rightly bold is no mark of what stands between two such passages.
            shown = _BOLD.sub(lambda m: "\0" * len(m[0]), text) if kind == "gras-avec-espace" else text
            for m in pattern.finditer(shown):
                if kind != "note-sans-texte" or m["data"] not in notes:
                    change = MENDED[kind](text, m) if kind in MENDED else None
                    start, end = m.span("data" if kind == "chemin-du-disque" else 0)
                    found.append(Slip(kind, start, end - start, m["data"].strip(), change))
    if "%" in text:
        found += [Slip("commentaire-obsidian", start, end - start) for start, end in hidden(text)]
        found += [Slip("commentaire-ouvert", start, 2) for start in left_open(text)]
    if "`" in text or "~" in text:
        if "mermaid" in text or "Mermaid" in text:
            found += [Slip("mermaid", b.start, len(_first_line(text, b))) for b in _fences(text) if _is_mermaid(b)]
        if found:
            code = code_in(text)
            found = [s for s in found if s.kind == "mermaid" or not any(a <= s.start < b for a, b in code)]
    return sorted(found, key=lambda slip: slip.start) if found else found


def _has(signs: tuple[str, ...], text: str, brackets: str) -> bool:
    """Whether one of these signs stands in a text; one character is sought much faster than two."""
    first = signs[0]
    if "[" in first or "]" in first:
        return any(sign in brackets for sign in signs) if brackets else False
    return first[0] in text and first in text


def _around_brackets(text: str) -> str:
    """What stands at each bracket, which are few: seven kinds begin there."""
    around: list[str] = []
    for bracket in "[]":
        at = text.find(bracket)
        while at >= 0:
            around.append(text[max(0, at - 1) : at + 3])
            at = text.find(bracket, at + 1)
    return "\n".join(around)


def _titles(text: str, labels: Collection[str]) -> Iterator[Slip]:
    """Lines in bold or in capitals that equal a label: a heading was meant."""
    start = 0
    for line in text.split("\n"):
        m: re.Match[str] | None = None
        kind: Kind = "titre-en-gras"
        if line and line[0] in " *_<":
            m = _BOLD_LINE.fullmatch(line)
        if m is None and line.isupper():
            m, kind = _CAPITALS.fullmatch(line), "titre-en-majuscules"
        if m and normalise(m["data"]) in labels:
            yield Slip(kind, start + m.start("data"), len(m["data"]), m["data"])
        start += len(line) + 1


def _all(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _all(block.blocks)


def _fences(text: str) -> Iterator[Block]:
    return (b for b in _all(read_blocks(text)) if b.kind == "code" and b.value is not None)


def _is_mermaid(block: Block) -> bool:
    return bool(re.match(r"[{.\s]*mermaid\b", block.value, re.IGNORECASE))


def _first_line(text: str, block: Block) -> str:
    return text[block.start : block.end].split("\n", 1)[0]
