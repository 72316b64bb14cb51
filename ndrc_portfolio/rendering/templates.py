"""A document and its form as official HTML: on its page, in its print view, in the printed dossier.

The templates are in `overrides/ndrc/`; all three places share `formulaire.html` and `formulaire.css`.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ndrc_portfolio.checks.completeness import completeness
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.messages.diagnostic import COSTS, Diagnostic
from ndrc_portfolio.messages.french import de, typeset
from ndrc_portfolio.rendering import sheet
from ndrc_portfolio.rendering.document import HEADING, Document, identity_text, is_ticked, serves
from ndrc_portfolio.rendering.markdown import Cells
from ndrc_portfolio.rendering.policy import policy
from ndrc_portfolio.rendering.sheet import keeps_together, tighten

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from ndrc_portfolio.reglement.rule import Checklist, Regle
    from ndrc_portfolio.rendering.commission import Table
    from ndrc_portfolio.rendering.home import Card, Home, Offer


class Templates:
    """The templates, loaded once. A name below `overrides/ndrc/` that an author's theme has too is the author's."""

    def __init__(self, env: "Environment", audience: Audience = "public") -> None:
        self._env = env
        env.globals.update(typeset=typeset, tighten=tighten, audience=audience, emphasised=emphasised, policy=policy)

    def template(self, name: str) -> "Template":
        return self._env.get_template(name)

    @cached_property
    def _form(self) -> Any:
        return self.template("ndrc/formulaire.html").module

    def form(self, document: Document, cells: Cells, *, blank: bool = False) -> str:
        """The official form, filled: one or two tables; `blank`: to be filled by hand."""
        layout = lay_out(document.form)
        return str(
            self._form.form(
                layout=layout,
                doc=document,
                identity=lambda cle: identity_text(document, cle),
                ticked=lambda cle, valeur: is_ticked(document, cle, valeur),
                serves=lambda competence: serves(document, competence),
                values=cells.by_leaf,
                together=lambda group: keeps_together(group, cells, layout.columns),
                notes=cells.notes,
                session=str(document.session),
                blank=blank,
            )
        )

    def page(self, document: Document, form: str, root: str, print_view: str) -> str:
        """What the page of a fiche shows inside the theme: its form, its annexes, the link to its print view."""
        return self.template("ndrc/page.html").render(
            doc=document,
            form=form,
            root=root,
            print_view=print_view,
            heading=HEADING,
            title=document.page_title,
            footer=foot_of(document),
            css_string=css_string,
        )

    def problems(self, diagnostics: Sequence[Diagnostic], path: str) -> str:
        """The box that shows, while writing, what is wrong with a page, whose source is at a path."""
        return self.template("ndrc/problemes.html").render(diagnostics=diagnostics, path=path)

    def stopped(self, reason: str, diagnostics: Sequence[Diagnostic]) -> str:
        """The page that stands in the place of all others while the portfolio cannot be built."""
        return self.template("ndrc/arret.html").render(reason=typeset(reason), diagnostics=diagnostics)

    def checklist(
        self, checklist: "Checklist", pages: Mapping[str, str], root: str, editor: Callable[[str], str] | None
    ) -> str:
        """The checklist of the rules, épreuve by épreuve.

        `pages` gives the page of a fiche by the path that messages name it by, `editor` the URL that opens such a path
        in the author's editor (None: nothing does).
        """
        epreuves: dict[str, list[Regle]] = {}
        for regle in checklist.regles:
            epreuves.setdefault(regle.article.epreuve, []).append(regle)
        template = self.template("ndrc/conformite.html")
        costs = [cost for cost in COSTS if any(regle.article.cout == cost for regle in checklist.regles)]
        return template.render(
            epreuves=epreuves, costs=costs, checklist=checklist, pages=pages, root=root, editor=editor
        )

    def gauge(self, document: Document, print_view: str, root: str) -> str:
        """The gauge that says, while writing, how full the pages of a form are."""
        done, total = completeness(document.fiche)
        return self.template("ndrc/jauge.html").render(
            print_view=print_view, pages=document.form.keyword.pages, unfinished=done < total, root=root, sheet=sheet
        )

    def home(self, home: "Home", offers: "Sequence[Offer]", rules: tuple[str, int] | None, root: str) -> str:
        """The top of the home page. `rules`: where the checklist is, and how many are not kept."""
        return self.template("ndrc/accueil.html").render(
            home=home, offers=offers, rules=rules, root=root, heading=HEADING, de=de
        )

    def commission(
        self, table: "Table", unread: "Sequence[Card]", faults: Mapping[str, int], root: str, *, alone: bool
    ) -> str:
        """What the commission has written, and cannot be read; `faults` are how many there are, by path of a page.

        `alone`: it is of the one candidate whom the page is about.
        """
        return self.template("ndrc/commission.html").render(
            table=table, unread=unread, faults=faults, root=root, alone=alone
        )

    def blank_list(self, blank: Mapping[str, str], root: str) -> str:
        """The links to the blank forms: their files, by title."""
        return self.template("ndrc/vierges.html").render(blank=blank, root=root)

    def print_view(self, document: Document, form: str, root: str, back: str, *, indexed: bool) -> str:
        """The print view of one document: a standalone page."""
        return self.template("ndrc/imprimer.html").render(
            docs=[(document, form)],
            plain=lay_out(document.form).plain,
            title=f"{document.form.epreuve} – {document.titre}",
            footer=foot_of(document),
            root=root,
            back=back,
            indexed=indexed,
            css_string=css_string,
        )

    def blank(self, document: Document, form: str, css: str, back: str, *, indexed: bool) -> str:
        """A blank form as a page that needs no other file."""
        return self.template("ndrc/vierge.html").render(
            doc=document,
            form=form,
            css=css,
            sheet=sheet,
            outside=sheet.height_outside(lay_out(document.form)),
            measured=lay_out(document.form).measured,
            title=f"{document.form.titre} – vierge",
            footer="",
            back=back,
            indexed=indexed,
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


def foot_of(document: Document) -> str:
    """What stands at the foot of each page of a document: whose it is, and which."""
    return " – ".join(filter(None, (document.about.complet, f"{document.form.epreuve}, {document.nom}")))


def emphasised(text: str) -> str:
    """A text of a form as HTML, what stands between two asterisks in bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html.escape(text, quote=False))


def css_string(text: str) -> str:
    """A text as a CSS string: what could end it or the style sheet is escaped by its code."""
    return '"' + re.sub(r'[\x00-\x1f"\\<>&]', lambda m: f"\\{ord(m.group()):x} ", text) + '"'
