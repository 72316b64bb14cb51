"""Is the dossier conform? The rules of composition, R1 to R12, on a whole portfolio (`reglement.md`).

A rule is a `Controle`: what it asks, what it costs (« NV », « pénalité »), whether it is kept, and the
diagnostics that say where it is not. They never stop a build: an incomplete dossier may be published.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ndrc_portfolio.appels import Appel, appelees_sans_numero, appels
from ndrc_portfolio.fiche import Fiche
from ndrc_portfolio.formulaires.model import Champ, Formulaire
from ndrc_portfolio.messages.catalogue.body import Unplaced
from ndrc_portfolio.messages.catalogue.completeness import Incomplete
from ndrc_portfolio.messages.catalogue.dossier import (
    AnnexeUnmentioned,
    DepositPassed,
    DepositSoon,
    FewerAnnexes,
    FicheWithoutAnnexes,
    MissingE4,
    MissingE6,
    MissingE6ByExperience,
    MissingFiches,
    MissingStudy,
    NoFicheOfNumber,
    NoneLived,
    NoneLivedByExperience,
    NoSuchAnnexe,
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
from ndrc_portfolio.messages.diagnostic import Cost, Diagnostic, count
from ndrc_portfolio.messages.french import feminine, plural, typeset
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.situation import Situation
from ndrc_portfolio.stages import EXIGENCES, comptees, duree, presence

Etat = Literal["conforme", "a-corriger", "a-surveiller", "a-venir", "non-verifie"]
_BIENTOT = 14  # days before the deposit


@dataclass(frozen=True, slots=True)
class Controle:
    """One rule of one épreuve, as the candidate's dossier keeps it. `precision` says what could not be checked."""

    regle: str
    epreuve: str
    libelle: str
    cout: Cost
    etat: Etat
    diagnostics: tuple[Diagnostic, ...] = ()
    precision: str = ""

    @property
    def reference(self) -> str:
        """The rule, as the table of its épreuve has it: R10 makes R3 to R6 those of E6 too."""
        common = self.epreuve == "E6" and self.regle in ("R3", "R4", "R5", "R6")
        return f"R10, comme {self.regle}" if common else self.regle


@dataclass(frozen=True, slots=True)
class Conformite:
    """The rules épreuve by épreuve, and what is to be said beside them (numbers that collide, annexes)."""

    controles: tuple[Controle, ...]
    autres: tuple[Diagnostic, ...]

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Those of the rules of the dossier; a fiche's own (R3) are in the fiche."""
        told = [d for c in self.controles if c.regle != "R3" for d in c.diagnostics]
        return list(dict.fromkeys([*told, *self.autres]))

    @property
    def resume(self) -> str:
        """One line for the log of a build, which the rules of the dossier never stop; empty if all is well."""
        told = self.diagnostics
        motifs, penalites = count(told, "error"), count(told, "warning")
        parts = [plural(motifs, "motif") + " de NV", plural(penalites, "pénalité")]
        wrong = " et ".join(p for p in parts if not p.startswith("0 "))
        les = {(1, 0): "le", (0, 1): "la"}.get((motifs, penalites), "les")
        return typeset(f"dossier pas encore conforme : {wrong} ; « ndrc verifier » {les} détaille.") if wrong else ""


def controler(
    fiches: Sequence[Fiche],
    formulaires: Mapping[str, Formulaire],
    situation: Situation,
    session: int,
    aujourdhui: datetime.date,
    justificatifs: Sequence[Diagnostic] = (),
    mal_nommes: int = 0,
) -> Conformite:
    """Check a portfolio: `fiches` are its documents in printed order, those that could not be read among them.

    `justificatifs` is what is to be said of the files of the attestations; `mal_nommes` is how many files were
    meant as fiches and are none, which is told already.
    """
    mine = {i: f for i, f in formulaires.items() if f.par_candidat}
    documents = [f for f in fiches if f.formulaire is not None and f.formulaire.par_candidat]
    lost = mal_nommes + sum(f.formulaire is None and _est_une_fiche(f) for f in fiches)
    stages = {"R4": [*presence(situation), *justificatifs], "R5": list(duree(situation, session))}
    depot = tuple(_depot(situation, aujourdhui))
    controles: list[Controle] = []
    for epreuve in sorted({f.epreuve for f in mine.values()}):
        forms = [f for f in mine.values() if f.epreuve == epreuve]
        theirs = [f for f in documents if f.formulaire in forms]
        controles += _composition(epreuve, forms, theirs, situation, lost)
        controles += _communs(epreuve, theirs, situation, stages, depot, lost)
    autres = [*_numeros(documents), *_annexes(documents, lost)]
    return Conformite(tuple(controles), tuple(autres))


