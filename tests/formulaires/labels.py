"""What is printed of a form, for the tests that hold it against the official labels (`libelles/<session>/<id>.txt`)."""

import html
import re
from functools import lru_cache
from pathlib import Path

from ndrc_portfolio.fiches.front_matter import FrontMatter
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.markdown import Cells
from ndrc_portfolio.rendering.templates import Templates, template_environment
from tests.texts import checked, with_canaries

LIBELLES = Path(__file__).parent / "libelles"
SESSIONS = (2020, 2025)
YEAR = 2031


def labels(session: int, id_: str, year: int = YEAR) -> list[str]:
    """The official labels of a form of a session, in printed order, for the exam of a year."""
    text = (LIBELLES / str(session) / f"{id_}.txt").read_text(encoding="utf-8")
    return text.replace("{session}", str(year)).splitlines()


@lru_cache(maxsize=1)
def _templates() -> Templates:
    return Templates(template_environment())


def blank(form: Formulaire) -> str:
    """The HTML of the blank form of the session of that year."""
    fiche = Fiche(form.id, [], FrontMatter(), form, {})
    return _templates().form(Document(form.id, "", fiche, form, YEAR, Identite()), Cells(), blank=True)


def filled(form: Formulaire) -> str:
    """The HTML of the form with a text in every field."""
    fiche = checked(with_canaries(form, right=True), {form.id: form})
    cells = Cells({c.chemin: [f"<p>{t}</p>" for t in fiche.values[c.chemin].cells] for c in form.rubriques})
    candidat = Identite("Roussel", "Camille", "0123456701")
    return _templates().form(Document("fiche.md", "", fiche, form, YEAR, candidat), cells)


def letters(text: str) -> str:
    """The letters and signs of a text or of HTML: without markup, marks of notes, boxes, dots to write on, spaces."""
    text = re.sub(r"<sup>.*?</sup>|<div class=\"tiret\">-</div>|<style>.*?</style>", "", text, flags=re.DOTALL)
    text = re.sub(r'<span data-texte="([^"]*)">', r"\1", text)  # the watermark
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"[\s☐☒○◉❑□]|…[….]*|(?<=…)\.|\.?/(?=[\s.…]*…)|(?<=…)[\s]*/", "", text)
