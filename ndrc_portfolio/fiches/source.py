"""From the bytes of a file to its text: what editors of all systems write, and nothing else."""

from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.messages.catalogue.file import EmptyFile, FileTooBig, NotUtf8
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.message import Message

MAX_SIZE = 1_000_000  # bytes; a dense fiche has 20,000


def decode(source: bytes) -> tuple[str, Fault[Message] | None]:
    """The text of a file, with `\\n` ends of line and no byte order mark; and why it is none, if it is none.

    Of what is not UTF-8 the text is as Windows would have it, to show the line that is concerned.
    """
    if len(source) > MAX_SIZE:
        size = f"{len(source) / 1e6:.1f}".replace(".", ",")
        return "", Fault(FileTooBig(taille=size), Place(1))
    try:
        text = _unix(source.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        before = _unix(source[: wrong.start].decode("utf-8", errors="replace"))
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        return _unix(source.decode("cp1252", errors="replace")), Fault(NotUtf8(), place)
    return (text, None) if text.strip() else ("", Fault(EmptyFile(), Place(1)))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
