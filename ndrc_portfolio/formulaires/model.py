"""A form as a tree: blocks, the leaves in them, the boxes of a choice, the competences of a grid.

Reading, validation and rendering share it. It is made of a schema by `schema`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ndrc_portfolio.formulaires.keyword import Audience, BlockKeyword, FieldKeyword, FormKeyword, GridKeyword
from ndrc_portfolio.formulaires.reglement import Article, Controle
from ndrc_portfolio.messages.words import normalise

Chemin = tuple[str, ...]


class Option(NamedTuple):
    """One box of a choice: the value an author writes and the label beside the box."""

    valeur: str
    libelle: str


@dataclass(frozen=True)
class Champ:
    """A leaf of a form: an identification field (plain text or boxes) or a rubrique (Markdown)."""

    chemin: Chemin
    libelle: str
    keyword: FieldKeyword
    description: str = ""
    exemples: tuple[Any, ...] = ()
    options: tuple[Option, ...] = ()
    markdown: bool = True
    facultatif: bool = False
    plusieurs: bool = False
    """Several of its options may be chosen."""
    motif: str = ""
    """The regular expression that its text must match, empty if any text will do."""

    @property
    def cle(self) -> str:
        return ".".join(self.chemin)

    @property
    def oui_non(self) -> bool:
        """A choice that `true` and `false` answer too."""
        return self.keyword.role == "oui-non"

    def imprime(self, texte: str) -> str:
        """A text as it is printed: a note has a comma, whatever it was typed with."""
        return texte.replace(".", ",") if self.keyword.decimale else texte

    @property
    def cellules(self) -> int:
        """How many cells side by side its value fills (« Acteur(s) concernés » has two)."""
        return self.keyword.valeurs


@dataclass(frozen=True)
class Bloc:
    """A band and the rubriques (or sub-bands) below it."""

    chemin: Chemin
    libelle: str
    enfants: "tuple[Champ | Bloc, ...]"
    keyword: BlockKeyword
    description: str = ""

    @property
    def cle(self) -> str:
        return ".".join(self.chemin)


Noeud = Champ | Bloc


@dataclass(frozen=True)
class Competence:
    """A table of an evaluation grid: criteria, each with a level. `nature`: it serves that kind of activity only."""

    cle: str
    libelle: str
    nature: str
    criteres: tuple[Champ, ...]


@dataclass(frozen=True, eq=False)
class Formulaire:
    """One official form.

    `identification` are the fields of its head by dotted key, `corps` its blocks and the rubriques that
    stand outside of any block, in printed order. `schema` is its JSON Schema, what `$ref` named put in its place.
    `articles` are what the règlement asks of each fiche of this form by itself.
    """

    id: str
    titre: str
    description: str
    keyword: FormKeyword
    identification: Mapping[str, Champ]
    corps: tuple[Noeud, ...]
    schema: Mapping[str, Any]
    grille: tuple[Competence, ...]
    grid: GridKeyword
    articles: tuple[Article, ...] = ()

    @property
    def epreuve(self) -> str:
        return self.keyword.epreuve

    @property
    def audience(self) -> Audience:
        """The lowest audience that may read the document (`reglement.md`, « Qui lit quoi »)."""
        return self.keyword.audience

    @property
    def by_candidat(self) -> bool:
        """Written by the candidate, whose identity is then an option of the portfolio."""
        return self.keyword.auteur == "candidat"

    def article(self, controle: Controle) -> Article | None:
        """What the règlement asks of a candidate's fiche in one respect, if it asks anything."""
        return next((a for a in self.articles if a.controle == controle and self.by_candidat), None)

    @property
    def limit(self) -> int:
        """The pages that a document may have, as the règlement says, else as the form does; 0 for any number."""
        article = self.article("pages")
        return article.pages if article else self.keyword.pages

    @cached_property
    def champs(self) -> dict[Chemin, Champ]:
        """Every leaf, identification first."""
        leaves = {c.chemin: c for c in self.identification.values()}
        leaves.update((c.chemin, c) for competence in self.grille for c in competence.criteres)
        leaves.update((n.chemin, n) for n in walk_nodes(self.corps) if isinstance(n, Champ))
        return leaves

    @cached_property
    def rubriques(self) -> tuple[Champ, ...]:
        """The leaves that hold Markdown, in printed order."""
        return tuple(n for n in walk_nodes(self.corps) if isinstance(n, Champ))

    @cached_property
    def noeuds(self) -> tuple[Noeud, ...]:
        """All that a heading of the body can name, in printed order."""
        return tuple(walk_nodes(self.corps))

    @cached_property
    def lineages(self) -> dict[Chemin, tuple[tuple[int, Noeud], ...]]:
        """Each node that a heading can name, after those that it is in, with the levels of their headings."""
        above = {n.chemin: [a for a in self.noeuds if a.chemin == n.chemin[: len(a.chemin)]] for n in self.noeuds}
        return {chemin: tuple((heading_level(n), n) for n in line) for chemin, line in above.items()}

    @cached_property
    def by_label(self) -> dict[str, list[Noeud]]:
        """The nodes by their label, as labels are compared."""
        found: dict[str, list[Noeud]] = {}
        for noeud in self.noeuds:
            for nom in label_names(noeud):
                found.setdefault(nom, []).append(noeud)
        return found

    @cached_property
    def by_name(self) -> dict[str, list[Noeud]]:
        """The nodes by their label and by their other names."""
        found = dict(self.by_label)
        for noeud in self.noeuds:
            for nom in map(normalise, noeud.keyword.synonymes):
                if nom not in self.by_label:
                    found.setdefault(nom, []).append(noeud)
        return found

    @cached_property
    def choix(self) -> Champ | None:
        """The choice in its head (nature or network) that tells two fiches of a form apart."""
        return next((c for c in self.identification.values() if c.keyword.role == "choix"), None)


def walk_nodes(noeuds: tuple[Noeud, ...]) -> Iterator[Noeud]:
    """All nodes below, depth first, in printed order."""
    for noeud in noeuds:
        yield noeud
        if isinstance(noeud, Bloc):
            yield from walk_nodes(noeud.enfants)


def heading_level(noeud: Noeud) -> int:
    """The level of the heading that names it in the body: `##` for the first level of the form."""
    return len(noeud.chemin) + 1


def label_names(noeud: Noeud) -> set[str]:
    """The normalised labels that name a node: « Acteur(s) » may be written « Acteurs », a long one shortened."""
    written = (noeud.libelle, noeud.libelle.replace("(s)", "s"), noeud.keyword.titre)
    return {normalise(label) for label in written if label}


def heading_line(noeud: Noeud) -> str:
    """The heading that names a node in the body: `### Outils mobilisés`."""
    return f"{'#' * heading_level(noeud)} {natural(noeud.keyword.titre or noeud.libelle)}"


def natural(libelle: str) -> str:
    """A label as one writes it in a text: not in capitals throughout."""
    libelle = libelle.removesuffix(":").rstrip()
    return libelle.capitalize() if libelle.isupper() else libelle


def full_label(form: Formulaire, champ: Champ) -> str:
    """The label without its colon, with its block where the form has several of that label."""
    libelle = champ.libelle.removesuffix(":").strip() or champ.cle
    twins = [c for c in form.champs.values() if c.libelle == champ.libelle]
    if len(twins) < 2:
        return libelle
    blocs = {n.chemin: n.libelle for n in form.noeuds if isinstance(n, Bloc)}
    return f"{libelle} ({blocs.get(champ.chemin[:1], champ.chemin[0])})"
