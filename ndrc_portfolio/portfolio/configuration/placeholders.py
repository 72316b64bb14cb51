"""The names that `ndrc nouveau` writes for who does not say his own, and where they still stand."""

from collections.abc import Iterator
from pathlib import Path

from ndrc_portfolio.messages.catalogue.site import NameNotWritten, NameOnPaper
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.words import normalise
from ndrc_portfolio.portfolio.configuration.settings import Settings
from ndrc_portfolio.portfolio.file import HOME_PAGES, decode

NOM, PRENOM = "VOTRE NOM", "Votre prénom"


def names_to_write(settings: Settings, docs: Path, base: str, *, site: bool, paper: bool) -> Iterator[Diagnostic]:
    """Where a name is still to be written: in the options, in the name of the site, on the home page.

    It is an error where the candidate hands in what is made, as a complete `site` or on `paper`. `base` is put before
    the paths below `docs`.
    """
    for key, name in (("nom", NOM), ("prenom", PRENOM)):
        given = settings.candidat.get(key)
        if isinstance(given, str) and normalise(given) == normalise(name):
            yield settings.diagnostic((NameOnPaper if site or paper else NameNotWritten)(texte=given), "candidat", key)
    kind = NameOnPaper if site else NameNotWritten
    for file in settings.files:
        if found := _placeholder(str(file.data.get("site_name") or "")):
            yield settings.diagnostic_at_path(kind(texte=found), ("site_name",))
            break
    home = next((docs / name for name in HOME_PAGES if (docs / name).is_file()), None)
    for number, line in enumerate(_lines(home) if home else (), 1):
        if found := _placeholder(line):
            place = Place(number, line.index(found) + 1, len(found))
            yield kind(texte=found).at(f"{base}{home.name if home else ''}", place, excerpt=line)


def _placeholder(text: str) -> str:
    return next((name for name in (f"{PRENOM} {NOM}", NOM, PRENOM) if name in text), "")


def _lines(path: Path) -> list[str]:
    try:
        return (decode(path.read_bytes()) or "").split("\n")
    except OSError:  # which is said of the file
        return []
