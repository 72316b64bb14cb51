"""A portfolio that somebody has handed in, a folder or a ZIP, copied where nothing of it can do harm.

Plain files alone, under names that every system takes, within limits: no link, no device, no hidden folder, nothing
that a browser would run. What is left aside is told; what is too much is refused as a whole.
"""

import hashlib
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from ndrc_portfolio.disk.files import is_link
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.portfolio.configuration.names import CONFIGURATION, CONFIGURATION_JURY, configuration_in

MOST_FILES = 500
MOST_BYTES = 200_000_000  # of all files together
MOST_EACH = 30_000_000  # bytes of a file
MOST_RATIO = 100  # how many times larger than they were packed all files together may be
DEEPEST = 8  # folders one in another
_MOST_SEEN = 50_000  # entries of all kinds: a hidden `.git` has thousands
_MOST_LISTED = 6_000_000  # bytes of the list of a ZIP, which is read at once
_FREE = 10_000_000  # bytes for which no ratio is asked: an empty picture packs well
_STEP = 1 << 16

_TOO_DEEP = "trop de dossiers l’un dans l’autre"
_SKIPPED = re.compile(r"\..*|__pycache__|__macosx|node_modules|venv|env|thumbs\.db|desktop\.ini", re.IGNORECASE)
_SITE = re.compile(r"site(?:-.*)?")  # what MkDocs has built, beside its configuration
_PROGRAMS = frozenset(
    (
        *("js", "mjs", "css", "html", "htm", "xhtml", "xht", "shtml", "xml", "xsl", "wasm", "hta"),  # for a browser
        *("exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "wsf", "lnk", "url", "reg"),  # for Windows
        *("py", "pyc", "pyd", "pyw", "pth", "so", "dylib", "sh", "command", "app", "jar", "desktop"),
    )
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"|?*]|[. ]$')
_END, _LENGTH_AT, _END_MOST = b"PK\5\6", 12, 66_000  # of the last record of a ZIP: its length and a comment's
_ENCRYPTED, _UTF8 = 0x1, 0x800  # flags of an entry


class ReceptionError(Exception):
    """What was handed in cannot be received. Message in French."""


class Received(NamedTuple):
    """Where the portfolio lies now, and what of it was left aside: each path, and what it is."""

    root: Path
    left: tuple[tuple[str, str], ...]


class _Entry(NamedTuple):
    """A file as it was handed in: its path with `/`, what keeps it from being a plain one, its bytes when packed."""

    path: str
    fault: str
    packed: int
    opens: Callable[[], IO[bytes]]


def receive(given: Path, target: Path) -> Received:
    """Copy a portfolio into the empty folder `target`.

    Raises:
        ReceptionError: it is no folder and no ZIP, has no `mkdocs.yml`, or is too much.
    """
    name = given.name or str(given)
    try:
        if given.is_dir():
            left = _copy(list(_files(given)), target, name)
        elif given.is_file():
            _check_list(given, name)
            with zipfile.ZipFile(given) as archive:
                left = _copy(list(_members(archive, name)), target, name)
        else:
            raise ReceptionError(f"« {name} » n’existe pas, ou n’est ni un dossier ni un fichier ZIP.")
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as fault:
        raise ReceptionError(f"« {name} » n’est pas un ZIP lisible : demandez-le à nouveau.") from fault
    except OSError as fault:
        raise ReceptionError(f"« {name} » ne peut pas être lu en entier : {system_reason(fault)}.") from fault
    root = root_of(target)
    if root is None:
        raise ReceptionError(
            f"« {name} » n’a ni {CONFIGURATION} ni {CONFIGURATION_JURY} : demandez le dossier entier du portfolio."
        )
    return Received(root, tuple(left))


def fingerprint(given: Path) -> str:
    """The SHA-256 of a file, or of the names and bytes of what `receive` would look at in a folder: 64 digits.

    Raises:
        ReceptionError: it cannot be read, or is too much.
    """
    digest, total = hashlib.sha256(), 0
    try:
        for entry in _files(given) if given.is_dir() else [_Entry("", "", 0, partial(_opened, given))]:
            if entry.path:
                digest.update(f"\0{entry.path}\0{entry.fault}\0".encode(errors="surrogatepass"))
            with nullcontext() if entry.fault else entry.opens() as file:
                while file and (chunk := file.read(_STEP)):
                    digest.update(chunk)
                    total += len(chunk)
                    if total > MOST_BYTES:
                        raise _too_heavy(given.name)
    except OSError as fault:
        raise ReceptionError(f"« {given.name} » ne peut pas être lu : {system_reason(fault)}.") from fault
    return digest.hexdigest()


def _too_heavy(name: str) -> ReceptionError:
    return ReceptionError(f"« {name} » est trop lourd : plus de {MOST_BYTES // 1_000_000} Mo.")


def root_of(folder: Path) -> Path | None:
    """The folder of the configuration: at the top, or below it, where « Extraire tout » puts it."""
    level = [folder]
    while level:
        if found := next((place for place in level if configuration_in(place)), None):
            return found
        level = sorted(below for place in level for below in place.iterdir() if below.is_dir())
    return None


def _copy(entries: list[_Entry], target: Path, name: str) -> list[tuple[str, str]]:
    """Copy the plain files; what was left aside."""
    portfolios = {e.path.rpartition("/")[0] for e in entries if re.fullmatch(r"mkdocs.*\.yml", e.path.split("/")[-1])}
    wanted = [entry for entry in entries if not any(_is_built(entry.path, folder) for folder in portfolios)]
    if len(wanted) > MOST_FILES:
        raise ReceptionError(f"« {name} » a trop de fichiers : {len(wanted)}, pour {MOST_FILES} au plus.")
    left, taken, total, packed = [], set[str](), 0, 0
    for entry in wanted:
        key = entry.path.casefold()
        fault = entry.fault or _fault_of(entry.path) or ("un second fichier de ce nom" if key in taken else "")
        taken.add(key)
        if fault:
            left.append((entry.path, fault))
            continue
        file = target / entry.path
        file.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with entry.opens() as source, file.open("xb") as copy:
            while size <= MOST_EACH and (chunk := source.read(_STEP)):
                size += len(chunk)
                if total + size > MOST_BYTES:
                    raise _too_heavy(name)
                copy.write(chunk)
        if size > MOST_EACH:
            file.unlink()
            left.append((entry.path, f"plus de {MOST_EACH // 1_000_000} Mo"))
        total, packed = total + size, packed + entry.packed
        if total > _FREE and total > MOST_RATIO * packed:
            raise ReceptionError(f"« {name} » est trop comprimé pour un portfolio : il grossit de plus de cent fois.")
    return left


def _is_built(path: str, folder: str) -> bool:
    """Whether a file lies in a site that was built in a folder."""
    below = path.removeprefix(f"{folder}/" if folder else "")
    return len(below) == len(path) - len(folder) - bool(folder) and bool(_SITE.fullmatch(below.partition("/")[0]))


def _fault_of(path: str) -> str:
    """What is wrong with the name of a file, on one system or another."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "un chemin qui sort du dossier"
    if any(_RESERVED.fullmatch(p) or _FORBIDDEN.search(p) or len(p.encode("utf-8", "replace")) > 255 for p in parts):
        return "un nom que Windows refuse"
    if len(parts) > DEEPEST + 1:
        return _TOO_DEEP
    return "un programme ou une page web" if path.rpartition(".")[2].lower() in _PROGRAMS else ""


# ---- A folder


def _files(root: Path) -> Iterator[_Entry]:
    """The files of a folder; no link is followed."""
    waiting, seen = [root], 0
    while waiting:
        folder = waiting.pop()
        for entry in sorted(os.scandir(folder), key=lambda e: e.name):
            seen += 1
            if seen > _MOST_SEEN:
                raise ReceptionError(f"« {root.name} » a trop de fichiers pour un portfolio.")
            file = Path(entry.path)
            path = unicodedata.normalize("NFC", file.relative_to(root).as_posix())
            if _SKIPPED.fullmatch(entry.name):
                continue
            opens = partial(_opened, file)
            if entry.is_symlink() or (entry.is_dir() and is_link(file)):
                yield _Entry(path, "un lien", 0, opens)
            elif not entry.is_dir():
                fault = "" if entry.is_file() else "pas un fichier ordinaire"
                yield _Entry(path, fault, entry.stat().st_size, opens)
            elif path.count("/") < DEEPEST:
                waiting.append(file)
            else:
                yield _Entry(path, _TOO_DEEP, 0, opens)


def _opened(file: Path) -> IO[bytes]:
    """A plain file, even if it has been replaced by something else meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    opened = os.fdopen(os.open(file, flags), "rb")
    if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
        opened.close()
        raise OSError(f"{file.name}: not a plain file")
    return opened


# ---- A ZIP


def _check_list(given: Path, name: str) -> None:
    """The list of a ZIP is read as a whole, however long: its length stands in the last record.

    Raises:
        ReceptionError: it is too long; `struct.error`, it has none.
    """
    with given.open("rb") as file:
        file.seek(max(0, given.stat().st_size - _END_MOST))
        end = file.read(_END_MOST)
    at = end.rfind(_END)
    (length,) = struct.unpack_from("<I", end if at >= 0 else b"", max(at, 0) + _LENGTH_AT)
    if length > _MOST_LISTED:
        raise ReceptionError(f"« {name} » a trop de fichiers pour un portfolio.")


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[_Entry]:
    """The files of a ZIP."""
    for info in archive.infolist():
        path = _name_of(info)
        if path.endswith("/") or any(_SKIPPED.fullmatch(part) for part in path.split("/") if part not in (".", "..")):
            continue
        if info.flag_bits & _ENCRYPTED:
            raise ReceptionError(f"« {name} » est protégé par un mot de passe : demandez-le sans.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ReceptionError(f"« {name} » est comprimé d’une façon peu commune : demandez un ZIP ordinaire.")
        kind = stat.S_IFMT(info.external_attr >> 16)
        fault = "un lien" if kind == stat.S_IFLNK else "" if kind in (0, stat.S_IFREG) else "pas un fichier ordinaire"
        yield _Entry(path, fault, info.compress_size, partial(archive.open, info))


def _name_of(info: zipfile.ZipInfo) -> str:
    """The path of an entry. Without the flag of UTF-8, macOS writes that all the same, and Windows in France cp850."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))
