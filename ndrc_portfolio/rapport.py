"""Diagnostics as text for people, as JSON for programs, as annotations for GitHub."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ndrc_portfolio.diagnostics import Diagnostic, count, francais

if TYPE_CHECKING:
    from ndrc_portfolio.conformite import Conformite

_COULEURS = {"error": "31", "warning": "33", "info": "36"}
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def texte(diagnostic: Diagnostic, *, couleur: bool = False) -> str:
    """The message, the line it concerns with the place underlined, and what to write instead."""
    head = diagnostic.head
    if couleur:
        head = f"\x1b[1;{_COULEURS[diagnostic.severity]}m{head}\x1b[0m"
    lines = [head]
    if diagnostic.excerpt.strip():
        gutter = f"{diagnostic.line:>5}"
        shown, caret = _window(diagnostic)
        lines += [f"{gutter} | {shown}", f"{' ' * len(gutter)} | {caret}"]
    if diagnostic.hint:
        lines.append(f"      {diagnostic.hint}")
    if prix := cout(diagnostic):
        lines.append(f"      {prix}")
    return "\n".join(lines)


def cout(diagnostic: Diagnostic) -> str:
    """« règle R4 : NV (dossier non valide) », or nothing."""
    if not diagnostic.rule:
        return diagnostic.cost
    price = {"NV": "NV (dossier non valide, le candidat n’est pas interrogé)"}.get(diagnostic.cost, diagnostic.cost)
    return francais(" : ".join(filter(None, (f"règle {diagnostic.rule}", price))))


def bilan(diagnostics: Sequence[Diagnostic], fiches: int) -> str:
    """One closing line: how many faults, in how many fiches."""
    if not fiches and not diagnostics:
        return francais(
            "Aucune fiche trouvée : une fiche est un fichier .md qui commence par « --- » et « fiche: e4-activite »."
        )
    parts = [
        _plural(count(diagnostics, "error"), "erreur"),
        _plural(count(diagnostics, "warning"), "avertissement"),
        _plural(count(diagnostics, "info"), "info"),
    ]
    told = ", ".join(p for p in parts if not p.startswith("0 ")) or "rien à corriger"
    return francais(f"{_plural(fiches, 'fiche') if fiches else 'aucune fiche'} : {told}.")


def resume(conformite: "Conformite") -> str:
    """One line for the log of a build, which the rules of the dossier never stop; empty if all is well."""
    told = conformite.diagnostics
    motifs, penalites = count(told, "error"), count(told, "warning")
    parts = [_plural(motifs, "motif") + " de NV", _plural(penalites, "pénalité")]
    wrong = " et ".join(p for p in parts if not p.startswith("0 "))
    les = {(1, 0): "le", (0, 1): "la"}.get((motifs, penalites), "les")
    return francais(f"dossier pas encore conforme : {wrong} ; « ndrc verifier » {les} détaille.") if wrong else ""


def to_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A list of objects: code, severity, path, line, column, message, hint, rule, cost."""
    keys = ("code", "severity", "path", "line", "column", "message", "hint", "rule", "cost")
    return json.dumps([{k: getattr(d, k) for k in keys} for d in diagnostics], ensure_ascii=False, indent=2)


def github(diagnostic: Diagnostic) -> str:
    """One workflow command, which GitHub shows beside the line of the file."""
    properties = {
        "file": diagnostic.path,
        "line": diagnostic.line,
        "col": diagnostic.column,
        "title": diagnostic.code,
    }
    told = ",".join(f"{k}={_escape(str(v), ':,')}" for k, v in properties.items())
    text = _escape("\n".join(filter(None, (diagnostic.message, diagnostic.hint, cout(diagnostic)))))
    return f"::{_GITHUB[diagnostic.severity]} {told}::{text}"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def _window(diagnostic: Diagnostic, width: int = 90) -> tuple[str, str]:
    """The part of a long line that holds the place, and the carets under it."""
    line = diagnostic.excerpt.replace("\t", " ")
    start = max(0, diagnostic.column - 1 - width // 2) if len(line) > width else 0
    shown = line[start : start + width]
    before = diagnostic.column - 1 - start
    carets = max(1, min(diagnostic.width, len(shown) - before))
    return shown, " " * before + "^" * carets


def _escape(text: str, more: str = "") -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for char in more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
