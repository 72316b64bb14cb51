"""One build: the portfolio as read, the files it adds to the site, the pages as rendered."""

import html as html_module
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ndrc_portfolio.cache import dossier_cache, ecrire_conformes, lire_conformes
from ndrc_portfolio.composition import Composition, CompositionError, Rendu, composer, decouper
from ndrc_portfolio.confidentialite import Numero, audience_de, numero_candidat, numero_publie, voit
from ndrc_portfolio.diagnostics import Diagnostic, count, francais
from ndrc_portfolio.dossier import Ensemble, Portfolio, lire_portfolio, signaler_illisible
from ndrc_portfolio.fiche import Fiche, lire
from ndrc_portfolio.formulaire import Audience, Formulaire, FormulaireError, charger
from ndrc_portfolio.fragments import racine, relative_url
from ndrc_portfolio.images import ImageError, PageAnnexe, Vue, preparer
from ndrc_portfolio.plugin import theme
from ndrc_portfolio.plugin.candidat import Candidat, complet
from ndrc_portfolio.plugin.impressions import Impressions
from ndrc_portfolio.plugin.options import Options, session
from ndrc_portfolio.plugin.originaux import Originaux
from ndrc_portfolio.rapport import resume
from ndrc_portfolio.rendering import (
    AnnexeRendue,
    Document,
    Identite,
    Rendering,
    environment,
    pour_la_recherche,
    sommaire,
)
from ndrc_portfolio.situation import Attestation
from ndrc_portfolio.texte import de

if TYPE_CHECKING:
    from ndrc_portfolio.conformite import Conformite

log = get_plugin_logger("ndrc-portfolio")

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}
_LONG = 120  # characters of a hint that is no fault's: drafts are told at each save
_CONFORMITE = "Conformité du dossier"
_HANDED_ON = ("title", "description", "tags", "hide", "icon", "search")


