"""A document and its form as official HTML: on its page, in its print view, in the printed dossier.

The templates are in `overrides/ndrc/`; all three places share `formulaire.html` and `formulaire.css`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ndrc_portfolio.checks.completeness import completeness
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.layout import anchor_of, lay_out
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.model import Dossier
from ndrc_portfolio.rendering import sheet
from ndrc_portfolio.rendering.document import Document, chosen_label, identity_text
from ndrc_portfolio.rendering.markdown import Cells
from ndrc_portfolio.rendering.sheet import keeps_together, tighten

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from ndrc_portfolio.reglement.rule import Checklist, Regle


class Templates:
    """The templates, loaded once."""

    def __init__(self, env: "Environment", audience: Audience = "public") -> None:
        self._env = env
        env.globals.update(francais=typeset, ancre=anchor_of, serrer=tighten, audience=audience)

    def template(self, name: str) -> "Template":
        return self._env.get_template(name)

    @cached_property
    def _formulaire(self) -> Any:
        return self._env.get_template("ndrc/formulaire.html").module

    def formulaire(self, document: Document, rendu: Cells) -> str:
        """The official form, filled: one or two tables."""
        form = document.form
        return str(
            self._formulaire.formulaire(
                disposition=lay_out(form),
                doc=document,
                identite=lambda cle: identity_text(document, cle),
                valeurs=rendu.cellules,
                insecable=lambda groupe: keeps_together(groupe, rendu),
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
        self, conformite: "Checklist", pages: Mapping[str, str], root: str, editeur: Callable[[str], str] | None
    ) -> str:
        """The checklist of the rules, épreuve by épreuve.

        `pages` gives the page of a fiche by the path that messages name it by, `editeur` the URL that opens such a path
        in the author's editor (None: nothing does).
        """
        template = self._env.get_template("ndrc/conformite.html")
        epreuves: dict[str, list[Regle]] = {}
        for controle in conformite.regles:
            epreuves.setdefault(controle.epreuve, []).append(controle)
        return template.render(epreuves=epreuves, autres=conformite.autres, pages=pages, root=root, editeur=editeur)

    def jauge(self, document: Document, vue: str, root: str) -> str:
        """The gauge that says, while writing, how full the pages of a form are; `vue` is its print view."""
        faites, total = completeness(document.fiche)
        pages = document.form.keyword.pages
        template = self._env.get_template("ndrc/jauge.html")
        return template.render(vue=vue, pages=pages, vides=faites < total, root=root, sheet=sheet)

    def accueil(
        self,
        groupes: Mapping[Dossier, Sequence[Document]],
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
            progression=completeness,
            choix=chosen_label,
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
        layout = lay_out(document.form)
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


def template_environment(folders: Sequence[str] = ()) -> "Environment":
    """A Jinja environment for our templates alone; those in `folders` come before them."""
    import jinja2

    from ndrc_portfolio.rendering.compiled import compiled

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


def css_string(text: str) -> str:
    """A text as a CSS string: what could end it or the style sheet is escaped by its code."""
    return '"' + re.sub(r'[\x00-\x1f"\\<>&]', lambda m: f"\\{ord(m.group()):x} ", text) + '"'
