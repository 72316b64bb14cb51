"""The printed dossier: what it is made of, its contents as data, and its page, in the site and on paper.

Paper has what nobody could write by hand: page numbers in the contents, blank pages, boxes for the pages of PDF
annexes. `overrides/ndrc/dossier.html` makes both.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.portfolio.attestation import Attestation
from ndrc_portfolio.portfolio.model import Dossier
from ndrc_portfolio.portfolio.urls import relative_url, to_root
from ndrc_portfolio.rendering.document import Document, ShownAnnexe, SitePicture, chosen_label
from ndrc_portfolio.rendering.links import link_inside, move_urls, prefix_ids
from ndrc_portfolio.rendering.templates import Templates, css_string

PAGE_TO_PRINT = "impression/ndrc-dossier.html"  # where in the site the page would lie that is printed


BOX_COLOUR = (253, 254, 253)
"""The colour of a box, by which it is found in the PDF; on paper it is white."""


@dataclass(frozen=True, slots=True)
class PrintedDossier:
    """What is printed together: documents, each with its form as the HTML of its own page, and attestations."""

    ensemble: Dossier
    documents: Sequence[tuple[Document, str]]
    attestations: Sequence[tuple[Attestation, ShownAnnexe | None]] = ()

    @property
    def auteur(self) -> str:
        """The candidate whose work it is; nobody's in a dossier of the commission."""
        return next((d.auteur.complet for d, _ in self.documents if d.form.by_candidat), "")

    @property
    def pictures(self) -> Iterator[SitePicture]:
        """The pictures of its annexes, in the printed order."""
        shown = [annexe for document, _ in self.documents for annexe in document.annexes]
        shown += [annexe for _, annexe in self.attestations if annexe]
        return chain.from_iterable(annexe.images for annexe in shown)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: where it leads, what it says, how deep it stands (from 1), and what stands below it."""

    anchor: str
    title: str
    level: int
    detail: str = ""
    children: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What a dossier has on paper alone: no link leaves it, and a heading stands above each annexe.

    `pages` are the numbers in the contents, by anchor (one that is missing takes its room); `blanks` the anchors of
    documents that a blank page stands before; `boxes` the names of the pictures that a box stands for, laid out as
    they would be; `marks` more anchors, which the PDF shall then say the page of.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
    blanks: Collection[str] = ()
    boxes: Collection[str] = ()
    marks: Sequence[str] = ()


def contents(dossier: PrintedDossier) -> tuple[Entry, ...]:
    """The contents: each document with its annexes, then the attestations."""
    entries = [
        Entry(title, _one_line(document.titre), 1, chosen_label(document), _annexes(document.annexes, _prefix(title)))
        for title, (document, _) in zip(title_anchors(dossier), dossier.documents, strict=True)
    ]
    if dossier.attestations:
        joined = [annexe for _, annexe in dossier.attestations if annexe]
        entries.append(Entry("attestations", "Attestations", 1, children=_annexes(joined, "a-")))
    return tuple(entries)


def title_anchors(dossier: PrintedDossier) -> list[str]:
    """Where each document begins: the anchors of their titles."""
    return [f"d{i}-fiche" for i, _ in enumerate(dossier.documents, 1)]


def every(entries: Sequence[Entry]) -> list[Entry]:
    """All lines of the contents, each before those below it."""
    return [line for entry in entries for line in (entry, *every(entry.children))]


def to_print(rendering: Templates, dossier: PrintedDossier, home: str, paper: Paper | None = None) -> str:
    """The page that is printed; without `paper` the page of the site that a PDF is compared with."""
    return render(rendering, dossier, PAGE_TO_PRINT, home, indexer=False, paper=paper)


def render(
    rendering: Templates,
    dossier: PrintedDossier,
    url: str,
    home: str,
    *,
    indexer: bool,
    pdf: str = "",
    paper: Paper | None = None,
) -> str:
    """The page of a dossier: cover, contents, each document with its annexes, the candidate's attestations.

    `url` is where it lies in the site and `home` where the home page does; `pdf` is what can be had beside it.
    """
    documents = [document for document, _ in dossier.documents]
    prefixes = {d.url: _prefix(title) for d, title in zip(documents, title_anchors(dossier), strict=True)}
    ensemble, first = dossier.ensemble, documents[0]
    auteurs = [d.auteur for d in documents]
    candidat = next((a for a in auteurs if a.complet and a.numero), None) or next(
        (a for a in auteurs if a.complet), first.auteur
    )
    named = [candidat.complet] if candidat.complet and candidat.complet not in ensemble.dossier else []
    return rendering.template("ndrc/dossier.html").render(
        docs=[(d, _placed(d, form, url, prefixes, leave=paper is None)) for d, form in dossier.documents],
        sommaire=contents(dossier),
        paper=paper,
        box_colour=f"rgb{BOX_COLOUR}",
        attestations=dossier.attestations,
        pdf=pdf,
        jury=first.form.audience == "jury" or not first.form.by_candidat,
        intitule=" / ".join(dict.fromkeys(_intitule(d.form) for d in documents)),
        diplome=first.form.keyword.entete[0],
        session=first.session,
        candidat=candidat,
        titre=" – ".join([ensemble.dossier, *named]),
        pied=" – ".join([*named, ensemble.dossier]),
        root=to_root(url),
        retour="" if paper else relative_url(home, url),
        indexer=indexer,
        css_string=css_string,
    )


def _placed(document: Document, form: str, url: str, prefixes: Mapping[str, str], *, leave: bool) -> str:
    """A form, moved from its own page into the dossier."""
    own = prefix_ids(form, prefixes[document.url])
    return link_inside(move_urls(own, document.url, url), url, prefixes, sortir=leave)


def _prefix(title: str) -> str:
    """What all anchors of a document begin with, from that of its title."""
    return title.removesuffix("fiche")


def _annexes(annexes: Sequence[ShownAnnexe], prefix: str) -> tuple[Entry, ...]:
    return tuple(Entry(prefix + a.ancre, _one_line(a.libelle), 2) for a in annexes)


def _one_line(text: str) -> str:
    """A title as one reads it, and as a browser repeats it in the outline; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", text).strip()


def _intitule(form: Formulaire) -> str:
    """« E4 – RELATION CLIENT ET NÉGOCIATION VENTE », from the head of the form."""
    lines = form.keyword.entete
    return str(next((line for line in lines if line.startswith(form.epreuve)), lines[-1]))
