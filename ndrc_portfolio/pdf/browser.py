"""A page printed to a PDF by the machine's Chrome, Edge or Chromium, driven by its command line.

Measured facts are behind each flag: the exit code is 0 even when nothing was printed, a Chrome that is already
open swallows the call unless the profile is another, and a Chromium of snap reads and writes in the home only.

Printing is closed, whatever the page holds: it comes from a server of this machine under a name that cannot be guessed,
with a policy that lets no script run and nothing else in than the pictures and style sheets of its own folder; the
browser has no network beside it. (`--blink-settings=scriptEnabled=false` would stop the printing too.)
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from ndrc_portfolio.disk.programs import in_program_files, installed, run_in
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.pdf.local_server import HERE, Answer, files_of, served
from ndrc_portfolio.portfolio.file import absolute

_COMMANDES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "chrome",
)


_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)


_MACOS = ("Google Chrome", "Microsoft Edge", "Chromium")


_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)


_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; sandbox"  # no script, and no page that leads to another by itself
)


_SHOWN = ("image/", "font/", "text/css")  # what a printed page is made of


_SECONDS = 120  # thirty fiches and sixty annexes take ten


_TRIES = 2


_OLDEST = 131  # the first Chrome that prints « page x / n » in the margin


_PRODUCER = re.compile(rb"Skia/PDF m(\d+)")


class PrintError(Exception):
    """The PDF cannot be made, and it is not a fault in a fiche. Message in French."""


def find_browser(given: str | None = None) -> Path:
    """The browser that prints: the one given, else the first that is found.

    Raises:
        PrintError: there is none.
    """
    if given is not None:
        if found := _named(given):
            return found
        raise PrintError(f"« {given} » n’est pas un navigateur : donnez le chemin de Chrome, Edge ou Chromium.")
    if found := next(_installed(), None):
        return found
    raise PrintError(
        "aucun navigateur trouvé sur cet ordinateur ; il faut Chrome, Edge ou Chromium.\n"
        "  Installez Google Chrome (https://www.google.com/chrome/), ou dites où est le vôtre : --navigateur CHEMIN.\n"
        "  Pour imprimer sans lui : lancez mkdocs serve, cliquez sur « Imprimer le dossier », tapez Ctrl + P, "
        "et choisissez « Enregistrer au format PDF »."
    )


def print_page(browser: Path, name: str, html: str, uri: str, site: Path, pdf: Path) -> None:
    """Print a page to `pdf`; the profile of the browser lies beside it meanwhile.

    `html` is the page as if it stood at `uri` in the folder `site`, `name` what people call it.

    Raises:
        PrintError: no PDF came out in time, or the browser is too old for what the pages need.
    """
    others = files_of(site)

    def find(path: str) -> Answer | None:
        if path == uri:
            return Answer.of(html.encode(), "page.html")
        found = others(path)
        return found if found and found.kind.startswith(_SHOWN) else None

    for _ in range(_TRIES):
        pdf.unlink(missing_ok=True)
        with (
            tempfile.TemporaryDirectory(prefix="navigateur-", dir=pdf.parent, ignore_cleanup_errors=True) as profile,
            served(find, {"Content-Security-Policy": _POLICY}) as address,
        ):  # Windows lets go of its files a little late
            try:
                run_in(profile, _command(browser, profile, address + uri, pdf), _SECONDS)
            except subprocess.TimeoutExpired:
                raise PrintError(
                    f"« {name} » ne finit pas de s’imprimer : arrêté après {_SECONDS} secondes. Une de ses pages est "
                    "sans fin, ou bien trop longue ; imprimez ses fiches une à une pour trouver laquelle."
                ) from None
            except OSError as fault:
                raise PrintError(f"« {browser} » ne peut pas être lancé : {system_reason(fault)}.") from None
        if (version := _version(pdf)) is not None:
            if version < _OLDEST:
                raise PrintError(
                    f"ce navigateur est trop ancien (version {version}) pour numéroter les pages : "
                    f"mettez-le à jour (version {_OLDEST} ou plus récente), ou donnez-en un autre avec --navigateur."
                )
            return
    raise PrintError(
        f"« {browser} » n’a pas imprimé la page ; fermez-le s’il est ouvert et recommencez, "
        "ou donnez un autre navigateur avec --navigateur."
    )


def _command(browser: Path, profile: str, url: str, pdf: Path) -> list[str]:
    port = urlsplit(url).port
    closed = (
        f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HERE}",
        f"--proxy-server={HERE}:9",  # where nobody answers
        f"--proxy-bypass-list=<-loopback>;{HERE}:{port}",  # of this machine too, our server alone
    )
    command = [str(browser), *_OPTIONS, *closed, f"--user-data-dir={profile}", f"--print-to-pdf={absolute(pdf)}", url]
    if sys.platform == "linux" and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # Chrome refuses to start as root with it
    return command


def _named(given: str) -> Path | None:
    path = Path(given).expanduser()
    if path.suffix == ".app" and path.is_dir():  # what Finder calls the application
        path = path / "Contents" / "MacOS" / path.stem
    if path.name == given:  # a name alone is that of an installed program
        return installed(given)
    return path.absolute() if path.is_file() else None


def _installed() -> Iterator[Path]:
    yield from filter(None, map(installed, _COMMANDES))
    places = in_program_files(_WINDOWS)
    if sys.platform == "darwin":
        folders = (Path("/Applications"), Path.home() / "Applications")
        places += [folder / f"{app}.app" / "Contents" / "MacOS" / app for app in _MACOS for folder in folders]
    yield from (path for path in places if path.is_file())


def _version(pdf: Path) -> int | None:
    """The version of the Chrome that wrote a PDF; None when it wrote none, or not to its end."""
    try:
        with pdf.open("rb") as file:
            start = file.read(2048)
            file.seek(max(0, pdf.stat().st_size - 64))
            end = file.read()
    except OSError:
        return None
    if not start.startswith(b"%PDF-") or b"%%EOF" not in end:
        return None
    found = _PRODUCER.search(start)
    return int(found[1]) if found else _OLDEST
