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
    HiddenTextOpen,
    LinkReversed,
    MarkOfExtension,
    MarkUnread,
    NoteWithoutText,
    ObsidianBox,
    ObsidianLink,
    PathOnDisk,
    SpaceInBold,
    SpaceInLink,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place
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
    "commentaire-ouvert": lambda *_: HiddenTextOpen(),
    "chemin-du-disque": lambda _, data: PathOnDisk(chemin=data.strip("<>")),
}
"""By kind, what is said of a passage and of what it holds. Headings need the form (`faults_in_body`)."""

_READ_BY: Mapping[Kind, tuple[str, ...]] = {
    "surlignage-obsidian": ("mark",),
    "texte-barre": ("tilde", "del"),
    "case-a-cocher": ("task", "checklist"),
    "mermaid": ("superfences", "pymdownx.extra", "mermaid"),
}
"""By kind, what an extension of Markdown that reads it has in its name."""

Extensions = Collection[str] | None
"""Those that `mkdocs.yml` names; None where no `mkdocs.yml` is known."""


def faults_in_cell(text: str, at: Place, body: str, extensions: Extensions, line: str) -> Iterator[Fault[Message]]:
    """In a value of the front matter, whose own place is all that is known: it begins on the `line`.

    `body` may hold the text of its notes.
    """
    for slip in find_slips(text, definitions=f"{text}\n{body}" if "[^" in text else ""):
        if message := _said(slip, text, extensions):
            yield Fault(message, at, _fix_in_value(slip, message, text, at, line))


def faults_in_body(
    body: Structure, line: int, form: Formulaire, named: Collection[Chemin], extensions: Extensions
) -> Iterator[tuple[Fault[Message], Noeud | None]]:
    """Each fault, with the node of the form that a line in bold or in capitals was meant to name.

    `line` is that of the file where the body begins. `named` are the nodes that a heading or the front matter names:
    a line with the label of one of these is what its author wrote in a rubrique.
    """
    titles = [(heading.start, heading.end) for heading in body.headings]
    for slip in find_slips(body.text, form.by_label):
        around = [(start, end) for start, end in [*body.comments, *titles] if start <= slip.start < end]
        itself = slip.kind == "commentaire-obsidian" and [body.text[slice(*span)].lstrip()[:2] for span in around]
        if around and itself != ["%%"]:
            continue
        place = _place(body.text, slip.start, slip.start + slip.length, line)
        if slip.kind not in ("titre-en-gras", "titre-en-majuscules"):
            if message := _said(slip, body.text, extensions):
                yield Fault(message, place, _fix(slip, message, body.text, line)), None
            continue
        node = next((n for n in form.by_label[normalise(slip.data)] if n.chemin not in named), None)
        if node is None:
            continue
        kind = HeadingInBold if slip.kind == "titre-en-gras" else HeadingInCapitals
        yield Fault(kind(titre=slip.data, ligne=heading_line(node)), place), node


def _said(slip: Slip, text: str, extensions: Extensions) -> Message | None:
    """What is to be said of it; nothing of what an extension reads."""
    passage = text[slip.start : slip.start + slip.length]
    readers = _READ_BY.get(slip.kind)
    if readers is None:
        return _SAID[slip.kind](passage, slip.data)
    shown = slip.data if slip.kind == "case-a-cocher" else passage
    if extensions is None:
        return MarkOfExtension(passage=shown)
    read = any(word in name for word in readers for name in extensions)
    return None if read else MarkUnread(passage=shown)


def _fix(slip: Slip, message: Message, text: str, line: int) -> Edit | None:
    """What is perhaps read by an extension is let alone."""
    if slip.change is None or type(message) is MarkOfExtension:
        return None
    return Edit(_place(text, slip.change.start, slip.change.end, line), slip.change.written)


def _fix_in_value(slip: Slip, message: Message, text: str, at: Place, line: str) -> Edit | None:
    """The same in a value of one line, where the passage stands once; at the start of one it would be YAML."""
    if slip.change is None or type(message) is MarkOfExtension or at.end:
        return None
    passage, written = text[slip.change.start : slip.change.end], line[at.column - 1 : at.end_column - 1]
    start = written.find(passage)
    if start < 1 or written.count(passage) > 1:
        return None
    return Edit(Place(at.line, at.column + start, len(passage)), slip.change.written)


def _place(text: str, start: int, end: int, line: int) -> Place:
    """From an offset to another, which may stand on a later line."""
    place = place_at(text, start, line, end - start)
    if not (more := text.count("\n", start, end)):
        return place
    width = text.find("\n", start) - start
    return place._replace(width=width, end=(place.line + more, end - text.rfind("\n", 0, end)))
