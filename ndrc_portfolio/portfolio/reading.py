"""All that is known of a portfolio before a site is touched: read and checked once, then handed on as a value.

Nothing here knows a site generator: a host says what it was asked (`Asked`), and gets what was read (`Read`).
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ndrc_portfolio.annexes.model import AnnexePage, Picture, PictureError
from ndrc_portfolio.annexes.pictures import make_pictures
from ndrc_portfolio.checks.memory import read_valid, write_valid
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.catalogue.audience import NumberInSettings, NumberUnquoted
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.attestation_files import AttestationFile, find_attestation_files, possible_places
from ndrc_portfolio.portfolio.identite import Identite
from ndrc_portfolio.portfolio.model import Dossier, Portfolio
from ndrc_portfolio.portfolio.secret import NumeroCandidat, find_numero
from ndrc_portfolio.portfolio.settings import Settings
from ndrc_portfolio.portfolio.situation import Situation, read_situation
from ndrc_portfolio.portfolio.sources import read_portfolio, report_unreadable

Pictures = Mapping[Path, list[Picture] | PictureError]


class Asked(NamedTuple):
    """What a host knows before anything is read: paths, the options of `mkdocs.yml` as plain data, and the day.

    `included` are the folders whose files a page can include; `excluded` says of a path below `docs` whether its
    author keeps it out of the site.
    """

    settings: Settings
    root: Path
    docs: Path
    cache: Path
    audience: Audience
    session: int
    formulaires: Mapping[str, Formulaire]
    options: Mapping[str, Any]
    today: datetime.date
    included: tuple[Path, ...] = ()
    excluded: Callable[[str], bool] = lambda _: False

    @property
    def base(self) -> str:
        """What stands before the paths below `docs` in messages."""
        folder = self.docs.relative_to(self.root) if self.docs.is_relative_to(self.root) else self.docs
        return f"{folder.as_posix()}/"

    @property
    def portfolios(self) -> dict[str, Path]:
        """For the commission: where the sources of each candidate are."""
        return {name: Path(folder) for name, folder in (self.options.get("portfolios") or {}).items()}


class Read(NamedTuple):
    """A portfolio as read for one audience.

    `order` are the URIs of all documents as they are printed; `pictures` what is shown of each annexe, by its file;
    `private` where the files of attestations may lie, which are never published, whatever their key and state.
    """

    asked: Asked
    portfolio: Portfolio
    numero: NumeroCandidat
    candidat: Identite
    situation: Situation
    justificatifs: Sequence[AttestationFile]
    private: Sequence[Path]
    pictures: Pictures
    diagnostics: Sequence[Diagnostic]
    order: Sequence[str]
    dossiers: Sequence[Dossier]
    attestation_faults: Sequence[Diagnostic] = ()
    memory: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    """The front matters that conform to their schema: those of the builds before, and with those of this one."""

    @property
    def audience(self) -> Audience:
        return self.asked.audience


def read(asked: Asked) -> Read:
    """Read and check the sources, and make the pictures of the annexes. Faults are in the result; nothing is raised."""
    given = asked.options.get("candidat") or {}
    numero = find_numero(asked.root, given.get("numero"))
    known = read_valid(asked.cache)
    conformes = set(known)
    portfolio = read_portfolio(
        asked.docs,
        asked.formulaires,
        asked.audience,
        base=asked.base,
        conformes=conformes,
        numero=numero,
        inclus=asked.included,
        portfolios=asked.portfolios,
    )
    situation = read_situation(asked.options, asked.settings)
    justificatifs, faults = find_attestation_files(situation, asked.root, asked.docs)
    private = [path for text in situation.textes for path in possible_places(text, asked.root, asked.docs)]
    portfolio.autres += [*numero.diagnostics, *_number_in_settings(asked.settings, given.get("numero"))]
    if asked.audience == "public":
        _withdraw(portfolio, private)
    pictures = _pictures(portfolio, justificatifs if asked.audience == "candidat" else (), asked.cache)
    return Read(
        asked,
        portfolio,
        numero,
        Identite(given.get("nom") or "", given.get("prenom") or "", _seen(numero, asked.audience)),
        situation,
        justificatifs,
        private,
        pictures,
        portfolio.diagnostics,
        portfolio.ordre,
        portfolio.dossiers,
        faults,
        (frozenset(known), frozenset(conformes)),
    )


def remember(read: Read) -> None:
    """Keep for the next build which front matters conform to their schema."""
    before, after = read.memory
    write_valid(read.asked.cache, set(after), set(before))


def annexe_pages(read: Read) -> dict[str, AnnexePage]:
    """Where the pictures of PDF annexes come from, by the names of their files."""
    kinds = {p.source: p.genre for pieces in read.portfolio.pieces.values() for p in pieces}
    kinds |= {j.source: j.genre for j in read.justificatifs}
    return {
        picture.name: AnnexePage(source, number, picture)
        for source, pictures in read.pictures.items()
        if kinds.get(source) == "pdf" and isinstance(pictures, list)
        for number, picture in enumerate(pictures)
    }


def _seen(numero: NumeroCandidat, audience: Audience) -> str:
    return numero.valeur if audience != "public" else ""


def _number_in_settings(settings: Settings, written: object) -> list[Diagnostic]:
    if written in (None, ""):
        return []
    return [
        settings.signaler(NumberInSettings() if isinstance(written, str) else NumberUnquoted(), "candidat", "numero")
    ]


def _withdraw(portfolio: Portfolio, private: Sequence[Path]) -> None:
    """An attestation is private, even where it is an annexe too."""
    secret = {path.resolve() for path in private}
    for uri, pieces in portfolio.pieces.items():
        portfolio.pieces[uri] = [p for p in pieces if p.source.resolve() not in secret]


def _pictures(portfolio: Portfolio, justificatifs: Sequence[AttestationFile], cache: Path) -> Pictures:
    pieces = [(uri, piece) for uri, found in portfolio.pieces.items() for piece in found]
    wanted = [(p.source, p.genre) for _, p in pieces] + [(j.source, j.genre) for j in justificatifs]
    pictures = make_pictures(wanted, cache / "images") if wanted else {}
    for uri, piece in pieces:
        fault = pictures[piece.source]
        if isinstance(fault, PictureError):
            report_unreadable(portfolio.fiches[uri], piece, fault)
    return pictures
