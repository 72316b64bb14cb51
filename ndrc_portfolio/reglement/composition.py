"""Is the dossier conform? The rules of composition, R1 to R12, on a whole portfolio (`reglement.md`).

A rule is a `Controle`: what it asks, what it costs (« NV », « pénalité »), whether it is kept, and the
diagnostics that say where it is not. They never stop a build: an incomplete dossier may be published.
"""

from collections.abc import Iterator, Mapping, Sequence
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
from ndrc_portfolio.portfolio.situation import Situation
from ndrc_portfolio.reglement.rule import Regle, at_key, make_regle


class _Fautes(NamedTuple):
    """What is said of an épreuve's fiches: some are missing, two have made one choice, there are too many."""

    manque: type[MissingFiches]
    double: type[SameChoice]
    en_trop: type[TooManyFiches]
    aucune_vecue: type[NoneLived] = NoneLived


_FAUTES = {
    "E4": _Fautes(MissingE4, SameNature, TooManyE4),
    "E6": _Fautes(MissingE6, SameNetwork, TooManyE6),
}


_PAR_EXPERIENCE = _Fautes(  # R11: of E6, where a professional dossier may replace the three fiches
    MissingE6ByExperience, SameNetworkByExperience, TooManyE6ByExperience, NoneLivedByExperience
)


_REGLES = {"E4": ("R1", "R2"), "E6": ("R7",)}


class _Activites(NamedTuple):
    """The fiches d’activité of an épreuve, sorted by their choice (nature, network)."""

    form: Formulaire
    choix: Champ
    fiches: Sequence[Fiche]
    premieres: Mapping[str, Fiche]
    """The first fiche of each choice."""
    doubles: Sequence[Fiche]
    """Those that take the place of one that is missing."""
    en_trop: Sequence[Fiche]
    absentes: Sequence[str]
    """The choices that no fiche has made."""
    manquent: int
    """How many fiches are missing for sure."""


def _trier(form: Formulaire, choix: Champ, fiches: Sequence[Fiche], lost: int) -> _Activites:
    """A fiche whose choice is empty or wrong, or that could not be read (`lost`), may be any that is missing."""
    attendues = [o.valeur for o in choix.options]
    premieres: dict[str, Fiche] = {}
    doubles: list[Fiche] = []
    unsure = lost
    for fiche in fiches:
        valeur = fiche.identite(choix.cle)
        if valeur in premieres:
            doubles.append(fiche)
        elif valeur in attendues:
            premieres[valeur] = fiche
        else:
            unsure += 1
    absentes = [v for v in attendues if v not in premieres]
    en_trop = max(0, len(fiches) - len(attendues))
    kept = max(0, len(doubles) - en_trop)
    if en_trop > len(doubles):  # one that has not chosen yet cannot take the place of another
        doubles += [f for f in fiches if not f.identite(choix.cle)][len(doubles) - en_trop :]
    manquent = max(0, len(absentes) - unsure - kept)
    return _Activites(form, choix, fiches, premieres, doubles[:kept], doubles[kept:], absentes, manquent)


def check_composition(
    epreuve: str, forms: Sequence[Formulaire], documents: Sequence[Fiche], situation: Situation, lost: int
) -> Iterator[Regle]:
    activites = next((f for f in forms if f.keyword.role == "activite"), None)
    if activites is not None and activites.choix is not None and epreuve in _FAUTES:
        fiches = [f for f in documents if f.formulaire and f.formulaire.keyword.role == "activite"]
        yield from _fiches(epreuve, _trier(activites, activites.choix, fiches, lost), situation)
    for form in (f for f in forms if f.keyword.role == "etude"):
        etudes = [f for f in documents if f.formulaire is form]
        told = [at_key(f, SecondStudy(autre=etudes[0].path), "fiche") for f in etudes[1:]]
        if not etudes and not lost:
            told = [situation.settings.diagnostic(MissingStudy(fiche=form.id))]
        told += [d for f in etudes for d in f.diagnostics if d.is_a(Incomplete)]
        yield make_regle("R9", epreuve, "Une étude réflexive, rédigée", told, verifie=bool(etudes), strict=True)
        libelle = f"Une étude de {feminine(form.keyword.pages or 0)} pages au plus"
        pages = typeset("les pages se comptent avec « ndrc verifier --pages », et la jauge de la page les estime")
        yield make_regle("R9", epreuve, libelle, (), pages, verifie=False)


