"""The annexes of a fiche: where their files are, and whether they can be shown.

An annexe is an image or a PDF inside `docs/`. What is confidential lives in `docs/prive/`, which git ignores:
that it is missing in a public build is no fault.
"""

import os
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ndrc_portfolio.annexes.kinds import Kind, format_name, identify
from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.annexes.readable import refusal_of
from ndrc_portfolio.fiches.model import Annexe, Fiche
from ndrc_portfolio.messages.catalogue.annexes import (
    AbsolutePath,
    AnnexeNotFound,
    ConfidentialInPublic,
    DamagedAnnexe,
    HeicAnnexe,
    LinkOutside,
    LockedFile,
    OfficeAnnexe,
    OutsideDocs,
    OversizedAnnexe,
    ProtectedAnnexe,
    UnsaidConfidential,
    UnshowableAnnexe,
    WebAddress,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest

PRIVATE = "prive"
_MEANS_PRIVATE = frozenset(("prive", "privee", "prives", "privees"))


_NOT_PLAIN = re.compile(r"^[^\w.]|: | #")  # what YAML would not read as the text that it is


_ABSOLUTE = re.compile(r"^(?:[a-zA-Z]:|[/\\~]|file:)")


_REFUSED = {"heic": HeicAnnexe, "office": OfficeAnnexe, "other": UnshowableAnnexe}


class AnnexeFile(NamedTuple):
    """An annexe whose file was found. `uri` is its path below `docs/`, with `/`."""

    annexe: Annexe
    source: Path
    uri: str
    genre: Kind


def find_annexes(
    fiche: Fiche, folder: Path, docs: Path, *, absents_permis: bool
) -> tuple[Sequence[AnnexeFile], Sequence[Diagnostic]]:
    """The annexes of a fiche that can be shown, and what is wrong with the others.

    `folder` is the fiche's own, `docs` the root that no annexe may leave. `absents_permis`: whether a
    confidential file may be missing (it is, on the machine that builds the public site).
    """
    files: list[AnnexeFile] = []
    faults: list[Diagnostic] = []
    for annexe in fiche.annexes:
        found = _find(annexe, folder, docs, absent_permis=annexe.confidentiel and absents_permis)
        if isinstance(found, AnnexeFile):
            files.append(found)
        elif found:
            faults.append(fiche.diagnostic(found[0], annexe.place, found[1]))
    return files, faults


def _find(
    annexe: Annexe, folder: Path, docs: Path, *, absent_permis: bool
) -> AnnexeFile | tuple[Message, Edit | None] | None:
    """The file of an annexe, or what is wrong with it and the edit that surely mends it; None if it may be missing."""
    fichier = annexe.fichier
    nom = PurePosixPath(annexe.path).name
    if re.match(r"(?!file:)[a-zA-Z][a-zA-Z0-9+.-]+://", fichier):
        return WebAddress(fichier=fichier), None
    if _ABSOLUTE.match(fichier):
        return AbsolutePath(fichier=fichier, nom=nom), None
    path = Path(os.path.normpath(folder / annexe.path))
    if not path.is_relative_to(docs):
        return OutsideDocs(fichier=fichier, nom=nom), None
    real = as_on_disk(path, docs)
    path = real or path
    if real is None or not real.is_file():
        if (real or path.is_symlink()) and not path.is_dir() and (refused := refusal_of(path)):
            return refused.but(fichier=fichier), None
        if absent_permis:
            return None
        near = _near_name(path, folder, docs)
        # The same file but for capitals or its folder is the one that was meant.
        sure = near is not None and PurePosixPath(near).name.casefold() == nom.casefold()
        fix = Edit(annexe.place, near) if near and sure and not _NOT_PLAIN.search(near) else None
        return AnnexeNotFound(fichier=fichier, suggestion=near), fix
    if not path.resolve().is_relative_to(docs.resolve()):
        return LinkOutside(fichier=fichier), None
    try:
        genre, refusal = identify(path)
    except PictureError as fault:
        return unreadable_annexe(annexe, path, fault), None
    if refusal is not None:
        return _REFUSED[refusal](fichier=fichier), None
    if genre is None:
        return DamagedAnnexe(fichier=fichier, genre=format_name(path)), None
    return AnnexeFile(annexe, path, path.relative_to(docs).as_posix(), genre)


def unreadable_annexe(annexe: Annexe, path: Path, fault: PictureError) -> Message:
    """That the file of an annexe does not open, and the true reason."""
    fichier = annexe.fichier
    if fault.protege:
        return ProtectedAnnexe(fichier=fichier)
    if fault.acces:
        return LockedFile(fichier=fichier, raison=fault.acces)
    if fault.cause:
        return OversizedAnnexe(fichier=fichier, cause=fault.cause, remede=fault.remede)
    return DamagedAnnexe(fichier=fichier, genre=format_name(path))


def is_private(uri: str) -> bool:
    """Whether a path below `docs/` is in the folder of what is confidential, as it was meant: `Privé/` is that."""
    return any(map(_means_private, uri.split("/")[:-1]))


@lru_cache(maxsize=1024)
def _means_private(folder: str) -> bool:
    return folder == PRIVATE or plain_letters(folder) in _MEANS_PRIVATE


def misnamed_private(uri: str) -> str | None:
    """The folder of a path that is private by what it means, and not by its name; below `docs/`, with `/`."""
    parts = uri.split("/")[:-1]
    at = next((i for i, part in enumerate(parts) if part != PRIVATE and _means_private(part)), None)
    return None if at is None else "/".join(parts[: at + 1])


def plain_letters(name: str) -> str:
    """The letters and digits of a name, without capitals and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


def check_private_places(fiche: Fiche, folder: Path, docs: Path) -> Sequence[Diagnostic]:
    """What is confidential and lies elsewhere than in `docs/prive/`, and the contrary."""
    faults = []
    for annexe in fiche.annexes:
        path = Path(os.path.normpath(folder / annexe.path))
        if not path.is_relative_to(docs):
            continue
        private = is_private(path.relative_to(docs).as_posix())
        if annexe.confidentiel and not private:
            faults.append(fiche.diagnostic(ConfidentialInPublic(fichier=annexe.fichier), annexe.place))
        elif private and not annexe.confidentiel:
            faults.append(fiche.diagnostic(UnsaidConfidential(fichier=annexe.fichier), annexe.place))
    return faults


def as_on_disk(path: Path, docs: Path) -> Path | None:
    """The file or folder of this name as the disk writes it, None when there is none.

    Capitals count, though Windows and macOS do not tell `A.JPG` from `a.jpg`; what cannot be seen does not
    (`same_name`). The very name comes first.
    """
    here = docs
    try:
        for part in path.relative_to(docs).parts:
            names = [p.name for p in here.iterdir()]
            wanted = same_name(part)
            found = part if part in names else next((n for n in names if same_name(n) == wanted), None)
            if found is None:
                return None
            here /= found
    except (OSError, ValueError):
        return None
    return here


@lru_cache(maxsize=4096)
def same_name(name: str) -> str:
    """What two names have in common that look the same: accents as macOS writes them, kinds of spaces, soft hyphens."""
    if name.isascii():
        return name
    composed = unicodedata.normalize("NFC", name)
    kinds = ((c, unicodedata.category(c)) for c in composed)
    return "".join(" " if kind == "Zs" else c for c, kind in kinds if kind != "Cf")


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
