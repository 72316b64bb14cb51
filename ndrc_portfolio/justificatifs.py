"""The files of the attestations: they live in `docs/prive/`, and close the candidate's dossiers."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ndrc_portfolio.annexes import PRIVE, Genre, est_prive, examiner, existe, nom_du_genre
from ndrc_portfolio.images import ImageError
from ndrc_portfolio.messages.catalogue.dossier import (
    DamagedFile,
    FileInPublic,
    FileNotThere,
    HeicFile,
    OfficeFile,
    ProtectedFile,
    UnshowableFile,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.situation import Attestation, Situation

_REFUSED = {"heic": HeicFile, "office": OfficeFile, "other": UnshowableFile}


@dataclass(frozen=True, slots=True)
class Justificatif:
    """An attestation whose file was found. `uri` is its path below `docs/`, empty outside of it."""

    attestation: Attestation
    source: Path
    uri: str
    genre: Genre


def trouver_justificatifs(
    situation: Situation, root: Path, docs: Path
) -> tuple[Sequence[Justificatif], Sequence[Diagnostic]]:
    """The attestations that can be shown, and what is to be said of the files of the others.

    A path starts from `mkdocs.yml` (`docs/prive/stage.pdf`), from `docs/` or from `docs/prive/`.
    """
    found: list[Justificatif] = []
    told: list[Diagnostic] = []
    for attestation in situation.attestations:
        at = ("attestations", attestation.rang - 1, "fichier")
        path = _chemin(attestation.fichier, root, docs) if attestation.fichier else None
        if path is None and "fichier" in attestation.fautive:
            continue  # its key is misspelt, and that is told
        if path is None:
            missing = FileNotThere(nom=attestation.nom, fichier=attestation.fichier)
            told.append(situation.reglages.signaler(missing, *at))
            continue
        uri = path.relative_to(docs).as_posix() if path.is_relative_to(docs) else ""
        if not est_prive(uri):
            told.append(situation.reglages.signaler(FileInPublic(nom=attestation.nom), *at))
        genre, refusal = examiner(path)
        if refusal is not None:
            unshowable = _REFUSED[refusal](nom=attestation.nom, fichier=attestation.fichier)
            told.append(situation.reglages.signaler(unshowable, *at))
        elif genre is None:
            told.append(situation.reglages.signaler(_abime(attestation, path), *at))
        else:
            found.append(Justificatif(attestation, path, uri, genre))
    return found, told


def illisible(situation: Situation, justificatif: Justificatif, fault: ImageError) -> Diagnostic:
    """That the file of an attestation does not open."""
    attestation = justificatif.attestation
    message = (
        ProtectedFile(nom=attestation.nom, fichier=attestation.fichier)
        if fault.protege
        else _abime(attestation, justificatif.source)
    )
    return situation.reglages.signaler(message, "attestations", attestation.rang - 1, "fichier")


def _abime(attestation: Attestation, path: Path) -> DamagedFile:
    return DamagedFile(nom=attestation.nom, fichier=attestation.fichier, genre=nom_du_genre(path))


def _chemin(fichier: str, root: Path, docs: Path) -> Path | None:
    for path in lieux(fichier, root, docs):
        if any(path.is_relative_to(base) and existe(path, base) for base in (root, docs)):
            return path
    return None


def lieux(fichier: str, root: Path, docs: Path) -> list[Path]:
    """Where `fichier:` may lead to."""
    return [Path(os.path.normpath(base / fichier.replace("\\", "/"))) for base in (root, docs, docs / PRIVE)]
