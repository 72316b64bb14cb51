"""What builds remember from one to the next: values that JSON can hold, by the fingerprint of all they were made from.

So what is old is never found, and what nobody asks for is forgotten. The file bears the user's seal: a folder that
somebody else wrote is not read at all.
"""

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from ndrc_portfolio.disk.cache import open_sealed, write_sealed

_FILES = 8  # the last ones used: one a configuration, and those of other versions
_KIND = "fiches"


class Memory:
    """A dictionary in a file. `context` is a fingerprint that all of its content depends on."""

    def __init__(self, folder: Path, context: str) -> None:
        self._path, self._context = folder / f"{_KIND}-{context[:16]}.json", f"{_KIND} {context}"
        content = open_sealed(self._path, self._context)
        self._known: dict[str, Any] = json.loads(content) if content is not None else {}
        self._used: dict[str, Any] = {}

    def find(self, key: str) -> Any:
        """The value that was kept by this key, None without one."""
        found = self._known.get(key, self._used.get(key))
        if found is not None:
            self._used[key] = found
        return found

    def keep(self, key: str, value: Any) -> None:
        self._used[key] = value

    def write(self) -> None:
        """Leave to the next build what served this one."""
        if self._used.keys() == self._known.keys():
            return
        content = json.dumps(self._used, ensure_ascii=False, separators=(",", ":"))
        write_sealed(self._path, self._context, content.encode("utf-8", "surrogatepass"))
        with suppress(OSError):
            files = sorted(self._path.parent.glob(f"{_KIND}-*.json"), key=lambda path: path.stat().st_mtime)
            for old in files[:-_FILES]:
                old.unlink()


def fingerprint(*parts: object) -> str:
    """The fingerprint of values that JSON can hold.

    Raises:
        TypeError, ValueError: one of them it cannot.
    """
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
