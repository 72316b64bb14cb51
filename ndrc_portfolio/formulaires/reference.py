"""The reference of all forms and keys, as a page of Markdown: `python -m ndrc_portfolio.formulaires.reference PAGE`.

It says of the forms what their schemas say, and no more; a test makes it anew and compares.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ndrc_portfolio.formulaires.common import common_schema
from ndrc_portfolio.formulaires.model import Bloc, Champ, Formulaire, heading_line
from ndrc_portfolio.formulaires.sessions import current_session, load_forms
from ndrc_portfolio.messages.french import typeset

_AUDIENCES = {"public": "tous", "candidat": "le candidat et la commission", "jury": "la commission seule"}
_INTRODUCTION = (
    "---\ntitle: Toutes les clés\n---\n# Toutes les clés\n\n"
    "Pour chaque formulaire, ce qui s’écrit dans l’en-tête, puis les rubriques du texte. "
    "Une rubrique se donne sous son titre ou à sa clé, au choix, une seule fois. "
    "Cette page est faite à partir des formulaires eux-mêmes.\n"
)


def reference(formulaires: Mapping[str, Formulaire]) -> str:
    """The whole page."""
    written = [f for f in formulaires.values() if not f.keyword.a_la_main]
    parts = [_INTRODUCTION, _communes(), *map(_formulaire, written)]
    return typeset("\n".join(parts))


def _communes() -> str:
    rows = []
    for cle, property_ in common_schema()["properties"].items():
        values = ", ".join(f"`{v}`" for v in property_.get("enum", ()))
        said = ". ".join(filter(None, (property_["title"], property_.get("description", "").rstrip("."))))
        rows.append((f"`{cle}`", said, values))
        for inner, child in property_.get("items", {}).get("properties", {}).items():
            rows.append(
                (f"`{inner}`, sous `{cle}`", child["title"], ", ".join(f"`{v}`" for v in child.get("enum", ())))
            )
    return "## Dans toutes les fiches\n\n" + _table(("Clé", "Ce qu’elle dit", "Valeurs"), rows)


def _formulaire(form: Formulaire) -> str:
    author = "le candidat" if form.by_candidat else "la commission"
    limit = f" {form.keyword.pages} pages au plus." if form.by_candidat and form.keyword.pages else ""
    readers = _AUDIENCES[form.audience]
    parts = [
        f"## {form.titre} {{#{form.id}}}\n",
        f"`fiche: {form.id}` · épreuve {form.epreuve} · écrit par {author}, lu par {readers}.{limit}\n",
        f"{form.description}\n",
    ]
    champs = [c for c in form.identification.values() if not (form.by_candidat and c.cle.startswith("candidat."))]
    if champs:
        parts += ["### En-tête\n", _table(("Clé", "Libellé", "Aide", "Valeurs ou exemple"), map(_champ, champs))]
    if form.grille:
        levels = [
            (f"`{c.cle}`", competence.libelle, f"{c.libelle}", ", ".join(f"`{o.valeur}`" for o in c.options))
            for competence in form.grille
            for c in competence.criteres
        ]
        parts += ["### Critères\n", _table(("Clé", "Compétence", "Critère", "Valeurs"), levels)]
    if form.corps:
        parts += ["### Rubriques\n", _table(("Titre", "Clé", "Aide"), _rubriques(form))]
    return "\n".join(parts)


def _champ(champ: Champ) -> tuple[str, str, str, str]:
    values = ", ".join(f"`{o.valeur}`" for o in champ.options) or next((f"`{e}`" for e in champ.exemples), "")
    return (f"`{champ.cle}`", champ.libelle, champ.description, values)


def _rubriques(form: Formulaire) -> Iterator[tuple[str, str, str]]:
    for noeud in form.noeuds:
        if isinstance(noeud, Bloc):
            yield (f"`{heading_line(noeud)}`", "", noeud.description)
        else:
            yield (f"`{heading_line(noeud)}`", f"`{noeud.cle}`", noeud.description)


def _table(head: tuple[str, ...], rows: Any) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(load_forms(current_session())), encoding="utf-8", newline="\n")
