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
from ndrc_portfolio.dossier import Ensemble, Portfolio
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.fragments import deplacer, lier, prefixer, racine, relative_url
from ndrc_portfolio.messages.catalogue.site import StalePdf
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.plugin.vitesse import ecrire_en_fond
from ndrc_portfolio.rendering import AnnexeRendue, Document, Rendering
from ndrc_portfolio.situation import Attestation
from ndrc_portfolio.vierge import vierge

log = get_plugin_logger("ndrc-portfolio")

PAGE_A_IMPRIMER = "impression/ndrc-dossier.html"  # where in the site the page would lie that `ndrc pdf` prints

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

    def de(self, ensemble: Ensemble) -> list[Document]:
        """Its documents that are shown, in the printed order."""
        return [self.documents[u] for u in ensemble.uris if u in self.documents and u in self.forms]

    def ecrire(self, files: Files) -> Callable[[], None]:
        """Write everything, now that all fiches are rendered and all links made; what is returned waits for the end."""
        blank = partial(vierge, session=self.session, rendering=self.rendering, indexer=self._publiques)
        written: list[Ecrit] = [
            (Path(self.config.site_dir, uri), partial(blank, form)) for form, uri in self.vierges.items()
        ]
        written += [(Path(v.abs_dest_path), self._vue(uri)) for uri, v in self.vues.items() if uri in self.forms]
        for ensemble in self.portfolio.ensembles:
            if file := self.dossiers.get(ensemble.cle):
                page, pdf = Path(file.abs_dest_path), self._a_telecharger(ensemble)
                name = pdf.name if pdf else ""
                written.append((page, self._dossier(ensemble, file.url, indexer=self._publiques, pdf=name)))
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

    def dossier_a_imprimer(self, ensemble: Ensemble) -> str:
        """The page of a dossier as the site has it, for `PAGE_A_IMPRIMER`."""
        return self._dossier(ensemble, PAGE_A_IMPRIMER, indexer=False)

    def _dossier(self, ensemble: Ensemble, url: str, *, indexer: bool, pdf: str = "") -> str:
        documents = self.de(ensemble)
        if not documents:
            return ""
        ancres = {d.url: f"d{i}-" for i, d in enumerate(documents, 1)}
        moved = []
        for document in documents:
            form = prefixer(self.forms[document.uri], ancres[document.url])
            moved.append((document, lier(deplacer(form, document.url, url), url, ancres)))
        home = "" if self.config.use_directory_urls else "index.html"
        return self.rendering.dossier(
            ensemble,
            moved,
            racine(url),
            relative_url(home, url),
            indexer=indexer,
            attestations=() if ensemble.extrait else self.attestations,  # they close a whole dossier
            pdf=pdf,
        )

    def _a_telecharger(self, ensemble: Ensemble) -> Path | None:
        """The PDF to offer beside a dossier of the public site, when there is one and it is of this very dossier."""
        path = self.root / telechargements.FOLDER / telechargements.nom(ensemble.cle)
        if not self._publiques or not path.is_file():
            return None
        if telechargements.a_jour(path, self.dossier_a_imprimer(ensemble)):
            return path
        shown = f"{telechargements.FOLDER}/{path.name}"
        message = StalePdf(dossier=ensemble.cle, fichier=shown)
        log.info(log_line(message.at(shown, Place(1))))
        return None
