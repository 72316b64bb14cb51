"""The annexes of a fiche: where their files are, and whether they can be shown.

An annexe is an image or a PDF inside `docs/`. What is confidential lives in `docs/prive/`, which git ignores:
that it is missing in a public build is no fault.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ndrc_portfolio.annexes.kinds import Kind, format_name, identify
from ndrc_portfolio.fiches.model import Annexe, Fiche
from ndrc_portfolio.messages.catalogue.annexes import (
    AbsolutePath,
    AnnexeNotFound,
    ConfidentialInPublic,
    DamagedAnnexe,
    HeicAnnexe,
    LinkOutside,
    OfficeAnnexe,
    OutsideDocs,
    UnsaidConfidential,
    UnshowableAnnexe,
    WebAddress,
)
from ndrc_portfolio.messages.diagnostic import Edit
from ndrc_portfolio.messages.words import nearest

PRIVATE = "prive"


_NOT_PLAIN = re.compile(r"^[^\w.]|: | #")  # what YAML would not read as the text that it is


_ABSOLUTE = re.compile(r"^(?:[a-zA-Z]:|[/\\~]|file:)")


_REFUSED = {"heic": HeicAnnexe, "office": OfficeAnnexe, "other": UnshowableAnnexe}


class AnnexeFile(NamedTuple):
    """An annexe whose file was found. `uri` is its path below `docs/`, with `/`."""

    annexe: Annexe
    source: Path
    uri: str
    genre: Kind


def find_annexes(fiche: Fiche, folder: Path, docs: Path, *, absents_permis: bool) -> Iterator[AnnexeFile]:
    """The annexes of a fiche that can be shown; what is wrong with the others is told in the fiche.

    `folder` is the fiche's own, `docs` the root that no annexe may leave. `absents_permis`: whether a
    confidential file may be missing (it is, on the machine that builds the public site).
    """
    for annexe in fiche.annexes:
        fichier = annexe.fichier.replace("\\", "/")
        nom = PurePosixPath(fichier).name
        if re.match(r"(?!file:)[a-zA-Z][a-zA-Z0-9+.-]+://", annexe.fichier):
            fiche.signaler(WebAddress(fichier=annexe.fichier), annexe.place)
            continue
        if _ABSOLUTE.match(annexe.fichier):
            fiche.signaler(AbsolutePath(fichier=annexe.fichier, nom=nom), annexe.place)
            continue
        path = Path(os.path.normpath(folder / fichier))
        if not path.is_relative_to(docs):
            fiche.signaler(OutsideDocs(fichier=annexe.fichier, nom=nom), annexe.place)
            continue
        uri = path.relative_to(docs).as_posix()
        if not exists(path, docs):
            if not (annexe.confidentiel and absents_permis):
                near = _near_name(path, folder, docs)
                # The same file but for capitals or its folder is the one that was meant.
                sure = near is not None and PurePosixPath(near).name.casefold() == nom.casefold()
                fix = Edit(annexe.place, near) if near and sure and not _NOT_PLAIN.search(near) else None
                fiche.signaler(AnnexeNotFound(fichier=annexe.fichier, suggestion=near), annexe.place, fix)
            continue
        if not path.resolve().is_relative_to(docs.resolve()):
            fiche.signaler(LinkOutside(fichier=annexe.fichier), annexe.place)
            continue
        if genre := _genre(fiche, annexe, path):
            yield AnnexeFile(annexe, path, uri, genre)


def is_private(uri: str) -> bool:
    """Whether a path below `docs/` is in the folder of what is confidential."""
    return PRIVATE in uri.split("/")[:-1]


def check_private_places(fiche: Fiche, folder: Path, docs: Path) -> None:
    """Warn of what is confidential and lies elsewhere than in `docs/prive/`, and of the contrary."""
    for annexe in fiche.annexes:
        path = Path(os.path.normpath(folder / annexe.fichier.replace("\\", "/")))
        if not path.is_relative_to(docs):
            continue
        prive = is_private(path.relative_to(docs).as_posix())
        if annexe.confidentiel and not prive:
            fiche.signaler(ConfidentialInPublic(fichier=annexe.fichier), annexe.place)
        elif prive and not annexe.confidentiel:
            fiche.signaler(UnsaidConfidential(fichier=annexe.fichier), annexe.place)


def exists(path: Path, docs: Path) -> bool:
    """Whether the file is there under this very name: Windows and macOS do not tell `A.JPG` from `a.jpg`."""
    try:
        parts = path.relative_to(docs).parts
        folders = [docs.joinpath(*parts[:i]) for i in range(len(parts))]
        names = [{p.name for p in folder.iterdir()} for folder in folders]
        return path.is_file() and all(part in there for part, there in zip(parts, names, strict=True))
    except OSError:
        return False


def _near_name(path: Path, folder: Path, docs: Path) -> str | None:
    """The nearest file, as the fiche in `folder` would write it: the same but for capitals, else one of that
    name in another folder, else one beside it."""
    wanted = path.relative_to(docs).as_posix()
    found = {p.relative_to(docs).as_posix(): p for p in docs.rglob("*") if p.is_file() and p.suffix.lower() != ".md"}
    same = next((p for uri, p in found.items() if uri.casefold() == wanted.casefold()), None)
    if same is None:
        twins = [p for _, p in sorted(found.items()) if p.name.casefold() == path.name.casefold()]
        same = max(twins, key=lambda p: p.parent.name == path.parent.name, default=None)
    if same is None:
        beside = {p.name: p for p in found.values() if p.parent == path.parent}
        same = beside.get(nearest(path.name, beside) or "")
    return Path(os.path.relpath(same, folder)).as_posix() if same else None


def _genre(fiche: Fiche, annexe: Annexe, path: Path) -> Kind | None:
    genre, refusal = identify(path)
    if refusal is not None:
        fiche.signaler(_REFUSED[refusal](fichier=annexe.fichier), annexe.place)
    elif genre is None:
        fiche.signaler(DamagedAnnexe(fichier=annexe.fichier, genre=format_name(path)), annexe.place)
    return genre
