"""What a site shows, as HTML: a function for each page, from values to text.

What a document becomes (`Rendered`) depends on its own text, its place and the links of the site, and on nothing that
happened before: a host may keep it.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ndrc_portfolio.fiches.markdown.refused import Refused
from ndrc_portfolio.formulaires.cells import anchor_of
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.model import Bloc
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import gathered
from ndrc_portfolio.portfolio.links.urls import relative_url, to_root
from ndrc_portfolio.portfolio.model import Dossier
from ndrc_portfolio.portfolio.reading import Read
from ndrc_portfolio.rendering.commission import table_of
from ndrc_portfolio.rendering.document import Document, chosen_label, identity_text
from ndrc_portfolio.rendering.dossier import PrintedDossier
from ndrc_portfolio.rendering.home import Offer, home_of, unread_cards
from ndrc_portfolio.rendering.links import Links, Relinked, move_urls, relink
from ndrc_portfolio.rendering.markdown import Cells, cut
from ndrc_portfolio.rendering.site import Site
from ndrc_portfolio.rendering.templates import Templates

if TYPE_CHECKING:
    from ndrc_portfolio.reglement.rule import Checklist


_NOTHING: Mapping[str, str] = MappingProxyType({})


_BANNERS = {
    "candidat": "Version complète, pour le candidat : elle contient des pièces confidentielles. Ne la publiez pas.",
    "jury": "Version de la commission : ne la communiquez pas.",
}


class Rendered(NamedTuple):
    """What a document has become: its form, what its page shows, what the search reads, its print view.

    `shown` and `lost` are the originals, as URLs, that its text shows or links to though no fiche names them; `removed`
    is what had to be taken out of the text.
    """

    form: str
    page: str
    search: str
    print_view: str
    shown: frozenset[str] = frozenset()
    lost: tuple[str, ...] = ()
    removed: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A site as it is made: what was read, what there is to write, the templates.

    `checklist` is for those who may see it; `dead_links` is what is said of links that lead nowhere; `problems`, by the
    path that messages name, are counted for the candidate, and shown to an author who writes (`serve`). Hosts hand over
    pages one by one: `rendered`, by path, `shown`, the originals that a text shows, and `offered`, the bytes of a
    dossier's PDF, grow meanwhile.
    """

    read: Read
    site: Site
    rendering: Templates
    checklist: "Checklist | None"
    dead_links: Sequence[Diagnostic]
    problems: Mapping[str, Sequence[Diagnostic]]
    serve: bool
    rendered: dict[str, Rendered] = field(default_factory=dict)
    offered: dict[str, int] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)


def render(
    document: Document,
    converted: str,
    print_view: str,
    links: Links,
    rendering: Templates,
    *,
    indexed: bool,
    known: Mapping[str, str] = _NOTHING,
) -> Rendered:
    """A document from the HTML of its Markdown (`compose`), for its page and for its print view at that URL.

    `known` is the HTML of what `compose` left out.

    Raises:
        MarksLost: the marks of the rubriques are not in this HTML as they were put.
    """
    cells = cut(converted, document.fiche, document.form, known)
    url, targets = document.url, links.seen_from(document.uri)

    def linked(piece: str) -> Relinked:
        return relink(piece, url, targets, links.originals)

    by_leaf = {leaf: [linked(piece) for piece in pieces] for leaf, pieces in cells.by_leaf.items()}
    notes = linked(cells.notes)
    made = Cells({leaf: [m.html for m in pieces] for leaf, pieces in by_leaf.items()}, notes.html)
    form = rendering.form(document, made)
    every = [*(m for pieces in by_leaf.values() for m in pieces), notes]
    back = relative_url(url, print_view)
    return Rendered(
        form=form,
        page=rendering.page(document, form, to_root(url), relative_url(print_view, url)),
        search=for_search(document, made),
        print_view=rendering.print_view(
            document, move_urls(form, url, print_view), to_root(print_view), back, indexed=indexed
        ),
        shown=frozenset().union(*(m.shown for m in every)),
        lost=tuple(url for m in every for url in m.lost),
        removed=cells.removed,
    )


