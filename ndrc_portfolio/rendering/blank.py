"""Blank forms: the official documents with empty cells, each a page of its own that needs nothing else."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ndrc_portfolio.disk.files import write_file
from ndrc_portfolio.fiches.front_matter import FrontMatter
from ndrc_portfolio.fiches.model import Fiche, Value
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.markdown import Cells
from ndrc_portfolio.rendering.templates import Templates

NOBODY = Identite()


_STYLE_SHEETS = ("formulaire.css", "grille.css", "print.css")


def blank_form(
    form: Formulaire,
    session: int,
    rendering: Templates,
    candidat: Identite = NOBODY,
    *,
    back: str = "",
    indexed: bool = False,
) -> str:
    """The blank form as a standalone page, with the candidate's name where one is given.

    Its cells are high enough to fill the sheet by hand. `back` is where the page was called from.
    """
    given = {} if form.by_candidat else {"nom": candidat.nom, "prenom": candidat.prenom, "numero": candidat.numero}
    values: dict[Chemin, str] = {("candidat", key): text for key, text in given.items() if text}
    document = _document(form, session, values, candidat)
    return rendering.blank(document, [_filled(document, rendering)], _css(), back, indexed=indexed)


def blank_forms(form: Formulaire, session: int, rendering: Templates, given: Sequence[Mapping[Chemin, str]]) -> str:
    """The same form many times in one page, each with what is known of a candidate."""
    documents = [_document(form, session, values, NOBODY) for values in given]
    filled = [_filled(document, rendering) for document in documents]
    return rendering.blank(documents[0], filled, _css(), "", indexed=False)


def _document(form: Formulaire, session: int, given: Mapping[Chemin, str], candidat: Identite) -> Document:
    values = {chemin: Value((text,), Place(1)) for chemin, text in given.items()}
    return Document(form.id, "", Fiche(form.id, [], FrontMatter(), form, values), form, session, candidat)


def _filled(document: Document, rendering: Templates) -> str:
    return rendering.form(document, Cells(), blank=True)


def _css() -> str:
    folder = data_dir("overrides") / "assets" / "ndrc"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in _STYLE_SHEETS)


def write_blank_forms(forms: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write blank forms into a folder, by the names of their files; the files written.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in forms.items():
        write_file(folder / name, content)
    return [folder / name for name in forms]
