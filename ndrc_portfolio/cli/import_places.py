"""Where `ndrc importer` writes: in the portfolio of a folder, where `ndrc fiche` would, else in the folder itself."""

from itertools import count
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.cli.here import configuration_here
from ndrc_portfolio.cli.new_portfolio import place_of, read_existing, taken_numbers
from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.sessions import Forms
from ndrc_portfolio.messages.words import normalise, number_of
from ndrc_portfolio.portfolio.configuration.names import configuration_in
from ndrc_portfolio.portfolio.configuration.outside import refuse_outside
from ndrc_portfolio.portfolio.configuration.settings import NO_SETTINGS, Settings, read_settings, settings_above
from ndrc_portfolio.portfolio.file import absolute
from ndrc_portfolio.portfolio.readers.audience import audience_for, may_see


class Destination(NamedTuple):
    """The folder to write in, the settings that hold there, the forms of their session; whether it is a portfolio's
    folder of sources.
    """

    folder: Path
    settings: Settings
    forms: Forms
    sources: bool


class Place(NamedTuple):
    """Where a fiche goes, and its number: 0 for one that bears none."""

    path: Path
    numero: int


def destination_of(given: str | None) -> Destination:
    """Where to write: the portfolio that is here, or the folder that was given.

    Raises:
        UsageError: no folder is given, and here is no portfolio.
        UnreadableSettings: the settings are no year, or lead out of their folder.
    """
    folder = absolute(given or ".")
    if given is None:
        configuration_here(", ou dites où écrire avec -o DOSSIER")
    if folder.is_file():
        raise UsageError(f"« {given} » est un fichier : donnez le nom d’un dossier.")
    file = configuration_in(folder)
    settings = read_settings(file) if file else settings_above(folder / "fiche.md")
    if settings:
        refuse_outside(settings)
    held = settings or NO_SETTINGS
    forms = held.formulaires(held.sure_session())
    return Destination(absolute(held.docs) if file else folder, held, forms, bool(file))


def place_in(destination: Destination, form: Formulaire, numero: str, candidat: str) -> Place:
    """The first free place of a fiche: under the number that it has, unless another has it.

    `candidat` is the name in a Word file: the commission has a folder for each.

    Raises:
        UsageError: a document of the commission would lie in a candidate's sources.
    """
    folder, settings = destination.folder, destination.settings
    inside = destination.sources or folder.is_relative_to(absolute(settings.docs))
    if inside and not may_see(_audience(settings), form.audience):
        raise UsageError(
            f"« {form.id} » est un document de la commission : il ne va pas dans {folder.name}/. "
            "Dites où l’écrire, par exemple : -o commission"
        )
    if "numero" in form.identification:
        existing = read_existing(folder, destination.forms, folder.name)
        taken = taken_numbers(existing).get(form.epreuve, set())
        wanted = number_of(numero) or max(taken, default=0) + 1
        free = (n for n in count(max(taken, default=0) + 1 if wanted in taken else wanted) if n not in taken)
        places = ((folder / place_of(form, n), n) for n in free)
        return Place(*next((path, n) for path, n in places if not path.exists()))
    base = folder / place_of(form, 0)
    if not form.by_candidat:
        own = normalise(candidat).replace(" ", "-") or "candidat" if destination.sources else ""
        base = folder / own / f"{form.id}.md"
    names = (base if n == 1 else base.with_stem(f"{base.stem}-{n}") for n in count(1))
    return Place(next(path for path in names if not path.exists()), 0)


def _audience(settings: Settings) -> Audience:
    return audience_for("fiche", settings.file, settings.options.get("audience"))
