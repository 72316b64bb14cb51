"""The HTML of a dossier made ready for a PDF: page numbers in its contents, blank pages, boxes for PDF annexes.

These work on the page as its template made it, over « the links of the contents » and « the figures », so that
whatever a dossier comes to hold is numbered and bound like the rest. The same page printed by hand from the site
has none of this: nobody could write its numbers.
"""

import html as html_module
import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

BLANCHE = "page laissée blanche"
MARQUE = (253, 254, 253)
"""The colour of a box, by which it is found in the PDF; on paper it is white."""

_SOMMAIRE = re.compile(r'<section class="feuille sommaire">.*?</section>', re.DOTALL)
_ENTREE = re.compile(r'(<ul>)|(</ul>)|<a href="#([^"]+)">(.*?)</a>', re.DOTALL)
_LIEN = re.compile(r'<a href="#([^"]+)">(.*?)</a>', re.DOTALL)
_DOCUMENT = re.compile(r'<section class="feuille" id="[^"]+">\s*<h1 class="cache" id="([^"]+)">')
_FIGURE = re.compile(r'(<figure class="annexe" id="[^"]+">\s*<figcaption>)(.*?)(</figcaption>)', re.DOTALL)
_IMAGE = re.compile(r'<img src="([^"]+)" alt="([^"]*)" width="(\d+)" height="(\d+)"[^>]*>')
_VERS_LE_SITE = re.compile(r'(<a\b[^>]*?)\shref="(?!#|(?!file:)[a-zA-Z][a-zA-Z0-9+.-]*:)[^"]*"')


class Entree(NamedTuple):
    """An entry of the contents: where it leads, what it says, and how deep it stands (from 1)."""

    ancre: str
    titre: str
    niveau: int


def sommaire(html: str) -> list[Entree]:
    """The entries of the contents, in their order."""
    found = _SOMMAIRE.search(html)
    entries = []
    niveau = 1
    for opened, closed, ancre, text in _ENTREE.findall(found.group() if found else ""):
        niveau += bool(opened) - bool(closed)
        if ancre:
            entries.append(Entree(html_module.unescape(ancre), _texte(text), niveau))
    return entries


def documents(html: str) -> list[str]:
    """Where each document of the dossier begins: the anchors of their titles."""
    return _DOCUMENT.findall(html)


def preparer(html: str) -> str:
    """What all printings have: headings above annexes, and no link to a page of the site, which stays behind."""
    html = _FIGURE.sub(r"\1<h2>\2</h2>\3", html)
    return _VERS_LE_SITE.sub(r"\1", html)


def numeroter(html: str, pages: Mapping[str, int]) -> str:
    """The contents with the page of each entry; a number that is not known yet takes its room."""

    def number(found: re.Match[str]) -> str:
        ancre, text = found.groups()
        page = pages.get(html_module.unescape(ancre), "")
        return f'<a href="#{ancre}"><span>{text}</span><i></i><b class="numero">{page}</b></a>'

    def contents(found: re.Match[str]) -> str:
        numbered = _LIEN.sub(number, found.group())
        return numbered.replace('"feuille sommaire"', '"feuille sommaire pagine"', 1)

    return _SOMMAIRE.sub(contents, html, count=1)


def blanchir(html: str, avant: Collection[str]) -> str:
    """A page with nothing but what it is, before each of these documents."""

    def blank(found: re.Match[str]) -> str:
        page = f'<section class="feuille blanche"><p>{BLANCHE}</p></section>\n'
        return (page if found[1] in avant else "") + found.group()

    return _DOCUMENT.sub(blank, html)


def encadrer(html: str, vecteurs: Collection[str]) -> tuple[str, list[str]]:
    """Boxes instead of the pictures whose file name is in `vecteurs`; these names, in the order of the boxes.

    A box is laid out as the picture would be, and has its alternative text.
    """
    boxes: list[str] = []

    def box(found: re.Match[str]) -> str:
        source, alt, width, height = found.groups()
        name = source.rsplit("/", 1)[-1]
        if name not in vecteurs:
            return found.group()
        boxes.append(name)
        return (
            f'<svg class="page-annexe" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
            f'aria-label="{alt}"><path fill="rgb{MARQUE}" d="M0 0h{width}v{height}H0z"/></svg>'
        )

    return _IMAGE.sub(box, html), boxes


def reperer(html: str, ancres: Iterable[str]) -> str:
    """Links of no size to these anchors: the PDF then says on which page they stand."""
    links = "".join(f'<a href="#{a}" aria-hidden="true" tabindex="-1"></a>' for a in ancres)
    return html.replace("</section>", f"{links}</section>", 1)


class Pages(NamedTuple):
    """What the next printing should be: the page of each entry, and the documents with a blank page before."""

    numeros: dict[str, int]
    blanches: frozenset[str]


def recto_verso(pages: Mapping[str, int], documents: Collection[str]) -> Pages:
    """Where all stands once each document begins on an odd page, from a printing without blank pages."""
    blanches: set[str] = set()
    numeros: dict[str, int] = {}
    for ancre, page in sorted(pages.items(), key=lambda item: (item[1], item[0] not in documents)):
        if ancre in documents and (page + len(blanches)) % 2 == 0:
            blanches.add(ancre)
        numeros[ancre] = page + len(blanches)
    return Pages(numeros, frozenset(blanches))


def _texte(html: str) -> str:
    return re.sub(r"[ \t\n]+", " ", html_module.unescape(re.sub(r"<[^>]*>", "", html))).strip()
