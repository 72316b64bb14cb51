"""Diagnostics in order, and how they are shown: to people, to programs, to GitHub, in the log of a build."""

import json
from collections.abc import Iterable, Sequence

from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit, count
from ndrc_portfolio.messages.french import enumeration, plural, typeset

_COLOURS = {"error": "31", "warning": "33", "info": "36"}
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_KEYS = ("code", "severity", "path", "line", "column", "message", "hint", "rule", "cost")
_LONG = 120  # characters of a remedy that a log shows whole where nothing is wrong: drafts are logged at each save
_MANY = 4  # times that a fault is made, from which on it is said once
_WINDOW = 90  # columns of a source line that are shown


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """File by file and line by line, as they are shown everywhere."""
    return sorted(diagnostics, key=lambda d: d.sort_key)


def gathered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same, a fault that is made many times in a file said once, with its lines."""
    alike: dict[tuple[str, ...], list[Diagnostic]] = {}
    for d in diagnostics:
        said = "" if getattr(d.kind, "habit", False) else d.message
        alike.setdefault((d.path, d.code, d.kind.__name__, d.hint, said), []).append(d)
    return in_order(d for same in alike.values() for d in ([_with_lines(same)] if len(same) >= _MANY else same))


def _with_lines(same: Sequence[Diagnostic]) -> Diagnostic:
    first = in_order(same)[0]
    lines = line_numbers((d.line, d.line) for d in in_order(same))
    where = f" : {lines}" if lines.startswith("lignes") else ""
    return first._replace(message=typeset(f"{first.message} ({len(same)} fois{where})"))


def line_numbers(spans: Iterable[tuple[int, int]]) -> str:
    """« ligne 3 », « lignes 3 et 5 à 8 », of lines or of passages from a line to another, in their order."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    shown: list[str] = []
    for first, last in joined:
        shown += [f"{first} à {last}"] if last > first + 1 else map(str, range(first, last + 1))
    return f"ligne{'s' if len(shown) > 1 or ' ' in shown[0] else ''} {enumeration(shown, 'et')}"


def text(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """The message, the line it concerns with the place underlined, and what to write instead."""
    head = diagnostic.head
    if colour:
        head = f"\x1b[1;{_COLOURS[diagnostic.severity]}m{head}\x1b[0m"
    lines = [head]
    if diagnostic.excerpt.strip():
        gutter = f"{diagnostic.line:>5}"
        shown, caret = _window(diagnostic)
        lines += [f"{gutter} | {shown}", f"{' ' * len(gutter)} | {caret}"]
    lines += [f"      {line}" for line in (diagnostic.hint, price(diagnostic)) if line]
    return "\n".join(lines)


def price(diagnostic: Diagnostic) -> str:
    """« règle R4 : NV (dossier non valide) », or nothing."""
    if not diagnostic.rule:
        return diagnostic.cost
    cost = {"NV": "NV (dossier non valide, le candidat n’est pas interrogé)"}.get(diagnostic.cost, diagnostic.cost)
    return typeset(" : ".join(filter(None, (f"règle {diagnostic.rule}", cost))))


def closing_line(diagnostics: Sequence[Diagnostic], fiches: int) -> str:
    """How many faults, in how many fiches."""
    if not fiches and not diagnostics:
        return typeset(
            "Aucune fiche trouvée : une fiche est un fichier .md qui commence par « --- » et « fiche: e4-activite »."
        )
    counts = [
        plural(number, noun)
        for number, noun in (
            (count(diagnostics, "error"), "erreur"),
            (count(diagnostics, "warning"), "avertissement"),
            (count(diagnostics, "info"), "info"),
        )
        if number
    ]
    where = plural(fiches, "fiche") if fiches else "aucune fiche"
    return typeset(f"{where} : {', '.join(counts) or 'rien à corriger'}.")


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A list of objects: `_KEYS`, then `endLine` and `endColumn` (behind the last character), and `fix` or null."""
    entries = [
        {
            **{key: getattr(d, key) for key in _KEYS},
            "endLine": d.end_line,
            "endColumn": d.end_column,
            "fix": _edit(d.fix) if d.fix else None,
        }
        for d in diagnostics
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)


def github(diagnostic: Diagnostic) -> str:
    """One workflow command, which GitHub shows beside the line of the file."""
    properties = {
        "file": diagnostic.path,
        "line": diagnostic.line,
        "col": diagnostic.column,
        "title": diagnostic.code,
    }
    given = ",".join(f"{k}={_escape(str(v), ':,')}" for k, v in properties.items())
    said = _escape("\n".join(filter(None, (diagnostic.message, diagnostic.hint, price(diagnostic)))))
    return f"::{_GITHUB[diagnostic.severity]} {given}::{said}"


def log_line(diagnostic: Diagnostic) -> str:
    """One line of the log of a build; a long remedy of what is no fault is cut short."""
    hint = diagnostic.hint
    if diagnostic.severity == "info" and len(hint) >= _LONG:
        hint = f"{hint[:_LONG]}…"
    return " — ".join(filter(None, (diagnostic.head, hint)))


def _edit(edit: Edit) -> dict[str, int | str]:
    place = edit.place
    return {
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "replacement": edit.replacement,
    }


def _window(diagnostic: Diagnostic) -> tuple[str, str]:
    """The part of a long line that holds the place, and the carets under it."""
    line = diagnostic.excerpt.replace("\t", " ")
    start = max(0, diagnostic.column - 1 - _WINDOW // 2) if len(line) > _WINDOW else 0
    shown = line[start : start + _WINDOW]
    before = diagnostic.column - 1 - start
    carets = max(1, min(diagnostic.place.width, len(shown) - before))
    return shown, " " * before + "^" * carets


def _escape(said: str, more: str = "") -> str:
    said = said.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for char in more:
        said = said.replace(char, f"%{ord(char):02X}")
    return said