def _est_une_fiche(fiche: Fiche) -> bool:
    return any(d.severity == "error" for d in fiche.diagnostics)


# ---- The composition of a dossier: R1, R2, R7, R8, R9


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


def _composition(
    epreuve: str, forms: Sequence[Formulaire], documents: Sequence[Fiche], situation: Situation, lost: int
) -> Iterator[Controle]:
    activites = next((f for f in forms if f.keyword.role == "activite"), None)
    if activites is not None and activites.choix is not None and epreuve in _FAUTES:
        fiches = [f for f in documents if f.formulaire and f.formulaire.keyword.role == "activite"]
        yield from _fiches(epreuve, _trier(activites, activites.choix, fiches, lost), situation)
    for form in (f for f in forms if f.keyword.role == "etude"):
        etudes = [f for f in documents if f.formulaire is form]
        told = [_a(f, SecondStudy(autre=etudes[0].path), "fiche") for f in etudes[1:]]
        if not etudes and not lost:
            told = [situation.reglages.signaler(MissingStudy(fiche=form.id))]
        told += [d for f in etudes for d in f.diagnostics if d.is_a(Incomplete)]
        yield _controle("R9", epreuve, "Une étude réflexive, rédigée", told, verifie=bool(etudes), strict=True)
        libelle = f"Une étude de {feminine(form.keyword.pages or 0)} pages au plus"
        pages = typeset("les pages se comptent avec « ndrc verifier --pages », et la jauge de la page les estime")
        yield _controle("R9", epreuve, libelle, (), pages, verifie=False)


def _fiches(epreuve: str, sort: _Activites, situation: Situation) -> Iterator[Controle]:
    experience = epreuve == "E6" and situation.statut == "experience"
    fautes = _PAR_EXPERIENCE if experience else _FAUTES[epreuve]
    regles = _REGLES[epreuve]
    wanted = sort.choix.options
    told = list(_manque(fautes.manque, epreuve, sort, situation))
    for fiche in sort.en_trop:
        told.append(_a(fiche, fautes.en_trop(attendues=len(wanted), nombre=len(sort.fiches)), "fiche"))
    same = []
    for fiche in sort.doubles:
        valeur = fiche.identite(sort.choix.cle)
        autre = sort.premieres[valeur].path
        double = fautes.double(valeur=valeur, autre=autre, absentes=sort.absentes)
        same.append(_a(fiche, double, sort.choix.cle))
    vecue = "vecue" in sort.form.identification
    some_lacks = len(sort.fiches) < len(wanted)  # the one that is missing, or cannot be read, may be it
    lived = [] if not vecue or some_lacks else _vecue(sort.fiches, fautes.aucune_vecue)
    sorte = (sort.choix.keyword.nom or "sorte").split()[-1]
    libelle = f"{feminine(len(wanted)).capitalize()} fiches d’activité, une par {sorte}"
    sure = not sort.absentes  # one that cannot be read, or has not chosen yet, may be right or wrong
    yield _controle(regles[0], epreuve, libelle, [*told, *same], verifie=sure)
    for regle in regles[1:]:
        yield _controle(regle, epreuve, "Des fiches de nature différente", same, verifie=sure)
    if vecue:
        verifie = experience or any(f.identite("vecue") == "oui" for f in sort.fiches)
        yield _controle("R8", epreuve, "Au moins une activité réelle vécue", lived, verifie=verifie)


