"""The tree of blocks of an HTML page, to compare two readers of Markdown."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import markdown
from markdown_it import MarkdownIt

EXTENSIONS = {
    "MkDocs": ["toc", "tables", "fenced_code", "sane_lists"],
    "Material": [
        *("toc", "tables", "footnotes", "admonition", "attr_list", "def_list", "abbr", "sane_lists"),
        *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.details"),
    ],
}
_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "summary"))
_BLOCKS = _LEAVES | {
    *("root", "ul", "ol", "li", "blockquote", "pre", "hr"),
    *("table", "thead", "tbody", "tr", "div", "details"),
}
_VOID = frozenset(("br", "hr", "img"))
_BREAK = "⏎"
_CLOSES = {  # end tags that HTML lets one leave out
    "li": (("li",), ("ul", "ol")),
    "tr": (("tr", "td", "th"), ("table",)),
    "td": (("td", "th"), ("tr",)),
    "th": (("td", "th"), ("tr",)),
}

Tree = tuple[object, ...]


@dataclass
class _Node:
    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list["_Node | str"] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_Node("root")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        closes, within = _CLOSES.get(tag, ((), ()))
        for i in range(len(self.open) - 1, 0, -1):
            if self.open[i].tag in within:
                break
            if self.open[i].tag in closes:
                del self.open[i:]
        node = _Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        at = next((i for i in range(len(self.open) - 1, 0, -1) if self.open[i].tag == tag), None)
        if at is not None:
            del self.open[at:]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _read(html: str) -> _Node:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def print_page(spelled: str, extensions: str = "MkDocs") -> str:
    """The HTML that Python-Markdown makes, without the signs that stand between two blocks."""
    return markdown.markdown(spelled, extensions=EXTENSIONS[extensions]).replace("<!-- -->", "")


def commonmark(text: str) -> str:
    """The HTML that another reader of CommonMark makes, with GitHub's tables; a line break is one."""
    return str(MarkdownIt("commonmark", {"breaks": True, "html": True}).enable("table").render(text))


def has_indented_code(text: str) -> bool:
    """Whether CommonMark sees code behind four spaces: for us it is text."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return any(token.type == "code_block" for token in tokens)


def shown(html: str) -> str:
    """The text that a reader sees, blocks and lines apart."""

    def text(node: _Node) -> str:
        apart = " " if node.tag in _BLOCKS or node.tag == "br" else ""
        return apart + "".join(c if isinstance(c, str) else text(c) for c in node.children) + apart

    return re.sub(r"\s+", " ", text(_read(html))).strip()


def tree(html: str) -> Tree:
    """The blocks and the inline HTML in them. What looks alike is alike: a tight item, a paragraph in an item."""
    return _tree(_read(html)) or ()


def _tree(node: _Node) -> Tree | None:
    if node.tag == "pre":
        code = _text(node).strip("\n").expandtabs(4)
        return ("pre", code) if code else None
    if node.tag in _LEAVES and not any(isinstance(c, _Node) and c.tag in _BLOCKS for c in node.children):
        inline = _inline(node.children)
        return (node.tag, inline) if inline or node.tag != "p" else None
    blocks: list[Tree] = []
    run: list[_Node | str] = []
    for child in node.children:
        if isinstance(child, str) or child.tag not in _BLOCKS:
            run.append(child)
            continue
        blocks += _paragraph(run)
        run = []
        block = _tree(child)
        if block and child.attributes.get("class") == "highlight":  # what superfences put around code
            blocks += block[1:]  # type: ignore[arg-type]
        elif block:
            blocks.append(block)
    blocks += _paragraph(run)
    if node.tag == "tr" and all(not cell[1] for cell in blocks):
        return None  # Python-Markdown puts an empty row into a table that has only a head
    if node.tag in ("thead", "tbody", "div") and not blocks:
        return None
    first = (node.attributes.get("start") or "1",) if node.tag == "ol" else ()
    return (node.tag, *first, *blocks)


def _paragraph(run: list["_Node | str"]) -> list[Tree]:
    inline = _inline(run)
    return [("p", inline)] if inline else []


def _text(node: _Node) -> str:
    return "".join(c if isinstance(c, str) else _text(c) for c in node.children)


def _inline(nodes: list["_Node | str"]) -> str:
    html = re.sub(rf"\s*{_BREAK}\s*", _BREAK, re.sub(r"\s+", " ", "".join(map(_piece, nodes)))).strip()
    return html.replace("<em><strong>", "<strong><em>").replace("</strong></em>", "</em></strong>")


def _piece(node: "_Node | str") -> str:
    if isinstance(node, str):
        return node
    if node.tag == "br":
        return _BREAK
    if node.tag == "img":
        return f"<img {node.attributes.get('src')}>"
    inside = _text(node).strip() if node.tag == "code" else "".join(map(_piece, node.children))
    return f"<{node.tag}>{inside}</{node.tag}>"
