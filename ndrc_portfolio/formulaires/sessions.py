"""The forms of a session: ours, those of an author's own folder, one of them by its name."""

import datetime
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.reglement import REGLEMENT, Reglement, read_reglement
from ndrc_portfolio.formulaires.schema import SUFFIX, read_form
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import did_you_mean, typeset
from ndrc_portfolio.messages.words import nearest


class FormulaireError(Exception):
    """The models of a session cannot be had: no folder for it, a schema that is no form, a règlement that is none.

    Message in French; `diagnostics` are what is to be mended, where each fault has its place.
    """

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


class Modeles(NamedTuple):
    """The models of a session: its forms by id, and its règlement.

    `annee` is the session that the newest of them are of, `suivante` the next one of which ours are known. `bare` are
    the folders of forms that have no règlement of their own.
    """

    session: int
    annee: int
    suivante: int | None
    formulaires: dict[str, Formulaire]
    reglement: Reglement
    bare: tuple[Path, ...] = ()


def load_forms(session: int, *roots: Path) -> dict[str, Formulaire]:
    """The forms of a session by id; as `load_models`."""
    return load_models(session, *roots).formulaires


def load_models(session: int, *roots: Path) -> Modeles:
    """The models of a session: ours, then those of each root, which replace ours of the same name.

    Raises:
        FormulaireError: no folder is old enough, or a file is not what it should be; all that is wrong is said.
    """
    forms = _load_forms(session, roots)
    ours = data_dir("schemas")
    folders = [folder for root in (ours, *roots) if (folder := folder_of(root, session))]
    written = [folder / REGLEMENT for root in (ours, *roots) if (folder := folder_of(root, session, REGLEMENT))]
    reglement = _load_reglement(written[-1], forms, session)
    return Modeles(
        session,
        max(int(folder.name) for folder in folders),
        next((year for year in years_of(ours) if year > session), None),
        {id_: replace(form, articles=reglement.of_form(id_, form.epreuve)) for id_, form in forms.items()},
        reglement,
        tuple(folder for folder in folders if not (folder / REGLEMENT).is_file()),
    )


def _load_reglement(path: Path, forms: Mapping[str, Formulaire], session: int) -> Reglement:
    """The règlement in a file; ours is not looked at more closely when it is whole, and names forms that there are."""
    reglement = None
    with suppress(ValueError, LookupError, TypeError, AttributeError):  # whatever is no règlement
        reglement = read_reglement(path)
    if reglement and path.parent.parent == data_dir("schemas") and reglement.formulaires <= forms.keys():
        return reglement
    from ndrc_portfolio.formulaires.reglement_faults import reglement_faults  # late: imports jsonschema, 60 ms

    shown = _shown(path)
    if found := reglement_faults(path, shown, forms, session):
        raise FormulaireError(f"corrigez d’abord {shown}.", found)
    return read_reglement(path)


def _load_forms(session: int, roots: Sequence[Path]) -> dict[str, Formulaire]:
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
    years = years_of(root)
    if years and years[0] > session:
        raise FormulaireError(
            f"{root} n’a pas de formulaires pour la session {session} : les plus anciens sont ceux de {years[0]}."
        )
    folder = folder_of(root, session)
    return sorted(folder.glob("*" + SUFFIX)) if folder else []


def years_of(root: Path) -> list[int]:
    """The sessions that a folder of schemas has a folder for."""
    return sorted(int(d.name) for d in root.iterdir() if d.is_dir() and re.fullmatch(r"[0-9]{4}", d.name))


def folder_of(root: Path, session: int, holding: str = "") -> Path | None:
    """The newest folder of `root` that is not later than the session, and holds a file of that name."""
    folders = (root / f"{year:04}" for year in reversed(years_of(root)) if year <= session)
    return next((folder for folder in folders if (folder / holding).exists()), None)


def _shown(path: Path) -> str:
    """A path as messages show it: relative to the current folder where it lies below it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _report(path: Path, faults: tuple[str, ...]) -> str:
    return "\n".join(
        (f"{path}{typeset(' n’est pas le schéma d’un formulaire :')}", *(f"  {fault}" for fault in faults))
    )


def choose_form(forms: Mapping[str, Formulaire], wanted: str) -> Formulaire:
    """The form of that name, as someone typed it.

    Raises:
        FormulaireError: there is none; the message names the nearest, and all.
    """
    if wanted not in forms:
        near = did_you_mean(nearest(wanted, forms))
        raise FormulaireError(f"« {wanted} » n’est pas un formulaire{near} (les formulaires : {', '.join(forms)})")
    return forms[wanted]


def current_session(today: datetime.date | None = None) -> int:
    """The session that one prepares: this year's until 30 June, then the next (design §2)."""
    today = today or datetime.datetime.now().astimezone().date()
    return today.year + (today.month > 6)
