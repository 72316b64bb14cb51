"""A form to fill in: as a fiche in which only the answers are missing, and as a snippet for VS Code.

Both are the same lines: every key of the head, every official heading, and with each the help of its form, as
a comment, which never prints. In YAML a comment stands on a line of its own: behind a value it would be taken
for a slip (NDRC125).
"""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ndrc_portfolio.formulaires.common import common_schema
from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire, Noeud, heading_line
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.words import number_of

SANS_VALEUR: Mapping[Chemin, str] = MappingProxyType({})


_LARGEUR = 100


class _Ligne(NamedTuple):
    """A line of a skeleton, and the leaf whose answer is to be written at its end."""

    texte: str
    champ: Champ | None = None


def empty_fiche(form: Formulaire, valeurs: Mapping[Chemin, str] = SANS_VALEUR) -> str:
    """The source of a fiche to fill in, the given `valeurs` in its head."""
    lines = []
    for texte, champ in _lignes(form):
        valeur = valeurs.get(champ.chemin, "") if champ else ""
        lines.append(f"{texte} {yaml_scalar(champ, valeur)}" if champ and valeur else texte)
    return "\n".join(lines) + "\n"


def snippet(form: Formulaire) -> list[str]:
    """The same lines as the body of a snippet: Tab goes from answer to answer, a choice offers its values."""
    lines, stop = [], 0
    for texte, champ in _lignes(form):
        line = re.sub(r"([\\$}])", r"\\\1", texte)
        if champ is not None:
            stop += 1
            values = ",".join(re.sub(r"([\\,|])", r"\\\1", o.valeur) for o in champ.options)
            line += (" " if line else "") + (f"${{{stop}|{values}|}}" if values else f"${stop}")
        lines.append(line)
    return [*lines, "$0"]


def _lignes(form: Formulaire) -> Iterator[_Ligne]:
    commun = common_schema()["properties"]
    yield _Ligne("---")
    yield _Ligne(f"fiche: {form.id}")
    yield from _note(commun["statut"]["description"])
    yield _Ligne("statut: brouillon")
    yield from _cles(form)
    if form.by_candidat:
        yield from _note(f"{commun['annexes']['description']} Pour en joindre, enlevez le dièse de ces lignes :")
        yield _Ligne("#annexes:")
        for i, (cle, texte) in enumerate(commun["annexes"]["examples"][0][0].items()):
            yield _Ligne(f"#  {' ' if i else '-'} {cle}: {texte}")
    yield _Ligne("---")
    for noeud in form.noeuds:
        yield _Ligne("")
        yield _Ligne(typeset(heading_line(noeud)))
        yield from _commentaire(noeud)
        if isinstance(noeud, Champ):
            yield _Ligne("")
            yield _Ligne("", noeud)


def _cles(form: Formulaire) -> Iterator[_Ligne]:
    """The keys of the head, each below its block; those of a grid, and the rubriques that fill several cells."""
    competences = {c.criteres[0].chemin[:-1]: c for c in form.grille if c.criteres}
    opened: set[Chemin] = set()
    for champ in form.champs.values():
        if (champ.markdown and champ.cellules == 1) or (form.by_candidat and champ.chemin[0] == "candidat"):
            continue  # the body's, or an option of the portfolio
        for depth in range(1, len(champ.chemin)):
            bloc = champ.chemin[:depth]
            if bloc in opened:
                continue
            opened.add(bloc)
            indent = "  " * (depth - 1)
            if competence := competences.get(bloc):
                only = f" (pour « {competence.nature} » seulement)" if competence.nature else ""
                yield from _note(f"{competence.libelle}{only}", indent)
            yield _Ligne(f"{indent}{bloc[-1]}:")
        indent = "  " * (len(champ.chemin) - 1)
        for line in _aide(champ):
            yield from _note(line, indent)
        if champ.cellules > 1:
            yield _Ligne(f"{indent}{champ.chemin[-1]}:")
            yield from (_Ligne(f"{indent}  -", champ) for _ in range(champ.cellules))
        else:
            yield _Ligne(f"{indent}{champ.chemin[-1]}:", champ)


def _aide(champ: Champ) -> Iterator[str]:
    """What a key expects: its values if they are few, else an example."""
    titled = champ.options and champ.libelle and not champ.libelle.endswith(":")  # a criterion of a grid
    yield f"{champ.libelle}. {champ.description}" if titled else champ.description or champ.libelle
    if any(o.libelle.casefold() != o.valeur.casefold() for o in champ.options):
        yield from (f"- {o.valeur} : {o.libelle}" for o in champ.options)
    elif champ.options:
        yield f"Valeurs possibles : {', '.join(o.valeur for o in champ.options)}"
    elif champ.exemples and isinstance(champ.exemples[0], str):
        yield f"Exemple : {champ.exemples[0]}"


def _note(texte: str, indent: str = "") -> Iterator[_Ligne]:
    """A comment of YAML."""
    yield from (_Ligne(f"{indent}# {line}") for line in _couper(texte))


def yaml_scalar(champ: Champ, valeur: str) -> str:
    """A value as YAML: a word of a list and a number as they are, a text in quotes."""
    number = number_of(valeur) is not None and (valeur == "0" or not valeur.startswith("0"))  # « 010 » is 8 in YAML
    plain = number or any(valeur == o.valeur for o in champ.options)
    return valeur if plain else yaml_text(valeur)


def yaml_text(texte: str) -> str:
    """A text of one line in quotes: in those of JSON, or in single ones where these would need a backslash."""
    quoted = json.dumps(texte, ensure_ascii=False)
    return quoted if "\\" not in quoted else f"""'{texte.replace("'", "''")}'"""


def _commentaire(noeud: Noeud) -> Iterator[_Ligne]:
    """The help of a block or a rubrique, as a comment of HTML."""
    lines = _couper(noeud.description)
    if isinstance(noeud, Champ):
        lines += _exemple(noeud)
        if noeud.cellules > 1:
            lines += _couper(f"Ses {noeud.cellules} cases se remplissent dans l’en-tête, à la clé « {noeud.cle} ».")
    if lines:
        yield _Ligne("")
        yield _Ligne("<!--")
        yield from (_Ligne(line.replace("--", "––")) for line in lines)  # `-->` would end it
        yield _Ligne("-->")


def _exemple(champ: Champ) -> list[str]:
    """The first example of the form."""
    example = champ.exemples[0] if champ.exemples else ""
    if isinstance(example, list):
        return [*_couper("Exemple :"), *(line for text in example for line in _couper(f"- {text}"))]
    return _couper(f"Exemple : {example}") if example else []


def _couper(texte: str) -> list[str]:
    """A text in lines that fit an editor; a bullet hangs."""
    return textwrap.wrap(
        typeset(texte),
        _LARGEUR,
        subsequent_indent="  " if texte.startswith("- ") else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
