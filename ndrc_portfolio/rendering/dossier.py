"""The printed dossier: what it is made of, its contents as data, and its page, in the site and on paper.

Paper has what nobody could write by hand: page numbers in the contents, blank pages, boxes for the pages of PDF
annexes. `overrides/ndrc/dossier.html` makes both.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.portfolio.configuration.attestation import Attestation
from ndrc_portfolio.portfolio.links.urls import relative_url, to_root
from ndrc_portfolio.portfolio.model import Dossier
from ndrc_portfolio.rendering.document import Document, ShownAnnexe, SitePicture, chosen_label, undated
from ndrc_portfolio.rendering.links import link_inside, move_urls, prefix_ids, unlink
from ndrc_portfolio.rendering.templates import Templates, css_string

PAGE_TO_PRINT = "impression/ndrc-dossier.html"  # where in the site the page would lie that is printed


BOX_COLOUR = (253, 254, 253)
"""The colour of a box, by which it is found in the PDF; on paper it is white."""


class PrintedDossier(NamedTuple):
    """What is printed together: documents, each with its form as the HTML of its own page, and attestations."""

    dossier: Dossier
    documents: Sequence[tuple[Document, str]]
    attestations: Sequence[tuple[Attestation, ShownAnnexe | None]] = ()

    @property
    def author(self) -> str:
        """The candidate whose work it is; nobody's in a dossier of the commission."""
        return next((d.about.complet for d, _ in self.documents if d.form.by_candidat), "")

    @property
    def pictures(self) -> Iterator[SitePicture]:
        """The pictures of its annexes, in the printed order."""
        shown = [annexe for document, _ in self.documents for annexe in document.annexes]
        shown += [annexe for _, annexe in self.attestations if annexe]
        return chain.from_iterable(annexe.images for annexe in shown)


class Entry(NamedTuple):
    """A line of the contents: where it leads, what it says, how deep it stands (from 1), and what stands below it."""

    anchor: str
    title: str
    level: int
    detail: str = ""
    children: tuple["Entry", ...] = ()


class Paper(NamedTuple):
    """What a dossier has on paper alone: no link leaves it, and a heading stands above each annexe.

    `pages` are the numbers in the contents, by anchor (one that is missing takes its room); `blanks` the anchors of
    documents that a blank page stands before; `boxes` the names of the pictures that a box stands for, laid out as
    they would be; `marks` more anchors, which the PDF shall then say the page of.
    """

    pages: Mapping[str, int] = MappingProxyType({})
    blanks: Collection[str] = ()
    boxes: Collection[str] = ()
    marks: Sequence[str] = ()


def contents(printed: PrintedDossier) -> tuple[Entry, ...]:
    """The contents: each document with its annexes, then the attestations."""
    entries = [
        Entry(title, _one_line(document.titre), 1, chosen_label(document), _annexes(document.annexes, _prefix(title)))
        for title, (document, _) in zip(title_anchors(printed), printed.documents, strict=True)
    ]
    if printed.attestations:
        joined = [annexe for _, annexe in printed.attestations if annexe]
        entries.append(Entry("attestations", "Attestations", 1, children=_annexes(joined, "a-")))
    return tuple(entries)


def title_anchors(printed: PrintedDossier) -> list[str]:
    """Where each document begins: the anchors of their titles."""
    return [f"d{i}-fiche" for i, _ in enumerate(printed.documents, 1)]


def every(entries: Sequence[Entry]) -> list[Entry]:
    """All lines of the contents, each before those below it."""
    return [line for entry in entries for line in (entry, *every(entry.children))]


def to_print(rendering: Templates, printed: PrintedDossier, home: str, paper: Paper | None = None) -> str:
    """The page that is printed; without `paper` the page of the site that a PDF is compared with."""
    return render(rendering, printed, PAGE_TO_PRINT, home, indexed=False, paper=paper)


def render(
    rendering: Templates,
    printed: PrintedDossier,
    url: str,
    home: str,
    *,
    indexed: bool,
    pdf: str = "",
    paper: Paper | None = None,
) -> str:
    """The page of a dossier: cover, contents, each document with its annexes, the candidate's attestations.

    `url` is where it lies in the site and `home` where the home page does; `pdf` is what can be had beside it.
    """
    documents = [document for document, _ in printed.documents]
    prefixes = {d.url: _prefix(title) for d, title in zip(documents, title_anchors(printed), strict=True)}
    first, name = documents[0], printed.dossier.name
    people = [d.about for d in documents]
    candidat = next((a for a in people if a.complet and a.numero), None) or next(
        (a for a in people if a.complet), first.about
    )
    named = [candidat.complet] if candidat.complet and candidat.complet not in name else []
    return rendering.template("ndrc/dossier.html").render(
        docs=[(d, _placed(d, form, url, prefixes, on_paper=paper is not None)) for d, form in printed.documents],
        plain=all(lay_out(document.form).plain for document in documents),
        contents=contents(printed),
        paper=paper,
        box_colour=f"rgb{BOX_COLOUR}",
        attestations=printed.attestations,
        pdf=pdf,
        jury=first.form.audience == "jury" or not first.form.by_candidat,
        heading=" / ".join(dict.fromkeys(_heading(d.form) for d in documents)),
        diplome=undated(first.form.keyword.entete[0].texte),
        session=first.session,
        candidat=candidat,
        title=" – ".join([name, *named]),
        footer=" – ".join([*named, name]),
        root=to_root(url),
        back="" if paper else relative_url(home, url),
        indexed=indexed,
        css_string=css_string,
    )


def _placed(document: Document, form: str, url: str, prefixes: Mapping[str, str], *, on_paper: bool) -> str:
    """A form, moved from its own page into the dossier."""
    own = prefix_ids(form, prefixes[document.url])
    linked = link_inside(move_urls(own, document.url, url), url, prefixes)
    return unlink(linked) if on_paper else linked


def _prefix(title: str) -> str:
    """What all anchors of a document begin with, from that of its title."""
    return title.removesuffix("fiche")


def _annexes(annexes: Sequence[ShownAnnexe], prefix: str) -> tuple[Entry, ...]:
    return tuple(Entry(prefix + a.anchor, _one_line(a.libelle), 2) for a in annexes)


def _one_line(text: str) -> str:
    """A title as one reads it, and as a browser repeats it in the outline; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", text).strip()


def _heading(form: Formulaire) -> str:
    """« E4 – RELATION CLIENT ET NÉGOCIATION VENTE », from the head of the form."""
    lines = [line.texte for line in form.keyword.entete]
    return str(next((line for line in lines if line.startswith(form.epreuve)), lines[-1]))
