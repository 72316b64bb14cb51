"""All that is known of a portfolio before a site is touched: read and checked once, then handed on as a value.

Nothing here knows a site generator: a host says what it was asked (`Asked`), and gets what was read (`Read`).
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from ndrc_portfolio.annexes.find import same_name
from ndrc_portfolio.annexes.model import AnnexePage, Picture, PictureError
from ndrc_portfolio.annexes.pictures import make_pictures, open_all
from ndrc_portfolio.checks.memory import read_valid, write_valid
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.modeles import Modeles
from ndrc_portfolio.messages.catalogue.audience import NumberInSettings, NumberInSite, NumberUnquoted
from ndrc_portfolio.messages.catalogue.front_matter import OneTextWanted
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.attestation_files import AttestationFile, find_attestation_files, possible_places
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.portfolio.configuration.placeholders import names_to_write
from ndrc_portfolio.portfolio.configuration.presentation import Presentation, read_presentation
from ndrc_portfolio.portfolio.configuration.settings import Settings
from ndrc_portfolio.portfolio.configuration.situation import Situation, read_situation
from ndrc_portfolio.portfolio.documents import unreadable, with_diagnostics
from ndrc_portfolio.portfolio.model import Dossier, Portfolio
from ndrc_portfolio.portfolio.readers.audience import Command
from ndrc_portfolio.portfolio.readers.gates import Readers
from ndrc_portfolio.portfolio.readers.published import Cleaned, Texts, check_published, published_uris
from ndrc_portfolio.portfolio.readers.secret import NumeroCandidat, find_numero, without_number
from ndrc_portfolio.portfolio.sources import read_portfolio

"""The folder of the cache."""
Pictures = Mapping[Path, list[Picture] | PictureError]


class Asked(NamedTuple):
    """What a host knows before anything is read: paths, the options of `mkdocs.yml` as plain data, and the day.

    `included` are the folders whose files a page can include; `excluded` says of a path below `docs` whether its
    author keeps it out of the site; `copied` are files from elsewhere that go to the site, with how messages name them.
    `named` are the files below `docs` that the site shall load on its pages: scripts, style sheets, templates.
    """

    settings: Settings
    root: Path
    docs: Path
    cache: Path
    audience: Audience
    modeles: Modeles
    options: Mapping[str, Any]
    today: datetime.date
    command: Command = "build"
    included: tuple[Path, ...] = ()
    excluded: Callable[[str], bool] = lambda _: False
    copied: Mapping[Path, str] = MappingProxyType({})
    named: frozenset[str] = frozenset()

    @property
    def session(self) -> int:
        return self.modeles.session

    @property
    def formulaires(self) -> Mapping[str, Formulaire]:
        return self.modeles.formulaires

    @property
    def images(self) -> Path:
        """Where what is made of annexes and photos is kept."""
        return self.cache / "images"

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

    `pictures` is what is shown of each annexe, by its file; `private` where the files of attestations may lie, which
    are never published, whatever their key and state; `cleaned` what is published in the place of other files.
    """

    asked: Asked
    portfolio: Portfolio
    numero: NumeroCandidat
    candidat: Identite
    situation: Situation
    attestation_files: Sequence[AttestationFile]
    private: Sequence[Path]
    pictures: Pictures
    cleaned: Cleaned
    attestation_faults: Sequence[Diagnostic] = ()
    presentation: Presentation = Presentation()
    memory: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    """The front matters that conform to their schema: those of the builds before, and with those of this one."""

    @property
    def audience(self) -> Audience:
        return self.asked.audience

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """All that is wrong, but for the rules of the dossier."""
        return self.portfolio.diagnostics

    @property
    def order(self) -> Sequence[str]:
        """The URIs of all documents as they are printed."""
        return self.portfolio.order

    @property
    def dossiers(self) -> Sequence[Dossier]:
        return self.portfolio.dossiers


def read(asked: Asked) -> Read:
    """Read and check the sources, and make the pictures of the annexes. Faults are in the result; nothing is raised."""
    given = asked.options.get("candidat") or {}
    numero = find_numero(asked.root, given.get("numero"))
    known = read_valid(asked.cache)
    memory = set(known)
    portfolio = read_portfolio(
        asked.docs,
        Readers(asked.audience, asked.formulaires, numero, asked.images, asked.settings.extensions),
        base=asked.base,
        root=asked.root,
        memory=memory,
        pictures=asked.images,
        included=asked.included,
        portfolios=asked.portfolios,
    )
    situation = read_situation(asked.options, asked.settings)
    attestation_files, faults = find_attestation_files(situation, asked.root, asked.docs)
    private = [path for text in situation.texts for path in possible_places(text, asked.root, asked.docs)]
    if asked.audience == "public":
        portfolio = _without(portfolio, private)
    pictures = _pictures(portfolio, attestation_files if asked.audience == "candidat" else (), asked)
    presentation, unpresented = read_presentation(asked.settings, asked.root, asked.docs, asked.images)
    texts = Texts(portfolio)
    uris = list(published_uris(portfolio, texts, asked.excluded, private))
    published = check_published(uris, asked.copied, texts, asked.base, asked.images, asked.named)
    others = (
        *portfolio.others,
        *published.diagnostics,
        *numero.diagnostics,
        *_option_faults(asked),
        *(_number_in_settings(asked, numero) if asked.audience == "public" and numero.valeur else ()),
        *(() if asked.audience == "jury" else _names(asked)),
        *situation.unknown,
        *unpresented,
    )
    fiches = _with_unreadable(portfolio, pictures)
    if numero.valeur:
        others = tuple(without_number(others, numero))
        fiches = {uri: replace(f, diagnostics=without_number(f.diagnostics, numero)) for uri, f in fiches.items()}
    return Read(
        asked,
        replace(portfolio, fiches=fiches, others=others),
        numero,
        Identite(_name(asked, "nom"), _name(asked, "prenom"), _seen(numero, asked.audience)),
        situation,
        attestation_files,
        private,
        pictures,
        published.cleaned,
        faults,
        presentation,
        (frozenset(known), frozenset(memory)),
    )


