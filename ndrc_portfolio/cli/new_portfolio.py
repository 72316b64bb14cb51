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
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.empty_fiche import empty_fiche, snippet
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.messages.diagnostic import SEVERITIES
from ndrc_portfolio.messages.french import de, typeset
from ndrc_portfolio.messages.words import normalise, number_of
from ndrc_portfolio.portfolio.file import HOME_PAGES, PAGES
from ndrc_portfolio.portfolio.identite import Identite
from ndrc_portfolio.portfolio.settings import CONFIGURATION_JURY
from ndrc_portfolio.portfolio.situation import STATUTS
from ndrc_portfolio.portfolio.walk import walk_files

_MODELES = Path(__file__).resolve().parent / "modeles"
_MODELE = ".modele"


class Reponses(NamedTuple):
    """What a portfolio must know of its candidate."""

    nom: str
    prenom: str
    session: int
    statut: str

    @property
    def complet(self) -> str:
        return Identite(self.nom, self.prenom).complet

    @property
    def dossier(self) -> str:
        """The name of a folder for what the commission writes of this candidate."""
        return normalise(f"{self.nom} {self.prenom}").replace(" ", "-") or "candidat"


class Fichier(NamedTuple):
    """A file to write, its path with `/` from the folder of the portfolio."""

    chemin: str
    contenu: bytes


@dataclass(slots=True)
class Bilan:
    """What became of the files: written, or kept because they were there; `remarques` on what was kept."""

    ecrits: list[str] = field(default_factory=list)
    gardes: list[str] = field(default_factory=list)
    remarques: list[str] = field(default_factory=list)


def portfolio_files(
    reponses: Reponses, forms: Mapping[str, Formulaire], presentes: list[Fiche], docs: str
) -> list[Fichier]:
    """A candidate's files: his fiches, one for each value of the choice of their form, save those `presentes`."""
    own = {i: f for i, f in forms.items() if f.by_candidat}
    contexte = {"verifier": ["verifier"], "servir": ["serve"], "statuts": list(STATUTS), "version": __version__}
    written = [*_modeles("candidat", reponses, docs, contexte), _extraits(own)]
    taken = taken_numbers(presentes)
    for form in own.values():
        for valeur in [o.valeur for o in form.choix.options] if form.choix else [""]:
            if any(_repond(fiche, form, valeur) for fiche in presentes):
                continue
            numero = next(n for n in count(1) if n not in taken.setdefault(form.epreuve, set()))
            if "numero" in form.identification:
                taken[form.epreuve].add(numero)
            source = empty_fiche(form, known_values(form, numero, valeur))
            written.append(Fichier(f"{docs}/{place_of(form, numero)}", source.encode()))
    return written


def commission_files(reponses: Reponses, forms: Mapping[str, Formulaire], docs: str) -> list[Fichier]:
    """The files of a commission, with a folder of all its documents for one candidate."""
    own = {i: f for i, f in forms.items() if not f.by_candidat}
    contexte = {"verifier": ["verifier", docs], "servir": ["serve", "-f", CONFIGURATION_JURY]}
    written = [*_modeles("commission", reponses, docs, contexte), _extraits(own)]
    identite: dict[Chemin, str] = {("candidat", "nom"): reponses.nom, ("candidat", "prenom"): reponses.prenom}
    for form in own.values():
        written.append(Fichier(f"{docs}/{reponses.dossier}/{form.id}.md", empty_fiche(form, identite).encode()))
    return written


def write_files(folder: Path, files: Iterable[Fichier]) -> Bilan:
    """Write the files that are not there yet.

    Raises:
        OSError: the folder cannot be written.
    """
    bilan = Bilan()
    for chemin, contenu in files:
        path = folder / chemin
        index, readme = HOME_PAGES
        if path.name == index and path.with_name(readme).exists():
            bilan.gardes.append(path.with_name(readme).relative_to(folder).as_posix())
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as file:  # never over a file, even one that has come meanwhile
                file.write(contenu)
            bilan.ecrits.append(chemin)
        except FileExistsError:
            bilan.gardes.append(chemin)
            if path.name == ".gitignore" and (missing := _oublies(path.read_bytes(), contenu)):
                told = "Ajoutez à votre .gitignore, pour que rien de privé ne parte en ligne :"
                bilan.remarques.append("\n".join([told, *(f"  {line}" for line in missing)]))
    return bilan


def read_existing(docs: Path, forms: Mapping[str, Formulaire], base: str) -> list[Fiche]:
    """The fiches that a portfolio holds already; `base` is put before their paths."""
    found = []
    for path in walk_files(docs) if docs.is_dir() else ():
        if path.name.endswith(PAGES):
            fiche = read_fiche(path.read_bytes(), f"{base}/{path.relative_to(docs).as_posix()}", forms)
            if fiche is not None and fiche.formulaire is not None:
                found.append(fiche)
    return found


def taken_numbers(presentes: Iterable[Fiche]) -> dict[str, set[int]]:
    """The numbers that are taken, by épreuve."""
    taken: dict[str, set[int]] = {}
    for fiche in presentes:
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


def free_choice(form: Formulaire, presentes: Iterable[Fiche]) -> str:
    """The value of the choice that no fiche of this form has yet; none if there is a fiche for each."""
    used = {f.identite(form.choix.cle) for f in presentes if form.choix and f.formulaire is form}
    return next((o.valeur for o in form.choix.options if o.valeur not in used), "") if form.choix else ""


def _repond(fiche: Fiche, form: Formulaire, valeur: str) -> bool:
    return fiche.formulaire is form and (form.choix is None or fiche.identite(form.choix.cle) == valeur)


def _modeles(genre: str, reponses: Reponses, docs: str, contexte: Mapping[str, Any]) -> Iterator[Fichier]:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False)
    environment.filters |= {"texte": _texte, "markdown": _markdown, "de": de}
    known = {**reponses._asdict(), "complet": reponses.complet, "dossier": reponses.dossier, "docs": docs}
    for root in (_MODELES / genre, _MODELES / "commun"):
        for path in walk_files(root):
            chemin = path.relative_to(root).as_posix()
            contenu = path.read_bytes()
            if chemin.endswith(_MODELE):
                template = environment.from_string(contenu.decode("utf-8"))
                contenu = template.render(known, severites=SEVERITIES, **contexte).encode()
            chemin = re.sub(r"^docs(?=/)", lambda _: docs, chemin.removesuffix(_MODELE))
            yield Fichier(chemin, contenu)


def _extraits(forms: Mapping[str, Formulaire]) -> Fichier:
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
    return Fichier(".vscode/ndrc.code-snippets", text.encode())


def _texte(value: Any) -> str:
    """A text, or a list of them, as JSON writes it, which YAML reads too."""
    return json.dumps(value, ensure_ascii=False)


def _markdown(text: str) -> str:
    """A text that says in Markdown just what it says."""
    return re.sub(r"([\\`*_\[\]])", r"\\\1", html.escape(text, quote=False))


def _oublies(kept: bytes, wanted: bytes) -> list[str]:
    """What our .gitignore names and the author's does not."""
    there = {line.strip().strip("/") for line in kept.decode("utf-8", errors="replace").splitlines()}
    lines = [line for line in wanted.decode("utf-8").splitlines() if line and not line.startswith("#")]
    return [line for line in lines if line.strip("/") not in there]
