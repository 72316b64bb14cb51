"""A file of the sources: its names, and its bytes, which are read once."""

import os
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.messages.catalogue.file import UnreadableFile
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import system_reason

PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # what MkDocs takes for a page


HOME_PAGES = ("index.md", "README.md")  # for MkDocs the same page, the first before the other


HEAD = 65_536  # bytes of a file in which its front matter begins


class SourceFile:
    """A file below `docs/`: `uri` is its path there, with `/`; `shown` names it in messages.

    `read` gives the first bytes of it, all of them for -1, or raises OSError. Most pictures are never read to the end.
    """

    def __init__(self, uri: str, shown: str, read: Callable[[int], bytes]) -> None:
        self.uri = uri
        self.shown = shown
        self._read = read
        self.fault: Diagnostic | None = None
        """Why it could not be read, once that was tried."""

    @property
    def name(self) -> str:
        return self.uri.rpartition("/")[2]

    @property
    def is_page(self) -> bool:
        return self.name.endswith(PAGES)

    @cached_property
    def content(self) -> bytes:
        """All of it; nothing of one that cannot be read."""
        return self._try(-1)

    @cached_property
    def start(self) -> bytes:
        """Enough of it to see what it is."""
        return self.content[:HEAD] if "content" in vars(self) else self._try(HEAD)

    def release(self) -> None:
        """Forget the bytes: the sources of a portfolio may be heavy."""
        vars(self).pop("content", None)

    def _try(self, size: int) -> bytes:
        try:
            return self._read(size)
        except OSError as fault:
            self.fault = UnreadableFile(raison=system_reason(fault)).at(self.shown, Place(1))
            return b""


def source_file(path: Path, uri: str, shown: str) -> SourceFile:
    """A file of the disk."""

    return SourceFile(uri, shown, partial(read_file, path))


def decode(content: bytes) -> str | None:
    """The text of a file, its ends of line `\\n`, whatever editor has written it; None of one that is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:1024]:
        return None
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def absolute(path: str | Path) -> Path:
    """A path from the root, under the name that it is called by: no link is followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100
