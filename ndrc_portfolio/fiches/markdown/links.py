"""Where the links and pictures of a Markdown text lead, as their author wrote it.

A CommonMark reader finds them; Python-Markdown also makes links of addresses with spaces, and of what stands in the
indented lines of an extension.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ndrc_portfolio.fiches.markdown.blocks import events
from ndrc_portfolio.fiches.markdown.extension_blocks import OPENER
from ndrc_portfolio.fiches.markdown.hidden import hidden

MAYBE = re.compile(r"\]\(|\]:|<[a-z]+\s[^<>]*(?:href|src|poster|data)\s*=", re.IGNORECASE)
"""What is looked for first: a text without it leads nowhere."""

_INLINE = re.compile(
    r"(?P<image>!|(?<!!))\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\([ \t]*"
    r"(?P<url><[^<>\n]*>|(?:[^()<>\n\"']|\([^()\n]*\))*?)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)[^\[\]\n]*\]:[ ]*\n?[ ]*<?(?P<url>[^\s<>]*[./][^\s<>]*)>?[ ]*(?:\n[ ]*)?"
    r"(?:([\"']).*\2[ ]*|\(.*\)[ ]*)?$",
    re.MULTILINE,
)
_TAG = re.compile(
    r"<(?P<name>a|img|video|audio|source|iframe|embed|object)\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?"
    r"(?<![\w-])(?:href|src|poster|data)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+))",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|hei[cf])$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\]\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<plain>[^\s<]\S*?))??(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)$"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Link(NamedTuple):
    """An address as it is written, the offset and the length of it in the text.

    `image`: of a picture; `html`: in a tag, where it is left as it is.
    """

    url: str
    start: int
    length: int
    image: bool = False
    html: bool = False


def find_links(text: str, *, rubrique: bool) -> list[Link]:
    """The links of a text, in its order. In a `rubrique`, indented lines are text; elsewhere they may be code."""
    if not MAYBE.search(text):
        return []
    return sorted(_read(_hide(text, hidden(text)), rubrique=rubrique), key=lambda link: link.start)


def _read(text: str, *, rubrique: bool) -> Iterator[Link]:
    taken: list[tuple[int, int]] = []  # links, code and HTML: the rest may hold links that CommonMark does not see
    for event, place in events(text):
        if not isinstance(event, dict):
            continue
        start, end = place["start"], place["end"]
        begun = event.get("Start")
        kind, value = next(iter(begun.items())) if isinstance(begun, dict) else (begun, None)
        if kind in ("Link", "Image") and isinstance(value, dict):
            if value["link_type"] == "Inline":
                yield _inline(text, start, end, image=kind == "Image")
        elif kind == "HtmlBlock" or "InlineHtml" in event:
            if text.startswith("<!--", start):  # behind a comment, Python-Markdown goes on reading
                end = text.find("-->", start, end) + 3 if "-->" in text[start:end] else end
            yield from _tags(text, start, end)
        elif not ("Code" in event or (kind == "CodeBlock" and _is_code(text, value, start, rubrique=rubrique))):
            continue
        taken.append((start, end))
    rest = _hide(text, taken)
    for found in _overlapping(rest) if "](" in rest else ():
        if "\0" not in found["url"] and not _is_escaped(text, found.start()):
            yield Link(found["url"].strip("<> "), found.start("url"), len(found["url"].rstrip()), bool(found["image"]))
    for found in _DEFINITION.finditer(rest) if "]:" in rest else ():
        yield Link(found["url"], found.start("url"), len(found["url"]), bool(_PICTURE.search(found["url"])))


def _hide(text: str, passages: list[tuple[int, int]]) -> str:
    """A text of the same length and lines, without some passages."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(passages):
        if end > at:
            start = max(start, at)
            pieces += [text[at:start], re.sub(r"[^\n]", "\0", text[start:end])]
            at = end
    return "".join([*pieces, text[at:]])


def _tags(text: str, start: int, end: int) -> Iterator[Link]:
    html = _COMMENT.sub(lambda comment: " " * len(comment[0]), text[start:end])
    for tag in _TAG.finditer(html):
        written = next(name for name in ("double", "single", "bare") if tag[name] is not None)
        at = start + tag.start(written)
        yield Link(tag[written].strip(), at, len(tag[written]), tag["name"].lower() == "img", html=True)


def _inline(text: str, start: int, end: int, *, image: bool) -> Link:
    """The address stands behind the last bracket of the link."""
    found = _ADDRESS.match(text, text.rfind("](", start, end), end)
    name = found.lastgroup if found else None
    if not found or not name:
        return Link("", start, end - start, image)
    return Link(_ESCAPED.sub(r"\1", found[name]), found.start(name), len(found[name]), image)


def _overlapping(text: str) -> Iterator[re.Match[str]]:
    """A picture may stand in the text of a link."""
    found = _INLINE.search(text)
    while found:
        yield found
        found = _INLINE.search(text, found.start() + 1)


def _is_code(text: str, block: object, start: int, *, rubrique: bool) -> bool:
    """Indented lines are text in a rubrique, and below the opening line of an extension."""
    if block != "Indented":
        return True
    if rubrique:
        return False
    lines = text[: text.rfind("\n", 0, start) + 1].split("\n")
    above = next((line for line in reversed(lines) if line.strip() and not line.startswith(("    ", "\t"))), "")
    return not OPENER.match(above)


def _is_escaped(text: str, at: int) -> bool:
    return (at - len(text[:at].rstrip("\\"))) % 2 == 1
