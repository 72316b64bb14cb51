"""What a standalone page may load and run: its own style sheets and pictures, and nothing else.

A page of this kind has no script. Were there HTML in it that nobody foresaw, it could not act, nor ask another site.
"""

import re
from base64 import b64encode
from hashlib import sha256

_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')

# A page is opened from the disk too, where not every browser takes a file for « self ».
_HERE = "'self' file:"


def policy(head: str) -> str:
    """The Content-Security-Policy of a page, from what stands in its head: its own styles are known by their hash."""
    hashes = "".join(f" 'sha256-{_hash(style)}'" for style in _STYLES.findall(str(head)))
    return (
        f"default-src 'none'; img-src {_HERE} data:; media-src {_HERE}; style-src {_HERE}{hashes}; "
        "style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )


def without_policy(page: str) -> str:
    """The page for a server that writes a script into it, to load it again when its sources change."""
    return _META.sub("", page, count=1)


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
