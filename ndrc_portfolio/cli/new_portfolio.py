"""The files of a new portfolio, and of a new commission: what to write, and writing it without overwriting.

Their texts are in `modeles/`, as they will lie in the portfolio: a file whose name ends with `.modele` is
filled in and loses that ending, any other is copied as it is. `docs/` stands for the folder of the sources,
whatever its name. The fiches and the snippets come from the forms alone.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import jinja2

from ndrc_portfolio import __version__
from ndrc_portfolio.disk.files import write_file
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.empty_fiche import empty_fiche, snippet
from ndrc_portfolio.formulaires.keyword import Modalite
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.messages.diagnostic import SEVERITIES
from ndrc_portfolio.messages.french import de, typeset
from ndrc_portfolio.messages.words import normalise, number_of
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.portfolio.configuration.names import CONFIGURATION, CONFIGURATION_JURY
from ndrc_portfolio.portfolio.configuration.situation import STATUTS
from ndrc_portfolio.portfolio.file import HOME_PAGES, PAGES, source_file
from ndrc_portfolio.portfolio.walk import walk_files

_TEMPLATES = Path(__file__).resolve().parent / "modeles"
_TEMPLATE = ".modele"


class Answers(NamedTuple):
    """What a portfolio must know of its candidate."""

    nom: str
    prenom: str
    session: int
    statut: str
    modalite: Modalite = ""

    @property
    def complet(self) -> str:
        return Identite(self.nom, self.prenom).complet

    @property
    def dossier(self) -> str:
        """The name of a folder for what the commission writes of this candidate."""
        return normalise(f"{self.nom} {self.prenom}").replace(" ", "-") or "candidat"


class NewFile(NamedTuple):
    """A file to write, its path with `/` from the folder of the portfolio."""

    chemin: str
    content: bytes


@dataclass(slots=True)
class Report:
    """What became of the files: written, or kept because they were there; `remarks` on what was kept."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def portfolio_files(
    answers: Answers, forms: Mapping[str, Formulaire], existing: list[Fiche], docs: str, configuration: str
) -> list[NewFile]:
    """A candidate's files: his fiches, one for each value of the choice of their form, save those `existing`.

    `configuration` is the name of that of the portfolio.
    """
    own = {i: f for i, f in forms.items() if f.by_candidat and not f.keyword.a_la_main}
    context: dict[str, Any] = {"verifier": ["verifier"], "servir": ["serve"], "statuts": list(STATUTS)}
    context |= {"version": __version__, "paquets": _locked()}
    written = [*_templates("candidat", answers, docs, context), _snippets(own)]
    taken = taken_numbers(existing)
    for form in (f for f in own.values() if not f.keyword.au_besoin):
        for valeur in [o.valeur for o in form.choix.options] if form.choix else [""]:
            if any(_answers_to(fiche, form, valeur) for fiche in existing):
                continue
            numero = next(n for n in count(1) if n not in taken.setdefault(form.epreuve, set()))
            if "numero" in form.identification:
                taken[form.epreuve].add(numero)
            source = empty_fiche(form, known_values(form, numero, valeur))
            written.append(NewFile(f"{docs}/{place_of(form, numero)}", source.encode()))
    return [_beside(configuration, file) for file in written]


def _locked() -> str:
    """The packages that this one was tried with, by their hashes."""
    text = (data_dir("requirements") / "run.txt").read_text(encoding="utf-8")
    return "".join(line for line in text.splitlines(keepends=True) if not line.lstrip().startswith("#"))


def _beside(configuration: str, file: NewFile) -> NewFile:
    """A file of the scaffold in a portfolio whose configuration has that name."""
    chemin = configuration if file.chemin == CONFIGURATION else file.chemin
    return NewFile(chemin, file.content.replace(b"INHERIT: mkdocs.yml", f"INHERIT: {configuration}".encode()))


def commission_files(answers: Answers, forms: Mapping[str, Formulaire], docs: str) -> list[NewFile]:
    """The files of a commission, with a folder of all its documents for one candidate."""
    own = {i: f for i, f in forms.items() if not (f.by_candidat or f.keyword.a_la_main)}
    context = {"verifier": ["verifier", docs], "servir": ["serve", "-f", CONFIGURATION_JURY]}
    written = [*_templates("commission", answers, docs, context), _snippets(own)]
    identite: dict[Chemin, str] = {("candidat", "nom"): answers.nom, ("candidat", "prenom"): answers.prenom}
    for form in (f for f in own.values() if not f.keyword.au_besoin):
        written.append(NewFile(f"{docs}/{answers.dossier}/{form.id}.md", empty_fiche(form, identite).encode()))
    return written


