"""Where an address leads, as a browser reads it: its spaces, its `\\` and its entities hide nothing."""

import re
from typing import Literal

from ndrc_portfolio.fiches.markdown.allowed import SCHEMES

Leads = Literal["here", "away", "data", "nowhere"]
"""In the site itself, to another one, to a picture that stands in the text, to what may not be."""

DISK = r"(?:[A-Za-z]:[\\/]|file:|\\\\\w|~/|/(?:Users|home|Volumes)/)"
"""How a path begins that is of one computer alone: a pattern."""

_IGNORED = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\n\r]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PICTURE = re.compile(r"data:image/", re.IGNORECASE)


def leads(address: str) -> Leads:
    """Where an address leads, its entities and percents as a page has them once it is read."""
    bare = _IGNORED.sub("", address).replace("\\", "/")
    if bare.startswith("//"):
        return "away"
    if (scheme := _SCHEME.match(bare)) is None:
        return "here"
    if scheme[1].lower() in SCHEMES:
        return "away"
    return "data" if _PICTURE.match(bare) else "nowhere"