def _manque(message: type[MissingFiches], epreuve: str, sort: _Activites, situation: Situation) -> Iterator[Diagnostic]:
    if sort.manquent:
        missing = message(
            nombre=sort.manquent, epreuve=epreuve, absentes=sort.absentes, fiche=sort.form.id, cle=sort.choix.cle
        )
        yield situation.reglages.signaler(missing)


def _vecue(fiches: Sequence[Fiche], message: type[NoneLived]) -> list[Diagnostic]:
    """R8. What a `finale` fiche does not say, or says wrongly, is told already; before any answer it is too early."""
    answers = [f.identite("vecue") for f in fiches]
    told = any(
        ("vecue",) in f.tues or (not a and f.finale) or a not in ("", "oui", "non")
        for a, f in zip(answers, fiches, strict=True)
    )
    return [] if not any(answers) or "oui" in answers or told else [_a(fiches[0], message(), "vecue")]


# ---- What both épreuves ask: R3, R4, R5, R6 (R10)


def _communs(
    epreuve: str,
    documents: Sequence[Fiche],
    situation: Situation,
    stages: Mapping[str, Sequence[Diagnostic]],
    depot: Sequence[Diagnostic],
    lost: int,
) -> Iterator[Controle]:
    empty = [d for f in documents for d in f.diagnostics if d.is_a(Incomplete)]
    libelle = "Le modèle officiel, et chaque rubrique renseignée"
    yield _controle("R3", epreuve, libelle, empty, verifie=bool(documents) and not lost, strict=True)
    control = _controle("R4", epreuve, "Attestations ou certificats joints, visés ou signés", stages["R4"])
    # A file that is missing is no fault, for the paper may be joined by hand; it is not joined yet all the same.
    yield replace(control, etat="a-surveiller") if control.etat == "conforme" and stages["R4"] else control
    exigence = EXIGENCES.get(situation.statut)
    precision = "" if exigence else typeset("dépend de votre statut : écrivez « statut: … » sous « candidat »")
    if exigence and exigence.semaines is None:
        precision = f"aucune durée n’est à vérifier pour {exigence.candidat}"
    told = [*stages["R5"], *situation.diagnostics]
    counted = exigence is not None and (exigence.semaines is None or bool(comptees(situation, exigence)))
    yield _controle("R5", epreuve, "Durée de stage ou d’expérience suffisante", told, precision, verifie=counted)
    precision = typeset("écrivez « depot: » et la date de votre académie, pour qu’elle vous soit rappelée")
    if situation.depot:
        precision = f"à déposer le {situation.depot:%d/%m/%Y} au plus tard"
    control = _controle("R6", epreuve, "Dossier déposé avant la date de l’académie", depot, precision, verifie=False)
    etat: Etat = "a-surveiller" if depot else "a-venir" if situation.depot else "non-verifie"
    yield replace(control, etat=etat)


def _depot(situation: Situation, aujourdhui: datetime.date) -> Iterator[Diagnostic]:
    if situation.depot is None:
        return
    left = (situation.depot - aujourdhui).days
    when = f"{situation.depot:%d/%m/%Y}"
    if left < 0:
        yield situation.reglages.signaler(DepositPassed(date=when), "depot")
    elif left <= _BIENTOT:
        yield situation.reglages.signaler(DepositSoon(jours=left, date=when), "depot")


# ---- Numbers and annexes


def _numeros(documents: Sequence[Fiche]) -> Iterator[Diagnostic]:
    """Two fiches of an épreuve with the same number."""
    seen: dict[tuple[str, str], Fiche] = {}
    for fiche in documents:
        form = fiche.formulaire
        if form is None or not fiche.numero:
            continue
        key = (form.epreuve, fiche.numero.lstrip("0") or "0")
        first = seen.setdefault(key, fiche)
        if first is not fiche:
            yield _a(fiche, SameNumber(numero=fiche.numero, autre=first.path), "numero")


