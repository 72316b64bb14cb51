"""What must be filled in and is not, and the sheet of annexes that must be joined."""

from collections.abc import Iterator, Sequence, Set

from ndrc_portfolio.checks.sheet import check_sheet
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire, full_label, heading_line, natural
from ndrc_portfolio.messages.catalogue.completeness import (
    Draft,
    DraftBoth,
    DraftRubriques,
    DraftSheet,
    EmptyField,
    EmptyRubrique,
    NothingFilledIn,
    WrongSheet,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place


def missing_fields(fiche: Fiche, form: Formulaire) -> list[Champ]:
    """The leaves that must be filled and are not (R3), in printed order."""
    return [c for c in form.champs.values() if not c.facultatif and fiche.is_empty(c)]


def completeness(fiche: Fiche) -> tuple[int, int]:
    """How many of the leaves that must be filled are, and how many there are."""
    if fiche.formulaire is None:
        return 0, 1
    total = sum(not c.facultatif for c in fiche.formulaire.champs.values())
    return total - len(missing_fields(fiche, fiche.formulaire)), total


def check_completeness(fiche: Fiche, form: Formulaire, faulty: set[Chemin], pages: int = 0) -> Iterator[Diagnostic]:
    """What is empty; but for what a reported fault explains. `faulty` are leaves that have one.

    `pages` is how many its annexes have together, those that do not open apart.
    """
    if not fiche.front_matter.yaml.whole:
        return  # what seems to be missing may stand in a line that could not be read
    silent = fiche.explained | faulty
    empty = [c for c in missing_fields(fiche, form) if not _follows(c.chemin, silent)]
    nothing = bool(empty) and all(fiche.is_empty(c) and c in empty for c in form.rubriques)
    sheet = None if nothing and fiche.finale else check_sheet(fiche, form, pages)
    rubriques, annexe = form.article("rubriques"), form.article("annexe")
    if not fiche.finale:
        if empty or sheet:
            said = fiche.diagnostic(_draft(form, empty, sheet), fiche.front_matter.start)
            article = rubriques if empty else annexe
            yield article.cites(said) if article else said
        return
    said_of = (_empty(fiche, form, champ) for champ in empty)
    for said in [fiche.diagnostic(NothingFilledIn(), fiche.front_matter.start)] if nothing else said_of:
        yield rubriques.cites(said) if rubriques else said
    if sheet and annexe:
        yield annexe.cites(fiche.diagnostic(sheet, _place(fiche, ("annexes",))))


def _follows(leaf: Chemin, silent: Set[Chemin]) -> bool:
    """Whether the emptiness of a leaf follows from a fault reported at, above or below it."""
    return any(leaf[: len(p)] == p or p[: len(leaf)] == leaf for p in silent if p)


def _draft(form: Formulaire, empty: Sequence[Champ], sheet: WrongSheet | None) -> Draft:
    """The labels of what is empty, block by block; a block with nothing in it by its own label alone."""
    blocs: list[tuple[str, Sequence[str]]] = []
    for node in form.corps:
        inside = [c for c in empty if c.markdown and len(c.chemin) > 1 and c.chemin[0] == node.chemin[0]]
        labels = [c.libelle.removesuffix(":").strip() for c in inside]
        total = sum(c.chemin[0] == node.chemin[0] for c in form.rubriques)
        if inside:
            blocs.append((natural(node.libelle), () if len(inside) == total else labels))
    champs = [full_label(form, c) for c in empty if len(c.chemin) == 1 or not c.markdown]
    kind = DraftRubriques if not sheet else DraftBoth if empty else DraftSheet
    return kind(nombre=len(empty), champs=champs, blocs=blocs, annexe=sheet)


def _place(fiche: Fiche, chemin: Chemin) -> Place:
    """Its heading or key, else its block's heading or key, else the line `fiche:` (design §4)."""
    for end in range(len(chemin), 0, -1):
        if place := fiche.headings.get(chemin[:end]) or fiche.front_matter.yaml.key_places.get(chemin[:end]):
            return place
    return fiche.front_matter.start


def _empty(fiche: Fiche, form: Formulaire, champ: Champ) -> Diagnostic:
    rubrique = full_label(form, champ)
    message = EmptyField(rubrique=rubrique, cle=champ.cle)
    if champ.markdown:
        message = EmptyRubrique(rubrique=rubrique, cle=champ.cle, ligne=heading_line(champ))
    return fiche.diagnostic(message, _place(fiche, champ.chemin))
