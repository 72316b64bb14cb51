"""Which pages a site has, and where: plain data, for any host to write.

A host says what it has found in `docs/` (`Source`, by path) and where it puts a path (`Address`). `plan` gives it a
`Site`: what is to be added, what is to be left out, and the documents as they are known before their text is HTML.
Nothing is rendered here, and nothing written.
"""

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ndrc_portfolio.annexes.model import Picture
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.diagnostic import count
from ndrc_portfolio.messages.french import de
from ndrc_portfolio.portfolio.configuration.attestation import Attestation
from ndrc_portfolio.portfolio.file import HOME_PAGES
from ndrc_portfolio.portfolio.links.made import (
    PDF_FOLDER,
    RULES_PAGES,
    blank_form,
    dossier_page,
    dossier_pdf,
    pdf_name,
    print_view,
)
from ndrc_portfolio.portfolio.links.urls import Address
from ndrc_portfolio.portfolio.model import Dossier
from ndrc_portfolio.portfolio.readers.audience import may_see
from ndrc_portfolio.portfolio.readers.withheld import Withheld, withhold
from ndrc_portfolio.portfolio.reading import Read
from ndrc_portfolio.rendering.document import HEADING, Document, ShownAnnexe, SitePicture
from ndrc_portfolio.rendering.links import Links, Target

if TYPE_CHECKING:
    from ndrc_portfolio.reglement.rule import Checklist


CHECKLIST = "Conformité du dossier"
"""The title of the page of the rules."""


_PICTURES = "assets/ndrc/annexes"


Attestations = Sequence[tuple[Attestation, ShownAnnexe | None]]
"""The attestations of a candidate, each with its pictures; None where its file is not there, or does not open."""


class Source(NamedTuple):
    """What a host has found at a path: a `page` (of Markdown) or a file, in `docs/` (`own`) or of the theme.

    Its author may keep it out of the site: then it is not `shown`.
    """

    page: bool
    own: bool
    shown: bool


class Page(NamedTuple):
    """A page that the site has and no source makes: where its source would lie, and its Markdown with front matter."""

    uri: str
    markdown: str
    in_menu: bool = True


