"""The home page as data: whose portfolio it is, and a card a document, whatever the forms of the session."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ndrc_portfolio.checks.completeness import completeness
from ndrc_portfolio.formulaires.model import Champ, Formulaire
from ndrc_portfolio.messages.french import plural
from ndrc_portfolio.portfolio.model import Dossier
from ndrc_portfolio.portfolio.reading import Read
from ndrc_portfolio.rendering.document import Document, chosen_label, undated
from ndrc_portfolio.rendering.site import Site

_MARKS = re.compile(
    r"!\[[^\[\]]*\]\([^()]*\)|\[\^[^\[\]]*\]|<[^<>]*>|[*_`#>|]+|^[ \t]*+(?:[-+]|\d+[.)])\s+", re.MULTILINE
)
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_NONE: Mapping[str, int] = MappingProxyType({})
_LONGEST = 60  # characters of a detail
_REST = re.compile(r"(?<!\s)\s*+(?:[;(]|[:,]\s).*", re.DOTALL)  # what explains a date


class Card(NamedTuple):
    """A document: where it is, what it is called, what is known of it; how full it is, while its author fills it, and
    how many faults its author is told of.
    """

    url: str
    titre: str
    draft: bool
    details: tuple[str, ...] = ()
    filled: tuple[int, int] | None = None
    faults: int = 0


class Column(NamedTuple):
    """The documents of an épreuve: `titre` is « E4 – Relation client et négociation vente »."""

    key: str
    titre: str
    name: str
    cards: tuple[Card, ...]


class Contact(NamedTuple):
    """A line as it was written, and where it leads, if anywhere."""

    text: str
    url: str = ""


class Offer(NamedTuple):
    """A dossier to read or print: its PDF of that size, « 1,2 Mo », else its page."""

    name: str
    url: str
    size: str = ""


class Home(NamedTuple):
    """Whose portfolio it is, for what exam, and the documents of each épreuve."""

    nom: str
    diplome: str
    session: int
    columns: tuple[Column, ...]
    ligne: str = ""
    contacts: tuple[Contact, ...] = ()
    photo: str = ""
    unread: tuple[Card, ...] = ()
    """Those that have no form, for their author to mend."""


def home_of(read: Read, site: Site, faults: Mapping[str, int] = _NONE) -> Home:
    """What the home page of a candidate's site shows; `faults` are how many an author is told of, by path of a page."""
    shown = read.presentation
    return Home(
        nom=read.candidat.complet,
        diplome=diplome(read.asked.formulaires),
        session=read.asked.session,
        columns=tuple(_column(dossier, site, faults, bars=read.audience != "public") for dossier in site.dossiers),
        ligne=shown.ligne,
        contacts=tuple(map(contact_of, shown.contact)),
        photo=site.portrait,
        unread=unread_cards(read, site, faults),
    )


def unread_cards(read: Read, site: Site, faults: Mapping[str, int]) -> tuple[Card, ...]:
    """The fiches that have no form, by their path."""
    base = read.asked.base
    return tuple(Card(page, base + uri, False, faults=faults.get(uri, 0)) for uri, page in site.unread.items())


def diplome(forms: Mapping[str, Formulaire]) -> str:
    """« BTS Négociation et digitalisation de la relation client », from the first form of a candidate's."""
    own = (form.keyword for form in forms.values() if form.by_candidat and not form.keyword.a_la_main)
    heads = (keyword.entete[0].texte for keyword in own if keyword.entete)
    return sentence_case(undated(next(heads, "")))


def epreuve_title(form: Formulaire) -> str:
    """« E4 – Relation client et négociation vente », from the head of the form; else its épreuve alone."""
    lines = (line.texte for line in form.keyword.entete)
    return sentence_case(next((line for line in lines if line.startswith(f"{form.epreuve} ")), form.epreuve))


def sentence_case(text: str) -> str:
    """A text in capitals as one writes it; short names (BTS, E4) stay, and so does a text that is not in capitals."""
    if not text.isupper():
        return text
    name = re.match(r"(?:[A-Z0-9]{2,4}(?:\s*–)?\s+)?", text)
    start = name.end() if name else 0
    return text[:start] + text[start:].capitalize()


def details(document: Document) -> Iterator[str]:
    """What a reader wants to know before he opens it: nature or network, firm, dates, lived or not, annexes."""
    form, fiche = document.form, document.fiche
    if chosen := chosen_label(document):
        yield chosen
    for role in ("theme", "organisation", "dates"):
        champ = next((c for c in form.champs.values() if c.keyword.role == role), None)
        if champ and (text := _plain(document, champ)):
            yield _REST.sub("", text) if role == "dates" else text
    for champ in form.identification.values():
        if champ.oui_non and (answer := fiche.identite(champ.cle)):
            yield {"oui": "vécue", "non": "non vécue"}.get(answer, answer)
    if document.annexes:
        yield plural(len(document.annexes), "annexe")


def card_title(document: Document) -> str:
    """« 1. Vente d’un véhicule »; the name of a document that has no title."""
    titre, numero = document.fiche.titre, document.fiche.numero
    if not titre:
        return document.nom
    return f"{numero}. {titre}" if numero and "numero" in document.form.identification else titre


def _column(dossier: Dossier, site: Site, faults: Mapping[str, int], *, bars: bool) -> Column:
    documents = site.documents_of(dossier)
    titles = (epreuve_title(d.form) for d in documents)
    return Column(
        dossier.key,
        next(titles, dossier.title),
        dossier.name,
        tuple(_card(d, faults.get(d.uri, 0), bars=bars) for d in documents),
    )


def _card(document: Document, faults: int, *, bars: bool) -> Card:
    draft = not document.fiche.finale
    filled = completeness(document.fiche) if bars and draft else None
    return Card(document.url, card_title(document), draft, tuple(details(document)), filled, faults)


def _plain(document: Document, champ: Champ) -> str:
    """The first line of a rubrique, without the marks of Markdown, and not too long."""
    value = document.fiche.values.get(champ.chemin)
    written = value.cells[0] if value and value.cells else ""
    lines = (" ".join(line.split()) for line in _MARKS.sub("", _LINK.sub(r"\1", written)).split("\n"))
    line = next(filter(None, lines), "")
    longest = 2 * _LONGEST if champ.keyword.role == "theme" else _LONGEST
    if len(line) <= longest:
        return line.removesuffix(".")
    return line[:longest].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def contact_of(line: str) -> Contact:
    """A line of contact, as a link where it is an address, an e-mail or a number."""
    if re.fullmatch(r"https?://[^\s<>\"]+", line):
        return Contact(re.sub(r"^https?://(www\.)?|/$", "", line), line)
    if re.fullmatch(r"[^\s@<>\"?&%]+@[^\s@<>\"?&%]+\.[a-zA-Z]{2,}", line):
        return Contact(line, f"mailto:{line}")
    if re.fullmatch(r"\+?[\d .()-]{6,20}", line):
        return Contact(line, "tel:" + re.sub(r"[^\d+]", "", line))
    return Contact(line)
