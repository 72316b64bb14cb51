"""R1, R2, R7, R8, R9 and R11: what a dossier is composed of, fiches d’activité and an étude (`reglement.md`)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Champ, Formulaire
from ndrc_portfolio.messages.catalogue.completeness import Incomplete
from ndrc_portfolio.messages.catalogue.dossier import (
    MissingE4,
    MissingE6,
    MissingE6ByExperience,
    MissingFiches,
    MissingStudy,
    NoneLived,
    NoneLivedByExperience,
    SameChoice,
    SameNature,
    SameNetwork,
    SameNetworkByExperience,
    SameNumber,
    SecondStudy,
    TooManyE4,
    TooManyE6,
    TooManyE6ByExperience,
    TooManyFiches,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import feminine, typeset
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import bare_number
from ndrc_portfolio.portfolio.situation import Situation
from ndrc_portfolio.reglement.rule import Regle, State, judge


class _Faults(NamedTuple):
    """What is said of an épreuve's fiches: some are missing, two have made one choice, there are too many."""

    missing: type[MissingFiches]
    same: type[SameChoice]
    too_many: type[TooManyFiches]
    none_lived: type[NoneLived] = NoneLived


_FAULTS = {
    "E4": _Faults(MissingE4, SameNature, TooManyE4),
    "E6": _Faults(MissingE6, SameNetwork, TooManyE6),
}

_BY_EXPERIENCE = _Faults(  # R11: of E6, where a professional dossier may replace the three fiches
    MissingE6ByExperience, SameNetworkByExperience, TooManyE6ByExperience, NoneLivedByExperience
)

_REGLES = {"E4": ("R1", "R2"), "E6": ("R7",)}


class Activites(NamedTuple):
    """The fiches d’activité of an épreuve, sorted by their choice (nature, network)."""

    form: Formulaire
    choix: Champ
    fiches: Sequence[Fiche]
    firsts: Mapping[str, Fiche]
    """The first fiche of each choice."""
    doubles: Sequence[Fiche]
    """Those that take the place of one that is missing."""
    extra: Sequence[Fiche]
    open: Sequence[str]
    """The choices that no fiche has made."""
    missing: int
    """How many fiches are missing for sure."""


def sort_by_choice(form: Formulaire, choix: Champ, fiches: Sequence[Fiche], lost: int) -> Activites:
    """A fiche whose choice is empty or wrong, or that could not be read (`lost`), may be any that is missing."""
    wanted = [option.valeur for option in choix.options]
    firsts: dict[str, Fiche] = {}
    doubles: list[Fiche] = []
    unsure = lost
    for fiche in fiches:
        valeur = fiche.identite(choix.cle)
        if valeur in firsts:
            doubles.append(fiche)
        elif valeur in wanted:
            firsts[valeur] = fiche
        else:
            unsure += 1
    left = [valeur for valeur in wanted if valeur not in firsts]
    too_many = max(0, len(fiches) - len(wanted))
    kept = max(0, len(doubles) - too_many)
    if too_many > len(doubles):  # one that has not chosen yet cannot take the place of another
        doubles += [f for f in fiches if not f.identite(choix.cle)][len(doubles) - too_many :]
    missing = max(0, len(left) - unsure - kept)
    return Activites(form, choix, fiches, firsts, doubles[:kept], doubles[kept:], left, missing)


def regles_activites(
    epreuve: str, forms: Sequence[Formulaire], documents: Sequence[Fiche], situation: Situation, lost: int
) -> list[Regle]:
    """R1 and R2 of E4, R7 and R8 of E6, which R11 makes advice for who has experience.

    `forms` and `documents` are those of the épreuve, in printed order; `lost`: how many files could not be read.
    """
    form = next((f for f in forms if f.keyword.role == "activite"), None)
    if form is None or form.choix is None or epreuve not in _FAULTS:
        return []
    fiches = [f for f in documents if f.formulaire and f.formulaire.keyword.role == "activite"]
    activites = sort_by_choice(form, form.choix, fiches, lost)
    by_experience = epreuve == "E6" and situation.statut == "experience"
    faults = _BY_EXPERIENCE if by_experience else _FAULTS[epreuve]
    number = _check_number(epreuve, activites, faults, situation)
    same = _check_choices(activites, faults.same)
    # One that cannot be read, or has not chosen yet, may be right or wrong.
    unless_wrong: State = "non-verifie" if activites.open else "conforme"
    first, *others = _REGLES[epreuve]
    sort = (form.choix.keyword.nom or "sorte").split()[-1]
    libelle = f"{feminine(len(form.choix.options)).capitalize()} fiches d’activité, une par {sort}"
    regles = [Regle(first, epreuve, libelle, judge([*number, *same], unless_wrong), (*number, *same))]
    for other in others:
        state = judge(same, unless_wrong)
        regles.append(Regle(other, epreuve, "Des fiches de nature différente", state, tuple(same)))
    if "vecue" in form.identification:
        regles.append(_regle_vecue(epreuve, activites, faults.none_lived, by_experience=by_experience))
    return regles


