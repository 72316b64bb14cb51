"""How letters look and where paragraphs stand: what the style sheets of the print view say, as Word needs it.

The HTML of the print view is written once more for Word; this is the short list of what its classes mean there.
"""

from typing import NamedTuple

from ndrc_portfolio.word.written.elements import Element
from ndrc_portfolio.word.written.parts import Parts

Changes = dict[str, object]
"""What is another value than around, by its name."""

MM = 1440 / 25.4  # twips, of which an inch has 1440

GAP = 30  # twips between two paragraphs of a rubrique: 2 px in print

SKIPPED = frozenset(("headerlink", "footnote-backref", "cache", "ecran", "filigrane"))
"""Classes of what no paper shows."""


class Look(NamedTuple):
    """How letters look. `size` is in half points, 0 for that of the paragraph; `link` is where they lead.

    `framed`: a line stands around them; `kept`: so do all spaces between them.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    vertical: str = ""
    code: bool = False
    marked: bool = False
    framed: bool = False
    size: int = 0
    font: str = ""
    kept: bool = False
    link: str = ""


class Place(NamedTuple):
    """Where a paragraph stands: how wide it may be and how far in it stands, in twips, and how it looks there.

    `after` is the space below a paragraph, `line` the least height of a line, 0 for that of the style; `tabs` are
    positions, each with its kind and its leader. `level` is how deep in lists; `bar` whether a line stands left of it,
    `boxed` one around it; `keep` whether it stays with the next, `new_page` whether it begins one.
    """

    width: int
    indent: int = 0
    align: str = ""
    style: str = ""
    before: int = 0
    after: int = 0
    line: int = 0
    keep: bool = False
    tabs: tuple[tuple[int, str, str], ...] = ()
    level: int = 0
    bar: bool = False
    boxed: bool = False
    new_page: bool = False

    def further(self, step: int) -> int:
        """The indent of what stands further in, as long as there is room for words."""
        return min(self.indent + step, self.width // 2)


class Context(NamedTuple):
    """How what follows looks, where it stands, and the parts of the file that it may need."""

    look: Look
    place: Place
    parts: Parts

    def at(self, **changes: object) -> "Context":
        """The same, elsewhere."""
        return self._replace(place=self.place._replace(**changes))  # type: ignore[arg-type]


_BOLD: Changes = {"bold": True}

_TAGS: dict[str, Changes] = {
    **dict.fromkeys(("b", "strong", "th", "summary"), _BOLD),
    **{name: {"italic": True} for name in ("i", "em", "cite", "var", "dfn")},
    **{name: {"underline": True} for name in ("u", "ins")},
    **{name: {"strike": True} for name in ("s", "del", "strike")},
    **{name: {"code": True} for name in ("code", "kbd", "samp", "tt")},
    "pre": {"kept": True},
    "mark": {"marked": True},
    "sub": {"vertical": "subscript"},
    "sup": {"vertical": "superscript"},
}

_LOOKS: dict[str, Changes] = {
    **dict.fromkeys(("option", "choix-de", "choix", "entete", "bandeau", "competence", "partie"), _BOLD),
    **dict.fromkeys(("titre", "pied", "libelle", "admonition-title", "tabbed-labels", "lignes"), _BOLD),
    **dict.fromkeys(("s-gras", "libres"), _BOLD),
    "etiquette": {"bold": True, "size": 18},
    "s-maigre": {"bold": False},
    "s-souligne": {"underline": True},
    "s-italique": {"italic": True},
    "s-romain": {"font": "Times New Roman"},
    "s-petit": {"scale": 0.85},
    "s-grand": {"scale": 1.15},
    "aide": {"bold": False, "size": 15},
    "rappel": {"bold": False, "size": 16},
    "note-officielle": {"size": 16},
    "annexe-officielle": {"bold": True, "underline": True, "size": 22, "font": "Times New Roman"},
    "cadre": {"bold": True, "framed": True, "size": 24},
}
"""What `formulaire.css` says of letters, by class."""


_CENTRED: Changes = {"align": "center"}

_PLACES: dict[str, Changes] = {
    **dict.fromkeys(("bandeau", "competence", "s-centre", "partie", "centre"), _CENTRED),
    "entete": {"align": "center", "line": 280},
    "libre": {"line": 310},
    "en-ligne": {"line": 380},
    "s-droite": {"align": "right"},
    "s-haut": {"before": 400},
    "s-bas": {"before": 900},
    "admonition": {"bar": True},
    "pied": {"before": 160},
    "s-encadre": {"boxed": True},
    "note-officielle": {"before": 40},
    "annexe-officielle": {"after": 120},
}
"""What `formulaire.css` says of paragraphs, by class."""

_ALIGNED = {"center": "center", "right": "right", "justify": "both"}


def place_of(node: Element, place: Place) -> Place:
    """Where the paragraphs of an element stand that stands in a place."""
    changes: Changes = {"bar": True} if node.tag == "details" else {}
    for name in classes(node):
        changes |= _PLACES.get(name, {})
    for name, align in _ALIGNED.items():
        if f"text-align:{name}" in (node.get("style") or "").replace(" ", "") or node.get("align") == name:
            changes["align"] = align
    return place._replace(**changes) if changes else place  # type: ignore[arg-type]


def classes(node: Element) -> list[str]:
    """The classes of an element of HTML."""
    return (node.get("class") or "").split()


def look_of(node: Element, look: Look) -> Look:
    """How the letters of an element look that stands among others of a look."""
    changes: Changes = dict(_TAGS.get(str(node.tag), {}))
    for name in classes(node):
        changes |= _LOOKS.get(name, {})
    if scale := changes.pop("scale", None):
        changes["size"] = round((look.size or 20) * float(str(scale)))
    if node.tag == "a" and (href := node.get("href")):
        changes["link"] = href
    return look._replace(**changes) if changes else look  # type: ignore[arg-type]
