"""A class of made-up students, and what each kind of them hands in."""

import datetime
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import chdir, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from ndrc_portfolio.classe.check import Verify
from ndrc_portfolio.classe.engine import Engine
from ndrc_portfolio.classe.following import Followed, Suivi, by_student, follow, shown_documents
from ndrc_portfolio.classe.reading import models_of, read_class
from ndrc_portfolio.classe.site import site_files, write_site
from ndrc_portfolio.cli.classe_here import verify
from tests.support import FLAWLESS_TODAY

TODAY = datetime.date(2025, 1, 15)
SESSION = 2025


@lru_cache(maxsize=1)
def _flawless() -> Mapping[str, bytes]:
    files = (path for path in FLAWLESS_TODAY.rglob("*") if path.is_file() and path.suffix != ".txt")
    return {path.relative_to(FLAWLESS_TODAY).as_posix(): path.read_bytes() for path in files}


def portfolio(nom: str = "Roussel", prenom: str = "Camille", settings: str = "") -> dict[str, bytes]:
    """The files of a portfolio in which nothing is wrong, of a candidate; `settings` are lines for `mkdocs.yml`."""
    text = _flawless()["mkdocs.yml"].decode().replace("nom: Roussel", f"nom: {nom}").replace("Camille", prenom)
    return {**_flawless(), "mkdocs.yml": (text + settings).encode()}


def zipped(files: Mapping[str, bytes], top: str = "") -> bytes:
    """A ZIP of files, all in a folder `top` (« portfolio-main/ »)."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(top + name, data)
    return content.getvalue()


def write_class(root: Path, liste: str | bytes, remises: Mapping[str, bytes], settings: str = "") -> Path:
    """A class in a folder: its list, and what was handed in, by its name in `remises/`."""
    (root / "remises").mkdir(parents=True)
    (root / "classe.yml").write_text(f"classe: NDRC2\nsession: {SESSION}\n{settings}", encoding="utf-8")
    (root / "eleves.csv").write_bytes(liste if isinstance(liste, bytes) else liste.encode())
    for name, content in remises.items():
        (root / "remises" / name).parent.mkdir(exist_ok=True)
        (root / "remises" / name).write_bytes(content)
    return root


class Inline(Executor):
    """Runs what it is given at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@contextmanager
def unwatched(steps: int) -> Iterator[Callable[[str], None]]:
    """The progress of what nobody watches."""
    yield lambda _: None


def inline(tasks: int) -> Engine:
    return Engine(Inline, 1)


def followed(root: Path, today: datetime.date = TODAY, verify: Verify = verify) -> Followed:
    """The class of a folder, as seen from there."""
    with chdir(root):
        return follow(read_class(Path()), verify, today, unwatched, inline)


def pages(root: Path, today: datetime.date = TODAY) -> dict[str, str]:
    """The site of a class, written, by the names of its files."""
    with chdir(root):
        found = follow(read_class(Path()), verify, today, unwatched, inline)
        shown = shown_documents(found, verify, unwatched, inline)
        place = write_site(Path(), site_files(found, models_of(found.classe), shown, by_student(found)))
        return {p.relative_to(place).as_posix(): p.read_text("utf-8") for p in place.rglob("*") if p.is_file()}


def of(found: Followed, cle: str) -> Suivi:
    """What is known of a student."""
    return next(suivi for suivi in found.suivis if suivi.eleve.cle == cle)
