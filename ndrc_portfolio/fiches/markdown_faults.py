"""What a text of Markdown would not be shown as, though its author meant it."""

from collections.abc import Iterator

from ndrc_portfolio.fiches.body import Body
from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.messages.catalogue.body import (
    GluedList,
    GluedTable,
    LostSign,
    OpenComment,
    OpenTag,
    TagNeverOpened,
)
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.message import Message


def markdown_faults(body: Body, at: Place | None = None) -> Iterator[Fault[Message]]:
    """`at` is where to point instead of the places in the text: a value of YAML loses those of its lines."""
    for name, place in body.left_open:
        yield Fault(OpenComment() if name == "!--" else OpenTag(balise=name), at or place)
    for name, place in body.never_opened:
        yield Fault(TagNeverOpened(balise=name), at or place)
    for kind, place in body.glued:
        yield Fault(GluedList() if kind == "liste" else GluedTable(), at or place)
    for sign, number, place in body.lost_signs:
        yield Fault(LostSign(signe=sign, nombre=number), at or place)
