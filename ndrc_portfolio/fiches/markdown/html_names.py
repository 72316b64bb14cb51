"""Which angle brackets are HTML: « <b> » is, « <Mme Martin> » and « <budget et une marge> » are text."""

import re

_ELEMENTS = frozenset(
    """a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption center cite code
    col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form
    h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu
    meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script
    search section select slot small source span strike strong style sub summary sup svg table tbody td template
    textarea tfoot th thead time title tr track tt u ul var video wbr
    circle defs ellipse g line path polygon polyline rect text tspan use""".split()  # noqa: SIM905
)
_BARE = frozenset(  # attributes that need no value
    """allowfullscreen async autofocus autoplay checked controls default defer disabled download hidden inert ismap loop
    markdown multiple muted nomodule novalidate open playsinline popover readonly required reversed selected""".split()  # noqa: SIM905
)
_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w-]*+)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+))?")


def is_html(tag: str) -> bool:
    """Whether `<…>` is a tag of HTML: a name that HTML has, with attributes as HTML has them; or a comment."""
    if tag.startswith(("<!", "<?")):
        return True
    found = _TAG.match(tag)
    if not found or found["name"].lower() not in _ELEMENTS:
        return False
    if "=" not in found["rest"] and not found["rest"].strip(" /\n\t"):
        return True
    return all("=" in m.group() or m[1].lower() in _BARE for m in _ATTRIBUTE.finditer(found["rest"]))


def escape_text(html: str) -> str:
    """Escape the `<` that begin no HTML element in a passage that CommonMark takes for HTML."""
    return re.sub(r"<(?=[/A-Za-z])", lambda m: "<" if is_html(html[m.start() :]) else "&lt;", html)