def write_files(folder: Path, files: Iterable[NewFile]) -> Report:
    """Write the files that are not there yet.

    Raises:
        OSError: the folder cannot be written.
    """
    report = Report()
    for chemin, content in files:
        path = folder / chemin
        index, readme = HOME_PAGES
        if path.name == index and path.with_name(readme).exists():
            report.kept.append(path.with_name(readme).relative_to(folder).as_posix())
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_file(path, content, new=True)  # never over a file, even one that has come meanwhile
            report.written.append(chemin)
        except FileExistsError:
            report.kept.append(chemin)
            if path.name == ".gitignore" and (missing := _missing_lines(path.read_bytes(), content)):
                advice = "Ajoutez à votre .gitignore, pour que rien de privé ne parte en ligne :"
                report.remarks.append("\n".join([advice, *(f"  {line}" for line in missing)]))
    return report


def read_existing(docs: Path, forms: Mapping[str, Formulaire], base: str) -> list[Fiche]:
    """The fiches that a portfolio holds already; `base` is put before their paths."""
    found = []
    for path in walk_files(docs) if docs.is_dir() else ():
        if path.name.endswith(PAGES):
            shown = f"{base}/{path.relative_to(docs).as_posix()}"
            fiche = read_fiche(source_file(path, path.name, shown).content, shown, forms)
            if fiche is not None and fiche.formulaire is not None:
                found.append(fiche)
    return found


def taken_numbers(existing: Iterable[Fiche]) -> dict[str, set[int]]:
    """The numbers that are taken, by épreuve."""
    taken: dict[str, set[int]] = {}
    for fiche in existing:
        if fiche.formulaire is not None and (number := number_of(fiche.numero)) is not None:
            taken.setdefault(fiche.formulaire.epreuve, set()).add(number)
    return taken


def place_of(form: Formulaire, numero: int) -> str:
    """Where a fiche goes below `docs/`: a numbered one under its number, another under the name of its form."""
    epreuve = form.epreuve.lower()
    name = f"fiche-{numero}" if "numero" in form.identification else form.id.removeprefix(f"{epreuve}-")
    return f"{epreuve}/{name}.md"


def known_values(form: Formulaire, numero: int, choix: str) -> dict[Chemin, str]:
    """What is known of a fiche before it is written."""
    valeurs: dict[Chemin, str] = {("numero",): str(numero)}
    return {**valeurs, form.choix.chemin: choix} if form.choix else valeurs


def free_choice(form: Formulaire, existing: Iterable[Fiche]) -> str:
    """The value of the choice that no fiche of this form has yet; none if there is a fiche for each."""
    used = {f.identite(form.choix.cle) for f in existing if form.choix and f.formulaire is form}
    return next((o.valeur for o in form.choix.options if o.valeur not in used), "") if form.choix else ""


def _answers_to(fiche: Fiche, form: Formulaire, valeur: str) -> bool:
    return fiche.formulaire is form and (form.choix is None or fiche.identite(form.choix.cle) == valeur)


def _templates(kind: str, answers: Answers, docs: str, context: Mapping[str, Any]) -> Iterator[NewFile]:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False)
    environment.filters |= {"texte": _as_json, "markdown": _as_markdown, "de": de}
    known = {**answers._asdict(), "complet": answers.complet, "dossier": answers.dossier, "docs": docs}
    for root in (_TEMPLATES / kind, _TEMPLATES / "commun"):
        for path in walk_files(root):
            chemin = path.relative_to(root).as_posix()
            content = path.read_bytes()
            if chemin.endswith(_TEMPLATE):
                template = environment.from_string(content.decode("utf-8"))
                content = template.render(known, severites=SEVERITIES, **context).encode()
            chemin = re.sub(r"^docs(?=/)", lambda _: docs, chemin.removesuffix(_TEMPLATE))
            yield NewFile(chemin, content)


def _snippets(forms: Mapping[str, Formulaire]) -> NewFile:
    """The snippets of VS Code: the name of a form, typed in a new file, becomes its skeleton."""
    snippets = {
        form.titre: {
            "scope": "markdown",
            "prefix": form.id,
            "description": typeset(form.description),
            "body": snippet(form),
        }
        for form in forms.values()
    }
    text = json.dumps(snippets, ensure_ascii=False, indent=2) + "\n"
    return NewFile(".vscode/ndrc.code-snippets", text.encode())


def _as_json(value: Any) -> str:
    """A text, or a list of them, as JSON writes it, which YAML reads too."""
    return json.dumps(value, ensure_ascii=False)


def _as_markdown(text: str) -> str:
    """A text that says in Markdown just what it says."""
    return re.sub(r"([\\`*_\[\]])", r"\\\1", html.escape(text, quote=False))


def _missing_lines(kept: bytes, wanted: bytes) -> list[str]:
    """What our .gitignore names and the author's does not."""
    there = {line.strip().strip("/") for line in kept.decode("utf-8", errors="replace").splitlines()}
    lines = [line for line in wanted.decode("utf-8").splitlines() if line and not line.startswith("#")]
    return [line for line in lines if line.strip("/") not in there]
