"""A document and its form as official HTML: on its page, in its print view, in the printed dossier.

The templates are in `overrides/ndrc/`; all three places share `formulaire.html` and `formulaire.css`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ndrc_portfolio.composition import Rendu
from ndrc_portfolio.document import AnnexeRendue, Document, choix, identite
from ndrc_portfolio.dossier import Ensemble
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.layout import Cellule, Groupe, ancre, disposer
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.situation import Attestation
from ndrc_portfolio.validation import progression

if TYPE_CHECKING:
    from jinja2 import Environment

    from ndrc_portfolio.conformite import Conformite, Controle

_BLOCK_END = re.compile(r"</(?:p|li|tr|h\d|pre)>|<br")
_MARKUP = re.compile(r"<[^>\0]*>")


class Rendering:
    """The templates, loaded once."""

    def __init__(self, env: "Environment", audience: Audience = "public") -> None:
        self._env = env
        env.globals.update(francais=typeset, ancre=ancre, serrer=serrer, audience=audience)

    @cached_property
    def _formulaire(self) -> Any:
        return self._env.get_template("ndrc/formulaire.html").module

    def formulaire(self, document: Document, rendu: Rendu) -> str:
        """The official form, filled: one or two tables."""
        form = document.form
        return str(
            self._formulaire.formulaire(
                disposition=disposer(form),
                doc=document,
                identite=lambda cle: identite(document, cle),
                valeurs=rendu.cellules,
                insecable=lambda groupe: tient_ensemble(groupe, rendu),
                notes=rendu.notes,
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

    def jauge(self, document: Document, vue: str) -> str:
        """The gauge that says, while writing, how full the pages of a form are; `vue` is its print view."""
        faites, total = progression(document.fiche)
        pages = document.form.keyword.pages
        return self._env.get_template("ndrc/jauge.html").render(vue=vue, pages=pages, vides=faites < total)

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
            titre=f"{document.form.titre} – vierge",
            pied="",
            retour="",
            indexer=indexer,
            css_string=css_string,
        )

    def dossier(
        self,
        ensemble: Ensemble,
        documents: Sequence[tuple[Document, str]],
        root: str,
        retour: str,
        *,
        indexer: bool,
        attestations: Sequence[tuple[Attestation, AnnexeRendue | None]] = (),
        pdf: str = "",
    ) -> str:
        """The dossier of an épreuve: cover, contents, each document with its annexes, the candidate's attestations."""
        template = self._env.get_template("ndrc/dossier.html")
        first = documents[0][0]
        auteurs = [d.auteur for d, _ in documents]
        candidat = next((a for a in auteurs if a.complet and a.numero), None) or next(
            (a for a in auteurs if a.complet), first.auteur
        )
        named = [candidat.complet] if candidat.complet and candidat.complet not in ensemble.dossier else []
        return template.render(
            docs=documents,
            attestations=attestations,
            pdf=pdf,
            jury=first.form.audience == "jury" or not first.form.par_candidat,
            intitule=" / ".join(dict.fromkeys(intitule(d.form) for d, _ in documents)),
            diplome=first.form.keyword.entete[0],
            session=first.session,
            candidat=candidat,
            titre=" – ".join([ensemble.dossier, *named]),
            pied=" – ".join([*named, ensemble.dossier]),
            root=root,
            retour=retour,
            indexer=indexer,
            choix=choix,
            css_string=css_string,
        )


def environment(folders: Sequence[str] = ()) -> "Environment":
    """A Jinja environment for our templates alone; those in `folders` come before them."""
    import jinja2

    from ndrc_portfolio.compiled import compiled

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, str(data_dir("overrides"))], encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled("gabarits"),
        optimized=False,
        undefined=jinja2.StrictUndefined,
    )


def intitule(form: Formulaire) -> str:
    """« E4 – RELATION CLIENT ET NÉGOCIATION VENTE », from the head of the form."""
    lines = form.keyword.entete
    return str(next((line for line in lines if line.startswith(form.epreuve)), lines[-1]))


def tient_ensemble(groupe: Groupe, rendu: Rendu) -> bool:
    """Whether a page break is kept out of rows: only if they surely fit a page (print-facts, 4).

    A group that begins with a band is held up to most of a page, so that no band ends a page in Firefox;
    other rows only while they are short, for a row held back leaves a hole.
    """
    return _hauteur(groupe, rendu) < (210 if groupe.commence_par_bandeau else 45)


def _hauteur(groupe: Groupe, rendu: Rendu) -> float:
    """A generous estimate, in millimetres, of the height of a group in print."""
    height = 0.0
    for ligne in groupe.lignes:
        height += max(_hauteur_cellule(c, rendu) for c in ligne)
    return height


def _hauteur_cellule(cellule: Cellule, rendu: Rendu) -> float:
    if cellule.champ is None or cellule.genre not in ("valeur", "champ"):
        return 7
    textes = rendu.cellules.get(cellule.champ.chemin, [])
    html = textes[cellule.indice] if cellule.indice < len(textes) else ""
    per_line = cellule.span * 7.2  # characters of Arial 10 pt in a column of the grid
    blocks = _MARKUP.sub("", _BLOCK_END.sub("\0", html)).split("\0")
    lines = sum(1 + len(b) // per_line for b in blocks)
    return float(4.5 * lines + 6 + 90 * html.count("<img"))


_TABLE = re.compile(r"<table([^>]*)>(.*?)</table>", re.DOTALL)
_RANG = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
_CASE = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def serrer(html: str, span: int) -> str:
    """Tables of an author whose words cannot stand side by side in their cell get a class that breaks the words."""
    if "<table" not in html:
        return html

    def serre(found: re.Match[str]) -> str:
        longest: dict[int, int] = {}
        for row in _RANG.findall(found[2]):
            for i, cell in enumerate(_CASE.findall(row)):
                words = re.split(r"[ \n-]", _MARKUP.sub("", cell))
                longest[i] = max(longest.get(i, 1), *map(len, words))
        width = sum(2.2 + 1.75 * n for n in longest.values())  # millimetres of Arial 9 pt, bold
        if width <= span * 15 - 3:
            return found[0]
        attributes = re.sub(r'\sclass="[^"]*"', "", found[1])
        return f'<table{attributes} class="serre">{found[2]}</table>'

    return _TABLE.sub(serre, html)


def css_string(text: str) -> str:
    """A text as a CSS string: what could end it or the style sheet is escaped by its code."""
    return '"' + re.sub(r'[\x00-\x1f"\\<>&]', lambda m: f"\\{ord(m.group()):x} ", text) + '"'