def _check_number(epreuve: str, activites: Activites, faults: _Faults, situation: Situation) -> list[Diagnostic]:
    """That fiches are missing, or that there are too many."""
    wanted, given = len(activites.choix.options), len(activites.fiches)
    extra = [at_key(f, faults.too_many(attendues=wanted, nombre=given), "fiche") for f in activites.extra]
    if not activites.missing:
        return extra
    missing = faults.missing(
        nombre=activites.missing,
        epreuve=epreuve,
        absentes=activites.open,
        fiche=activites.form.id,
        cle=activites.choix.cle,
    )
    return [situation.settings.diagnostic(missing), *extra]


def _check_choices(activites: Activites, same: type[SameChoice]) -> list[Diagnostic]:
    """That two fiches have made one choice."""
    cle = activites.choix.cle
    diagnostics = []
    for fiche in activites.doubles:
        valeur = fiche.identite(cle)
        message = same(valeur=valeur, autre=activites.firsts[valeur].path, absentes=activites.open)
        diagnostics.append(at_key(fiche, message, cle))
    return diagnostics


def _regle_vecue(epreuve: str, activites: Activites, none_lived: type[NoneLived], *, by_experience: bool) -> Regle:
    """R8: one of the fiches at least tells of an activity that the candidate has lived."""
    fiches = activites.fiches
    # The one that is missing, or that cannot be read, may be it.
    all_there = len(fiches) >= len(activites.choix.options)
    diagnostics = tuple(_check_lived(fiches, none_lived)) if all_there else ()
    known = by_experience or any(f.identite("vecue") == "oui" for f in fiches)
    state = judge(diagnostics, "conforme" if known else "non-verifie")
    return Regle("R8", epreuve, "Au moins une activité réelle vécue", state, diagnostics)


def _check_lived(fiches: Sequence[Fiche], none_lived: type[NoneLived]) -> list[Diagnostic]:
    """Of what a `finale` fiche does not say, or says wrongly, its own check has spoken; without any answer it is too
    early."""
    answers = [f.identite("vecue") for f in fiches]
    faulty = any(
        ("vecue",) in f.explained or (not answer and f.finale) or answer not in ("", "oui", "non")
        for answer, f in zip(answers, fiches, strict=True)
    )
    if faulty or not any(answers) or "oui" in answers:
        return []
    return [at_key(fiches[0], none_lived(), "vecue")]


def regles_etude(
    epreuve: str, forms: Sequence[Formulaire], documents: Sequence[Fiche], situation: Situation, lost: int
) -> list[Regle]:
    """R9: one étude réflexive, rédigée, of so many pages at most."""
    regles = []
    for form in (f for f in forms if f.keyword.role == "etude"):
        etudes = [f for f in documents if f.formulaire is form]
        diagnostics = [at_key(f, SecondStudy(autre=etudes[0].path), "fiche") for f in etudes[1:]]
        if not etudes and not lost:
            diagnostics = [situation.settings.diagnostic(MissingStudy(fiche=form.id))]
        diagnostics += [d for f in etudes for d in f.diagnostics if d.is_a(Incomplete)]
        state = judge(diagnostics, "conforme" if etudes else "non-verifie", strict=True)
        pages = f"Une étude de {feminine(form.keyword.pages or 0)} pages au plus"
        note = typeset("les pages se comptent avec « ndrc verifier --pages », et la jauge de la page les estime")
        regles += [
            Regle("R9", epreuve, "Une étude réflexive, rédigée", state, tuple(diagnostics)),
            Regle("R9", epreuve, pages, "non-verifie", note=note),
        ]
    return regles


def check_numeros(documents: Sequence[Fiche]) -> list[Diagnostic]:
    """Two fiches of an épreuve with the same number."""
    firsts: dict[tuple[str, str], Fiche] = {}
    diagnostics = []
    for fiche in documents:
        form = fiche.formulaire
        if form is None or not fiche.numero:
            continue
        first = firsts.setdefault((form.epreuve, bare_number(fiche.numero)), fiche)
        if first is not fiche:
            diagnostics.append(at_key(fiche, SameNumber(numero=fiche.numero, autre=first.path), "numero"))
    return diagnostics


def at_key(fiche: Fiche, message: Message, cle: str) -> Diagnostic:
    """A diagnostic at a key of a fiche, else at its line `fiche:`."""
    return fiche.diagnostic(message, fiche.front_matter.place((cle,)))
