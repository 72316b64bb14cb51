"""The sure edits of the diagnostics carried out, round by round, until there is none that makes things better."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.tidy import shown_alike, untidy
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit
from ndrc_portfolio.messages.edits import apart, apply_edits, text_at

_ROUNDS = 200


class Checked(NamedTuple):
    """What is to be said of a content; the fiche, if it is one."""

    diagnostics: Sequence[Diagnostic]
    fiche: Fiche | None = None

    @property
    def faults(self) -> Counter[str]:
        """How many faults there are of each code; what a draft still lacks is none."""
        return Counter(d.code for d in self.diagnostics if d.severity != "info")


class Done(NamedTuple):
    """One edit that was carried out: at which lines of the new text, for what, what stood there and what does now."""

    line: int
    last: int
    diagnostic: Diagnostic
    before: str
    after: str


class Mended(NamedTuple):
    """A content after all sure edits, what was done to it, and what is still to be said of it."""

    content: bytes
    done: Sequence[Done]
    left: Sequence[Diagnostic]
    fiche: Fiche | None = None


Check = Callable[[bytes], Checked]


def mend(content: bytes, check: Check) -> Mended:
    """Carry out the edits. A content that is no UTF-8 stays as it is."""
    checked = check(content)
    done: list[Done] = []
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return Mended(content, done, checked.diagnostics, checked.fiche)
    for _ in range(_ROUNDS):
        step = _mended(text, checked, check) or _tidied(text, checked, check)
        if step is None:
            break
        chosen, after, checked = step
        done = [*_moved(done, chosen), *_done(text, chosen)]
        text = after
    return Mended(text.encode("utf-8"), sorted(done, key=lambda d: d.line), checked.diagnostics, checked.fiche)


_Step = tuple[list[Diagnostic], str, Checked] | None
"""The diagnostics whose edits were carried out, the text after that, and what is to be said of it."""


def _mended(text: str, before: Checked, check: Check) -> _Step:
    """All edits that do not meet, if together they bring no fault; else the first that makes one fault go."""
    offered = apart(before.diagnostics)
    for chosen in [offered, *([d] for d in offered if len(offered) > 1)]:
        after = _applied(text, chosen)
        if not chosen or after == text:
            continue
        checked = check(after.encode("utf-8"))
        fewer = checked.faults.total() < before.faults.total()
        if fewer and not checked.faults - before.faults:
            return chosen, after, checked
        gone = len(chosen) == 1 and checked.faults[chosen[0].code] < before.faults[chosen[0].code]
        if gone and checked.faults.total() <= before.faults.total():
            return chosen, after, checked  # another fault had hidden behind it
    return None


def _tidied(text: str, before: Checked, check: Check) -> _Step:
    """All that can be written better, else the first of it, if the fiche is printed as it was."""
    offered = apart(untidy(before.fiche)) if before.fiche else []
    for chosen in [offered, *([d] for d in offered if len(offered) > 1)]:
        after = _applied(text, chosen)
        if not chosen or after == text:
            continue
        checked = check(after.encode("utf-8"))
        alike = checked.fiche and before.fiche and shown_alike(before.fiche, checked.fiche)
        if alike and checked.faults == before.faults:
            return chosen, after, checked
    return None


def _applied(text: str, chosen: Sequence[Diagnostic]) -> str:
    return apply_edits(text, [d.fix for d in chosen if d.fix])


def _done(text: str, chosen: Sequence[Diagnostic]) -> list[Done]:
    found: list[Done] = []
    for diagnostic in sorted(chosen, key=lambda d: d.sort_key):
        edit = diagnostic.fix
        assert edit
        said = edit.replacement.strip("\n")
        earlier = sum(_lines_more(d.fix) for d in chosen if d.fix and d.fix.place.line < edit.place.line)
        line = edit.place.line + earlier + len(edit.replacement) - len(edit.replacement.lstrip("\n"))
        found.append(Done(line, line + said.count("\n"), diagnostic, text_at(text, edit.place), said))
    return found


def _moved(done: Sequence[Done], chosen: Sequence[Diagnostic]) -> list[Done]:
    """What was done before, at the lines where it stands after these edits."""
    edits = [d.fix for d in chosen if d.fix]
    moved = []
    for made in done:
        by = sum(_lines_more(edit) for edit in edits if edit.place.end_line < made.line)
        moved.append(made._replace(line=made.line + by, last=made.last + by))
    return moved


def _lines_more(edit: Edit) -> int:
    return edit.replacement.count("\n") - (edit.place.end_line - edit.place.line)
