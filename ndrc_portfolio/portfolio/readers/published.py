"""What a site will hold as it lies on the disk, opened and cleaned before anything of the last site is touched."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote

from ndrc_portfolio.annexes.active import acts
from ndrc_portfolio.annexes.apart import side_by_side
from ndrc_portfolio.annexes.find import is_private, same_name
from ndrc_portfolio.annexes.metadata import clean_cached, clean_drawing_cached
from ndrc_portfolio.annexes.model import PictureError, read_start
from ndrc_portfolio.annexes.readable import refusal_of
from ndrc_portfolio.messages.catalogue.annexes import NOT_SHOWN_TIFF, SAVE_FOR_TEXT, LockedFile, UnseenFile
from ndrc_portfolio.messages.catalogue.content import ActiveFile, CleanedDrawing
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.portfolio.file import PAGES, source_file
from ndrc_portfolio.portfolio.links.urls import join_url
from ndrc_portfolio.portfolio.model import Portfolio

ANNEXES = "annexes"
"""The folder of originals: of what lies in it, only pictures that a text shows are published."""

Cleaned = Mapping[Path, Path | PictureError | None]
"""By file: what to publish in its place (None: itself), or why it is not to be published."""


Mention = Callable[[str], bool]


class Published(NamedTuple):
    """What will be published of a portfolio as it is, and what is wrong with it."""

    cleaned: Cleaned
    diagnostics: Sequence[Diagnostic]


def check_published(
    uris: Sequence[str], others: Mapping[Path, str], texts: "Texts", base: str, cache: Path, named: Collection[str] = ()
) -> Published:
    """Open and clean the files at `uris`, below the folder of the texts; open `others`, which are ours or a theme's.

    `base` stands before the paths below `docs/` in messages; `others` gives the names of theirs. `named` are the
    scripts and the like that `mkdocs.yml` names.
    """
    cleaned: dict[Path, Path | PictureError | None] = {}
    faults = [refused.at(shown, Place(1)) for path, shown in others.items() if (refused := refusal_of(path))]

    def cleaned_at(uri: str) -> tuple[Path | PictureError | None, Diagnostic | None]:
        return clean_one(texts.docs / uri, base + uri, cache, mentioned=texts.mention, named=uri in named)

    done = side_by_side(cleaned_at, uris)
    for uri, (clean, fault) in zip(uris, done, strict=True):
        cleaned[texts.docs / uri] = clean
        faults += [fault] if fault else []
    return Published(cleaned, sorted(faults, key=lambda d: d.sort_key))


def clean_one(
    path: Path, shown: str, cache: Path, *, mentioned: Mention = lambda _: False, named: bool = False
) -> tuple[Path | PictureError | None, Diagnostic | None]:
    """What to publish in the place of a file (as in `Cleaned`), and what is to be said of it.

    `mentioned`: whether a text shows a file of this name, which it cannot of a TIFF; `named`: whether `mkdocs.yml`
    names it, as a script or a style sheet of the site.
    """
    suffix = path.suffix.lower()
    try:
        if not named and acts(suffix, read_start(path, 512)):
            return PictureError(), ActiveFile().at(shown, Place(1))
        if suffix == ".svg":
            clean, taken = clean_drawing_cached(path, cache)
            return clean, CleanedDrawing(quoi=taken).at(shown, Place(1)) if taken else None
        clean = clean_cached(path, cache)
    except PictureError as fault:
        return fault, unseen(path.name, fault).at(shown, Place(1))
    if suffix in (".tif", ".tiff") and mentioned(path.name):
        return clean, UnseenFile(fichier=path.name, cause=NOT_SHOWN_TIFF, remede=SAVE_FOR_TEXT).at(shown, Place(1))
    return clean, None


def unseen(fichier: str, fault: PictureError) -> LockedFile | UnseenFile:
    """That a file is not published, and why."""
    if fault.acces:
        return LockedFile(fichier=fichier, raison=fault.acces)
    return UnseenFile(fichier=fichier, cause=fault.cause, remede=fault.remede)


def published_uris(portfolio: Portfolio, texts: "Texts", excluded: Mention, private: Sequence[Path]) -> Iterator[str]:
    """The files of `docs/` that are no pages, and that the site will hold as they are or cleaned.

    `excluded`: whether the author of the site keeps a path out of it; `private` are files that are never published.
    """
    docs = portfolio.docs
    left_out = {*portfolio.left_out, *portfolio.misnamed, *portfolio.refused}
    hidden = {same_name(p.relative_to(docs).as_posix()).casefold() for p in private if p.is_relative_to(docs)}
    hidden |= {same_name(uri).casefold() for uri in portfolio.withheld_originals}
    files = [uri for uri in portfolio.files if not uri.endswith(PAGES)]
    named = named_annexes(portfolio, files)
    for uri in files:
        if uri in left_out or uri in named or is_private(uri) or excluded(uri):
            continue
        if same_name(uri).casefold() in hidden:
            continue
        if ANNEXES not in uri.split("/")[:-1] or texts.mention(uri.rpartition("/")[2]):
            yield uri


def named_annexes(portfolio: Portfolio, uris: Sequence[str]) -> set[str]:
    """What fiches name as their annexes: as the files at `uris` are called, else as it is written."""
    written = {join_url(uri, annexe.path) for uri, fiche in portfolio.fiches.items() for annexe in fiche.annexes}
    if not written:
        return written
    known = set(uris)
    alike = {same_name(uri): uri for uri in uris}
    return {uri if uri in known else alike.get(same_name(uri), uri) for uri in written}


class Texts:
    """All that the pages say, in which to look for the name of a file."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.docs = portfolio.docs
        self._portfolio = portfolio

    def mention(self, name: str) -> bool:
        plain = normalize("NFC", name)
        return any(written in self._whole for written in (plain, quote(name), quote(plain), same_name(name)))

    @cached_property
    def _whole(self) -> str:
        fiches = self._portfolio.fiches
        texts = ["\n".join(fiche.lines) for fiche in fiches.values()]
        for uri in self._portfolio.files:
            if uri.endswith(PAGES) and uri not in fiches and uri not in self._portfolio.left_out:
                texts.append(source_file(self.docs / uri, uri, uri).content.decode("utf-8", "replace"))
        return normalize("NFC", "\n".join(texts))
