"""What was found of a form as the source of a fiche: a draft, in which nothing of the Word file is missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ndrc_portfolio.formulaires.empty_fiche import yaml_scalar, yaml_text
from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire, heading_line
from ndrc_portfolio.messages.french import typeset

_FOUND = typeset("Trouvé dans le fichier Word, sans rubrique où le mettre :")


@dataclass(slots=True)
class Draft:
    """What a fiche will say: `texts` of its rubriques by cell, `fields` of its head, `leftovers` by the leaf before.

    `notes` are the texts of its notes by key; `annexes` pairs of a title and a file.
    """

    form: Formulaire
    fields: dict[Chemin, str | list[str]] = field(default_factory=dict)
    texts: dict[Chemin, list[str]] = field(default_factory=dict)
    leftovers: list[tuple[Chemin | None, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    annexes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Written:
    """The source of a fiche, the line of each rubrique and of each leftover."""

    source: str
    headings: dict[Chemin, int]
    leftovers: list[int]


def write_draft(draft: Draft) -> Written:
    lines = ["---", f"fiche: {draft.form.id}", "statut: brouillon", *_head(draft)]
    if draft.annexes:
        lines.append("annexes:")
        for titre, fichier in draft.annexes:
            lines += [f"  - titre: {yaml_text(titre)}", f"    fichier: {yaml_text(fichier)}"]
    lines.append("---")
    headings: dict[Chemin, int] = {}
    at: dict[int, int] = {}
    known = {n.chemin for n in draft.form.noeuds}
    _leave(draft, lines, at, lambda chemin: chemin not in known)
    for noeud in draft.form.noeuds:
        lines += ["", typeset(heading_line(noeud))]
        headings[noeud.chemin] = len(lines)
        cells = draft.texts.get(noeud.chemin, [])
        if isinstance(noeud, Champ) and noeud.cellules == 1 and cells and cells[0]:
            lines += ["", *cells[0].split("\n")]
        _leave(draft, lines, at, {noeud.chemin}.__contains__)
    for key, texte in draft.notes.items():
        first, *others = texte.split("\n")
        lines += ["", f"[^{key}]: {first}", *(f"    {line}" if line else "" for line in others)]
    source = "\n".join(lines) + "\n"
    return Written(source, headings, [at[i] for i in range(len(draft.leftovers))])


def _leave(draft: Draft, lines: list[str], at: dict[int, int], here: Callable[[Chemin | None], bool]) -> None:
    """The leftovers of a place, each as a comment; a comment ends at its first two dashes."""
    for i, (chemin, texte) in enumerate(draft.leftovers):
        if here(chemin):
            at[i] = len(lines) + 2
            safe = texte.replace("--", "––").removesuffix("-")
            lines += ["", f"<!-- {_FOUND}", *(line.lstrip() or "" for line in safe.split("\n")), "-->"]


def _head(draft: Draft) -> Iterator[str]:
    """The fields of the head, each below its block, and the rubriques of several cells."""
    opened: set[Chemin] = set()
    for champ in draft.form.champs.values():
        cells = draft.texts.get(champ.chemin, []) if champ.cellules > 1 else []
        given = draft.fields.get(champ.chemin)
        if not given and not any(cells):
            continue
        for depth in range(1, len(champ.chemin)):
            bloc = champ.chemin[:depth]
            if bloc not in opened:
                opened.add(bloc)
                yield f"{'  ' * (depth - 1)}{bloc[-1]}:"
        indent = "  " * (len(champ.chemin) - 1)
        if given:
            one = isinstance(given, str)
            shown = (
                yaml_scalar(champ, given) if isinstance(given, str) else ", ".join(yaml_scalar(champ, v) for v in given)
            )
            yield f"{indent}{champ.chemin[-1]}: {shown if one else f'[{shown}]'}"
        else:
            yield f"{indent}{champ.chemin[-1]}:"
            for texte in cells:
                yield f"{indent}  - |" if texte else f'{indent}  - ""'
                yield from (f"{indent}    {line}" if line else "" for line in texte.split("\n") if texte)
