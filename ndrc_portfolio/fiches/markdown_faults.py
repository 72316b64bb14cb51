"""What a text of Markdown would not be shown as, though its author meant it."""

from collections.abc import Iterator

from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.fiches.markdown.structure import Structure
from ndrc_portfolio.messages.catalogue.body import OpenComment, OpenTag, TagNeverOpened
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.message import Message


def markdown_faults(structure: Structure, at: Place | None = None) -> Iterator[Fault[Message]]:
    """`at` is where to point instead of the places in the text: a value of YAML loses those of its lines."""
    for name, place in structure.left_open:
        yield Fault(OpenComment() if name == "!--" else OpenTag(balise=name), at or place)
    for name, place in structure.never_opened:
        yield Fault(TagNeverOpened(balise=name), at or place)
