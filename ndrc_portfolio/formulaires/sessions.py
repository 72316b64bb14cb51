"""The forms of a session: ours, those of an author's own folder, one of them by its name.

A folder of forms has one folder a session (`2025/`). Such a folder is all there is for its session and those after it,
unless its `session.json` says what it takes from the one before, and what ends.
"""

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.folders import FormulaireError, Shelf, read_shelf
from ndrc_portfolio.formulaires.keyword import Modalite
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.schema import read_form
from ndrc_portfolio.messages.french import did_you_mean, enumeration, typeset
from ndrc_portfolio.messages.words import nearest, normalise


class Elsewhere:
    """A form that a session does not have: it ended with the session `ended`, or begins with `begins`, or is of the
    other modality (0 and empty: it is not that).

    `reason` is what the folder of the session says of its end.
    """

    def __init__(
        self, path: Path, *, ended: int = 0, begins: int = 0, reason: str = "", modalite: Modalite = ""
    ) -> None:
        self.ended, self.begins, self.reason, self.modalite = ended, begins, reason, modalite
        self._path = path

    @property
    def form(self) -> Formulaire | None:
        """The form of that other session; None if its file is none."""
        from ndrc_portfolio.formulaires.check import form_faults  # late: imports jsonschema, 60 ms

        return None if form_faults(self._path) else read_form(self._path)


class Forms(dict[str, Formulaire]):
    """The forms of a session by id. `elsewhere` are those of other sessions, which this one lacks."""

    def __init__(self, forms: Iterable[Formulaire], session: int, elsewhere: Mapping[str, Elsewhere]) -> None:
        super().__init__((form.id, form) for form in forms)
        self.session = session
        self.elsewhere = elsewhere


def load_forms(session: int, *roots: Path, modalite: Modalite = "") -> Forms:
    """The forms of a session by id: ours, then those of each root, which replace ours of the same id, or end them.

    `modalite`: those that serve it alone, if one is given.

    Raises:
        FormulaireError: no folder is old enough, or schemas are no forms; the message says all that is wrong.
    """
    ours = read_shelf(data_dir("schemas"), session)
    theirs = _joined(roots, session, ours)
    paths = list(theirs.forms.values())
    if paths:
        from ndrc_portfolio.formulaires.check import form_faults  # late: imports jsonschema, 60 ms

        found = [(path, faults) for path in paths if (faults := form_faults(path))]
        if found:
            raise FormulaireError("\n".join(_report(path, faults) for path, faults in found))
    kept = {i: path for i, path in ours.forms.items() if i not in theirs.ended and i not in theirs.forms}
    read = [(path, read_form(path)) for path in (*kept.values(), *paths)]
    forms = [form for _, form in read if not modalite or form.keyword.modalite in ("", modalite)]
    elsewhere = {
        **{i: Elsewhere(path, begins=year) for shelf in (theirs, ours) for i, (year, path) in shelf.later.items()},
        **{i: Elsewhere(end.path, ended=end.year, reason=end.reason) for i, end in ours.ended.items() if end.path},
        **{
            i: Elsewhere(end.path or ours.forms[i], ended=end.year, reason=end.reason)
            for i, end in theirs.ended.items()
            if end.path or i in ours.forms
        },
    }
    elsewhere |= {form.id: Elsewhere(path, modalite=form.keyword.modalite) for path, form in read}
    known = {form.id for form in forms}
    return Forms(forms, session, {i: other for i, other in elsewhere.items() if i not in known})


def _joined(roots: Iterable[Path], session: int, ours: Shelf) -> Shelf:
    """What all roots of others give together, the last one above the others."""
    joined = Shelf({}, {}, {})
    for root in roots:
        shelf = read_shelf(root, session, {**ours.forms, **joined.forms}.keys())
        forms = {i: path for i, path in joined.forms.items() if i not in shelf.ended}
        joined = Shelf({**forms, **shelf.forms}, {**joined.ended, **shelf.ended}, {**joined.later, **shelf.later})
    return joined


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
        other = forms.elsewhere.get(wanted) if isinstance(forms, Forms) else None
        why = typeset(f"« {wanted} » n’est pas un formulaire{near}")
        if other and other.ended:
            why = typeset(f"le formulaire « {wanted} » n’existe plus depuis la session {other.ended}")
        elif other and other.modalite:
            why = typeset(f"le formulaire « {wanted} » n’est pas de votre modalité")
        elif other:
            why = typeset(f"le formulaire « {wanted} » n’existe que depuis la session {other.begins}")
        raise FormulaireError(f"{why} (les formulaires : {', '.join(forms)})")
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
