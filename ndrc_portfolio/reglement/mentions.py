"""Annexes that a text mentions and that are not there, and annexes that no text mentions."""

from collections.abc import Iterator, Sequence

from ndrc_portfolio.annexes.mentions import Mention, find_mentions, mentioned_without_number
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
from ndrc_portfolio.messages.words import nearest


def check_mentions(documents: Sequence[Fiche], lost: int) -> Iterator[Diagnostic]:
    """Annexes called that do not exist, and annexes that no text calls."""
    called = {id(f): mentioned_without_number(f) for f in documents}
    for fiche in documents:
        told: set[object] = set()
        for call in find_mentions(fiche):
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
        if not fiche.front_matter.whole or any(d.is_a(Unplaced) for d in fiche.diagnostics):
            continue
        for annexe in fiche.annexes:
            if annexe.numero not in called[id(fiche)]:
                yield fiche.constat(AnnexeUnmentioned(numero=annexe.numero, titre=annexe.titre), annexe.place)


def _cibles(call: Mention, fiche: Fiche, documents: Sequence[Fiche]) -> Sequence[Fiche]:
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
    given = fiche.front_matter.data.get("annexes")
    return range(1, len(given) + 1 if isinstance(given, list) else 1)


def _annexes_lues(fiche: Fiche) -> bool:
    """Whether the list of annexes is as its author meant it: no fault of it is told already."""
    data = fiche.front_matter.data
    if not fiche.front_matter.whole or ("annexes",) in fiche.explained:
        return False
    if "annexes" in data:
        return isinstance(data["annexes"], list | None)
    return not any(nearest(cle, ["annexes"]) for cle in data)


def _introuvables(numeros: Sequence[int], call: Mention, targets: Sequence[Fiche]) -> NoSuchAnnexe:
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
