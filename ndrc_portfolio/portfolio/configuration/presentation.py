"""How a candidate presents themselves on the home page: a line, contacts, a photo, a colour. All are optional.

An address or a number is shown because the candidate wrote it here, and for no other reason.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.annexes.find import as_on_disk, is_private
from ndrc_portfolio.annexes.model import Picture, PictureError, read_whole
from ndrc_portfolio.annexes.portrait import portrait
from ndrc_portfolio.messages.catalogue.presentation import (
    EmptyColour,
    PaleColour,
    PhotoNotShown,
    PresentationWanted,
    UnknownColour,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.attestation_files import possible_places
from ndrc_portfolio.portfolio.configuration.couleur import LEAST, NOMS, Couleur, contrast, read_couleur, readable
from ndrc_portfolio.portfolio.configuration.settings import Settings
from ndrc_portfolio.portfolio.walk import leads_out


class Presentation(NamedTuple):
    """What the home page shows of the candidate, beside the name; `ligne` and `contact` are plain text."""

    ligne: str = ""
    contact: tuple[str, ...] = ()
    photo: Picture | None = None


def couleur_of(settings: Settings) -> Couleur | None:
    """The colour that is given, if it is one."""
    given = settings.options.get("couleur")
    return read_couleur(given) if isinstance(given, str) else None


def read_presentation(
    settings: Settings, root: Path, docs: Path, cache: Path
) -> tuple[Presentation, Sequence[Diagnostic]]:
    """What `mkdocs.yml` says, and what is wrong with it: without that, there can be a site all the same."""
    options = settings.options
    faults = [*_about_couleur(settings)]
    ligne, contact, fichier = options.get("presentation"), options.get("contact"), options.get("photo")
    contact = [contact] if isinstance(contact, str) else contact
    for cle, value, liste in (("presentation", ligne, False), ("contact", contact, True), ("photo", fichier, False)):
        right = isinstance(value, list) and all(isinstance(v, str) for v in value) if liste else isinstance(value, str)
        if value is not None and not right:
            faults.append(settings.diagnostic(PresentationWanted(cle=cle, liste=liste), cle))
    photo: Picture | None = None
    if isinstance(fichier, str) and fichier.strip():
        found = _photo(fichier.strip(), root, docs, cache)
        if isinstance(found, str):
            faults.append(settings.diagnostic(PhotoNotShown(fichier=fichier, raison=found), "photo"))
        else:
            photo = found
    lines = [c.strip() for c in contact if isinstance(c, str) and c.strip()] if isinstance(contact, list) else []
    return Presentation(" ".join(ligne.split()) if isinstance(ligne, str) else "", tuple(lines), photo), faults


def _about_couleur(settings: Settings) -> Iterator[Diagnostic]:
    if "couleur" not in settings.options:
        return
    given = settings.options["couleur"]
    couleur = couleur_of(settings)
    if couleur is None:  # an unquoted `#1f4fa3` is a comment of YAML
        kind = UnknownColour if given else EmptyColour
        shown = given if isinstance(given, str) else "[…]"
        yield settings.diagnostic(kind(valeur=shown, noms=tuple(NOMS)), "couleur")
    elif (found := contrast(couleur)) < LEAST:
        shown = f"{int(found * 10) / 10}".replace(".", ",")
        message = PaleColour(valeur=str(given), contraste=shown, foncee=readable(couleur).code)
        yield settings.diagnostic(message, "couleur")


def _photo(fichier: str, root: Path, docs: Path, cache: Path) -> Picture | str:
    """The picture that is shown, small and without what it says of where and when; else why there is none."""
    places = [path for path in possible_places(fichier, root, docs) if path.is_relative_to(root)]
    real = next((r for path in places if (r := as_on_disk(path, root)) and r.is_file()), None)
    if real is None:
        return "ce fichier n’existe pas"
    if leads_out(real, root):
        return "ce fichier est un raccourci vers un autre dossier"
    if is_private(real.relative_to(root).as_posix()):
        return "ce qui est dans docs/prive/ n’est jamais publié"
    try:
        return portrait(read_whole(real), cache)
    except PictureError as fault:
        return fault.acces or fault.cause or "ce fichier ne s’ouvre pas comme une photo"
