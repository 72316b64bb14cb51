"""What will be taken out of a text before it is published: elements, attributes and addresses that are not `allowed`.

Only to say it, with its place: what is taken out is decided by who reads the whole page as a browser does.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Literal, NamedTuple

from ndrc_portfolio.fiches.markdown.addresses import leads
from ndrc_portfolio.fiches.markdown.allowed import (
    ATTRIBUTES,
    EMOJI,
    EMPTIED,
    FUNCTIONS,
    PREFIXES,
    RESERVED_IDS,
    STYLES,
    TAGS,
    VALUES,
)
from ndrc_portfolio.fiches.markdown.blocks import events
from ndrc_portfolio.fiches.markdown.html_names import is_html

Kind = Literal["balise", "balise et texte", "inconnue", "attribut", "adresse", "image"]


class Refused(NamedTuple):
    """What it is, how it is called (an element, an attribute, an address), and the element that it is of."""

    kind: Kind
    name: str
    tag: str


Found = tuple[Refused, int, int]
"""What is refused, and where: its offset and length."""


_TAG = re.compile(
    r"<!--(?:.*?-->|.*\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][^\s/<>]*)(?P<rest>(?:[^<>\"']|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*+)(?:>|(?=<)|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=/\"'<>]+)(?:\s*=\s*(?P<value>\"[^\"]*\"?|'[^']*'?|[^\s\"'=<>`]+))?")
_CALLS = re.compile(r"([\w-]*)\(")
_DECLARATION = re.compile(r"(?:^|;)\s*([\w-]+)\s*:")
_RESERVED = re.compile(RESERVED_IDS)
_ADDRESSES = ("href", "src", "poster")
# Tags as Python-Markdown writes most of them, in which there is nothing to find.
_SAFE = re.compile(
    r"</[a-z]\w*>|<(?:a|abbr|b|blockquote|br|code|dd|del|div|dl|dt|em|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|span"
    r"|strong|sub|sup|table|tbody|td|th|thead|tr|ul)"
    r'(?: (?:class|title|alt|start|colspan|rowspan|rel|role)="[^"]*"| id="(?!__)[^"]*"| style="text-align: \w+;"'
    r'| href="(?:https?:|#|\.)[^"]*"| (?:href|src)="(?!//)[\w%./-]*(?:#[^"]*)?")*(?: ?/)?>'
)
# What a text must have for anything to be refused in it.
_NAMED = re.compile(r"</?([A-Za-z][\w:-]*)(?=(\s+[^\s/>]|/[^>])?)")
_ODD = (  # an address of another scheme, or one that hides it
    re.compile(r"\][(:]\s*<?(?!https?:|mailto:|tel:)(?:[A-Za-z][\w+.-]+:|[^\s()]{0,200}&)"),
    re.compile(r"<(?!https?:|mailto:)[A-Za-z][\w+.-]+:"),
)
_AWAY = re.compile(r"\][(:]\s*<?(?:[Hh][Tt][Tt][Pp]|[/\\]{2})")  # beside a picture, it may be its own
_CODE_IN_LINE = re.compile(r"(?<!`)(`+)(?!`)[^`\n]+(?<!`)\1(?!`)")


def in_markdown(text: str, *, of_fiche: bool) -> list[Found]:
    """In a text of Markdown, code and comments apart. In a fiche what is no element of HTML is text."""
    if not _may_be(text) or ("`" in text and not _may_be(_without_code(text))):
        return []
    found: list[Found] = []
    until = 0
    for event, place in events(text):
        if not isinstance(event, dict) or place["start"] < until:
            continue
        start, end = place["start"], place["end"]
        begun = event.get("Start")
        if begun == "HtmlBlock" or "InlineHtml" in event or "Html" in event:
            until = end
            found += _in_html(text[start:end], start, of_fiche=of_fiche)
        elif isinstance(begun, dict) and (link := begun.get("Link") or begun.get("Image")):
            tag, attribute = ("img", "src") if "Image" in begun else ("a", "href")
            found += [(refused, start, end - start) for refused in _address(tag, attribute, str(link["dest_url"]))]
    return found


def in_html(html: str) -> tuple[Refused, ...]:
    """In a piece of HTML, each once."""
    if "<" not in _SAFE.sub("", html):
        return ()
    return tuple(dict.fromkeys(refused for refused, _, _ in _in_html(html, 0, of_fiche=False)))


def _in_html(html: str, start: int, *, of_fiche: bool) -> Iterator[Found]:
    """In a piece of HTML that begins at that offset of its text."""
    at = 0
    while found := _TAG.search(html, at):
        at = found.end()
        if found["name"] is None or (of_fiche and not is_html(found[0])):
            continue
        name = found["name"].lower()
        for refused in () if found["end"] else _in_tag(found["name"], found["rest"]):
            yield refused, start + found.start(), found.end() - found.start()
        if name in EMPTIED and not found["end"]:
            closing = re.compile(rf"</{name}(?![^\s/>])", re.IGNORECASE).search(html, at)
            at = closing.start() if closing else len(html)


def _in_tag(written: str, rest: str) -> Iterator[Refused]:
    """In a tag, from its name and what follows that."""
    tag = written.lower()
    if tag not in TAGS:
        kind: Kind = "balise et texte" if tag in EMPTIED else "balise" if is_html(f"<{tag}>") else "inconnue"
        yield Refused(kind, written, tag)
        return
    attributes = [(found["name"].lower(), found["value"] or "") for found in _ATTRIBUTE.finditer(rest)]
    for name, quoted in attributes:
        value = unescape(quoted.strip("\"'"))
        if not _may_have(tag, name, value) or (name in ("id", "name", "for") and _RESERVED.match(value)):
            yield Refused("attribut", name, tag)
        elif name in _ADDRESSES:
            if tag != "img" or EMOJI.isdisjoint(value.strip("\"'") for name, value in attributes if name == "class"):
                yield from _address(tag, name, value)
        elif name in ("style", "fill", "stroke"):
            if "\\" in value or set(_CALLS.findall(value.lower())) - FUNCTIONS:
                yield Refused("attribut", name, tag)
            elif name == "style":
                odd = (said for said in _DECLARATION.findall(value) if said.lower() not in STYLES)
                yield from (Refused("attribut", f"style: {said}", tag) for said in odd)


def _address(tag: str, attribute: str, address: str) -> Iterator[Refused]:
    where = leads(address)
    if where == "nowhere" or (where == "data" and attribute != "src"):
        yield Refused("adresse", address, tag)
    elif where == "away" and attribute != "href":
        yield Refused("image", address, tag)


def _may_be(text: str) -> bool:
    """Whether a look is worth its time: most texts have nothing that could be refused."""
    named = _NAMED.findall(text) if "<" in text else ()
    return (
        any(more or name.lower() not in TAGS for name, more in named)
        or ("![" in text and _AWAY.search(text) is not None)
        or any(odd.search(text) for odd in _ODD)
    )


def _without_code(text: str) -> str:
    """A text without most of its code: a guess in one pass, for a text that is full of examples."""
    kept, fence = [], ""
    for line in text.split("\n"):
        bare = line.strip()
        if fence:
            if bare.startswith(fence) and not bare.strip("`"):
                fence = ""
        elif bare.startswith("```"):
            fence = bare[: len(bare) - len(bare.lstrip("`"))]
        else:
            kept.append(line)
    return _CODE_IN_LINE.sub("", "\n".join(kept))


@lru_cache(maxsize=128)
def _known(tag: str) -> frozenset[str]:
    return frozenset(name.lower() for name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset()))


def _may_have(tag: str, attribute: str, value: str) -> bool:
    if allowed := VALUES.get(tag, {}).get(attribute):
        return value.lower() in allowed
    return attribute in _known(tag) or attribute.startswith(tuple(PREFIXES))
