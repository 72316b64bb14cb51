"""All that the candidate has written, and how it keeps the rules."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.annexes.pictures import check_opens
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.attestation_files import unreadable_attestation
from ndrc_portfolio.portfolio.configuration.models import about_models
from ndrc_portfolio.portfolio.configuration.settings_file import shown_path
from ndrc_portfolio.portfolio.documents import check_file
from ndrc_portfolio.portfolio.model import Portfolio
from ndrc_portfolio.portfolio.readers.secret import without_number
from ndrc_portfolio.portfolio.reading import Read

if TYPE_CHECKING:
    from ndrc_portfolio.reglement.rule import Checklist


class Complete(NamedTuple):
    """All that the candidate has written, seen by the readers of a site or not, and how it keeps the rules.

    `read` is what it was made from.
    """

    portfolio: Portfolio
    diagnostics: Sequence[Diagnostic]
    checklist: "Checklist"
    read: Read


def complete(read: Read) -> Complete:
    """Read what the site leaves out too, and check the rules of the dossier: they concern the candidate alone."""
    from ndrc_portfolio.reglement.check import check_reglement  # late: a public build does not tell them
    from ndrc_portfolio.reglement.rule import Checklist

    docs, left_out = read.asked.docs, read.portfolio.left_out
    forms, images = read.asked.formulaires, read.asked.images
    hide = read.numero.hide
    own = {u: check_file(docs / u, hide(shown_path(docs / u)), docs, forms, cache=images) for u in left_out}
    shown = {
        uri: replace(fiche, diagnostics=without_number(fiche.diagnostics, read.numero))
        for uri, fiche in own.items()
        if fiche
    }
    fiches = {**read.portfolio.fiches, **shown}
    whole = replace(read.portfolio, fiches=fiches)
    order = whole.order
    models = tuple(about_models(read.asked.modeles, read.asked.settings))
    if read.audience == "jury" or (whole.refused and not order):
        return Complete(whole, whole.diagnostics, Checklist((), (), models), read)
    rest = [uri for uri, fiche in fiches.items() if fiche.formulaire is None]
    checklist = check_reglement(
        [fiches[uri] for uri in (*order, *rest) if not read.asked.excluded(uri)],
        read.asked.modeles,
        read.situation,
        read.asked.today,
        [*read.attestation_faults, *_unreadable(read)],
        len(whole.misnamed),
    )
    return Complete(whole, whole.diagnostics, checklist._replace(modeles=models), read)


def _unreadable(read: Read) -> list[Diagnostic]:
    """The files of attestations that do not open; where a site shows none of them, they are opened for that."""
    files, cache = read.attestation_files, read.asked.images
    opened = {j.source: read.pictures.get(j.source) or check_opens(j.source, j.genre, cache) for j in files}
    faults = ((j, opened[j.source]) for j in files)
    return [unreadable_attestation(read.situation, j, fault) for j, fault in faults if isinstance(fault, PictureError)]
