"""What a heading that names nothing was meant to name: a wrong answer is worse than none."""

from collections.abc import Sequence
from typing import NamedTuple

from ndrc_portfolio.formulaires.model import Noeud, label_names
from ndrc_portfolio.messages.words import is_slip, nearest, normalise


class Suggestion(NamedTuple):
    """The node that was most likely meant. `sure`: the heading says the same; `other`: it stands in the place of that
    node in other forms, and says another thing."""

    node: Noeud
    sure: bool = False
    other: bool = False


def suggest(text: str, free: Sequence[Noeud], elsewhere: Sequence[Noeud]) -> Suggestion | None:
    """`free` are the nodes that could stand where the heading does; `elsewhere` are all others of the form."""
    here = _synonym(text, free) or _longer(text, free) or _neighbour(text, free) or _near(text, free)
    if here or not elsewhere:
        return here
    there = _synonym(text, elsewhere) or _longer(text, elsewhere, words=2)
    return there._replace(sure=False) if there else _near(text, elsewhere, 0.8)


def _synonym(text: str, nodes: Sequence[Noeud]) -> Suggestion | None:
    """The form says that it is another name of the node."""
    node = next((n for n in nodes if normalise(text) in map(normalise, n.keyword.synonymes)), None)
    return Suggestion(node, sure=True) if node else None


def _neighbour(text: str, nodes: Sequence[Noeud]) -> Suggestion | None:
    node = next((n for n in nodes if normalise(text) in map(normalise, n.keyword.voisins)), None)
    return Suggestion(node, other=True) if node else None


def _longer(text: str, nodes: Sequence[Noeud], words: int = 1) -> Suggestion | None:
    """It begins with a label, of so many words at least: « Phases de l’entretien de vente »."""
    normal = normalise(text)
    begun = [
        (label, node)
        for node in nodes
        for label in label_names(node)
        if normal.startswith(f"{label} ") and len(label.split()) >= words
    ]
    return Suggestion(max(begun, key=lambda found: len(found[0]))[1]) if begun else None


def _near(text: str, nodes: Sequence[Noeud], cutoff: float = 0.6) -> Suggestion | None:
    near = nearest(text, [node.libelle for node in nodes], cutoff)
    node = next((n for n in nodes if n.libelle == near), None)
    return Suggestion(node, sure=cutoff < 0.8 and is_slip(text, near)) if node else None
