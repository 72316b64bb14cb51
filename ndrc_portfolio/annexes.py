"""The annexes of a fiche: where their files are, and whether they can be shown.

An annexe is an image or a PDF inside `docs/`. What is confidential lives in `docs/prive/`, which git ignores:
that it is missing in a public build is no fault.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from ndrc_portfolio.fiche import Annexe, Fiche
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

PRIVE = "prive"
Genre = Literal["image", "pdf"]

_NOT_PLAIN = re.compile(r"^[^\w.]|: | #")  # what YAML would not read as the text that it is
_ABSOLUTE = re.compile(r"^(?:[a-zA-Z]:|[/\\~]|file:)")
_IMAGES = frozenset((".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"))
_OFFICE = frozenset(
    (
        *(".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".odp", ".xls", ".xlsx", ".ods", ".csv"),
        *(".pages", ".key", ".numbers", ".pub", ".txt", ".md", ".html", ".htm"),
    )
)

Refusal = Literal["heic", "office", "other"]
"""Why a file cannot be shown, which is what to do with it."""
_REFUSED = {"heic": HeicAnnexe, "office": OfficeAnnexe, "other": UnshowableAnnexe}


@dataclass(frozen=True, slots=True)
class Piece:
    """An annexe whose file was found. `uri` is its path below `docs/`, with `/`."""

    annexe: Annexe
    source: Path
    uri: str
    genre: Genre


def trouver(fiche: Fiche, folder: Path, docs: Path, *, absents_permis: bool) -> Iterator[Piece]:
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
        if not existe(path, docs):
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
            yield Piece(annexe, path, uri, genre)


def est_prive(uri: str) -> bool:
    """Whether a path below `docs/` is in the folder of what is confidential."""
    return PRIVE in uri.split("/")[:-1]


def lieu_des_confidentielles(fiche: Fiche, folder: Path, docs: Path) -> None:
    """Warn of what is confidential and lies elsewhere than in `docs/prive/`, and of the contrary."""
    for annexe in fiche.annexes:
        path = Path(os.path.normpath(folder / annexe.fichier.replace("\\", "/")))
        if not path.is_relative_to(docs):
            continue
        prive = est_prive(path.relative_to(docs).as_posix())
        if annexe.confidentiel and not prive:
            fiche.signaler(ConfidentialInPublic(fichier=annexe.fichier), annexe.place)
        elif prive and not annexe.confidentiel:
            fiche.signaler(UnsaidConfidential(fichier=annexe.fichier), annexe.place)


def existe(path: Path, docs: Path) -> bool:
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


def _genre(fiche: Fiche, annexe: Annexe, path: Path) -> Genre | None:
    genre, refusal = examiner(path)
    if refusal is not None:
        fiche.signaler(_REFUSED[refusal](fichier=annexe.fichier), annexe.place)
    elif genre is None:
        fiche.signaler(DamagedAnnexe(fichier=annexe.fichier, genre=nom_du_genre(path)), annexe.place)
    return genre


def examiner(path: Path) -> tuple[Genre | None, Refusal | None]:
    """What a file is by its first bytes, or why its kind cannot be shown.

    Neither: its name promises a kind that can be shown, and it is none.
    """
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            real = signature(file.read(32))
    except OSError:  # held by another program, or not on this machine
        real = None
    if real == "heic" or suffix in (".heic", ".heif"):
        return None, "heic"
    if suffix in _OFFICE:
        return None, "office"
    if suffix not in _IMAGES and suffix != ".pdf":
        return None, "other"
    return (None if real is None else "pdf" if real == "pdf" else "image"), None


def nom_du_genre(path: Path) -> str:
    """« JPEG » for `photo.jpg`, « PNG » for `capture.png`: what to save a file as."""
    suffix = path.suffix.lower()
    return "JPEG" if suffix in (".jpg", ".jpeg", ".jpe", ".jfif") else suffix.removeprefix(".").upper()


def signature(start: bytes) -> str | None:
    """What a file is, by its first 32 bytes: a kind of image, `pdf`, `heic`, or None."""
    if start.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if start.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    if start.startswith((b"II*\x00", b"MM\x00*")):
        return "tiff"
    if start.startswith(b"BM"):
        return "bmp"
    if start[4:8] == b"ftyp":
        if start[8:12] in (b"avif", b"avis"):
            return "avif"
        return "heic" if start[8:12] in (b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1") else None
    return "pdf" if b"%PDF-" in start else None