def _fiches(epreuve: str, sort: _Activites, situation: Situation) -> Iterator[Regle]:
    experience = epreuve == "E6" and situation.statut == "experience"
    fautes = _PAR_EXPERIENCE if experience else _FAUTES[epreuve]
    regles = _REGLES[epreuve]
    wanted = sort.choix.options
    told = list(_manque(fautes.manque, epreuve, sort, situation))
    for fiche in sort.en_trop:
        told.append(at_key(fiche, fautes.en_trop(attendues=len(wanted), nombre=len(sort.fiches)), "fiche"))
    same = []
    for fiche in sort.doubles:
        valeur = fiche.identite(sort.choix.cle)
        autre = sort.premieres[valeur].path
        double = fautes.double(valeur=valeur, autre=autre, absentes=sort.absentes)
        same.append(at_key(fiche, double, sort.choix.cle))
    vecue = "vecue" in sort.form.identification
    some_lacks = len(sort.fiches) < len(wanted)  # the one that is missing, or cannot be read, may be it
    lived = [] if not vecue or some_lacks else _vecue(sort.fiches, fautes.aucune_vecue)
    sorte = (sort.choix.keyword.nom or "sorte").split()[-1]
    libelle = f"{feminine(len(wanted)).capitalize()} fiches d’activité, une par {sorte}"
    sure = not sort.absentes  # one that cannot be read, or has not chosen yet, may be right or wrong
    yield make_regle(regles[0], epreuve, libelle, [*told, *same], verifie=sure)
    for regle in regles[1:]:
        yield make_regle(regle, epreuve, "Des fiches de nature différente", same, verifie=sure)
    if vecue:
        verifie = experience or any(f.identite("vecue") == "oui" for f in sort.fiches)
        yield make_regle("R8", epreuve, "Au moins une activité réelle vécue", lived, verifie=verifie)


def _manque(message: type[MissingFiches], epreuve: str, sort: _Activites, situation: Situation) -> Iterator[Diagnostic]:
    if sort.manquent:
        missing = message(
            nombre=sort.manquent, epreuve=epreuve, absentes=sort.absentes, fiche=sort.form.id, cle=sort.choix.cle
        )
        yield situation.settings.diagnostic(missing)


def _vecue(fiches: Sequence[Fiche], message: type[NoneLived]) -> list[Diagnostic]:
    """R8. What a `finale` fiche does not say, or says wrongly, is told already; before any answer it is too early."""
    answers = [f.identite("vecue") for f in fiches]
    told = any(
        ("vecue",) in f.explained or (not a and f.finale) or a not in ("", "oui", "non")
        for a, f in zip(answers, fiches, strict=True)
    )
    return [] if not any(answers) or "oui" in answers or told else [at_key(fiches[0], message(), "vecue")]


def check_numeros(documents: Sequence[Fiche]) -> Iterator[Diagnostic]:
    """Two fiches of an épreuve with the same number."""
    seen: dict[tuple[str, str], Fiche] = {}
    for fiche in documents:
        form = fiche.formulaire
        if form is None or not fiche.numero:
            continue
        key = (form.epreuve, fiche.numero.lstrip("0") or "0")
        first = seen.setdefault(key, fiche)
        if first is not fiche:
            yield at_key(fiche, SameNumber(numero=fiche.numero, autre=first.path), "numero")
