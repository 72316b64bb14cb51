"""One fiche against its form."""

from ndrc_portfolio.checks.completeness import check_completeness
from ndrc_portfolio.checks.schema import check_schema
from ndrc_portfolio.checks.values import check_grid, check_patterns
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.messages.catalogue.pages import Compact
from ndrc_portfolio.messages.diagnostic import Diagnostic


def check_fiche(fiche: Fiche, memory: set[str] | None = None, pages: int = 0) -> list[Diagnostic]:
    """What its form says of a fiche; nothing of one that has none. `pages` are those of its annexes, all together.

    `memory` holds the front matters that JSON Schema found nothing to say of, by fingerprint, and gets those that are
    new: it spares the import of jsonschema (60 ms) when nothing has changed since the last build.
    """
    form = fiche.formulaire
    if form is None or form.keyword.a_la_main:
        return []
    diagnostics, faulty = check_schema(fiche, form, memory)
    return [
        *diagnostics,
        *check_patterns(fiche, form, faulty),
        *check_grid(fiche, form),
        *check_completeness(fiche, form, faulty, pages),
        *_compact(fiche),
    ]


def _compact(fiche: Fiche) -> list[Diagnostic]:
    compact = fiche.front_matter.data.get("compact") == "oui"
    return [fiche.diagnostic(Compact(), fiche.front_matter.place(("compact",)))] if compact else []
