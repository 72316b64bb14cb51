"""The files of the attestations: they live in `docs/prive/`, and close the candidate's dossiers."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ndrc_portfolio.annexes import PRIVE, Genre, est_prive, examiner, existe, nom_du_genre
from ndrc_portfolio.diagnostics import Diagnostic, francais
from ndrc_portfolio.images import ImageError
from ndrc_portfolio.situation import Attestation, Situation


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
        blanks = {"nom": attestation.nom, "fichier": attestation.fichier}
        path = _chemin(attestation.fichier, root, docs) if attestation.fichier else None
        if path is None and "fichier" in attestation.fautive:
            continue  # its key is misspelt, and that is told
        if path is None:
            lequel = francais(f" : « {attestation.fichier} »") if attestation.fichier else ""
            told.append(situation.reglages.signaler("NDRC630", *at, nom=attestation.nom, lequel=lequel))
            continue
        uri = path.relative_to(docs).as_posix() if path.is_relative_to(docs) else ""
        if not est_prive(uri):
            told.append(situation.reglages.signaler("NDRC631", *at, **blanks))
        genre, remede = examiner(path)
        if genre is None:
            told.append(situation.reglages.signaler("NDRC633", *at, **blanks, remede=remede or _a_refaire(path)))
        else:
            found.append(Justificatif(attestation, path, uri, genre))
    return found, told


def illisible(situation: Situation, justificatif: Justificatif, fault: ImageError) -> Diagnostic:
    """That the file of an attestation does not open."""
    attestation = justificatif.attestation
    remede = "enregistrez une copie sans mot de passe" if fault.protege else _a_refaire(justificatif.source)
    return situation.reglages.signaler(
        "NDRC633",
        "attestations",
        attestation.rang - 1,
        "fichier",
        nom=attestation.nom,
        fichier=attestation.fichier,
        remede=remede,
    )


def _a_refaire(path: Path) -> str:
    genre = nom_du_genre(path)
    return francais(f"il est abîmé ou n’est pas ce que dit son nom : enregistrez-le de nouveau en {genre}")


def _chemin(fichier: str, root: Path, docs: Path) -> Path | None:
    for path in lieux(fichier, root, docs):
        if any(path.is_relative_to(base) and existe(path, base) for base in (root, docs)):
            return path
    return None


def lieux(fichier: str, root: Path, docs: Path) -> list[Path]:
    """Where `fichier:` may lead to."""
    return [Path(os.path.normpath(base / fichier.replace("\\", "/"))) for base in (root, docs, docs / PRIVE)]
