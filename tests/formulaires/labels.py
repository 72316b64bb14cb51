"""All that is printed of a blank form, for the tests that look for it."""

from collections.abc import Iterator

from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Formulaire


def labels(form: Formulaire) -> Iterator[str]:
    """All that is printed of a blank form, in order, in its own words."""
    disposition = lay_out(form)
    yield from disposition.entete
    for champ in disposition.en_ligne:
        yield from [o.libelle for o in champ.options] or [champ.libelle]
    for competence in (c for rangee in disposition.grille for c in rangee):
        yield from (competence.libelle, disposition.criteres, *disposition.niveaux)
        for critere in competence.criteres:
            yield from (critere.libelle, critere.disposition["indicateurs"])
    for tableau in disposition.tableaux:
        rows = [*tableau.tete, *(ligne for groupe in tableau.groupes for ligne in groupe.lignes)]
        for cellule in (c for ligne in rows for c in ligne):
            yield from cellule.lignes
            if cellule.genre != "valeur" and cellule.libelle:
                yield cellule.libelle
            if cellule.genre == "oui-non" and cellule.champ:
                yield from (o.libelle for o in cellule.champ.options)
            if cellule.aide and cellule.genre != "valeur":
                yield cellule.aide
        if tableau.note:
            yield tableau.note
    yield from (p if isinstance(p, str) else p.libelle for p in disposition.pied)
    if disposition.filigrane:
        yield disposition.filigrane
