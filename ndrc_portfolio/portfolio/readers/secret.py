"""The candidate's number, which is a secret."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from ndrc_portfolio.annexes.readable import refusal_of
from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.fiches.yaml_text import read_yaml
from ndrc_portfolio.messages.catalogue.audience import NumberPublished, PrivateFileFault
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.portfolio.readers.git import files_tracked, tracked_file

VARIABLE = "NDRC_NUMERO_CANDIDAT"


PRIVATE_FILE = "prive.yml"


_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # signs that take no room
_SECRET_MIN = 4  # characters: a shorter number would be found everywhere
_ALONE_MIN = 6  # of one that has lost its zeros
_LONG = 8  # characters of a number that is not met by chance, whatever stands between them
_ASIDE = re.compile(r"<!--(?:.*?-->|.*\Z)|<[a-zA-Z/!][^<>]*>", re.DOTALL)  # what a reader does not see
_ENTITY = re.compile(r"&(?:#\w{1,8}|[a-zA-Z]{2,31});?")
# Signs that are read as digits, or not at all: exponents, circles, digits of other scripts, of full width, of formulas.
_UNUSUAL = re.compile(
    "[²³¹\u00ad\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u200b-\u200d\u2060\u2070-\u209f\u2460-\u24ff\u2776-\u2793\ufeff"
    "\uff10-\uff19\U0001d7ce-\U0001d7ff]"
)


class NumeroCandidat(NamedTuple):
    """The number, where it was found, and what is to be said of that. Never shown by `repr`."""

    valeur: str
    diagnostics: tuple[Diagnostic, ...] = ()

    def __repr__(self) -> str:
        return "NumeroCandidat(…)"

    def find(self, text: str) -> int:
        """The line of a text on which a reader would see the number, from 1; 0 when he would not.

        In groups, in digits of any kind, in entities, with bold in it, without its first zeros: it is the number.
        """
        for read in _readings(text) if _patterns(self.valeur) else ():
            if spans := self._spans(read):
                return read.count("\n", 0, spans[0][0]) + 1
        return 0

    def stands_in(self, text: str) -> bool:
        """Whether it is written there, in groups too: the quick look at what was made of texts that `find` has read."""
        return bool(self._spans(text))

    def is_among(self, content: bytes) -> bool:
        """Whether it stands among bytes that are no text, as programs write texts there."""
        secret = re.sub(r"[\W_]", "", self.valeur)
        written = (secret.encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be"))
        return len(secret) >= _SECRET_MIN and any(each in content for each in written)

    def hide(self, text: str) -> str:
        """A text of a message without the number, as long as it was; nothing of one that hides it otherwise."""
        if not self.find(text):
            return text
        usual = _usual(text)
        spans = self._spans(usual) if len(usual) == len(text) else []
        hidden = "".join("•" if any(a <= i < b for a, b in spans) else c for i, c in enumerate(text))
        return hidden if spans and not self.find(hidden) else "…"

    def _spans(self, text: str) -> list[tuple[int, int]]:
        found = [m.span() for pattern in _patterns(self.valeur)[:1] for m in pattern.finditer(text)]
        for pattern in _patterns(self.valeur)[1:]:
            found += [m.span() for m in pattern.finditer(text) if not text[max(0, m.start() - 1) : m.start()].isdigit()]
        return sorted(found)


@lru_cache(maxsize=8)
def _patterns(valeur: str) -> tuple[re.Pattern[str], ...]:
    """The number as it is written, and without its first zeros, where that is long enough to be it."""
    secret = re.sub(r"[\W_]", "", normalize("NFKC", valeur))
    if len(secret) < _SECRET_MIN:
        return ()
    short = secret.lstrip("0")
    between = rf"[\W_]{{0,{12 if len(secret) >= _LONG else 4}}}"
    flags = re.NOFLAG if secret.isdecimal() else re.IGNORECASE
    shapes = (secret, short) if _ALONE_MIN <= len(short) < len(secret) else (secret,)
    return tuple(re.compile(between.join(map(re.escape, shape)), flags) for shape in shapes)


def _readings(text: str) -> Iterator[str]:
    """A text as it is written, and as it is read: its tags and comments away, its signs as they are shown."""
    yield _usual(text)
    shown = _ASIDE.sub(lambda m: "\n" * m[0].count("\n"), text) if "<" in text else text
    shown = _ENTITY.sub(lambda m: unescape(m[0]), shown) if "&" in shown else shown
    shown = unquote(shown) if "%3" in shown else shown
    if shown is not text:
        yield _usual(shown)


def _usual(text: str) -> str:
    return normalize("NFKC", text).translate(_SOFT) if not text.isascii() and _UNUSUAL.search(text) else text


def find_numero(root: Path, configured: object, environ: Mapping[str, str] = os.environ) -> NumeroCandidat:
    """The number: of the environment, else of `prive.yml` beside `mkdocs.yml`, else of `mkdocs.yml`.

    `configured` is what MkDocs read from `mkdocs.yml`, whose YAML loses the zeros of a number without quotes; that it
    stands there is said by `Settings`, which knows where.
    """
    if value := environ.get(VARIABLE, "").strip():
        return NumeroCandidat(value)
    path = root / PRIVATE_FILE
    if path.exists() or path.is_symlink():
        try:
            written = read_yaml(read_file(path).decode("utf-8-sig"), 1)
        except OSError:
            refused = refusal_of(path) or PrivateFileFault()
            return NumeroCandidat("", (refused.at(PRIVATE_FILE, Place(1)),))
        except UnicodeDecodeError:
            return NumeroCandidat("", (PrivateFileFault().at(PRIVATE_FILE, Place(1)),))
        kept = written.data.get("numero")
        if written.faults or not isinstance(kept, str | None) or written.data.keys() - {"numero"}:
            return NumeroCandidat("", (PrivateFileFault().at(PRIVATE_FILE, Place(1)),))
        kept = (kept or "").strip("“”«»„'\u00a0 ")
        if kept:
            tracked = files_tracked(root, PRIVATE_FILE)
            return NumeroCandidat(kept, tuple(tracked_file(PRIVATE_FILE) for _ in tracked))
    return NumeroCandidat(configured) if isinstance(configured, str) else NumeroCandidat("")


def published_numero(numero: NumeroCandidat, path: str, source: bytes) -> Diagnostic | None:
    """The number written in a file that a public site will show. The message does not repeat it."""
    if source[:2] not in _UTF_16 and b"\0" in source[:1024]:  # no text
        line = int(numero.is_among(source))
    else:
        line = numero.find(source.decode("utf-16" if source[:2] in _UTF_16 else "utf-8", errors="replace"))
    return NumberPublished().at(path, Place(line)) if line else None


def without_number(diagnostics: Sequence[Diagnostic], numero: NumeroCandidat) -> list[Diagnostic]:
    """What is said, without the number that stands on the line it is said of: logs are public too."""
    hide = numero.hide
    return [
        d._replace(path=hide(d.path), message=hide(d.message), hint=hide(d.hint), excerpt=hide(d.excerpt))
        for d in diagnostics
    ]
