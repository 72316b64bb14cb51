"""A fiche as its author wrote it: the text of each rubrique, with the place of everything."""

from dataclasses import dataclass, field

from ndrc_portfolio.fiches.body import is_empty
from ndrc_portfolio.fiches.front_matter import FrontMatter
from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit, Place
from ndrc_portfolio.messages.message import Message


@dataclass(frozen=True, slots=True)
class Valeur:
    """What the author gave for a leaf of the form. `cellules` has one text a cell, most often one."""

    cellules: tuple[str, ...]
    place: Place
    in_body: bool = False

    @property
    def texte(self) -> str:
        return self.cellules[0] if self.cellules else ""


@dataclass(frozen=True, slots=True)
class Annexe:
    """An entry of `annexes:`; `numero` counts from 1 in its fiche; `fichier` is as its author wrote it."""

    numero: int
    titre: str
    fichier: str
    confidentiel: bool
    place: Place

    @property
    def path(self) -> str:
        """`fichier` with `/`, which Windows does not write."""
        return self.fichier.replace("\\", "/")


@dataclass(slots=True)
class Fiche:
    """A document as its author wrote it.

    `formulaire` is None when `fiche:` names no form that is even near one. `definitions` are the link and
    footnote definitions that stand outside of any rubrique. `explained` are the leaves whose emptiness follows from
    a fault that is already told.
    """

    path: str
    lines: list[str]
    front_matter: FrontMatter
    formulaire: Formulaire | None = None
    valeurs: dict[Chemin, Valeur] = field(default_factory=dict)
    annexes: list[Annexe] = field(default_factory=list)
    definitions: str = ""
    headings: dict[Chemin, Place] = field(default_factory=dict)
    explained: set[Chemin] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def finale(self) -> bool:
        return self.front_matter.data.get("statut") == "finale"

    @property
    def titre(self) -> str:
        return self.identite("titre")

    @property
    def numero(self) -> str:
        return self.identite("numero")

    def identite(self, cle: str) -> str:
        """The text of an identification field, by its dotted key."""
        valeur = self.valeurs.get(tuple(cle.split(".")))
        return valeur.texte if valeur else ""

    def vide(self, champ: Champ) -> bool:
        valeur = self.valeurs.get(champ.chemin)
        return valeur is None or all(is_empty(texte) for texte in valeur.cellules)

    def constat(self, message: Message, place: Place, fix: Edit | None = None) -> Diagnostic:
        """What is to be said of a place of this file, with its line, and the edit that mends it for sure."""
        excerpt = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        # The rules are those of the candidate's dossier.
        rules = self.formulaire is None or self.formulaire.by_candidat
        return message.at(self.path, place, excerpt=excerpt, fix=fix, rules=rules)

    def signaler(self, message: Message, place: Place, fix: Edit | None = None) -> None:
        self.diagnostics.append(self.constat(message, place, fix))
