"""What a site has to be printed: the print view of each document, the dossiers, the blank forms, their PDFs.

They are pages of their own, which MkDocs knows while links are made and does not render.
"""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from ndrc_portfolio import telechargements
from ndrc_portfolio.confidentialite import voit
from ndrc_portfolio.diagnostics import francais
from ndrc_portfolio.dossier import Ensemble, Portfolio
from ndrc_portfolio.formulaire import Formulaire
from ndrc_portfolio.fragments import deplacer, racine, relative_url
from ndrc_portfolio.plugin.vitesse import ecrire_en_fond
from ndrc_portfolio.printed_dossier import Dossier, render, to_print
from ndrc_portfolio.rendering import AnnexeRendue, Document, Rendering
from ndrc_portfolio.situation import Attestation
from ndrc_portfolio.vierge import vierge

log = get_plugin_logger("ndrc-portfolio")

Ecrit = tuple[Path, str | bytes | Callable[[], str]]


@dataclass(eq=False)
class Impressions:
    """The printed pages of one build. `documents` and `forms`, their HTML, go by the URI of their page.

    `attestations` close the candidate's dossiers; there are none in the site of anybody else.
    """

    config: MkDocsConfig
    root: Path
    portfolio: Portfolio
    session: int
    rendering: Rendering
    documents: Mapping[str, Document]
    forms: Mapping[str, str]
    attestations: Sequence[tuple[Attestation, AnnexeRendue | None]] = ()
    vues: dict[str, File] = field(default_factory=dict)
    dossiers: dict[str, File] = field(default_factory=dict)

    @property
    def _publiques(self) -> bool:
        return self.portfolio.audience == "public"

    @cached_property
    def vierges(self) -> dict[Formulaire, str]:
        """The blank forms that the readers of this site may have, and where they are in it."""
        seen = [f for f in self.portfolio.formulaires.values() if voit(self.portfolio.audience, f.audience)]
        return {form: f"modeles/{form.id}.html" for form in seen}

    @property
    def titres(self) -> list[tuple[str, str]]:
        """The titles of the dossiers and where they are."""
        return [(e.dossier, self.dossiers[e.cle].url) for e in self.portfolio.ensembles if e.cle in self.dossiers]

    def ajouter_vue(self, files: Files, page: File) -> None:
        """Beside the page of a document, its print view."""
        target = re.sub(r"(?:index)?\.html$", "", page.dest_uri)
        suffix = "imprimer/index.html" if page.use_directory_urls or not target else ".imprimer.html"
        hidden = InclusionLevel.NOT_IN_NAV
        view = File.generated(self.config, f"{target}{suffix}", content="", inclusion=hidden)
        self.vues[page.src_uri] = view
        files.append(view)

    def ajouter_dossier(self, files: Files, ensemble: Ensemble) -> None:
        uri = posixpath.join("dossier", ensemble.cle, "index.html")
        file = self.dossiers[ensemble.cle] = File.generated(self.config, uri, content="")
        files.append(file)

    @property
    def home(self) -> str:
        """The URL of the home page."""
        return "" if self.config.use_directory_urls else "index.html"

    def dossier(self, ensemble: Ensemble) -> Dossier:
        """Its documents that are shown, in the printed order, and what closes them."""
        shown = [u for u in ensemble.uris if u in self.documents and u in self.forms]
        return Dossier(ensemble, [(self.documents[u], self.forms[u]) for u in shown], self.attestations)

    def ecrire(self, files: Files) -> Callable[[], None]:
        """Write everything, now that all fiches are rendered and all links made; what is returned waits for the end."""
        blank = partial(vierge, session=self.session, rendering=self.rendering, indexer=self._publiques)
        written: list[Ecrit] = [
            (Path(self.config.site_dir, uri), partial(blank, form)) for form, uri in self.vierges.items()
        ]
        written += [(Path(v.abs_dest_path), self._vue(uri)) for uri, v in self.vues.items() if uri in self.forms]
        for ensemble in self.portfolio.ensembles:
            if file := self.dossiers.get(ensemble.cle):
                dossier, page = self.dossier(ensemble), Path(file.abs_dest_path)
                if not dossier.documents:  # `mkdocs serve`, and each of them has a fault that its page shows
                    written.append((page, ""))
                    continue
                pdf = self._a_telecharger(dossier)
                name = pdf.name if pdf else ""
                html = render(self.rendering, dossier, file.url, self.home, indexer=self._publiques, pdf=name)
                written.append((page, html))
                if pdf:
                    written.append((page.with_name(name), pdf.read_bytes()))
        for file in (*self.vues.values(), *self.dossiers.values()):
            files.remove(file)  # MkDocs has nothing to copy
        return ecrire_en_fond(written)

    def _vue(self, uri: str) -> str:
        document, url = self.documents[uri], self.vues[uri].url
        moved = deplacer(self.forms[uri], document.url, url)
        retour = relative_url(document.url, url)
        return self.rendering.imprimer(document, moved, racine(url), retour, indexer=self._publiques)

    def _a_telecharger(self, dossier: Dossier) -> Path | None:
        """The PDF to offer beside a dossier of the public site, when there is one and it is of this very dossier."""
        cle = dossier.ensemble.cle
        path = self.root / telechargements.FOLDER / telechargements.nom(cle)
        if not self._publiques or not path.is_file():
            return None
        if telechargements.a_jour(path, to_print(self.rendering, dossier, self.home)):
            return path
        shown = f"{telechargements.FOLDER}/{path.name}"
        remede = f"ndrc pdf {cle} --audience public -o {shown}"
        log.info(francais(f"{shown} n’est pas de ce dossier, ou n’est plus à jour : il n’est pas publié ({remede})."))
        return None
