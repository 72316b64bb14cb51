"""The models of a session: its forms and its règlement, ours and those of an author's own folder."""

from collections.abc import Set
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.folders import FormulaireError, years_of
from ndrc_portfolio.formulaires.keyword import Modalite
from ndrc_portfolio.formulaires.reglement import REGLEMENT, Reglement, read_reglement
from ndrc_portfolio.formulaires.sessions import Forms, load_forms


class Modeles(NamedTuple):
    """The forms of a session by id, and its règlement.

    `annee` is the session that the newest of them are of, `suivante` the next one that ours are known of. `bare` are
    the folders of forms that have no règlement of their own.
    """

    session: int
    annee: int
    suivante: int | None
    formulaires: Forms
    reglement: Reglement
    bare: tuple[Path, ...] = ()


def load_models(session: int, *roots: Path, modalite: Modalite = "") -> Modeles:
    """The models of a session: ours, then those of each root, which replace ours of the same name.

    `modalite`: those that serve it alone, if one is given.

    Raises:
        FormulaireError: no folder is old enough, or a file is not what it should be; all that is wrong is said.
    """
    forms = load_forms(session, *roots, modalite=modalite)
    ours = data_dir("schemas")
    folders = [folder for root in (ours, *roots) if (folder := _folder_of(root, session))]
    written = [folder / REGLEMENT for root in (ours, *roots) if (folder := _folder_of(root, session, REGLEMENT))]
    reglement = _load_reglement(written[-1], forms)
    for id_, form in forms.items():
        forms[id_] = replace(form, articles=reglement.of_form(id_, form.epreuve))
    return Modeles(
        session,
        max(int(folder.name) for folder in folders),
        next((year for year in years_of(ours) if year > session), None),
        forms,
        reglement,
        tuple(folder for folder in folders if not (folder / REGLEMENT).is_file()),
    )


def kept_models(session: int, own: Path | None, modalite: Modalite) -> Modeles:
    """`load_models`, once for the same files; `own` is the author's own folder of forms."""
    roots = (data_dir("schemas"), *((own,) if own else ()))
    return _kept(session, roots, modalite, tuple(map(_state, roots)))


_State = tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=16)
def _kept(session: int, roots: tuple[Path, ...], modalite: Modalite, _states: tuple[_State, ...]) -> Modeles:
    return load_models(session, *roots[1:], modalite=modalite)


def _state(folder: Path) -> _State:
    """What tells that a file of a folder of forms has changed."""
    files = ((path, path.stat()) for path in sorted(folder.glob("*/*.json")) if path.is_file())
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in files)


def _load_reglement(path: Path, forms: Forms) -> Reglement:
    """The règlement in a file; ours is not looked at closely where it is whole, and names no form that never was."""
    reglement = None
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):  # whatever is no règlement
        reglement = read_reglement(path)
    if reglement and path.parent.parent == data_dir("schemas") and reglement.formulaires <= _that_were(forms):
        return reglement
    from ndrc_portfolio.formulaires.reglement_faults import reglement_faults  # late: imports jsonschema, 60 ms

    shown = _shown(path)
    if found := reglement_faults(path, shown, forms):
        raise FormulaireError(f"corrigez d’abord {shown}.", found)
    return read_reglement(path)


def _that_were(forms: Forms) -> Set[str]:
    """The forms of a session, those that have ended, of which nothing is asked any more, those of another modality."""
    return forms.keys() | {id_ for id_, other in forms.elsewhere.items() if other.ended or other.modalite}


def _folder_of(root: Path, session: int, holding: str = "") -> Path | None:
    """The newest folder of `root` that is not later than the session, and holds a file of that name."""
    folders = (root / f"{year:04}" for year in reversed(years_of(root)) if year <= session)
    return next((folder for folder in folders if (folder / holding).exists()), None)


def _shown(path: Path) -> str:
    """A path as messages show it: relative to the current folder where it lies below it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