@dataclass(eq=False)
class Build:
    """What the hooks of one build share. `documents` go by the URI of their page."""

    config: MkDocsConfig
    options: Options
    audience: Audience
    serve: bool
    documents: dict[str, Document] = field(default_factory=dict)
    portfolio: Portfolio = field(init=False)
    attendre: Callable[[], None] = field(init=False, default=lambda: None)
    """Wait until what is written behind MkDocs' back is there."""

    def __post_init__(self) -> None:
        config_file = self.config.config_file_path
        self._docs = Path(self.config.docs_dir)
        self.root = Path(config_file).absolute().parent if config_file else self._docs.parent
        self.cache = dossier_cache(self.root)
        self.session, self.session_guessed = session(self.options)
        self.formulaires = _formulaires(self.session, self.options.schemas)
        self._conformes = lire_conformes(self.cache)
        self._known = set(self._conformes)
        self._vues: dict[Path, list[Vue] | ImageError] = {}
        self._compositions: dict[str, Composition] = {}
        self._forms: dict[str, str] = {}
        self._pages_de_candidat: dict[str, Ensemble] = {}
        self._full: dict[str, str] = {}
        self._numero = Numero("")
        self._checklist: File | None = None
        self._candidat = Identite(self.options.candidat.nom, self.options.candidat.prenom)

    @property
    def checklist(self) -> tuple[str, str] | None:
        """The title of the page of the rules and where it is, for those who may see it."""
        return (_CONFORMITE, self._checklist.url) if self._checklist else None

    @cached_property
    def candidat(self) -> Candidat:
        return Candidat(self.config, self.options, self.root, self._docs)

    @cached_property
    def complet(self) -> Portfolio:
        """All that the candidate has written, seen by the readers of this site or not."""
        return complet(self.portfolio)

    @cached_property
    def conformite(self) -> "Conformite":
        return self.candidat.conformite(self.complet, self.session, self._vues)

    @property
    def _dit_les_regles(self) -> bool:
        """Whether this site tells of the rules of the dossier: they are the candidate's own business."""
        return self.audience == "candidat" or self.serve

    @cached_property
    def impressions(self) -> Impressions:
        return Impressions(
            self.config, self.root, self.portfolio, self.session, self.rendering, self.documents, self._forms
        )

    @cached_property
    def originaux(self) -> Originaux:
        return Originaux(self.config, self.portfolio, self.cache, self.candidat.lieux_prives)

    @cached_property
    def rendering(self) -> Rendering:
        return Rendering(environment(self.config.theme.dirs, self.cache / "gabarits"), self.audience)

    # ---- Before the site is touched

    def lire(self) -> None:
        """Read and check the sources, and make the pictures of the annexes."""
        numero = self._numero = numero_candidat(self.root, self.options.candidat.numero)
        if self.audience != "public":
            self._candidat = Identite(self._candidat.nom, self._candidat.prenom, numero.valeur)
        self.portfolio = lire_portfolio(
            self._docs,
            self.formulaires,
            self.audience,
            base=self._base(),
            conformes=self._conformes,
            numero=numero,
            inclus=_snippets(self.config),
            portfolios={name: Path(folder) for name, folder in self.options.portfolios.items()},
        )
        self.portfolio.autres += numero.diagnostics
        if (written := self.options.candidat.numero) not in (None, ""):
            code = "NDRC502" if isinstance(written, str) else "NDRC503"
            self.portfolio.autres.append(self.candidat.situation.reglages.signaler(code, "candidat", "numero"))
        self._preparer_annexes()

    def ouvrir_justificatifs(self) -> None:
        """Know which files of the attestations cannot be shown, in a build that does not show them."""
        self._vues |= self.candidat.ouvrir()

    def refuser_le_numero(self, output: str, path: str) -> None:
        """The number may come from elsewhere than the sources: `mkdocs.yml`, what a page includes, another plugin."""
        if self.audience == "public" and (leak := numero_publie(self._numero, path, output.encode())):
            told = f"{leak.path} : {leak.message} ; {leak.hint}."
            if not self.serve:
                raise PluginError(f"{leak.code} : {told}")
            log.error(francais(told))

    def signaler(self) -> str:
        """Log everything that is to be said; the summary of the errors, empty if there are none."""
        diagnostics = self.portfolio.diagnostics
        for d in diagnostics:
            hint = d.hint if d.severity != "info" or len(d.hint) < _LONG else f"{d.hint[:_LONG]}…"
            log.log(_LEVELS[d.severity], " — ".join(filter(None, (d.head, hint))))
        for name in self.options.portfolios:
            if not any(uri.startswith(f"{name}/") for uri in self.portfolio.fiches):
                log.warning(francais(f"portfolios : aucun document dans le dossier « {name} »."))
        if not (self._candidat.nom and self._candidat.prenom) and self.audience != "jury":
            log.warning(
                francais(
                    "il manque le nom ou le prénom du candidat : "
                    "écrivez candidat: {nom: …, prenom: …} dans mkdocs.yml, sous ndrc-portfolio."
                )
            )
        if self._dit_les_regles and (told := resume(self.conformite)):
            log.info(told)
        for uri in self.portfolio.laisses:
            log.info(francais(f"{self._base()}{uri} n’est pas pour ce site « {self.audience} » : laissé de côté."))
        if not (errors := count(diagnostics, "error")):
            return ""
        files = len({d.path for d in diagnostics if d.severity == "error"})
        return francais(
            f"{errors} erreur{'s' if errors > 1 else ''} dans {files} fichier{'s' if files > 1 else ''} : "
            "le site n’a pas été construit, le précédent est intact."
        )

    def memoriser(self) -> None:
        ecrire_conformes(self.cache, self._conformes, self._known)

    def _base(self) -> str:
        """What stands before the paths below `docs/` in messages."""
        try:
            return self._docs.relative_to(self.root).as_posix() + "/"
        except ValueError:
            return self._docs.as_posix() + "/"

    def _preparer_annexes(self) -> None:
        if self.audience == "public":  # an attestation is private, even where it is an annexe too
            secret = {path.resolve() for path in self.candidat.lieux_prives}
            for uri, found in self.portfolio.pieces.items():
                self.portfolio.pieces[uri] = [p for p in found if p.source.resolve() not in secret]
        pieces = [(uri, p) for uri, found in self.portfolio.pieces.items() for p in found]
        wanted = [(p.source, p.genre) for _, p in pieces]
        if self.audience == "candidat":
            wanted += [(j.source, j.genre) for j in self.candidat.justificatifs]
        self._vues = preparer(wanted, self.cache / "images") if wanted else {}
        for uri, piece in pieces:
            fault = self._vues[piece.source]
            if isinstance(fault, ImageError):
                signaler_illisible(self.portfolio.fiches[uri], piece, fault)

    # ---- The files of the site

    def ajouter_fichiers(self, files: Files) -> Files:
        """Take away what must not be published, add what the plugin makes."""
        self._refuser_generes(files)
        for uri in (*self.portfolio.laisses, *self.portfolio.mal_nommes, *self.portfolio.refuses):
            self._retirer(files, uri)
        self.originaux.retenir(files)
        if not self.serve:
            theme.retirer_la_jauge(files)
        if not any(files.get_file_from_path(n) for n in ("index.md", "README.md")):
            title = f"Portfolio {de(self._candidat.complet)}" if self._candidat.complet else "Portfolio"
            files.append(File.generated(self.config, "index.md", content=f"---\ntitle: Accueil\n---\n\n# {title}\n"))
        if self._dit_les_regles and self.conformite.controles:
            taken = files.get_file_from_path("conformite.md") is not None
            content = f"---\ntitle: {_CONFORMITE}\nsearch: {{exclude: true}}\n---\n\n# {_CONFORMITE}\n"
            name = "conformite-du-dossier.md" if taken else "conformite.md"
            hidden = InclusionLevel.NOT_IN_NAV
            self._checklist = File.generated(self.config, name, content=content, inclusion=hidden)
            files.append(self._checklist)
        if self.audience == "candidat":
            self.impressions.attestations = self._montrer_attestations(files)
        for uri in self.portfolio.ordre:
            file = files.get_file_from_path(uri)
            if file is not None and self._publie(file):
                self._ajouter_document(files, uri, file)
        for ensemble in self.portfolio.ensembles:
            if self._documents(ensemble):
                self.impressions.ajouter_dossier(files, ensemble)
                if self.audience == "jury":
                    self._ajouter_candidat(files, ensemble)
        return files

    def _montrer_attestations(self, files: Files) -> list[tuple[Attestation, AnnexeRendue | None]]:
        """What closes the dossiers of the candidate, and of nobody else."""
        vues = {j.attestation.rang: self._vues.get(j.source) for j in self.candidat.justificatifs}
        shown: list[tuple[Attestation, AnnexeRendue | None]] = []
        for attestation in self.candidat.situation.attestations:
            found = vues.get(attestation.rang)
            annexe = None
            if isinstance(found, list):
                images = self.originaux.publier(files, found)
                annexe = AnnexeRendue(attestation.rang, attestation.organisation, images, "Attestation")
            shown.append((attestation, annexe))
        return shown

    def _ajouter_candidat(self, files: Files, ensemble: Ensemble) -> None:
        """A page for each candidate, which gathers what the commission has written for them."""
        folder = ensemble.uris[0].partition("/")[0] if "/" in ensemble.uris[0] else ""
        if folder and not any(files.get_file_from_path(f"{folder}/{n}") for n in ("index.md", "README.md")):
            title = json.dumps(html_module.escape(ensemble.titre, quote=False), ensure_ascii=False)
            files.append(File.generated(self.config, f"{folder}/index.md", content=f"---\ntitle: {title}\n---\n"))
        for name in ("index.md", "README.md") if folder else ():
            self._pages_de_candidat[f"{folder}/{name}"] = ensemble

    def _publie(self, file: File) -> bool:
        level = file.inclusion
        return bool(level.is_in_serve() if self.serve else level.is_included())

    def _documents(self, ensemble: Ensemble) -> list[Document]:
        return [self.documents[u] for u in ensemble.uris if u in self.documents]

    def _refuser_generes(self, files: Files) -> None:
        """Other plugins may add pages: what they bring is looked at too, though the last site is gone by then."""
        for file in files:
            if file.generated_by and file.is_documentation_page():
                source = file.content_bytes
                fiche = lire(source, file.src_uri, self.formulaires)
                if not voit(self.audience, audience_de(source, fiche, self.formulaires)):
                    raise PluginError(
                        f"{file.src_uri} : ce document n’a pas sa place dans un site « {self.audience} »."
                    )

    def _retirer(self, files: Files, uri: str) -> None:
        file = files.get_file_from_path(uri)
        if file is None:
            return
        if self.serve and uri in self.portfolio.refuses and file.is_documentation_page():
            notice = francais("Ce document est réservé à la commission : sortez-le de ce dossier.")
            files.remove(file)
            files.append(File.generated(self.config, uri, content=f"---\ntitle: Document réservé\n---\n\n{notice}\n"))
        else:
            files.remove(file)

    def _ajouter_document(self, files: Files, uri: str, file: File) -> None:
        fiche = self.portfolio.fiches[uri]
        assert fiche.formulaire is not None
        shown = [(p, self._vues[p.source]) for p in self.portfolio.pieces.get(uri, ())]
        annexes = [self.originaux.montrer(files, file, p, vues) for p, vues in shown if isinstance(vues, list)]
        self.documents[uri] = Document(
            uri, file.url if file.url not in (".", "./") else "", fiche, fiche.formulaire, Rendu(),
            self.session, self._candidat, annexes,
        )  # fmt: skip
        self.impressions.ajouter_vue(files, file)

    # ---- The pages

    def source(self, page: Page) -> str | None:
        """The Markdown of a fiche, composed from what was read; None leaves the page to MkDocs."""
        uri = page.file.src_uri
        fiche = self.portfolio.fiches.get(uri)
        if fiche is None:
            return None
        if uri not in self.documents or fiche.formulaire is None:
            return _brut(fiche) if count(fiche.diagnostics, "error") else None
        document = self.documents[uri]
        composition = self._compositions[uri] = composer(fiche, fiche.formulaire)
        head = [fiche.entete.sources[k] for k in _HANDED_ON if k in fiche.entete.sources]
        if "title" not in fiche.entete.sources:
            title = html_module.escape(document.titre, quote=False)  # themes print it as it is
            head.append(f"title: {json.dumps(title, ensure_ascii=False)}")
        return "---\n" + "\n".join(head) + "\n---\n\n" + composition.markdown

    def contenu(self, html: str, page: Page) -> str:
        """The page of a fiche as its official form; the list of all on the home page."""
        uri = page.file.src_uri
        fiche = uri in self._compositions
        html = self._fiche(html, page) if fiche else self.originaux.lier(html, page.url, uri)
        if self._checklist and uri == self._checklist.src_uri:
            pages = {self._base() + u: d.url for u, d in self.documents.items()}
            html += self.rendering.conformite(
                self.conformite, pages, racine(page.url), self._dans_l_editeur if self.serve else None
            )
        own = self._pages_de_candidat.get(uri)
        if page.is_homepage or own:
            shown = self.portfolio.ensembles if page.is_homepage or own is None else [own]
            groupes = {e: docs for e in shown if (docs := self._documents(e))}
            vierges = {form.titre: uri for form, uri in self.impressions.vierges.items()} if page.is_homepage else {}
            urls = {key: file.url for key, file in self.impressions.dossiers.items()}
            checklist = None
            if self._checklist and page.is_homepage:
                checklist = (self._checklist.url, sum(c.etat == "a-corriger" for c in self.conformite.controles))
            seul = not page.is_homepage
            html += self.rendering.accueil(groupes, urls, vierges, racine(page.url), seul=seul, conformite=checklist)
            titles = [] if seul else [AnchorLink(e.titre, f"documents-{e.cle}", 2) for e in groupes]
            page.toc = _suivi_de(page.toc, titles)
        return html

    def _dans_l_editeur(self, path: str) -> str:
        """What opens a file that a message names: below the portfolio, or below the current folder (`-f`)."""
        file = self.root / path
        file = file if file.is_file() else Path.cwd() / path
        return f"vscode://file/{quote(file.as_posix().lstrip('/'), safe='/:')}"

    def _fiche(self, html: str, page: Page) -> str:
        uri = page.file.src_uri
        document = self.documents[uri]
        try:
            rendu = decouper(html, self._compositions[uri], document.form)
        except CompositionError as fault:
            told = francais(f"{document.fiche.path} : {fault}.")
            if not self.serve:
                raise PluginError(told) from None
            log.error(told)  # an exception would leave the server waiting
            return f"<p>{html_module.escape(told)}</p>{_texte_brut(document.fiche)}"
        document.rendu = Rendu(
            {c: [self.originaux.lier(h, page.url, uri) for h in cells] for c, cells in rendu.cellules.items()},
            self.originaux.lier(rendu.notes, page.url, uri),
        )
        form = self._forms[uri] = self.rendering.formulaire(document)
        links = [_anchor_link(entry) for entry in sommaire(document)]
        page.toc = TableOfContents(links)
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= set(re.findall(r'\sid="([^"]+)"', form))
            page.present_anchor_ids |= {a.ancre for a in document.annexes} | {"annexes"}
        view = self.impressions.vues[uri]
        return self.rendering.page(document, form, racine(page.url), relative_url(view.url, page.url))

    # ---- What is printed

    def remplir_impressions(self, files: Files) -> None:
        """Write what is printed, and let go of the originals of annexes."""
        self.originaux.lacher(files)
        self.attendre = self.impressions.ecrire(files)

    @property
    def pages_d_annexes(self) -> dict[str, PageAnnexe]:
        """Where the pictures of PDF annexes come from, by the names of their files."""
        genres = {p.source: p.genre for pieces in self.portfolio.pieces.values() for p in pieces}
        genres |= {j.source: j.genre for j in self.candidat.justificatifs}
        return {
            vue.name: PageAnnexe(source, number, vue)
            for source, vues in self._vues.items()
            if genres.get(source) == "pdf" and isinstance(vues, list)
            for number, vue in enumerate(vues)
        }

    # ---- What the theme shows

    def montrer_a_la_recherche(self, page: Page) -> None:
        """For the search engine, the texts without the table: 1.3 ms a page instead of 3."""
        document = self.documents.get(page.file.src_uri)
        if document is not None and page.file.src_uri in self._forms:
            self._full[page.file.src_uri] = page.content or ""
            page.content = pour_la_recherche(document)

    def montrer_aux_lecteurs(self, page: Page) -> None:
        """The whole page again, below what its author or its reader must know."""
        uri = page.file.src_uri
        content = self._full.pop(uri, None) or page.content or ""
        before = ""
        if self.audience != "public":
            before += _bandeau(self.audience)
        if self.serve and (told := self._problemes(uri)):
            before += self.rendering.problemes(told)
        document = self.documents.get(uri) if self.serve and uri in self._forms else None
        if document and "pages" in document.form.disposition:
            view = relative_url(self.impressions.vues[uri].url, page.url)
            before += self.rendering.jauge(document, view, racine(page.url))
        page.content = before + content

    def _problemes(self, uri: str) -> list[Diagnostic]:
        path = self._base() + uri
        told = [*self.portfolio.diagnostics, *self.conformite.diagnostics]
        return [d for d in told if d.path == path and d.severity != "info"]


