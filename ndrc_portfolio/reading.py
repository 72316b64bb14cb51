"""All that is known of a portfolio before a site is touched: read and checked once, then handed on as a value.

Nothing here knows a site generator: a host says what it was asked (`Asked`), and gets what was read (`Read`).
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndrc_portfolio.cache import ecrire_conformes, lire_conformes
from ndrc_portfolio.confidentialite import Numero, numero_candidat
from ndrc_portfolio.dossier import Ensemble, Portfolio, lire_portfolio, signaler_illisible, verifier_fichier
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.identite import Identite
from ndrc_portfolio.images import ImageError, PageAnnexe, Vue, controler, preparer
from ndrc_portfolio.justificatifs import Justificatif, illisible, lieux, trouver_justificatifs
from ndrc_portfolio.messages.catalogue.audience import NumberInSettings, NumberUnquoted
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.reglages import Reglages, montre
from ndrc_portfolio.situation import Situation, lire_situation

if TYPE_CHECKING:
    from ndrc_portfolio.conformite import Conformite

Pictures = Mapping[Path, list[Vue] | ImageError]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a host knows before anything is read: paths, the options of `mkdocs.yml` as plain data, and the day.

    `included` are the folders whose files a page can include; `excluded` says of a path below `docs` whether its
    author keeps it out of the site.
    """

    settings: Reglages
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


@dataclass(frozen=True, slots=True)
class Read:
    """A portfolio as read for one audience.

    `order` are the URIs of all documents as they are printed; `pictures` what is shown of each annexe, by its file;
    `private` where the files of attestations may lie, which are never published, whatever their key and state.
    """

    asked: Asked
    portfolio: Portfolio
    numero: Numero
    candidat: Identite
    situation: Situation
    justificatifs: Sequence[Justificatif]
    private: Sequence[Path]
    pictures: Pictures
    diagnostics: Sequence[Diagnostic]
    order: Sequence[str]
    ensembles: Sequence[Ensemble]
    attestation_faults: Sequence[Diagnostic] = ()
    memory: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    """The front matters that conform to their schema: those of the builds before, and with those of this one."""

    @property
    def audience(self) -> Audience:
        return self.asked.audience


@dataclass(frozen=True, slots=True)
class Complete:
    """All that the candidate has written, seen by the readers of a site or not, and how it keeps the rules."""

    portfolio: Portfolio
    diagnostics: Sequence[Diagnostic]
    checklist: "Conformite"


def read(asked: Asked) -> Read:
    """Read and check the sources, and make the pictures of the annexes. Faults are in the result; nothing is raised."""
    given = asked.options.get("candidat") or {}
    numero = numero_candidat(asked.root, given.get("numero"))
    known = lire_conformes(asked.cache)
    conformes = set(known)
    portfolio = lire_portfolio(
        asked.docs,
        asked.formulaires,
        asked.audience,
        base=asked.base,
        conformes=conformes,
        numero=numero,
        inclus=asked.included,
        portfolios=asked.portfolios,
    )
    situation = lire_situation(asked.options, asked.settings)
    justificatifs, faults = trouver_justificatifs(situation, asked.root, asked.docs)
    private = [path for text in situation.textes for path in lieux(text, asked.root, asked.docs)]
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
        portfolio.ensembles,
        faults,
        (frozenset(known), frozenset(conformes)),
    )


def remember(read: Read) -> None:
    """Keep for the next build which front matters conform to their schema."""
    before, after = read.memory
    ecrire_conformes(read.asked.cache, set(after), set(before))


def complete(read: Read) -> Complete:
    """Read what the site leaves out too, and check the rules of the dossier: they concern the candidate alone."""
    from ndrc_portfolio.conformite import Conformite, controler  # late: a public build does not tell them

    docs, left_out = read.asked.docs, read.portfolio.laisses
    own = {u: verifier_fichier(docs / u, montre(docs / u), docs, read.asked.formulaires) for u in left_out}
    fiches = {**read.portfolio.fiches, **{uri: fiche for uri, fiche in own.items() if fiche}}
    whole = replace(read.portfolio, fiches=fiches)
    order = whole.ordre
    if read.audience == "jury" or (whole.refuses and not order):
        return Complete(whole, whole.diagnostics, Conformite((), ()))
    rest = [uri for uri, fiche in fiches.items() if fiche.formulaire is None]
    checklist = controler(
        [fiches[uri] for uri in (*order, *rest) if not read.asked.excluded(uri)],
        read.asked.formulaires,
        read.situation,
        read.asked.session,
        read.asked.today,
        [*read.attestation_faults, *_unreadable(read)],
        len(whole.mal_nommes),
    )
    return Complete(whole, whole.diagnostics, checklist)


def annexe_pages(read: Read) -> dict[str, PageAnnexe]:
    """Where the pictures of PDF annexes come from, by the names of their files."""
    kinds = {p.source: p.genre for pieces in read.portfolio.pieces.values() for p in pieces}
    kinds |= {j.source: j.genre for j in read.justificatifs}
    return {
        picture.name: PageAnnexe(source, number, picture)
        for source, pictures in read.pictures.items()
        if kinds.get(source) == "pdf" and isinstance(pictures, list)
        for number, picture in enumerate(pictures)
    }


def _seen(numero: Numero, audience: Audience) -> str:
    return numero.valeur if audience != "public" else ""


def _number_in_settings(settings: Reglages, written: object) -> list[Diagnostic]:
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


def _pictures(portfolio: Portfolio, justificatifs: Sequence[Justificatif], cache: Path) -> Pictures:
    pieces = [(uri, piece) for uri, found in portfolio.pieces.items() for piece in found]
    wanted = [(p.source, p.genre) for _, p in pieces] + [(j.source, j.genre) for j in justificatifs]
    pictures = preparer(wanted, cache / "images") if wanted else {}
    for uri, piece in pieces:
        fault = pictures[piece.source]
        if isinstance(fault, ImageError):
            signaler_illisible(portfolio.fiches[uri], piece, fault)
    return pictures


def _unreadable(read: Read) -> list[Diagnostic]:
    """The files of attestations that do not open; where a site shows none of them, they are opened for that."""
    opened = {j.source: read.pictures.get(j.source) or controler(j.source, j.genre) for j in read.justificatifs}
    faults = ((j, opened[j.source]) for j in read.justificatifs)
    return [illisible(read.situation, j, fault) for j, fault in faults if isinstance(fault, ImageError)]
