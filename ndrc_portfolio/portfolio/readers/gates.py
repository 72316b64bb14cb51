"""What keeps a file out of a site: gates that each file passes, in this order, until one stops it.

A gate sees one file and says what becomes of it, or nothing. None of them knows the others, nor where the files lie.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.annexes.find import is_private, plain_letters
from ndrc_portfolio.annexes.words import words_of
from ndrc_portfolio.fiches.front_matter import read_front_matter
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.keyword import AUDIENCES, Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.catalogue.audience import MadeForOthers, SecretAmongSources
from ndrc_portfolio.messages.catalogue.file import NoPageName
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.portfolio.file import SourceFile, decode
from ndrc_portfolio.portfolio.readers.audience import audience_of, may_see, refusal
from ndrc_portfolio.portfolio.readers.secret import NumeroCandidat, published_numero

_MARK = re.compile(rb"ndrc-audience(?::|\" content=\")(\w+)")  # in the metadata of a PDF, in the head of a page


_SECRET = re.compile(r"priv(?:e|ee|es|ees)ya?ml(?:txt)?")
_SEEMS_HEADED = re.compile(r"\W*(?:[-–—−=_*]{2}|[—–])|\W*+fiche", re.IGNORECASE)


class Fate(Enum):
    """What becomes of a file."""

    SHOWN = "shown"
    MISNAMED = "misnamed"
    """It was meant as a fiche, and no page is made of it: left out, with a warning."""
    LEFT_OUT = "left out"
    """The site is not for its readers: without a fault."""
    REFUSED = "refused"
    """It must not lie there: the build stops."""
    UNREAD = "unread"
    """It is no file of this folder, or cannot be read: the build stops."""


class Verdict(NamedTuple):
    """What becomes of a file, and what is to be said of it."""

    fate: Fate
    diagnostics: tuple[Diagnostic, ...] = ()


class Readers(NamedTuple):
    """For whom the files are read, with what, and what these readers must not see.

    `cache` keeps what is read in PDFs; `extensions` are those of Markdown that the portfolio names.
    """

    audience: Audience
    formulaires: Mapping[str, Formulaire]
    numero: NumeroCandidat = NumeroCandidat("")
    cache: Path | None = None
    extensions: frozenset[str] | None = None


def judge(file: SourceFile, fiche: Fiche | None, readers: Readers) -> Verdict:
    """What becomes of a file; `fiche` is what was read of it, if it is a page that has one."""
    stopped = (verdict for gate in GATES if (verdict := gate(file, fiche, readers)))
    fate, said = next(stopped, Verdict(Fate.SHOWN))
    return Verdict(fate, (*said, *_leaks(file, fate, readers), *_unread(file)))


def made_for_others(file: SourceFile, _: Fiche | None, readers: Readers) -> Verdict | None:
    """A PDF or a page that this tool has made for readers who are fewer."""
    audience = "public" if file.is_page else made_for_audience(file)
    if may_see(readers.audience, audience):
        return None
    said = MadeForOthers(pour=audience, audience=readers.audience).at(file.shown, Place(1))
    return Verdict(Fate.REFUSED, (said,))


def secret(file: SourceFile, _: Fiche | None, __: Readers) -> Verdict | None:
    """What holds the candidate's number, or would if it lay where it should: never published, whatever it holds."""
    if _SECRET.fullmatch(plain_letters(file.name)) is None:
        return None
    return Verdict(Fate.REFUSED, (SecretAmongSources(nom=file.name).at(file.shown, Place(1)),))


def reserved(file: SourceFile, fiche: Fiche | None, readers: Readers) -> Verdict | None:
    """A document whose readers are fewer, whatever its name and its state: the commission's must not lie here."""
    if not file.is_page and not is_headed(file):
        return None
    audience = audience_of(file.content if file.is_page else file.start, fiche, readers.formulaires)
    if may_see(readers.audience, audience):
        return None
    if audience == "jury":
        return Verdict(Fate.REFUSED, (refusal(file.shown, readers.audience),))
    return Verdict(Fate.LEFT_OUT)


def misnamed(file: SourceFile, _: Fiche | None, readers: Readers) -> Verdict | None:
    """A fiche that is no page for MkDocs: `fiche.md.txt`, `Fiche.MD`."""
    if file.is_page or not is_headed(file):
        return None
    if read_front_matter(decode(file.start) or "").data.get("fiche") not in readers.formulaires:
        return None
    return Verdict(Fate.MISNAMED, (NoPageName(nom=f"{file.name.split('.')[0]}.md").at(file.shown, Place(1)),))


def private(file: SourceFile, fiche: Fiche | None, readers: Readers) -> Verdict | None:
    """A fiche in the folder of what is confidential, which the public does not see."""
    return Verdict(Fate.LEFT_OUT) if readers.audience == "public" and fiche and is_private(file.uri) else None


Gate = Callable[[SourceFile, Fiche | None, Readers], Verdict | None]


GATES: tuple[Gate, ...] = (made_for_others, secret, reserved, misnamed, private)


def is_headed(file: SourceFile) -> bool:
    """Whether a file may hold a front matter."""
    text = decode(file.start)
    return text is not None and _SEEMS_HEADED.match(text) is not None


def made_for_audience(file: SourceFile) -> Audience:
    """For whom a file was made that this tool has printed, or a page of a site that it has built; else `public`."""
    if not file.name.lower().endswith((".pdf", ".html", ".htm")):
        return "public"
    marks = {mark.decode() for mark in _MARK.findall(file.content)}
    return max((a for a in AUDIENCES if a in marks), key=AUDIENCES.index, default="public")


def _leaks(file: SourceFile, fate: Fate, readers: Readers) -> Iterator[Diagnostic]:
    """The number, in the name of a file or in what the public would be shown of it."""
    if readers.audience != "public" or not readers.numero.valeur:
        return
    found = [published_numero(readers.numero, file.shown, file.uri.encode())]
    if fate in (Fate.SHOWN, Fate.MISNAMED) and (file.is_page or not is_private(file.uri)):
        text = words_of(file.name, file.content, readers.cache)
        found.append(published_numero(readers.numero, file.shown, text))
    yield from filter(None, found)


def _unread(file: SourceFile) -> Iterator[Diagnostic]:
    if file.fault and file.is_page:  # of another file that is to be published, `published` says it
        yield file.fault