class Site(NamedTuple):
    """What there is to write.

    By the path of their page below `docs/`, in printed order: `documents` and `print_views`. By the key of their
    dossier: `dossier_pages`, and `pdfs` (the file to offer, and where). By their file in the site: `blank_forms` and
    `pictures` (the file to copy). `pages` are to be made beside those that the sources make; `lists` are the pages of
    the commission that list the documents about one candidate; `attestations` close the dossiers of the candidate.
    `unread` are the URLs of the pages of fiches that have no form, which are shown as they are written.
    `elsewhere` are paths below `docs/` that another version of this site has: a link to them is no fault, and leads
    nowhere. `home` is the URL of the home page.
    """

    home: str
    documents: Mapping[str, Document]
    print_views: Mapping[str, Address]
    dossiers: Sequence[Dossier]
    dossier_pages: Mapping[str, Address]
    pdfs: Mapping[str, tuple[Path, str]]
    blank_forms: Mapping[str, Formulaire]
    pages: Sequence[Page]
    lists: Mapping[str, Dossier]
    checklist: tuple[str, str] | None
    """The path below `docs/` and the URL of the page of the rules, for those who may see it."""
    attestations: Attestations
    pictures: Mapping[str, Path]
    withheld: Withheld
    unread: Mapping[str, str]
    elsewhere: frozenset[str]
    links: Links
    list_urls: Mapping[str, str] = MappingProxyType({})
    """The URLs of the `lists`."""
    portrait: str = ""
    """The photo of the home page, as a file in the site."""

    @property
    def apart(self) -> list[str]:
        """The files that a host does not make of sources, and that links may lead to all the same."""
        places = (*self.print_views.values(), *self.dossier_pages.values())
        return [*(place.file for place in places), *(file for _, file in self.pdfs.values()), *self.blank_forms]

    def documents_of(self, dossier: Dossier) -> list[Document]:
        """Those of its documents that the site shows."""
        return [self.documents[uri] for uri in dossier.uris if uri in self.documents]

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The titles of the dossiers and where they are."""
        return [(d.name, self.dossier_pages[d.key].url) for d in self.dossiers]


def plan(
    read: Read,
    sources: Mapping[str, Source],
    address: Callable[[str], Address],
    checklist: "Checklist | None",
    *,
    serve: bool,
) -> Site:
    """Which pages a site has.

    `sources` are all files that the host has found, by path below `docs/`; `address` says where it puts a path.
    `checklist` is given for a site whose readers may see it. `serve`: its author looks at it while
    writing, and gets a notice in the place of a document that is refused.
    """
    pages = [uri for uri, source in sources.items() if source.page]
    files = {uri: source.own for uri, source in sources.items() if not source.page}
    withheld = withhold(read, pages, files, serve=serve)
    present = sources.keys() - withheld.removed
    attestations = _attestations(read)
    shown = [uri for uri in read.order if uri in present and sources[uri].shown]
    documents = {uri: _document(read, uri, address(uri).url) for uri in shown}
    dossiers = [d for d in read.dossiers if any(uri in documents for uri in d.uris)]
    made, lists = _pages_of_candidates(dossiers, present) if read.audience == "jury" else ([], {})
    rules = _rules_page(present) if checklist and checklist.regles else None
    home = [] if present.intersection(HOME_PAGES) else [_home_page(read.candidat.complet)]
    pdfs = _pdfs(read, dossiers)
    elsewhere = _elsewhere(read, dossiers) - {*present, *([rules.uri] if rules else []), *(f for _, f in pdfs.values())}
    images = [i for d in documents.values() for annexe in d.annexes for i in annexe.images]
    images += [i for _, annexe in attestations if annexe for i in annexe.images]
    return Site(
        home=address(HOME_PAGES[0]).url,
        documents=documents,
        print_views={uri: address(print_view(address(uri))) for uri in documents},
        dossiers=dossiers,
        dossier_pages={d.key: address(dossier_page(d.key)) for d in dossiers},
        pdfs=pdfs,
        blank_forms={blank_form(f.id): f for f in _visible_forms(read)},
        pages=[*home, *([rules] if rules else []), *made],
        lists=lists,
        checklist=(rules.uri, address(rules.uri).url) if rules else None,
        attestations=attestations,
        pictures=_files(read, {image.uri for image in images}) | _portrait(read),
        withheld=withheld,
        unread={u: address(u).url for u, f in read.portfolio.fiches.items() if u in present and _is_unread(f)},
        elsewhere=elsewhere,
        links=_links(read, documents, withheld, elsewhere, address),
        list_urls={uri: address(uri).url for uri in lists},
        portrait=next(iter(_portrait(read)), ""),
    )


def _document(read: Read, uri: str, url: str) -> Document:
    fiche = read.portfolio.fiches[uri]
    assert fiche.formulaire is not None
    annexes = [
        ShownAnnexe(piece.annexe.numero, piece.annexe.titre, _images(pictures), description=piece.annexe.description)
        for piece in read.portfolio.annexes.get(uri, ())
        if isinstance(pictures := read.pictures[piece.source], list)
    ]
    return Document(uri, url, fiche, fiche.formulaire, read.asked.session, read.candidat, annexes)


def _attestations(read: Read) -> Attestations:
    """What closes the dossiers of the candidate, and of nobody else."""
    if read.audience != "candidat":
        return ()
    found = {j.attestation.numero: read.pictures.get(j.source) for j in read.attestation_files}
    return [
        (a, ShownAnnexe(a.numero, a.organisation, _images(pictures), "Attestation"))
        if isinstance(pictures := found.get(a.numero), list)
        else (a, None)
        for a in read.situation.attestations
    ]


def _images(pictures: Sequence[Picture]) -> list[SitePicture]:
    return [SitePicture(_file(picture), picture.width, picture.height) for picture in pictures]


def _file(picture: Picture) -> str:
    return f"{_PICTURES}/{picture.name}"


def _files(read: Read, wanted: set[str]) -> dict[str, Path]:
    """The files in the cache of the pictures that are `wanted`, by their place in the site."""
    made = [picture for pictures in read.pictures.values() if isinstance(pictures, list) for picture in pictures]
    return {_file(picture): picture.path for picture in made if _file(picture) in wanted}


def _pdfs(read: Read, dossiers: Sequence[Dossier]) -> dict[str, tuple[Path, str]]:
    """The PDFs that wait to be offered beside the dossiers of a public site, by the key of these."""
    if read.audience != "public":
        return {}
    waiting = {d.key: read.asked.root / PDF_FOLDER / pdf_name(d.key) for d in dossiers}
    return {key: (path, dossier_pdf(key)) for key, path in waiting.items() if path.is_file()}


def _elsewhere(read: Read, dossiers: Sequence[Dossier]) -> frozenset[str]:
    if read.audience == "jury":
        return frozenset()
    pdfs = (dossier_pdf(d.key) for d in dossiers)
    return frozenset((RULES_PAGES[0], *pdfs, *read.portfolio.left_out))


def _portrait(read: Read) -> dict[str, Path]:
    """The photo of the home page of a candidate's site."""
    photo = read.presentation.photo if read.audience != "jury" else None
    return {_file(photo): photo.path} if photo else {}


