"""Names of files in a text, and the files as the disk writes them: macOS writes « é » as two characters."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from ndrc_portfolio.annexes.find import same_name
from ndrc_portfolio.portfolio.links.urls import join_url, relative_url

_DESTINATION = re.compile(
    r"(?<=\]\()\s*<(?P<a>[^<>\n]+)>"  # [texte](<mon image.png>)
    r"|(?<=\]\()\s*(?P<b>[^<>()\n]+?)(?=\s*\)|\s+[\"'])"
    r"|(?<=\]:)[ \t]*<?(?P<c>[^<>\s]+)>?"
    r"|(?<=src=\")(?P<d>[^\"\n]+)|(?<=href=\")(?P<e>[^\"\n]+)|(?<=src=')(?P<f>[^'\n]+)|(?<=href=')(?P<g>[^'\n]+)"
)


def real_links(markdown: str, uri: str, alike: Mapping[str, str]) -> str:
    """A page at `uri` whose links and pictures name the files as the disk does.

    `alike` gives the URIs of files by what one sees of them (`same_name`).
    """

    def mend(found: re.Match[str]) -> str:
        written: str = next(filter(None, found.groups()))
        path = re.match(r"[^?#]*", written)
        assert path is not None
        wanted = join_url(uri, unquote(path.group()))
        real = alike.get(same_name(wanted))
        if real is None or real == wanted:
            return found.group()
        return " " * (found["c"] is not None) + quote(relative_url(real, uri)) + written[path.end() :]

    return markdown if markdown.isascii() and "%" not in markdown else _DESTINATION.sub(mend, markdown)