def remember(read: Read) -> None:
    """Keep for the next build which front matters conform to their schema."""
    before, after = read.memory
    write_valid(read.asked.cache, set(after), set(before))


def annexe_pages(read: Read) -> dict[str, AnnexePage]:
    """Where the pictures of PDF annexes come from, by the names of their files."""
    kinds = {p.source: p.genre for files in read.portfolio.annexes.values() for p in files}
    kinds |= {j.source: j.genre for j in read.attestation_files}
    return {
        picture.name: AnnexePage(source, number, picture)
        for source, pictures in read.pictures.items()
        if kinds.get(source) == "pdf" and isinstance(pictures, list)
        for number, picture in enumerate(pictures)
    }


def _name(asked: Asked, key: str) -> str:
    """A name as it is written: for YAML « No » is a boolean, and « 1789 » a number."""
    written = asked.settings.candidat.get(key)
    given = (asked.options.get("candidat") or {}).get(key)
    return written if isinstance(written, str) else given if isinstance(given, str) else ""


def _seen(numero: NumeroCandidat, audience: Audience) -> str:
    return numero.valeur if audience != "public" else ""


def _names(asked: Asked) -> Iterator[Diagnostic]:
    """Pages are counted before a name is known."""
    site = asked.audience == "candidat" and asked.command not in ("pdf", "word", "pages")
    return names_to_write(asked.settings, asked.docs, asked.base, site=site, paper=asked.command in ("pdf", "word"))


def _number_in_settings(asked: Asked, numero: NumeroCandidat) -> Iterator[Diagnostic]:
    """The number in what `mkdocs.yml` says of the site: each page would show it."""
    return asked.settings.saying(lambda text: bool(numero.find(text)), lambda key: NumberInSite(cle=key))


def _option_faults(asked: Asked) -> Iterator[Diagnostic]:
    yield from asked.settings.option_faults(asked.options)
    yield from asked.settings.quotes
    for key in ("nom", "prenom"):
        if isinstance(asked.settings.candidat.get(key), list | dict):
            kind = "array" if isinstance(asked.settings.candidat[key], list) else "object"
            wrong = OneTextWanted(cle=key, wanted=("string",), received=kind)
            yield asked.settings.diagnostic(wrong, "candidat", key)
    numero = (asked.options.get("candidat") or {}).get("numero")
    if numero not in (None, ""):
        message = NumberInSettings() if isinstance(numero, str) else NumberUnquoted()
        yield asked.settings.diagnostic(message, "candidat", "numero")


def _without(portfolio: Portfolio, private: Sequence[Path]) -> Portfolio:
    """An attestation is private, even where it is an annexe too."""
    secret = {same_name(str(path.resolve())) for path in private}
    annexes = {
        uri: [file for file in files if same_name(str(file.source.resolve())) not in secret]
        for uri, files in portfolio.annexes.items()
    }
    return replace(portfolio, annexes=annexes)


def _pictures(portfolio: Portfolio, attestation_files: Sequence[AttestationFile], asked: Asked) -> Pictures:
    """What is shown of them; who only checks them draws nothing."""
    wanted = [(file.source, file.genre) for files in portfolio.annexes.values() for file in files]
    wanted += [(file.source, file.genre) for file in attestation_files]
    return (open_all if asked.command == "verifier" else make_pictures)(wanted, asked.images)


def _with_unreadable(portfolio: Portfolio, pictures: Pictures) -> Mapping[str, Fiche]:
    """The fiches, with what is to be said of their annexes that do not open."""
    fiches = dict(portfolio.fiches)
    for uri, files in portfolio.annexes.items():
        opened = ((file, pictures[file.source]) for file in files)
        faults = [unreadable(fiches[uri], f, fault) for f, fault in opened if isinstance(fault, PictureError)]
        if faults:
            fiches[uri] = with_diagnostics(fiches[uri], faults)
    return fiches
