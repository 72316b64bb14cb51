"""A fiche of one session becomes one of another: what changes in its form, and the edits that are sure.

Nothing is lost: a rubrique that has no place any more stays as a comment where it stood, which is seen in the file and
printed nowhere. What is not sure (in the front matter, or where a comment could not hold the text) is only said.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Bloc, Champ, Formulaire, Noeud, full_label, heading_line, label_names
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.words import normalise


class Change(NamedTuple):
    """What a fiche must become: `line` is where (0: nowhere yet), `text` says it, `sure` whether it can be written."""

    line: int
    text: str
    sure: bool


class Move(NamedTuple):
    """A fiche in its new session: what changes, and its lines with all that is sure."""

    changes: tuple[Change, ...]
    lines: tuple[str, ...]

    @property
    def sure(self) -> bool:
        return any(change.sure for change in self.changes)

    def by_hand(self, why: str) -> "Move":
        """The same, nothing of it sure."""
        changes = (Change(0, why, sure=False), *(change._replace(sure=False) for change in self.changes))
        return self._replace(changes=changes if self.changes else ())


def move(fiche: Fiche, old: Formulaire, new: Formulaire, before: int) -> Move:
    """Move a fiche that was read as `old`, the form of the session `before`, to the form `new`."""
    lines: list[str | None] = list(fiche.lines)
    changes: list[Change] = []
    nodes = {n.chemin: n for n in new.noeuds}
    for chemin, place in sorted(fiche.headings.items(), key=lambda item: item[1].line):
        noeud = next(n for n in old.noeuds if n.chemin == chemin)
        end = _end(fiche, place.line)
        kept = nodes.get(chemin)
        if kept is None or isinstance(kept, Bloc) != isinstance(noeud, Bloc):
            changes.append(_leave_out(lines, noeud, place.line, end, before))
        elif not {normalise(noeud.libelle)} & label_names(kept):
            changes.append(_rename(lines, noeud, kept, place.line))
    changes += _in_front_matter(fiche, old, new)
    changes += _to_write(old, new)
    return Move(tuple(changes), tuple(line for line in lines if line is not None))


def without_form(fiche: Fiche, form: Formulaire) -> Move:
    """A fiche whose form has ended becomes an ordinary page, if anybody may read it."""
    line = fiche.front_matter.start.line
    text = f"« {form.id} » n’existe plus : sans sa ligne « fiche: », le fichier devient une page ordinaire"
    public = form.audience == "public" and fiche.lines[line - 1].startswith("fiche:")
    lines = list(fiche.lines)
    if public:
        lines[line - 1] = f"#{lines[line - 1]}"
    return Move((Change(line, typeset(text), public),), tuple(lines))


def _end(fiche: Fiche, line: int) -> int:
    """The line past the last one of what stands under the heading of a line."""
    return min((p.line for p in fiche.headings.values() if p.line > line), default=len(fiche.lines) + 1)


def _rename(lines: list[str | None], noeud: Noeud, kept: Noeud, line: int) -> Change:
    sure = (lines[line - 1] or "").startswith("#")
    if sure:
        lines[line - 1] = typeset(heading_line(kept))
    return Change(line, typeset(f"« {noeud.libelle} » devient « {kept.libelle} »"), sure)


def _leave_out(lines: list[str | None], noeud: Noeud, line: int, end: int, before: int) -> Change:
    """Put a rubrique into a comment, where it stands."""
    inside = [text for text in lines[line : end - 1] if text is not None]
    written = "\n".join(inside).strip()
    sure = (lines[line - 1] or "").startswith("#") and "<!--" not in written and "-->" not in written
    said = f"« {noeud.libelle} » n’a plus de place"
    if sure and isinstance(noeud, Champ):
        lines[line - 1 : end - 1] = [None] * (end - line)
        if written:
            note = typeset(f"Gardé de la session {before}, sous « {noeud.libelle} » :")
            lines[line - 1] = f"<!-- {note}\n{written}\n-->\n"
        return Change(line, typeset(f"{said} : son texte reste là, en commentaire" if written else said), sure=True)
    return Change(line, typeset(f"{said} : déplacez son texte vous-même"), sure=False)


def _in_front_matter(fiche: Fiche, old: Formulaire, new: Formulaire) -> Iterator[Change]:
    """What a front matter gives that the new form does not have."""
    for champ in old.champs.values():
        value = fiche.values.get(champ.chemin)
        if value and not value.in_body and champ.chemin not in new.champs and not fiche.is_empty(champ):
            said = f"la clé « {champ.cle} » ({full_label(old, champ)}) n’a plus de place : déplacez son texte vous-même"
            yield Change(value.place.line, typeset(said), sure=False)


def _to_write(old: Formulaire, new: Formulaire) -> Iterator[Change]:
    for champ in new.champs.values():
        if champ.chemin not in old.champs and not champ.facultatif:
            where = f"« {heading_line(champ)} »" if champ.markdown else f"la clé « {champ.cle} » de l’en-tête"
            yield Change(0, typeset(f"à écrire : {full_label(new, champ)}, sous {where}"), sure=False)
