"""The forms of a session: ours, those of an author's own folder, one of them by its name."""

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.schema import SUFFIX, read_form
from ndrc_portfolio.messages.french import did_you_mean, enumeration, typeset
from ndrc_portfolio.messages.words import nearest, normalise


class FormulaireError(Exception):
    """A form cannot be had: no folder for that session, or a schema that is no form. Message in French."""


def load_forms(session: int, *roots: Path) -> dict[str, Formulaire]:
    """The forms of a session by id: ours, then those of each root, which replace ours of the same id.

    Raises:
        FormulaireError: no folder is old enough, or schemas are no forms; the message says all that is wrong.
    """
    forms = [read_form(path) for path in _schemas(data_dir("schemas"), session)]
    theirs = [path for root in roots for path in _schemas(root, session)]
    if theirs:
        from ndrc_portfolio.formulaires.check import form_faults  # late: imports jsonschema, 60 ms

        found = [(path, faults) for path in theirs if (faults := form_faults(path))]
        if found:
            raise FormulaireError("\n".join(_report(path, faults) for path, faults in found))
    return {form.id: form for form in [*forms, *map(read_form, theirs)]}


def _schemas(root: Path, session: int) -> list[Path]:
    """The files of the newest folder of `root` that is not later than the session (design §2)."""
    if not root.is_dir():
        raise FormulaireError(f"Le dossier de schémas {root} n’existe pas.")
    years = sorted(int(d.name) for d in root.iterdir() if d.is_dir() and re.fullmatch(r"[0-9]{4}", d.name))
    if years and years[0] > session:
        raise FormulaireError(
            f"{root} n’a pas de formulaires pour la session {session} : les plus anciens sont ceux de {years[0]}."
        )
    usable = [year for year in years if year <= session]
    return sorted((root / f"{usable[-1]:04}").glob("*" + SUFFIX)) if usable else []


def _report(path: Path, faults: tuple[str, ...]) -> str:
    return "\n".join(
        (f"{path}{typeset(' n’est pas le schéma d’un formulaire :')}", *(f"  {fault}" for fault in faults))
    )


def choose_forms(forms: Mapping[str, Formulaire], wanted: str) -> list[Formulaire]:
    """The form of that name, as someone typed it; those of an épreuve, if it is one's name.

    Raises:
        FormulaireError: there is none; the message names the nearest, and all.
    """
    word = normalise(wanted)
    found = [f for f in forms.values() if word in (normalise(f.id), normalise(f.epreuve))]
    if not found:
        near = did_you_mean(nearest(wanted, forms))
        raise FormulaireError(f"« {wanted} » n’est pas un formulaire{near} (les formulaires : {', '.join(forms)})")
    return found


def choose_fiche(forms: Mapping[str, Formulaire], wanted: str) -> Formulaire:
    """The form of that name; of an épreuve, its fiche: the candidate's own that bears a number.

    Raises:
        FormulaireError: there is none, or there are several.
    """
    found = choose_forms(forms, wanted)
    fiches = [f for f in found if f.by_candidat and "numero" in f.identification]
    for some in (found, fiches):
        if len(some) == 1:
            return some[0]
    raise FormulaireError(f"« {wanted} » a plusieurs formulaires : dites {enumeration(f.id for f in found)}")


def current_session(today: datetime.date | None = None) -> int:
    """The session that one prepares: this year's until 30 June, then the next (design §2)."""
    today = today or datetime.datetime.now().astimezone().date()
    return today.year + (today.month > 6)
