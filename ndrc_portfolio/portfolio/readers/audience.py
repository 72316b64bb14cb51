"""Who may read what (design §3): for whom a site is, and which audience a file is for."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from ndrc_portfolio.fiches.front_matter import head_of
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.keyword import AUDIENCES, Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.catalogue.audience import ReservedDocument
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.words import nearest, normalise
from ndrc_portfolio.portfolio.configuration.names import CONFIGURATION, CONFIGURATION_JURY, configuration_in
from ndrc_portfolio.portfolio.file import HEAD, decode

Command = Literal["build", "gh-deploy", "serve", "verifier", "pdf", "word", "pages", "fiche"]


_HIS_OWN = ("serve", "pdf", "word")  # what candidates look at while they write, and what they hand in


def audience_for(command: Command, file: Path | None, option: object) -> Audience:
    """For whom a command works with a configuration.

    What somebody has said wins (`option`: of the command line for `pdf`, of the configuration for all others); then
    what `mkdocs.jury.yml` holds is the commission's; the rest is for the candidate in what nobody else sees, and for
    the public in all that may be published.
    """
    if said := next((audience for audience in AUDIENCES if audience == option), None):
        return said
    if file is not None and file.name == CONFIGURATION_JURY:
        return "jury"
    return "candidat" if command in _HIS_OWN else "public"


def configuration_for(folder: Path, audience: Audience) -> Path:
    """The configuration of a folder that makes what these readers see: `mkdocs.candidat.yml`, else the usual one."""
    own = folder / f"mkdocs.{audience}.yml"
    return own if own.is_file() else configuration_in(folder) or folder / CONFIGURATION


def may_see(reader: Audience, document: Audience) -> bool:
    """Whether a site for `reader` may hold a document for `document`: public ⊂ candidat ⊂ jury."""
    return AUDIENCES.index(reader) >= AUDIENCES.index(document)


def audience_of(source: bytes, fiche: Fiche | None, formulaires: Mapping[str, Formulaire]) -> Audience:
    """The audience of a file, whatever state it is in."""
    if fiche is not None and fiche.formulaire is not None and not fiche.front_matter.faults:
        return fiche.formulaire.audience
    seemed = _seeming_audience(source[:HEAD], formulaires)
    sure = fiche.formulaire.audience if fiche is not None and fiche.formulaire is not None else "public"
    return max(sure, seemed, key=AUDIENCES.index)


def _seeming_audience(start: bytes, formulaires: Mapping[str, Formulaire]) -> Audience:
    """What the head of a file seems to be: the highest audience of all forms that it names."""
    text = decode(start)
    if text is None or not re.match(r"\W*[-–—−=_*]|\W*+[\w\"'{? ]*fiche", text, re.IGNORECASE):
        return "public"
    head = head_of(text)
    if "fiche" not in normalise(head).replace(" ", ""):
        return "public"
    words = f" {normalise(head)} "
    named = {f.audience for f in formulaires.values() if f" {normalise(f.id)} " in words}
    for value in re.findall(r"fiches?[\"']?\s*:\s*[\"']?([^\s\"',}]+)", head, re.IGNORECASE):
        if near := nearest(value, formulaires):
            named.add(formulaires[near].audience)
    return max(named, key=AUDIENCES.index, default="public")


def refusal(path: str, audience: Audience) -> Diagnostic:
    """The refusal of a document whose readers are fewer than the site's: its name, and nothing of it."""
    return ReservedDocument(audience=audience).at(path, Place(1))
