"""The candidate of a portfolio: the situation that `mkdocs.yml` tells, the attestations, the rules of the dossier."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from ndrc_portfolio.dossier import Portfolio, verifier_fichier
from ndrc_portfolio.images import ImageError, Vue
from ndrc_portfolio.images import controler as controler_image
from ndrc_portfolio.justificatifs import Justificatif, illisible, lieux, trouver_justificatifs
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.plugin.options import Options
from ndrc_portfolio.reglages import CONFIGURATION, lire_reglages, montre
from ndrc_portfolio.situation import Situation, lire_situation

if TYPE_CHECKING:
    from ndrc_portfolio.conformite import Conformite

Vues = Mapping[Path, list[Vue] | ImageError]


@dataclass(eq=False)
class Candidat:
    """Read from the options of a configuration whose folder is `root`, for the sources in `docs`."""

    config: MkDocsConfig
    options: Options
    root: Path
    docs: Path

    @cached_property
    def situation(self) -> Situation:
        reglages = lire_reglages(Path(self.config.config_file_path or self.root / CONFIGURATION))
        return lire_situation({**self.options, "candidat": {**self.options.candidat}}, reglages)

    @cached_property
    def _trouves(self) -> tuple[Sequence[Justificatif], Sequence[Diagnostic]]:
        return trouver_justificatifs(self.situation, self.root, self.docs)

    @property
    def justificatifs(self) -> Sequence[Justificatif]:
        """The files of the attestations, which only the candidate's site shows."""
        return self._trouves[0]

    @cached_property
    def lieux_prives(self) -> Sequence[Path]:
        """Where these files may be, whether they are what they should be or not, and whatever their key."""
        return [path for texte in self.situation.textes for path in lieux(texte, self.root, self.docs)]

    def ouvrir(self) -> dict[Path, ImageError]:
        """Open these files, to know which of them cannot be shown."""
        opened = {j.source: controler_image(j.source, j.genre) for j in self.justificatifs}
        return {source: fault for source, fault in opened.items() if fault}

    def conformite(self, portfolio: Portfolio, session: int, vues: Vues) -> "Conformite":
        """The rules of the dossier, which the commission's documents are not concerned by.

        `portfolio` holds the fiches that the site leaves out too (`complet`).
        """
        from ndrc_portfolio.conformite import Conformite, controler  # late: a public build does not tell them

        if portfolio.audience == "jury" or (portfolio.refuses and not portfolio.ordre):
            return Conformite((), ())
        rest = [uri for uri, fiche in portfolio.fiches.items() if fiche.formulaire is None]
        fiches = [portfolio.fiches[uri] for uri in (*portfolio.ordre, *rest) if not self._exclu(uri)]
        faults = [(j, vues.get(j.source)) for j in self.justificatifs]
        unreadable = [illisible(self.situation, j, fault) for j, fault in faults if isinstance(fault, ImageError)]
        return controler(
            fiches,
            portfolio.formulaires,
            self.situation,
            session,
            datetime.datetime.now().astimezone().date(),
            [*self._trouves[1], *unreadable],
            len(portfolio.mal_nommes),
        )

    def _exclu(self, uri: str) -> bool:
        """Whether MkDocs leaves a file out of the site because its author says so, or its name begins with a dot."""
        spec = self.config.exclude_docs
        return any(part.startswith(".") for part in uri.split("/")) or bool(spec and spec.match_file(uri))


def complet(portfolio: Portfolio) -> Portfolio:
    """With the fiches that a site leaves out for its readers' sake: they are part of the dossier all the same."""
    docs = portfolio.docs
    read = {u: verifier_fichier(docs / u, montre(docs / u), docs, portfolio.formulaires) for u in portfolio.laisses}
    return replace(portfolio, fiches={**portfolio.fiches, **{uri: fiche for uri, fiche in read.items() if fiche}})
