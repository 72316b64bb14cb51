"""A document and its form as official HTML: on its page, in its print view, in the printed dossier.

The templates are in `overrides/ndrc/`; all three places share `formulaire.html` and `formulaire.css`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndrc_portfolio import sheet
from ndrc_portfolio.composition import Rendu
from ndrc_portfolio.diagnostics import Diagnostic, francais
from ndrc_portfolio.disposition import Groupe, ancre, disposer
from ndrc_portfolio.donnees import data_dir
from ndrc_portfolio.dossier import Ensemble
from ndrc_portfolio.fiche import Fiche
from ndrc_portfolio.formulaire import Audience, Bloc, Champ, Formulaire
from ndrc_portfolio.sheet import serrer, tient_ensemble
from ndrc_portfolio.validation import progression

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from ndrc_portfolio.conformite import Conformite, Controle


@dataclass(frozen=True, slots=True)
class Identite:
    """Who the portfolio is by. `numero` is empty wherever it must not be seen."""

    nom: str = ""
    prenom: str = ""
    numero: str = ""

    @property
    def complet(self) -> str:
        return f"{self.prenom} {self.nom}".strip()


@dataclass(frozen=True, slots=True)
class ImageAnnexe:
    """A picture of an annexe: where it is in the site and its size in pixels."""

    uri: str
    width: int
    height: int

    @property
    def name(self) -> str:
        return self.uri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class AnnexeRendue:
    """An annexe to show: « Annexe 1 — Mandat signé » and its pictures, one a page. `mot`: or an attestation."""

    numero: int
    titre: str
    images: Sequence[ImageAnnexe]
    mot: str = "Annexe"

    @property
    def ancre(self) -> str:
        return f"{self.mot.lower()}-{self.numero}"

    @property
    def libelle(self) -> str:
        return f"{self.mot} {self.numero} — {self.titre}" if self.titre else f"{self.mot} {self.numero}"


@dataclass(slots=True)
class Document:
    """A document of the site: what its author wrote, as HTML, and what surrounds it."""

    uri: str
    url: str
    fiche: Fiche
    form: Formulaire
    rendu: Rendu
    session: int
    candidat: Identite
    annexes: Sequence[AnnexeRendue] = field(default_factory=tuple)

    @property
    def nom(self) -> str:
        """« Fiche 1 », or the name of the document when its form has no number."""
        if self.form.identification.get("numero"):
            return f"Fiche {self.fiche.numero or '…'}"
        return re.sub(r"\s*\([^()]*\)$", "", self.form.titre) if self.form.par_candidat else self.form.titre

    @property
    def auteur(self) -> Identite:
        """The candidate whom the document is about: of the portfolio, or of its own front matter."""
        if self.form.par_candidat:
            return self.candidat
        return Identite(*(self.fiche.identite(f"candidat.{cle}") for cle in ("nom", "prenom", "numero")))

    @property
    def titre(self) -> str:
        return f"{self.nom} — {self.fiche.titre}" if self.fiche.titre else self.nom


class Rendering:
    """The templates, loaded once."""

    def __init__(self, env: "Environment", audience: Audience = "public") -> None:
        self._env = env
        env.globals.update(francais=francais, ancre=ancre, serrer=serrer, audience=audience)

    def template(self, name: str) -> "Template":
        return self._env.get_template(name)

    @cached_property
    def _formulaire(self) -> Any:
        return self._env.get_template("ndrc/formulaire.html").module

    def formulaire(self, document: Document, *, notes: bool = True) -> str:
        """The official form, filled: one or two tables."""
        form = document.form
        return str(
            self._formulaire.formulaire(
                disposition=disposer(form),
                doc=document,
                identite=lambda cle: identite(document, cle),
                valeurs=document.rendu.cellules,
                insecable=lambda groupe: tient_ensemble(groupe, document.rendu),
                notes=document.rendu.notes if notes else "",
                session=document.session,
            )
        )

    def page(self, document: Document, html: str, root: str, imprimer: str) -> str:
        """What the page of a fiche shows inside the theme: its form, its annexes, the link to its print view."""
        template = self._env.get_template("ndrc/page.html")
        return template.render(doc=document, formulaire=html, root=root, imprimer=imprimer)

    def problemes(self, diagnostics: Sequence[Diagnostic]) -> str:
        """The box that shows, while writing, what is wrong with a page."""
        return self._env.get_template("ndrc/problemes.html").render(diagnostics=diagnostics)

    def conformite(
        self, conformite: "Conformite", pages: Mapping[str, str], root: str, editeur: Callable[[str], str] | None
    ) -> str:
        """The checklist of the rules, épreuve by épreuve.

        `pages` gives the page of a fiche by the path that messages name it by, `editeur` the URL that opens such a path
        in the author's editor (None: nothing does).
        """
        template = self._env.get_template("ndrc/conformite.html")
        epreuves: dict[str, list[Controle]] = {}
        for controle in conformite.controles:
            epreuves.setdefault(controle.epreuve, []).append(controle)
        return template.render(epreuves=epreuves, autres=conformite.autres, pages=pages, root=root, editeur=editeur)

    def jauge(self, document: Document, vue: str, root: str) -> str:
        """The gauge that says, while writing, how full the pages of a form are; `vue` is its print view."""
        faites, total = progression(document.fiche)
        pages = document.form.disposition["pages"]
        template = self._env.get_template("ndrc/jauge.html")
        return template.render(vue=vue, pages=pages, vides=faites < total, root=root, sheet=sheet)

    def accueil(
        self,
        groupes: Mapping[Ensemble, Sequence[Document]],
        dossiers: Mapping[str, str],
        vierges: Mapping[str, str],
        root: str,
        *,
        seul: bool,
        conformite: tuple[str, int] | None = None,
    ) -> str:
        """The list of the documents by épreuve, with how complete each is; the dossiers and the blank forms.

        `conformite` is where the checklist is and how many rules are not kept, for those who may see it.
        """
        template = self._env.get_template("ndrc/accueil.html")
        return template.render(
            groupes=groupes,
            dossiers=dossiers,
            vierges=vierges,
            root=root,
            seul=seul,
            conformite=conformite,
            progression=progression,
            choix=choix,
        )

    def imprimer(self, document: Document, html: str, root: str, retour: str, *, indexer: bool) -> str:
        """The print view of one document: a standalone page."""
        template = self._env.get_template("ndrc/imprimer.html")
        return template.render(
            docs=[(document, html)],
            titre=f"{document.form.epreuve} – {document.titre}",
            pied=" – ".join(filter(None, (document.auteur.complet, f"{document.form.epreuve}, {document.nom}"))),
            root=root,
            retour=retour,
            indexer=indexer,
            css_string=css_string,
        )

    def vierge(self, document: Document, html: str, css: str, *, indexer: bool) -> str:
        """A blank form as a page that needs no other file."""
        layout = disposer(document.form)
        outside = 7 * len(layout.entete) + 6 * len(layout.en_ligne) + 12 * len(layout.pied)
        template = self._env.get_template("ndrc/vierge.html")
        return template.render(
            doc=document,
            formulaire=html,
            css=css,
            hors_tableau=outside,
            plein=sheet.TEXT_HEIGHT - 2,  # what rounding may add to the rows
            titre=f"{document.form.titre} – vierge",
            pied="",
            retour="",
            indexer=indexer,
            css_string=css_string,
        )


def environment(folders: Sequence[str], cache: Path | None) -> "Environment":
    """A Jinja environment for our templates alone. `cache` keeps their compiled code between builds."""
    import jinja2

    bytecode = None
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        bytecode = jinja2.FileSystemBytecodeCache(str(cache))
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, str(data_dir("overrides"))], encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=bytecode,
        optimized=False,
        undefined=jinja2.StrictUndefined,
    )


def identite(document: Document, cle: str) -> str:
    """The text of a field of the head of the form; the candidate's come from the portfolio."""
    if cle.startswith("candidat."):
        return str(getattr(document.auteur, cle.removeprefix("candidat."), ""))
    champ = document.form.champs.get(tuple(cle.split(".")))
    return champ.imprime(document.fiche.identite(cle)) if champ else ""