def _formulaires(year: int, schemas: str | None) -> dict[str, Formulaire]:
    try:
        return charger(year, *([Path(schemas)] if schemas else []))
    except FormulaireError as fault:
        raise PluginError(str(fault)) from None


def _brut(fiche: Fiche) -> str:
    """A page that cannot be read as a fiche, shown as it was written: nothing of it is lost."""
    title = json.dumps(html_module.escape(fiche.path), ensure_ascii=False)
    return f"---\ntitle: {title}\n---\n\n{_texte_brut(fiche)}\n"


def _texte_brut(fiche: Fiche) -> str:
    return '<pre class="ndrc-brut">' + html_module.escape("\n".join(fiche.lines)) + "</pre>"


def _bandeau(audience: Audience) -> str:
    text = {
        "candidat": "Version complète, pour le candidat : elle contient des pièces confidentielles. Ne la publiez pas.",
        "jury": "Version de la commission : ne la communiquez pas.",
    }[audience]
    return f'<div class="ndrc-audience" role="note"><p>{francais(text)}</p></div>'


def _suivi_de(toc: TableOfContents, links: list[AnchorLink]) -> TableOfContents:
    """A table of contents with more entries, below the title of the page: themes show what is there."""
    entries = list(toc)
    if entries and entries[0].level == 1:
        entries[0].children += links
        return TableOfContents(entries)
    return TableOfContents([*entries, *links])


def _anchor_link(entry: tuple[str, str, list[tuple[str, str]]]) -> AnchorLink:
    anchor, label, children = entry
    link = AnchorLink(label, anchor, 2)
    link.children = [AnchorLink(text, child, 3) for child, text in children]
    return link


def _snippets(config: MkDocsConfig) -> list[Path]:
    """The folders whose files a page can include."""
    if "pymdownx.snippets" not in config.markdown_extensions:
        return []
    paths = (config.mdx_configs.get("pymdownx.snippets") or {}).get("base_path", ["."])
    return [Path(str(p)).resolve() for p in ([paths] if isinstance(paths, str) else paths)]
