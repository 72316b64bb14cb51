"""What is wrong, where, and what to write instead: one immutable `Diagnostic`."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
Cost = Literal["", "NV", "pénalité", "obligatoire", "conseil"]
"""What a fault costs at the exam: « NV » (non valide), marks, what is asked without a sanction, or nothing."""
COSTS: tuple[Cost, ...] = ("NV", "pénalité", "obligatoire", "conseil", "")
"""The gravest first."""
SEVERITIES: dict[Severity, str] = {"error": "erreur", "warning": "avertissement", "info": "info"}

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"[ \t\n\u2028\u2029\x85]+")
_LONGEST = 1200  # characters of a blank; the longest of ours is the list of all rubriques of a form


class Place(NamedTuple):
    """Where something stands in a file: 1-based line and column, in characters, and its width on that line.

    What goes on for several lines gives its `end`, the line and the column just behind its last character; the
    width is then what is underlined.
    """

    line: int
    column: int = 1
    width: int = 1
    end: tuple[int, int] | None = None

    @property
    def end_line(self) -> int:
        return self.end[0] if self.end else self.line

    @property
    def end_column(self) -> int:
        """The column just behind the last character."""
        return self.end[1] if self.end else self.column + self.width


class Edit(NamedTuple):
    """What mends a fault for sure: the text to put in a place."""

    place: Place
    replacement: str


class Diagnostic(NamedTuple):
    """One fault. `rule` is the rule of the exam it offends (R1 to R12, `reglement.md`) or empty, `cost` its price.

    `message` and `hint` are the sentence and the remedy of a `Message`, whose class is `kind`. `excerpt` (the line of
    the source) serves the display only; nothing of a document whose readers are fewer than the site's stands in it.
    """

    code: str
    severity: Severity
    path: str
    place: Place
    message: str
    hint: str = ""
    rule: str = ""
    cost: Cost = ""
    excerpt: str = ""
    fix: Edit | None = None
    kind: type[object] = object

    @property
    def line(self) -> int:
        return self.place.line

    @property
    def column(self) -> int:
        return self.place.column

    @property
    def end_line(self) -> int:
        return self.place.end_line

    @property
    def end_column(self) -> int:
        return self.place.end_column

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        return (self.path, self.line, self.column, self.code)

    @property
    def head(self) -> str:
        """The line that editors and log readers parse: `path:line:column: erreur CODE: message`."""
        return f"{self.path}:{self.line}:{self.column}: {SEVERITIES[self.severity]} {self.code}: {self.message}"

    def is_a(self, kind: type[object]) -> bool:
        """Whether it is of this kind of message: what code decides by, for numbers say nothing."""
        return issubclass(self.kind, kind)


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    return sum(d.severity == severity for d in diagnostics)


@lru_cache(maxsize=8)  # a line that is endless may have a thousand faults
def harmless(line: str) -> str:
    """A line of a source without what a terminal would obey."""
    return _CONTROL.sub("\ufffd", line)


def one_line(text: str) -> str:
    """A text of the author's as part of a message: on one line, not endless, and harmless to a terminal."""
    flat = harmless(_BLANKS.sub(" ", text).strip(" "))
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
