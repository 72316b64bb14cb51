"""The candidate's number, which is a secret."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.annexes.readable import refusal_of
from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.fiches.yaml_text import read_yaml
from ndrc_portfolio.messages.catalogue.audience import NumberPublished, PrivateFileFault
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.portfolio.git import files_tracked, tracked_file

VARIABLE = "NDRC_NUMERO_CANDIDAT"


PRIVATE_FILE = "prive.yml"


_BETWEEN = rb"(?:&#?\w+;|[\W_]){0,4}"  # what a text may have between two digits: spaces of all kinds, stars, dots


_SECRET_MIN = 4  # a shorter number would be found everywhere


class NumeroCandidat(NamedTuple):
    """The number, where it was found, and what is to be said of that. Never shown by `repr`."""

    valeur: str
    diagnostics: tuple[Diagnostic, ...] = ()

    def __repr__(self) -> str:
        return "NumeroCandidat(…)"


def find_numero(root: Path, configured: object, environ: Mapping[str, str] = os.environ) -> NumeroCandidat:
    """The number: of the environment, else of `prive.yml` beside `mkdocs.yml`, else of `mkdocs.yml`.

    `configured` is what MkDocs read from `mkdocs.yml`, whose YAML loses the zeros of a number without quotes; that it
    stands there is said by `Settings`, which knows where.
    """
    if value := environ.get(VARIABLE, "").strip():
        return NumeroCandidat(value)
    path = root / PRIVATE_FILE
    if path.exists() or path.is_symlink():
        try:
            written = read_yaml(read_file(path).decode("utf-8-sig"), 1)
        except OSError:
            refused = refusal_of(path) or PrivateFileFault()
            return NumeroCandidat("", (refused.at(PRIVATE_FILE, Place(1)),))
        except UnicodeDecodeError:
            return NumeroCandidat("", (PrivateFileFault().at(PRIVATE_FILE, Place(1)),))
        kept = written.data.get("numero")
        if written.faults or not isinstance(kept, str | None) or written.data.keys() - {"numero"}:
            return NumeroCandidat("", (PrivateFileFault().at(PRIVATE_FILE, Place(1)),))
        kept = (kept or "").strip("“”«»„'\u00a0 ")
        if kept:
            tracked = files_tracked(root, PRIVATE_FILE)
            return NumeroCandidat(kept, tuple(tracked_file(PRIVATE_FILE) for _ in tracked))
    return NumeroCandidat(configured) if isinstance(configured, str) else NumeroCandidat("")


def published_numero(numero: NumeroCandidat, path: str, source: bytes) -> Diagnostic | None:
    """The number written in a file that a public site will show. The message does not repeat it.

    In a text it may have been written in groups: « 02 34 56 70 12 ».
    """
    secret = re.sub(r"[\W_]", "", numero.valeur)
    if len(secret) < _SECRET_MIN:
        return None
    if b"\0" in source[:1024]:
        at = source.find(secret.encode())
    else:
        found = re.search(_BETWEEN.join(char.encode() for char in secret), source)
        at = found.start() if found else -1
    return NumberPublished().at(path, Place(source.count(b"\n", 0, at) + 1)) if at >= 0 else None
