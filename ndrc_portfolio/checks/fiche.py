"""One fiche against its form."""

from ndrc_portfolio.checks.completeness import check_completeness
from ndrc_portfolio.checks.schema import check_schema
from ndrc_portfolio.checks.values import check_grid, check_patterns
from ndrc_portfolio.fiches.model import Fiche


def check_fiche(fiche: Fiche, conformes: set[str] | None = None) -> None:
    """Add to `fiche.diagnostics` what its form says of it.

    `conformes` remembers the front matters that JSON Schema found nothing to say of, by fingerprint: it
    spares the import of jsonschema (60 ms) when nothing has changed since the last build.
    """
    form = fiche.formulaire
    if form is None:
        return
    faulty = check_schema(fiche, form, conformes)
    check_patterns(fiche, form, faulty)
    check_grid(fiche, form)
    check_completeness(fiche, form, faulty)
    fiche.diagnostics.sort(key=lambda d: d.sort_key)
