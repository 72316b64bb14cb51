"""A Word file brought into a portfolio, for tests: what is written, and what is said."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.word.given.alike import all_words
from ndrc_portfolio.word.given.items import items_of
from tests.support import ndrc

SETTINGS = "site_name: Portfolio\nplugins:\n  ndrc-portfolio:\n    session: {}\n    audience: jury\n"


class Imported(NamedTuple):
    """What became of a file: the exit code, the fiches, their sources, what is said of them, and on stderr."""

    code: int
    fiches: list[Fiche]
    sources: list[str]
    said: list[dict[str, Any]]
    err: str

    @property
    def source(self) -> str:
        return self.sources[0]

    def answer(self, *chemin: str) -> list[str]:
        """The cells of a leaf that say something."""
        value = self.fiches[0].values.get(chemin)
        return [cell.strip() for cell in value.cells if cell.strip()] if value else []

    @property
    def codes(self) -> set[str]:
        return {m["code"] for m in self.said}

    @property
    def messages(self) -> list[str]:
        return [m["message"] for m in self.said]


def imported(root: Path, content: bytes, session: int = 2026, name: str = "fiche.docx") -> Imported:
    """`ndrc importer` of a file in a portfolio of a commission, which may have all forms."""
    (root / "mkdocs.yml").write_text(SETTINGS.format(session), encoding="utf-8")
    (root / name).write_bytes(content)
    said = ndrc(root, "importer", name, "--format", "json")
    entries = json.loads(said.out)
    forms = load_forms(session)
    sources = [(root / entry["fiche"]).read_text(encoding="utf-8") for entry in entries]
    fiches = [fiche for source in sources if (fiche := read_fiche(source.encode(), "fiche.md", forms))]
    return Imported(said.code, fiches, sources, [m for e in entries for m in e["messages"]], said.err)


def answers_for(form: Formulaire) -> dict[Chemin, str | list[str]]:
    """An answer to everything that a form asks; the candidate is not one to be copied."""
    answers: dict[Chemin, str | list[str]] = {}
    for number, (chemin, champ) in enumerate(form.champs.items()):
        values = [o.valeur for o in champ.options]
        if values:
            answers[chemin] = values[:2] if champ.plusieurs else values[number % len(values)]
        elif champ.keyword.decimale:
            answers[chemin] = "14,5"
        elif champ.cellules > 1:
            answers[chemin] = [f"Élève {number}", f"Client {number}"]
        else:
            known = {("numero",): "2", ("candidat", "numero"): "0123456701"}
            answers[chemin] = known.get(chemin, f"Réponse {number} du zèbre mot{number}")
    if nature := next((c.nature for c in form.grille if c.nature), ""):
        others = {champ.chemin for c in form.grille if c.nature not in ("", nature) for champ in c.criteres}
        answers = {c: v for c, v in answers.items() if c not in others}
        answers["activite", "nature"] = nature
    return answers


def lost_words(form: Formulaire, texts: list[str], kept: list[str]) -> Counter[str]:
    """The words of a Word file that are nowhere: neither kept, nor said, nor printed by the form; each as often."""
    printed = [item.libelle for item in items_of(form)]
    printed += [k for champ in form.champs.values() for k in (champ.keyword.aide, champ.keyword.indicateurs)]
    printed += [level for _ in form.champs for level in form.grid.niveaux]
    years = [str(year) for year in range(2020, 2031)]
    return Counter(all_words(texts)) - Counter(all_words([*kept, *printed, *years]))