def choix(document: Document) -> str:
    """The label of the box that is ticked in the head of the form: its nature or its network."""
    champ = document.form.choix
    valeur = document.fiche.identite(champ.cle) if champ else ""
    return next((o.libelle for o in champ.options if o.valeur == valeur), "") if champ else ""


def css_string(text: str) -> str:
    """A text as a CSS string: what could end it or the style sheet is escaped by its code."""
    return '"' + re.sub(r'[\x00-\x1f"\\<>&]', lambda m: f"\\{ord(m.group()):x} ", text) + '"'


# ---- What the theme and the search need to know


def sommaire(document: Document) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The contents of a page: anchor, label and sub-entries of each band, then the annexes."""
    entries = _bandes(document.form)
    if document.annexes:
        return [*entries, ("annexes", "Annexes", [(a.ancre, a.libelle) for a in document.annexes])]
    return entries


@lru_cache(maxsize=64)
def _bandes(form: Formulaire) -> list[tuple[str, str, list[tuple[str, str]]]]:
    entries: list[tuple[str, str, list[tuple[str, str]]]] = []
    disposition = disposer(form)
    for tableau in disposition.tableaux:
        for groupe in (Groupe(tableau.tete), *tableau.groupes) if tableau.tete else tableau.groupes:
            for ligne in groupe.lignes:
                cellule = ligne[0]
                if cellule.genre == "bandeau":
                    entries.append((cellule.ancre, cellule.libelle, []))
                elif cellule.genre == "sous-bandeau" and entries:
                    entries[-1][2].append((cellule.ancre, cellule.libelle))
    return entries


def pour_la_recherche(document: Document) -> str:
    """The page as the search engine should read it: the bands, the labels and the texts, without the table."""
    parts: list[str] = []
    fields = document.form.identification.items()
    identites = [identite(document, c) for c, f in fields if c != "candidat.numero" and not f.options]
    parts.append(f"<p>{_escape(' '.join(filter(None, [*identites, choix(document)])))}</p>")
    blocs = {n.chemin: n for n in document.form.noeuds if isinstance(n, Bloc)}
    band: Bloc | None = None
    for champ in document.form.rubriques:
        textes = [t for t in document.rendu.cellules.get(champ.chemin, []) if t]
        if not textes:
            continue
        if (own := _bande(champ, blocs)) is not band and own is not None:
            parts.append(f'<h2 id="{ancre(own)}">{_escape(own.libelle)}</h2>')
            band = own
        parts.append(f"<p>{_escape(champ.libelle)}</p>")
        parts += [re.sub(r"<(/?)h[1-6][^>]*>", r"<\1p>", t) for t in textes]
    parts += [f"<p>{_escape(a.libelle)}</p>" for a in document.annexes]
    return "".join(parts)


def _bande(champ: Champ, blocs: Mapping[tuple[str, ...], Bloc]) -> Bloc | None:
    return blocs.get(champ.chemin[:1])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
