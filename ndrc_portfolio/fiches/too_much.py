"""Of what a page has too much, at its place."""

from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.fiches.markdown.bounds import Kind, TooMuch
from ndrc_portfolio.messages.catalogue import file as messages
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.message import Message

_MESSAGES: dict[Kind, type[Message]] = {
    "lignes": messages.TooMuch,
    "signes": messages.TooManySigns,
    "niveaux": messages.TooManyLevels,
    "paragraphe": messages.ParagraphTooLong,
    "crochets": messages.TooManyBrackets,
}


def fault_of(found: TooMuch, text: str) -> Fault[Message]:
    line = text.count("\n", 0, found.at) + 1
    return Fault(_MESSAGES[found.kind](), Place(line, found.at - text.rfind("\n", 0, found.at)))
