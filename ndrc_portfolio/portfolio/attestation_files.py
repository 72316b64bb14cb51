"""The files of the attestations: they live in `docs/prive/`, and close the candidate's dossiers."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.annexes.find import PRIVATE, as_on_disk, is_private
from ndrc_portfolio.annexes.kinds import Kind, format_name, identify
from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.annexes.readable import refusal_of
from ndrc_portfolio.messages.catalogue.annexes import NotAFile
from ndrc_portfolio.messages.catalogue.dossier import (
    DamagedFile,
    FileInPublic,
    FileNotThere,
    HeicFile,
    LockedAttestation,
    OfficeFile,
    OversizedFile,
    ProtectedFile,
    StrangeAttestation,
    UnshowableFile,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.portfolio.configuration.attestation import Attestation
from ndrc_portfolio.portfolio.configuration.situation import Situation
from ndrc_portfolio.portfolio.walk import OUTSIDE, leads_out

_REFUSED = {"heic": HeicFile, "office": OfficeFile, "other": UnshowableFile}


class AttestationFile(NamedTuple):
    """An attestation whose file was found. `uri` is its path below `docs/`, empty outside of it."""

    attestation: Attestation
    source: Path
    uri: str
    genre: Kind


def find_attestation_files(
    situation: Situation, root: Path, docs: Path
) -> tuple[Sequence[AttestationFile], Sequence[Diagnostic]]:
    """The attestations that can be shown, and what is to be said of the files of the others.

    A path starts from `mkdocs.yml` (`docs/prive/stage.pdf`), from `docs/` or from `docs/prive/`.
    """
    found: list[AttestationFile] = []
    faults: list[Diagnostic] = []
    for attestation in situation.attestations:
        path = _find(attestation.fichier, root, docs) if attestation.fichier else None
        if path is None and "fichier" in attestation.faulty:
            continue  # its key is misspelt, and that is said
        if path is None:
            missing = FileNotThere(nom=attestation.nom, fichier=attestation.fichier)
            faults.append(_at_file(situation, attestation, missing))
            continue
        if unread := _unread(attestation, path, root, docs):
            faults.append(_at_file(situation, attestation, unread))
            continue
        uri = path.relative_to(docs).as_posix() if path.is_relative_to(docs) else ""
        if not is_private(uri):
            faults.append(_at_file(situation, attestation, FileInPublic(nom=attestation.nom)))
        try:
            genre, refusal = identify(path)
        except PictureError as fault:
            faults.append(_at_file(situation, attestation, _message(attestation, path, fault)))
            continue
        if refusal is not None:
            refused = _REFUSED[refusal](nom=attestation.nom, fichier=attestation.fichier)
            faults.append(_at_file(situation, attestation, refused))
        elif genre is None:
            faults.append(_at_file(situation, attestation, _damaged(attestation, path)))
        else:
            found.append(AttestationFile(attestation, path, uri, genre))
    return found, faults


def unreadable_attestation(situation: Situation, file: AttestationFile, fault: PictureError) -> Diagnostic:
    """That the file of an attestation does not open."""
    return _at_file(situation, file.attestation, _message(file.attestation, file.source, fault))


def possible_places(fichier: str, root: Path, docs: Path) -> list[Path]:
    """Where `fichier:` may lead to."""
    return [Path(os.path.normpath(base / fichier.replace("\\", "/"))) for base in (root, docs, docs / PRIVATE)]


def _at_file(situation: Situation, attestation: Attestation, message: Message) -> Diagnostic:
    return situation.settings.diagnostic(message, "attestations", attestation.numero - 1, "fichier")


def _message(attestation: Attestation, path: Path, fault: PictureError) -> Message:
    nom, fichier = attestation.nom, attestation.fichier
    if fault.protege:
        return ProtectedFile(nom=nom, fichier=fichier)
    if fault.acces:
        return LockedAttestation(nom=nom, fichier=fichier, raison=fault.acces)
    if fault.cause:
        return OversizedFile(nom=nom, fichier=fichier, cause=fault.cause, remede=fault.remede)
    return _damaged(attestation, path)


def _unread(attestation: Attestation, path: Path, root: Path, docs: Path) -> Message | None:
    nom, fichier = attestation.nom, attestation.fichier
    if leads_out(path, root) or leads_out(path, docs):
        return StrangeAttestation(nom=nom, fichier=fichier, raison=OUTSIDE)
    refused = refusal_of(path)
    if refused is None:
        return None
    kind = StrangeAttestation if isinstance(refused, NotAFile) else LockedAttestation
    return kind(nom=nom, fichier=fichier, raison=refused.raison)


def _damaged(attestation: Attestation, path: Path) -> DamagedFile:
    return DamagedFile(nom=attestation.nom, fichier=attestation.fichier, genre=format_name(path))


def _find(fichier: str, root: Path, docs: Path) -> Path | None:
    for path in possible_places(fichier, root, docs):
        for base in (root, docs):
            real = as_on_disk(path, base) if path.is_relative_to(base) else None
            if real and not real.is_dir():
                return real
    return None
