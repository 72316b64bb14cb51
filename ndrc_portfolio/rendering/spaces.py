"""The no-break spaces of French typography in what authors write: no line of a form begins with « : » or « » »."""

import re

from ndrc_portfolio.messages.french import typeset

# What is read letter by letter stays as it is, to its end; so does a tag, with its attributes.
_KEPT = re.compile(r'(<(pre|code|kbd|samp|svg|math)\b.*?(?:</\2>|\Z)|<(?:[^<>"]|"[^"]*")*+>)', re.DOTALL)
_INLINE = re.compile(r"</?(?:strong|b|em|i|u|a|span|mark|del|ins|small)\b")
_NO_BREAK = "\u00a0"


def typeset_html(html: str) -> str:
    """A fragment, as `sanitize` makes it, with no-break spaces where plain ones stand in its text."""
    if typeset(html) == html and "> " not in html and " <" not in html:
        return html
    pieces = _KEPT.split(html)
    for i in range(1, len(pieces), 3):
        before, tag, after = pieces[i - 1], pieces[i], pieces[i + 2]
        if _INLINE.match(tag) and before.endswith(" ") and after.startswith((":", ";", "?", "!", "»")):
            pieces[i - 1] = before[:-1] + _NO_BREAK
        elif _INLINE.match(tag) and before.endswith("«") and after.startswith(" "):
            pieces[i + 2] = _NO_BREAK + after[1:]
    pieces[::3] = [typeset(text) for text in pieces[::3]]
    pieces[2::3] = [""] * len(pieces[2::3])  # the names of what is kept
    return "".join(pieces)
