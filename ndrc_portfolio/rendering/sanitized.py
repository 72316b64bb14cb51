"""What authors write, once it is HTML and before any template sees it: nothing in it acts, asks another site, or
reaches out of its place.

nh3 (Rust's ammonia) reads it as a browser does and writes it anew with what `fiches.markdown.allowed` lists. So each
tag has its end, a `<` in the text is an entity, and attributes are `name="value"` without a quote inside. That is what
makes the patterns below safe: they only take away, or put text in place.
"""

import re
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

from ndrc_portfolio.fiches.markdown import allowed
from ndrc_portfolio.fiches.markdown.addresses import leads

if TYPE_CHECKING:
    from nh3 import Cleaner

# The tags that a second look is for: their attributes may be had, but not with every value. Most texts have none.
_REST = r'(?: [^\s"=<>]+="[^"]*")*>'
_MEDIA = re.compile(rf"<(?:img|video|audio|source|track|input){_REST}")  # `_WATCHED`
_ANY = re.compile(rf"<[a-zA-Z][^\s<>]*{_REST}")
_VALUES = re.compile(r' (?:style|fill|stroke)="[^"]*[(\\]|="data:| (?:id|name|for)="__| title="[^"]*(?:&lt;|<)')
_SIGNS = (' style="', ' fill="', ' stroke="', '="data:', '="__', ' title="')
_ATTRIBUTE = re.compile(r' (?P<name>[\w:.-]+)="(?P<value>[^"]*)"')
_RESERVED = re.compile(allowed.RESERVED_IDS)
_CALLS = re.compile(r"([\w-]*)\(")
_OPENS_TAG = re.compile(r"(?:&lt;|<)(?=[a-zA-Z/!?])")
_LINK = re.compile(r"<(/?)a[ >]")
_ALT = re.compile(r' alt="([^"]*)"')
_CLASS = re.compile(r' class="([^"]*)"')
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|d[dt]|t[drh]|br|img|hr|input|wbr|source|col)\b)[a-zA-Z][^<>]*(?<!/)>", re.IGNORECASE
)
_DEEPEST = 200  # a browser goes down to 512
_LEADS = {"href": ("here", "away"), "src": ("here", "data"), "poster": ("here", "data")}
_SHOWN = ("img", "video", "audio")
_WATCHED = (*_SHOWN, "source", "track", "input")


def sanitize(html: str) -> str:
    """A fragment of HTML, its pictures of other sites replaced by links.

    What is nested deeper than any browser nests it would cost minutes: it is shown as it is written.
    """
    if "<" not in html:
        return html
    if html.count("<") > _DEEPEST and _depth(html) > _DEEPEST:
        return f'<pre class="ndrc-brut">{escape(html)}</pre>'
    cleaned: str = _cleaner().clean(html)
    tags = _ANY if any(sign in cleaned for sign in _SIGNS) else _MEDIA
    return tags.sub(_Look(), cleaned)


def plain(text: str) -> str:
    """A text for a theme that prints it as it is: no tag begins in it, and no attribute ends.

    Entities stay as they are written.
    """
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@lru_cache(maxsize=1)
def _cleaner() -> "Cleaner":
    from nh3 import Cleaner  # late: 2 ms, and a build where nothing has changed converts nothing

    return Cleaner(
        tags=set(allowed.TAGS),
        clean_content_tags=set(allowed.EMPTIED),
        attributes={tag: set(names) for tag, names in allowed.ATTRIBUTES.items()},
        generic_attribute_prefixes=set(allowed.PREFIXES),
        tag_attribute_values={
            tag: {name: set(values) for name, values in names.items()} for tag, names in allowed.VALUES.items()
        },
        url_schemes={*allowed.SCHEMES, "data"},
        filter_style_properties=set(allowed.STYLES),
        link_rel=None,
    )


def _depth(html: str) -> int:
    """How deep elements stand in each other, at most."""
    deepest = depth = 0
    for end in _NESTING.findall(html):
        depth = max(0, depth - 1) if end else depth + 1
        deepest = max(deepest, depth)
    return deepest


class _Look:
    """A second look at a tag. Tags come in their order, so that what stands in a link is known."""

    def __init__(self) -> None:
        self._seen = 0
        self._in_link = False

    def __call__(self, tag: re.Match[str]) -> str:
        shown = tag[0]
        name = re.split(r"[ >]", shown[1:], maxsplit=1)[0]
        if name not in _WATCHED and not _VALUES.search(shown):
            return shown
        away = ""

        def kept(attribute: re.Match[str]) -> str:
            nonlocal away
            key, value = attribute.group("name", "value")
            if key in _LEADS:
                where = leads(unescape(value))
                if where == "away" and key != "href":
                    away = away or value
                return attribute[0] if where in _LEADS[key] else ""
            if key in ("style", "fill", "stroke"):
                return "" if "\\" in value or set(_CALLS.findall(value.lower())) - allowed.FUNCTIONS else attribute[0]
            if key in ("id", "name", "for") and _RESERVED.match(value):
                return ""
            if key == "title":  # Material writes it into the page as HTML
                return f' title="{_OPENS_TAG.sub("‹", value)}"'
            return attribute[0]

        shown = _ATTRIBUTE.sub(kept, shown)
        if name == "input" and " type=" not in shown:
            return ""
        if not away or name not in _SHOWN:
            return shown
        alt = next((a for a in _ALT.findall(shown) if a), "")
        if alt and allowed.EMOJI.intersection(_CLASS.findall(shown)):
            return alt
        link = self._link(tag, away, alt or away)
        return link if name == "img" else link + shown

    def _link(self, tag: re.Match[str], address: str, text: str) -> str:
        """A link in the place of what another site has, or its text inside of a link."""
        for link in _LINK.finditer(tag.string, self._seen, tag.start()):
            self._in_link = not link[1]
        self._seen = tag.start()
        bare = address.strip().replace("\\", "/")
        url = f"https:{bare}" if bare.startswith("//") else bare
        return text if self._in_link else f'<a class="ndrc-ailleurs" href="{url}">{text}</a>'
