"""What is said of marks that other programs read, and of marks that are put wrong: they are printed as they stand."""

from collections.abc import Callable, Collection, Iterator, Mapping

from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.fiches.markdown.slips import Kind, Slip, find_slips
from ndrc_portfolio.fiches.markdown.structure import Structure, place_at
from ndrc_portfolio.formulaires.model import Chemin, Formulaire, Noeud, heading_line
from ndrc_portfolio.messages.catalogue.body import (
    HeadingInBold,
    HeadingInCapitals,
    HiddenText,
    LinkReversed,
    MarkOfExtension,
    NoteWithoutText,
    ObsidianBox,
    ObsidianLink,
    PathOnDisk,
    SpaceInBold,
    SpaceInLink,
)
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import normalise

_SAID: Mapping[Kind, Callable[[str, str], Message]] = {
    "lien-obsidian": lambda passage, _: ObsidianLink(passage=passage),
    "encadre-obsidian": lambda passage, _: ObsidianBox(passage=passage.lstrip("> \t")),
    "gras-avec-espace": lambda passage, _: SpaceInBold(passage=passage),
    "lien-avec-espace": lambda passage, _: SpaceInLink(passage=passage),
    "lien-a-l-envers": lambda passage, _: LinkReversed(passage=passage),
    "note-sans-texte": lambda passage, _: NoteWithoutText(passage=passage),
    "commentaire-obsidian": lambda *_: HiddenText(),
    "surlignage-obsidian": lambda passage, _: MarkOfExtension(passage=passage),
    "case-a-cocher": lambda _, data: MarkOfExtension(passage=data),
    "mermaid": lambda passage, _: MarkOfExtension(passage=passage),
    "chemin-du-disque": lambda _, data: PathOnDisk(chemin=data.lstrip("<")),
}
"""By kind, what is said of a passage and of what it holds. Headings need the form (`headings_meant`)."""


def faults_in_cell(text: str, at: Place, body: str) -> Iterator[Fault[Message]]:
    """In a value of the front matter, whose own place is all that is known. `body` may hold the text of its notes."""
    for slip in find_slips(text, definitions=f"{text}\n{body}" if "[^" in text else ""):
        yield Fault(_said(slip, text), at)


def faults_in_body(
    body: Structure, line: int, form: Formulaire, named: Collection[Chemin]
) -> Iterator[tuple[Fault[Message], Noeud | None]]:
    """Each fault, with the node of the form that a line in bold or in capitals was meant to name.

    `line` is that of the file where the body begins. `named` are the nodes that a heading or the front matter names:
    a line with the label of one of these is what its author wrote in a rubrique.
    """
    unread = [*body.comments, *((heading.start, heading.end) for heading in body.headings)]
    for slip in find_slips(body.text, form.by_label):
        if any(start <= slip.start < end for start, end in unread):
            continue
        place = place_at(body.text, slip.start, line, slip.length)
        if slip.kind not in ("titre-en-gras", "titre-en-majuscules"):
            yield Fault(_said(slip, body.text), place), None
            continue
        node = next((n for n in form.by_label[normalise(slip.data)] if n.chemin not in named), None)
        if node is None:
            continue
        kind = HeadingInBold if slip.kind == "titre-en-gras" else HeadingInCapitals
        yield Fault(kind(titre=slip.data, ligne=heading_line(node)), place), node


def _said(slip: Slip, text: str) -> Message:
    passage = text[slip.start : slip.start + slip.length]
    return _SAID[slip.kind](passage, slip.data)
