"""All that is printed of a blank form, for the tests that look for it."""

from collections.abc import Iterator

from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Formulaire


def labels(form: Formulaire) -> Iterator[str]:
    """All that is printed of a blank form, in order, in its own words."""
    layout = lay_out(form)
    yield from layout.head
    for champ in layout.inline:
        yield from [o.libelle for o in champ.options] or [champ.libelle]
    for competence in (c for rangee in layout.grid for c in rangee):
        yield from (competence.libelle, layout.criteria, *layout.levels)
        for critere in competence.criteres:
            yield from (critere.libelle, critere.keyword.indicateurs)
    for table in layout.tables:
        rows = [*table.head, *(row for group in table.groups for row in group.rows)]
        for cell in (c for row in rows for c in row):
            yield from cell.lines
            if cell.kind != "valeur" and cell.libelle:
                yield cell.libelle
            if cell.kind == "cases" and cell.champ:
                yield from (o.libelle for o in cell.champ.options)
            if cell.aide and cell.kind != "valeur":
                yield cell.aide
        if table.note:
            yield table.note
    yield from (p if isinstance(p, str) else p.libelle for p in layout.foot)
    if layout.watermark:
        yield layout.watermark
