"""What may stand in a text, as data: elements, attributes, addresses, styles. All else is taken out of a page.

Chosen by what they can do, not by what they are for: nothing here acts (scripts, forms, frames), asks another site for
something, or reaches out of the text (fixed positions, ids of the theme). What Markdown and its extensions write is all
in it. The guide shows this list (« Le HTML », `ecrire.md`).
"""

from collections.abc import Mapping

TAGS = frozenset(
    """a abbr address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup data dd del
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label
    li main mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table
    tbody td tfoot th thead time tr track tt u ul var video wbr
    svg circle ellipse g line path polygon polyline rect text tspan""".split()  # noqa: SIM905
)

EMPTIED = frozenset(("script", "style"))
"""Elements whose inside is no text, and goes with them."""

_SHAPES = """transform fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-opacity
    stroke-dasharray clip-rule opacity"""

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tag, names in {
        "*": "class id style title lang dir role align tabindex markdown data-search-exclude data-linenos data-lang",
        "a": "href rel name download hreflang type data-preview",
        "audio": "src controls loop muted preload",
        "br": "clear",
        "col": "span width",
        "colgroup": "span width",
        "data": "value",
        "del": "datetime",
        "details": "open",
        "div": "data-tabs",
        "font": "color face size",
        "hr": "size width",
        "img": "src alt width height loading decoding border",
        "input": "checked disabled name",
        "ins": "datetime",
        "label": "for",
        "li": "type value",
        "ol": "reversed start type",
        "pre": "width",
        "source": "src type media",
        "table": "border cellpadding cellspacing width summary frame rules",
        "td": "abbr bgcolor colspan rowspan headers height width nowrap scope valign",
        "th": "abbr bgcolor colspan rowspan headers height width nowrap scope valign",
        "time": "datetime",
        "tr": "bgcolor valign",
        "track": "src kind label srclang default",
        "ul": "type",
        "video": "src controls height width loop muted playsinline poster preload",
        "svg": f"xmlns version viewBox width height preserveAspectRatio focusable {_SHAPES}",
        "circle": f"cx cy r {_SHAPES}",
        "ellipse": f"cx cy rx ry {_SHAPES}",
        "g": _SHAPES,
        "line": f"x1 x2 y1 y2 {_SHAPES}",
        "path": f"d {_SHAPES}",
        "polygon": f"points {_SHAPES}",
        "polyline": f"points {_SHAPES}",
        "rect": f"x y width height rx ry {_SHAPES}",
        "text": f"x y dx dy font-family font-size font-weight text-anchor {_SHAPES}",
        "tspan": f"x y dx dy font-family font-size font-weight text-anchor {_SHAPES}",
    }.items()
}
"""By element; `*` is any."""

PREFIXES = frozenset(("aria-",))
"""How attributes begin that any element may have."""

VALUES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "a": {"target": frozenset(("_blank",))},
    "input": {"type": frozenset(("checkbox", "radio"))},
}
"""Attributes that have one of few values: boxes of a list of tasks, tabs."""

SCHEMES = frozenset(("http", "https", "mailto", "tel"))
"""How an address begins that is not the path of a file; a picture may stand in the text itself too (`data:image/`)."""

STYLES = frozenset(
    """background background-color border border-bottom border-collapse border-color border-left border-radius
    border-right border-spacing border-style border-top border-width break-after break-before break-inside
    caption-side clear color column-count column-gap columns display float font-family font-size font-style
    font-variant font-weight height hyphens letter-spacing line-height list-style-type margin margin-bottom
    margin-left margin-right margin-top max-height max-width min-height min-width object-fit padding padding-bottom
    padding-left padding-right padding-top page-break-after page-break-before page-break-inside text-align
    text-decoration text-indent text-transform vertical-align white-space width word-break""".split()  # noqa: SIM905
)
"""What a `style` may say."""

FUNCTIONS = frozenset(("rgb", "rgba", "hsl", "hsla", "calc", "min", "max", "clamp"))
"""What a value of a style, or a colour, may be worked out by: nothing that loads a file."""

EMOJI = frozenset(("twemoji", "gemoji", "emojione"))
"""Classes of pictures that stand for a character, which their `alt` is."""

RESERVED_IDS = r"__(?!tabbed_|codelineno-|span-|code_)"
"""How ids begin that are the theme's own: its scripts would read an author's element instead of theirs."""