def _links(
    read: Read,
    documents: Mapping[str, Document],
    withheld: Withheld,
    elsewhere: frozenset[str],
    address: Callable[[str], Address],
) -> Links:
    """Where links to the originals of annexes lead: to the annexe on the page of its fiche, or nowhere."""
    urls = {uri: address(uri).url for uri in withheld.originals | elsewhere}
    targets = {urls[uri]: Target() for uri in withheld.named | elsewhere}
    own: dict[str, dict[str, Target]] = {}
    for uri, document in documents.items():
        annexes = {annexe.numero: annexe for annexe in document.annexes}
        for piece in read.portfolio.annexes.get(uri, ()):
            annexe = annexes.get(piece.annexe.numero)
            if annexe and piece.uri in urls:
                target = Target(f"{document.url}#{annexe.anchor}", annexe.images[0].uri)
                targets[urls[piece.uri]] = own.setdefault(uri, {})[urls[piece.uri]] = target
    return Links({url: uri for uri, url in urls.items()}, targets, own)


def _visible_forms(read: Read) -> list[Formulaire]:
    return [form for form in read.asked.formulaires.values() if may_see(read.audience, form.audience)]


def _home_page(candidat: str) -> Page:
    title = f"Portfolio {de(_as_markdown(candidat))}" if candidat else "Portfolio"
    return Page(HOME_PAGES[0], f"---\ntitle: Accueil\n---\n\n# {title}\n")


def _as_markdown(text: str) -> str:
    """A text whose signs are no Markdown."""
    return re.sub(r"[\\`*_{}\[\]()#]", r"\\\g<0>", html.escape(text, quote=False))


def _is_unread(fiche: Fiche) -> bool:
    return fiche.formulaire is None and count(fiche.diagnostics, "error") > 0


def _rules_page(present: set[str]) -> Page:
    usual, other = RULES_PAGES
    uri = other if usual in present else usual
    head = f"---\ntitle: {CHECKLIST}\nsearch: {{exclude: true}}\n---\n\n"
    return Page(uri, f"{head}# {CHECKLIST}\n", in_menu=False)


def _pages_of_candidates(dossiers: Sequence[Dossier], present: set[str]) -> tuple[list[Page], dict[str, Dossier]]:
    """A page for each candidate, which gathers what the commission has written for them."""
    made: list[Page] = []
    lists: dict[str, Dossier] = {}
    for dossier in dossiers:
        folder, slash, _ = dossier.uris[0].partition("/")
        own = [f"{folder}/{name}" for name in HOME_PAGES] if slash else []
        if own and not present.intersection(own):
            title = json.dumps(html.escape(dossier.title, quote=False), ensure_ascii=False)
            heading = f'<h1 id="{HEADING}">{html.escape(dossier.title)}</h1>'
            made.append(Page(own[0], f"---\ntitle: {title}\n---\n\n{heading}\n"))
        lists |= dict.fromkeys(own, dossier)
    return made, lists