def _annexes(documents: Sequence[Fiche], lost: int) -> Iterator[Diagnostic]:
    """Annexes called that do not exist, and annexes that no text calls."""
    called = {id(f): appelees_sans_numero(f) for f in documents}
    for fiche in documents:
        told: set[object] = set()
        for call in appels(fiche):
            targets = _cibles(call, fiche, documents)
            for target in targets:
                called[id(target)].update(call.numeros)
            if call.ou == "dehors" or not all(map(_annexes_lues, targets)) or (lost and call.ou != "ici"):
                continue
            missing = [n for n in call.numeros if n not in {m for t in targets for m in _annexes_de(t)}]
            new = [n for n in missing if (call.epreuve, call.fiche, n) not in told]
            told.update((call.epreuve, call.fiche, n) for n in new)
            if new:
                yield fiche.constat(_introuvables(new, call, targets), call.place)
    for fiche in documents:
        # Of a text that is in no rubrique nothing is known.
        if not fiche.entete.entier or any(d.is_a(Unplaced) for d in fiche.diagnostics):
            continue
        for annexe in fiche.annexes:
            if annexe.numero not in called[id(fiche)]:
                yield fiche.constat(AnnexeUnmentioned(numero=annexe.numero, titre=annexe.titre), annexe.place)


def _cibles(call: Appel, fiche: Fiche, documents: Sequence[Fiche]) -> Sequence[Fiche]:
    """The documents whose annexe a call may mean."""
    if call.ou == "ici":
        return [fiche]
    mine = call.epreuve or _epreuve(fiche)
    theirs = [f for f in documents if _epreuve(f) == mine]
    if call.ou != "fiche":
        return theirs
    named = [f for f in documents if f.numero and f.numero.lstrip("0") == call.fiche.lstrip("0")]
    return [f for f in named if f in theirs] or ([] if call.epreuve else named)


def _epreuve(fiche: Fiche) -> str:
    return fiche.formulaire.epreuve if fiche.formulaire else ""


def _annexes_de(fiche: Fiche) -> range:
    """The numbers of a fiche's annexes, those that lack a title or a file among them."""
    given = fiche.entete.data.get("annexes")
    return range(1, len(given) + 1 if isinstance(given, list) else 1)


def _annexes_lues(fiche: Fiche) -> bool:
    """Whether the list of annexes is as its author meant it: no fault of it is told already."""
    data = fiche.entete.data
    if not fiche.entete.entier or ("annexes",) in fiche.tues:
        return False
    if "annexes" in data:
        return isinstance(data["annexes"], list | None)
    return not any(nearest(cle, ["annexes"]) for cle in data)


def _introuvables(numeros: Sequence[int], call: Appel, targets: Sequence[Fiche]) -> NoSuchAnnexe:
    """What is to be said of annexes that a text calls and that do not exist."""
    named = f"{call.epreuve} n° {call.fiche}" if call.epreuve else call.fiche
    fiche = named if call.ou == "fiche" else None
    if not targets:
        return NoFicheOfNumber(numeros=numeros, fiche=fiche, numero=call.fiche)
    if call.ou not in ("ici", "fiche"):
        return NoSuchAnnexe(numeros=numeros)
    nombre = max(len(_annexes_de(target)) for target in targets)
    if not nombre:
        return FicheWithoutAnnexes(numeros=numeros, fiche=fiche)
    return FewerAnnexes(numeros=numeros, fiche=fiche, nombre=nombre)


# ---- Helpers


def _a(fiche: Fiche, message: Message, cle: str) -> Diagnostic:
    """A diagnostic at a key of a fiche."""
    return fiche.constat(message, fiche.entete.place((cle,)))


def _controle(
    regle: str,
    epreuve: str,
    libelle: str,
    told: Iterable[Diagnostic],
    precision: str = "",
    *,
    verifie: bool = True,
    strict: bool = False,
) -> Controle:
    """`verifie`: whether there is something to check; `strict`: an unfinished brouillon does not keep the rule yet."""
    diagnostics = tuple(told)
    worst = {d.severity for d in diagnostics}
    cout: Cost = "NV" if regle in ("R4", "R5", "R6") else "pénalité"
    etat: Etat = "conforme" if verifie else "non-verifie"
    if worst & {"error", "warning"} or (strict and worst):
        etat = "a-corriger"
    return Controle(regle, epreuve, libelle, cout, etat, diagnostics, precision)
