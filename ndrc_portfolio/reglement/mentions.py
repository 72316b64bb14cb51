"""Annexes that a text mentions and that are not there, and annexes that no text mentions."""

from collections.abc import Collection, Iterator, Sequence

from ndrc_portfolio.annexes.mentions import Mention, find_mentions, mentioned_without_number
from ndrc_portfolio.checks.sheet import annexes_read
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.messages.catalogue.body import Unplaced
from ndrc_portfolio.messages.catalogue.dossier import (
    AnnexeUnmentioned,
    FewerAnnexes,
    FicheWithoutAnnexes,
    NoFicheOfNumber,
    NoSuchAnnexe,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.words import bare_number


def check_mentions(documents: Sequence[Fiche], epreuves: frozenset[str], lost: int) -> list[Diagnostic]:
    """Annexes called that do not exist, and annexes that no text calls.

    `epreuves` are those that a text may name; `lost`: how many files could not be read.
    """
    called = {id(fiche): set(mentioned_without_number(fiche)) for fiche in documents}
    diagnostics: list[Diagnostic] = []
    for fiche in documents:
        reported: set[tuple[str, str, int]] = set()
        for call in find_mentions(fiche, epreuves):
            targets = _targets(call, fiche, documents)
            for target in targets:
                called[id(target)].update(call.numeros)
            if call.ou == "dehors" or not all(map(annexes_read, targets)) or (lost and call.ou != "ici"):
                continue
            there = {numero for target in targets for numero in _annexes_of(target)}
            missing = [n for n in call.numeros if n not in there and (call.epreuve, call.fiche, n) not in reported]
            reported.update((call.epreuve, call.fiche, n) for n in missing)
            if missing:
                diagnostics.append(fiche.diagnostic(_not_found(missing, call, targets), call.place))
    return [*diagnostics, *(d for fiche in documents for d in _check_unmentioned(fiche, called[id(fiche)]))]


def _check_unmentioned(fiche: Fiche, called: Collection[int]) -> Iterator[Diagnostic]:
    if not fiche.front_matter.yaml.whole or any(d.is_a(Unplaced) for d in fiche.diagnostics):
        return  # of a text that is in no rubrique nothing is known
    for annexe in fiche.annexes:
        if annexe.numero not in called:
            yield fiche.diagnostic(AnnexeUnmentioned(numero=annexe.numero, titre=annexe.titre), annexe.place)


def _targets(call: Mention, fiche: Fiche, documents: Sequence[Fiche]) -> Sequence[Fiche]:
    """The documents whose annexe a call may mean."""
    if call.ou == "ici":
        return [fiche]
    mine = call.epreuve or _epreuve_of(fiche)
    theirs = [f for f in documents if _epreuve_of(f) == mine]
    if call.ou != "fiche":
        return theirs
    named = [f for f in documents if f.numero and bare_number(f.numero) == bare_number(call.fiche)]
    return [f for f in named if f in theirs] or ([] if call.epreuve else named)


def _epreuve_of(fiche: Fiche) -> str:
    return fiche.formulaire.epreuve if fiche.formulaire else ""


def _annexes_of(fiche: Fiche) -> range:
    """The numbers of a fiche's annexes, those that lack a title or a file among them."""
    given = fiche.front_matter.data.get("annexes")
    return range(1, len(given) + 1 if isinstance(given, list) else 1)


def _not_found(numeros: Sequence[int], call: Mention, targets: Sequence[Fiche]) -> NoSuchAnnexe:
    """What is to be said of annexes that a text calls and that do not exist."""
    named = f"{call.epreuve} n° {call.fiche}" if call.epreuve else call.fiche
    fiche = named if call.ou == "fiche" else None
    if not targets:
        return NoFicheOfNumber(numeros=numeros, fiche=fiche, numero=call.fiche)
    if call.ou not in ("ici", "fiche"):
        return NoSuchAnnexe(numeros=numeros)
    nombre = max(len(_annexes_of(target)) for target in targets)
    if not nombre:
        return FicheWithoutAnnexes(numeros=numeros, fiche=fiche)
    return FewerAnnexes(numeros=numeros, fiche=fiche, nombre=nombre)
