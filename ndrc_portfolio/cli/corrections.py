"""What `ndrc corriger` says of what it does: line by line in French, or as the difference of two texts."""

import difflib
from collections.abc import Iterator, Sequence
from itertools import groupby

from ndrc_portfolio.messages.catalogue.body import Written
from ndrc_portfolio.messages.catalogue.front_matter import OddSpace
from ndrc_portfolio.messages.diagnostic import harmless, one_line
from ndrc_portfolio.messages.report import line_numbers
from ndrc_portfolio.portfolio.mended.mending import Done

_LONGEST = 70  # characters of a passage that is shown


def report(shown: str, done: Sequence[Done]) -> str:
    """The name of the file, then each edit with its line."""
    return "\n".join([shown, *(f"  {line}" for line in _lines(done))])


def diff(shown: str, before: bytes, after: bytes) -> str:
    """A unified diff; empty where nothing changes."""
    old, new = (content.decode("utf-8-sig", errors="replace").splitlines() for content in (before, after))
    lines = difflib.unified_diff(old, new, shown, shown, "avant", "après", lineterm="")
    return "".join(f"{harmless(line)}\n" for line in lines)


def _lines(done: Sequence[Done]) -> Iterator[str]:
    for code, group in groupby(done, lambda d: d.diagnostic.code if _is_habit(d) else ""):
        edits = list(group)
        if code:
            yield f"{line_numbers((e.line, e.last) for e in edits)} : {edits[0].diagnostic.message} ({code})"
        else:
            yield from (
                f"{line_numbers([(edit.line, edit.last)])} : {_change(edit)} ({edit.diagnostic.code})" for edit in edits
            )


def _is_habit(done: Done) -> bool:
    return done.diagnostic.is_a(Written) or done.diagnostic.is_a(OddSpace) or "\n" in done.before.strip("\n")


def _change(done: Done) -> str:
    before, after = (_shortened(text) for text in (done.before, done.after.strip("\n")))
    return f"« {before} » devient « {after} »" if before else f"ajouté : « {after} »"


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
