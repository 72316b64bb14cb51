"""Who may read what (design §3): which audience a file is for, and the secret that a candidate's number is.

It fails closed: where a file is too broken to be read, what it seems to be decides, and nothing of it is told
but its name.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ndrc_portfolio.annexes import PRIVE
from ndrc_portfolio.entete import head_of
from ndrc_portfolio.fiche import Fiche
from ndrc_portfolio.formulaires.keyword import AUDIENCES, Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.lecture_yaml import Lecture, lire_yaml
from ndrc_portfolio.messages.catalogue.annexes import TrackedByGit
from ndrc_portfolio.messages.catalogue.audience import NumberPublished, PrivateFileFault, ReservedDocument
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.words import nearest, normalise

VARIABLE = "NDRC_NUMERO_CANDIDAT"
FICHIER_PRIVE = "prive.yml"
_HEAD = 65_536  # bytes of a file in which its front matter begins
_GROUPES = rb"(?:&#?\w+;|[\W_]){0,4}"  # what a text may have between two digits: spaces of all kinds, stars, dots
_MARQUE = re.compile(rb"ndrc-audience(?::|\" content=\")(\w+)")  # in the metadata of a PDF, in the head of a page
_SECRET_MIN = 4  # a shorter number would be found everywhere


def voit(reader: Audience, document: Audience) -> bool:
    """Whether a site for `reader` may hold a document for `document`: public ⊂ candidat ⊂ jury."""
    return AUDIENCES.index(reader) >= AUDIENCES.index(document)


def audience_de(source: bytes, fiche: Fiche | None, formulaires: Mapping[str, Formulaire]) -> Audience:
    """The audience of a file, whatever state it is in."""
    if fiche is not None and fiche.formulaire is not None and not fiche.entete.fautes:
        return fiche.formulaire.audience
    seemed = _semble(source[:_HEAD], formulaires)
    sure = fiche.formulaire.audience if fiche is not None and fiche.formulaire is not None else "public"
    return max(sure, seemed, key=AUDIENCES.index)


def _semble(start: bytes, formulaires: Mapping[str, Formulaire]) -> Audience:
    """What the head of a file seems to be: the highest audience of all forms that it names."""
    text = _decode(start)
    if text is None or not re.match(r"\W*(?:[-–—−=_*]|[\w\"'{? ]*fiche)", text, re.IGNORECASE):
        return "public"
    head = head_of(text)
    if "fiche" not in normalise(head).replace(" ", ""):
        return "public"
    words = f" {normalise(head)} "
    named = {f.audience for f in formulaires.values() if f" {normalise(f.id)} " in words}
    for value in re.findall(r"fiches?[\"']?\s*:\s*[\"']?([^\s\"',}]+)", head, re.IGNORECASE):
        if near := nearest(value, formulaires):
            named.add(formulaires[near].audience)
    return max(named, key=AUDIENCES.index, default="public")


def _decode(start: bytes) -> str | None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", errors="replace")
    if b"\x00" in start[:1024]:
        return None  # no text
    return start.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def fichiers(root: Path, *, skip: Iterable[Path] = ()) -> Iterator[Path]:
    """All files below a folder, links followed as MkDocs follows them, each folder once."""
    skipped = {p.resolve() for p in skip}
    seen: set[Path] = set()
    for folder, folders, names in os.walk(root, followlinks=True):
        real = Path(folder).resolve()
        if real in seen or real in skipped:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        yield from (Path(folder) / name for name in sorted(names))


def a_un_entete(path: Path) -> bytes | None:
    """The start of a file that is no page, if it may hold a front matter."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
            text = _decode(start)
            if text is None or not re.match(r"\W*(?:[-–—−=_*]{2,}|[—–]|[\"'{ ]*fiche)", text, re.IGNORECASE):
                return None
            return start + file.read(_HEAD)
    except OSError:
        return None


def refus(path: str, audience: Audience) -> Diagnostic:
    """The refusal of a document whose readers are fewer than the site's: its name, and nothing of it."""
    return ReservedDocument(audience=audience).at(path, Place(1))


# ---- The candidate's number


@dataclass(frozen=True, slots=True)
class Numero:
    """The number, where it was found, and what is to be said of that. Never shown by `repr`."""

    valeur: str
    diagnostics: tuple[Diagnostic, ...] = ()

    def __repr__(self) -> str:
        return "Numero(…)"


def numero_candidat(root: Path, configured: object, environ: Mapping[str, str] = os.environ) -> Numero:
    """The number: of the environment, else of `prive.yml` beside `mkdocs.yml`, else of `mkdocs.yml`.

    `configured` is what MkDocs read from `mkdocs.yml`, whose YAML loses the zeros of a number without quotes; that it
    stands there is told by `Reglages`, which knows where.
    """
    if value := environ.get(VARIABLE, "").strip():
        return Numero(value)
    path = root / FICHIER_PRIVE
    if path.is_file():
        try:
            lire_yaml(path.read_text(encoding="utf-8-sig"), 1, lecture := Lecture())
        except (OSError, UnicodeDecodeError):
            return Numero("", (PrivateFileFault().at(FICHIER_PRIVE, Place(1)),))
        kept = lecture.data.get("numero")
        if lecture.fautes or not isinstance(kept, str | None) or lecture.data.keys() - {"numero"}:
            return Numero("", (PrivateFileFault().at(FICHIER_PRIVE, Place(1)),))
        kept = (kept or "").strip("“”«»„'\u00a0 ")
        if kept:
            tracked = suivis_par_git(root, FICHIER_PRIVE)
            return Numero(kept, tuple(suivi(FICHIER_PRIVE) for _ in tracked))
    return Numero(configured) if isinstance(configured, str) else Numero("")


def numero_publie(numero: Numero, path: str, source: bytes) -> Diagnostic | None:
    """The number written in a file that a public site will show. The message does not repeat it.

    In a text it may have been written in groups: « 02 34 56 70 12 ».
    """
    secret = re.sub(r"[\W_]", "", numero.valeur)
    if len(secret) < _SECRET_MIN:
        return None
    if b"\0" in source[:1024]:
        at = source.find(secret.encode())
    else:
        found = re.search(_GROUPES.join(char.encode() for char in secret), source)
        at = found.start() if found else -1
    return NumberPublished().at(path, Place(source.count(b"\n", 0, at) + 1)) if at >= 0 else None


# ---- What this tool has made for others


def faits_pour(path: Path) -> Audience:
    """For whom a file was made that this tool has printed, or a page of a site that it has built; else `public`."""
    suffix = path.suffix.lower()
    if suffix not in (".pdf", ".html", ".htm"):
        return "public"
    try:
        marks = {mark.decode() for mark in _MARQUE.findall(path.read_bytes())}
    except OSError:
        return "public"  # nor can MkDocs copy it
    return max((a for a in AUDIENCES if a in marks), key=AUDIENCES.index, default="public")


# ---- git


def suivi(path: str) -> Diagnostic:
    """The warning that git keeps a private file, and so would publish it."""
    return TrackedByGit(fichier=path, chemin=path).at(path, Place(1))


def suivis_par_git(folder: Path, pattern: str = f"*{PRIVE}/*") -> list[str]:
    """The private files that git tracks, as paths below `folder`. None without git."""
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return []
    command = ["git", "ls-files", "-z", "--", pattern]
    try:
        listed = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return []
    names = listed.stdout.decode("utf-8", errors="replace").split("\0")
    return [n for n in names if n == pattern or PRIVE in n.split("/")[:-1]]
