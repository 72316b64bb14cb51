"""A document of a site: what was written, and what surrounds it. All that is known of it before its text is HTML."""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.cells import RowGroup
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Competence, Formulaire
from ndrc_portfolio.portfolio.configuration.identite import Identite

Entry = tuple[str, str, list[tuple[str, str]]]
"""An entry of the contents of a page: anchor, label, and those below it."""


HEADING = "titre-de-la-page"
"""The anchor of the title of a page."""


WIDE = 1.4  # as paper on its side; photos are 4 by 3


TALL = 3  # of a page it would take a strip less than 83 mm wide


STRIP = 2.8  # the height of each strip of a tall picture by its width: two stand side by side on a page


class SitePicture(NamedTuple):
    """A picture of an annexe: where it is in the site and its size in pixels."""

    uri: str
    width: int
    height: int

    @property
    def wide(self) -> bool:
        """Whether it is printed on a page that lies on its side."""
        return self.width >= WIDE * self.height

    @property
    def strips(self) -> int:
        """How many strips it is cut into on paper, to be read there."""
        return ceil(self.height / self.width / STRIP) if self.height > TALL * self.width else 1

    @property
    def name(self) -> str:
        return self.uri.rpartition("/")[2]


class ShownAnnexe(NamedTuple):
    """An annexe to show: « Annexe 1 — Mandat signé » and its pictures, one a page. `word`: or an attestation."""

    numero: int
    titre: str
    images: Sequence[SitePicture]
    word: str = "Annexe"
    description: str = ""

    @property
    def anchor(self) -> str:
        return f"{self.word.lower()}-{self.numero}"

    @property
    def libelle(self) -> str:
        return f"{self.word} {self.numero} — {self.titre}" if self.titre else f"{self.word} {self.numero}"


class Document(NamedTuple):
    """A fiche in its place: `url` is that of its page in the site."""

    uri: str
    url: str
    fiche: Fiche
    form: Formulaire
    session: int
    candidat: Identite
    annexes: Sequence[ShownAnnexe] = ()

    @property
    def nom(self) -> str:
        """« Fiche 1 », or the name of the document when its form has no number."""
        if self.form.identification.get("numero"):
            return f"Fiche {self.fiche.numero or '…'}"
        return re.sub(r"(?<!\s)\s*\([^()]*\)$", "", self.form.titre) if self.form.by_candidat else self.form.titre

    @property
    def about(self) -> Identite:
        """The candidate whom the document is about: of the portfolio, or of its own front matter."""
        if self.form.by_candidat:
            return self.candidat
        return Identite(*(self.fiche.identite(f"candidat.{cle}") for cle in ("nom", "prenom", "numero")))

    @property
    def page_title(self) -> str:
        """The title of its page: what its author says, else its own."""
        given = self.fiche.front_matter.data.get("title")
        return given if isinstance(given, str) and given else self.titre

    @property
    def compact(self) -> bool:
        """Whether its rubriques are printed in smaller letters than those of the model."""
        return self.fiche.front_matter.data.get("compact") == "oui"

    @property
    def titre(self) -> str:
        return f"{self.nom} — {self.fiche.titre}" if self.fiche.titre else self.nom


_DATED = re.compile(r"(?<!\W)\W*+session \{session\}", re.IGNORECASE)


def undated(line: str) -> str:
    """A line of the head of a form without the session, where that is said by itself."""
    return _DATED.sub("", line)


def identity_text(document: Document, cle: str) -> str:
    """The text of a field of the head of the form; the candidate's come from the portfolio."""
    if cle.startswith("candidat."):
        return str(getattr(document.about, cle.removeprefix("candidat."), ""))
    champ = document.form.champs.get(tuple(cle.split(".")))
    return champ.imprime(document.fiche.identite(cle)) if champ else ""


def is_ticked(document: Document, cle: str, valeur: str) -> bool:
    """Whether the box of a value is ticked: of a choice, or of a level of a grid."""
    value = document.fiche.values.get(tuple(cle.split(".")))
    return value is not None and valeur in value.cells


def serves(document: Document, competence: Competence) -> bool:
    """Whether a competence of a grid is that of the activity, or has been given a level."""
    choix = document.form.choix
    if competence.nature and choix:
        return is_ticked(document, choix.cle, competence.nature)
    return any(identity_text(document, critere.cle) for critere in competence.criteres)


def chosen_label(document: Document) -> str:
    """The label of the box that is ticked in the head of the form: its nature or its network."""
    champ = document.form.choix
    valeur = document.fiche.identite(champ.cle) if champ else ""
    return next((o.libelle for o in champ.options if o.valeur == valeur), "") if champ else ""


def contents(document: Document) -> list[Entry]:
    """The contents of a page: each band with what stands below it, then the annexes."""
    entries = _bands(document.form)
    if document.annexes:
        return [*entries, ("annexes", "Annexes", [(a.anchor, a.libelle) for a in document.annexes])]
    return entries


def anchors(document: Document) -> set[str]:
    """Where links can lead to in the page of a document, beside what its author has made."""
    own = {"annexes", *(annexe.anchor for annexe in document.annexes)} if document.annexes else set()
    return {HEADING} | own | _anchors(document.form)


@lru_cache(maxsize=64)
def _anchors(form: Formulaire) -> frozenset[str]:
    layout = lay_out(form)
    groups = (group for table in layout.tables for group in table.sections)
    cells = {cell.anchor for group in groups for row in group.rows for cell in row}
    return frozenset((cells | {competence.cle for row in layout.grid for competence in row}) - {""})


@lru_cache(maxsize=64)
def _bands(form: Formulaire) -> list[Entry]:
    entries: list[Entry] = []
    for table in lay_out(form).tables:
        for group in (RowGroup(table.head), *table.groups) if table.head else table.groups:
            for row in group.rows:
                cell = row[0]
                if cell.kind in ("bandeau", "partie"):
                    entries.append((cell.anchor, cell.libelle, []))
                elif cell.kind == "sous-bandeau" and entries:
                    entries[-1][2].append((cell.anchor, cell.libelle))
    return entries