def dossier_of(edition: Edition, dossier: Dossier) -> PrintedDossier:
    """What is printed of some documents: those that could be rendered."""
    shown = [(d, edition.rendered[d.uri].form) for d in edition.site.documents_of(dossier) if d.uri in edition.rendered]
    return PrintedDossier(dossier, shown, edition.site.attestations)


def home_header(edition: Edition, url: str) -> str:
    """The top of a candidate's home page at `url`: whose it is, the dossiers to print, a card a document."""
    site, rules = edition.site, None
    if site.checklist and edition.checklist:
        rules = (site.checklist[1], sum(c.state == "a-corriger" for c in edition.checklist.regles))
    home = home_of(edition.read, site, _faults(edition))
    offers = [
        Offer(d.name, site.pdfs[d.key][1] if d.key in edition.offered else site.dossier_pages[d.key].url, _size(found))
        for d in site.dossiers
        for found in [edition.offered.get(d.key, 0)]
    ]
    return edition.rendering.home(home, offers, rules, to_root(url))


def commission_table(edition: Edition, url: str, only: Dossier | None = None) -> str:
    """What the commission has written for all candidates, or for one, on a page at `url`."""
    table = table_of(edition.read, edition.site, only)
    unread = () if only else unread_cards(edition.read, edition.site, _faults(edition))
    return edition.rendering.commission(table, unread, _faults(edition), to_root(url), alone=only is not None)


def _faults(edition: Edition) -> dict[str, int]:
    """How many faults an author is told of, by the path of the page."""
    base = edition.read.asked.base
    return {path.removeprefix(base): len(said) for path, said in edition.problems.items() if path.startswith(base)}


def blank_list(site: Site, url: str, rendering: Templates) -> str:
    """The links to the blank forms, on a page at `url`."""
    forms = {form.titre: file for file, form in site.blank_forms.items()}
    return rendering.blank_list(forms, to_root(url)) if forms else ""


def _size(octets: int) -> str:
    """« 1,2 Mo »."""
    if not octets:
        return ""
    text = f"{octets / 1e6:.1f} Mo" if octets >= 1e6 else f"{max(1, octets // 1000)} ko"
    return text.replace(".", ",").replace(" ", "\u00a0")


def banner(audience: Audience) -> str:
    """What the readers of a site that is not public must know of it, above each page."""
    text = _BANNERS.get(audience)
    return f'<div class="ndrc-audience" role="note"><p>{typeset(text)}</p></div>' if text else ""


def by_path(*diagnostics: Sequence[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Faults and warnings, page by page, as the author is shown them."""
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in dict.fromkeys(d for some in diagnostics for d in gathered(some) if d.severity != "info"):
        found.setdefault(diagnostic.path, []).append(diagnostic)
    return found


def as_written(lines: Sequence[str]) -> str:
    """A source that cannot be shown otherwise: nothing of it is lost."""
    return '<pre class="ndrc-brut">' + html.escape("\n".join(lines)) + "</pre>"


def for_search(document: Document, made: Cells) -> str:
    """The page as the search engine should read it: the bands, the labels and the texts, without the table."""
    form = document.form
    fields = [
        identity_text(document, c) for c, f in form.identification.items() if c != "candidat.numero" and not f.options
    ]
    parts = [f"<p>{_escape(' '.join(filter(None, [*fields, chosen_label(document)])))}</p>"]
    bands = {n.chemin: n for n in form.noeuds if isinstance(n, Bloc)}
    band: Bloc | None = None
    for champ in form.rubriques:
        texts = [t for t in made.by_leaf.get(champ.chemin, ()) if t]
        if not texts:
            continue
        if (own := bands.get(champ.chemin[:1])) is not band and own is not None:
            parts.append(f'<h2 id="{anchor_of(own)}">{_escape(own.libelle)}</h2>')
            band = own
        parts.append(f"<p>{_escape(champ.libelle)}</p>")
        parts += [re.sub(r"<(/?)h[1-6][^<>]*>", r"<\1p>", t) for t in texts]
    parts += [f"<p>{_escape(annexe.libelle)}</p>" for annexe in document.annexes]
    return "".join(parts)


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
