"""A fiche as its author wrote it: the text of each rubrique, with the place of everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ndrc_portfolio.fiches.front_matter import FrontMatter
from ndrc_portfolio.fiches.markdown.structure import is_empty
from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit, Place
from ndrc_portfolio.messages.message import Message


class Value(NamedTuple):
    """What the author gave for a leaf of the form. `cells` has one text a cell, most often one."""

    cells: tuple[str, ...]
    place: Place
    in_body: bool = False

    @property
    def text(self) -> str:
        return self.cells[0] if self.cells else ""


class Annexe(NamedTuple):
    """An entry of `annexes:`; `numero` counts from 1 in its fiche; `fichier` is as its author wrote it.

    `description` is what it shows, for those who do not see it.
    """

    numero: int
    titre: str
    fichier: str
    confidentiel: bool
    place: Place
    description: str = ""

    @property
    def path(self) -> str:
        """`fichier` with `/`, which Windows does not write."""
        return self.fichier.replace("\\", "/")


@dataclass(frozen=True, slots=True)
class Fiche:
    """A document as its author wrote it.

    `formulaire` is None when `fiche:` names no form that is even near one. `definitions` are the link and
    footnote definitions that stand outside of any rubrique. `explained` are the leaves whose emptiness follows from
    a fault that is already reported. `unplaced` are the passages of the body that stand in no rubrique. `diagnostics`
    are what was found while it was read; who checks it has more.
    """

    path: str
    lines: Sequence[str]
    front_matter: FrontMatter
    formulaire: Formulaire | None = None
    values: Mapping[Chemin, Value] = field(default_factory=dict)
    annexes: Sequence[Annexe] = ()
    definitions: str = ""
    headings: Mapping[Chemin, Place] = field(default_factory=dict)
    explained: frozenset[Chemin] = frozenset()
    unplaced: Sequence[str] = ()
    diagnostics: Sequence[Diagnostic] = ()

    @property
    def finale(self) -> bool:
        return self.front_matter.data.get("statut") == "finale"

    @property
    def titre(self) -> str:
        return self.identite("titre")

    @property
    def numero(self) -> str:
        return self.identite("numero")

    def identite(self, key: str) -> str:
        """The text of an identification field, by its dotted key."""
        value = self.values.get(tuple(key.split(".")))
        return value.text if value else ""

    def is_empty(self, champ: Champ) -> bool:
        value = self.values.get(champ.chemin)
        return value is None or all(map(is_empty, value.cells))

    def diagnostic(self, message: Message, place: Place, fix: Edit | None = None) -> Diagnostic:
        """What is to be said of a place of this file, with its line, and the edit that mends it for sure."""
        if place.line > len(self.lines):  # at the end of a file whose last line is missing
            place = Place(len(self.lines), len(self.lines[-1]) + 1)
        excerpt = self.lines[place.line - 1]
        return message.at(self.path, place, excerpt=excerpt, fix=fix)
