"""The candidate's situation, options of the portfolio: statut, aménagement, attestations, date of deposit.

What is written wrong is told with its place in `mkdocs.yml`; what could be read is kept.
"""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ndrc_portfolio.messages.catalogue.front_matter import (
    AttestationWanted,
    KeyElsewhere,
    NoDate,
    NoWeeks,
    UnknownKey,
    UnknownValue,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.portfolio.settings import Settings

STATUTS = {
    "scolaire": "élève ou étudiant, avec des stages",
    "apprentissage": "apprenti",
    "formation-continue": "première formation ou reconversion",
    "perfectionnement": "formation continue, pour se perfectionner",
    "experience": "candidat au titre de l’expérience professionnelle",
}


TYPES = ("stage", "contrat", "certificat")


_TEMPS = ("plein", "partiel")


_OUI_NON = ("oui", "non")


_CLES = ("type", "organisation", "du", "au", "semaines", "temps", "signee", "fichier")


_CANDIDAT = ("statut", "amenagement")


_OPTIONS = frozenset(("attestations", "depot", "candidat", "session", "audience", "schemas", "portfolios"))


_IDENTITE = frozenset(("nom", "prenom", "numero", *_CANDIDAT))


_CONNUES = _OPTIONS | _IDENTITE


class Attestation(NamedTuple):
    """An attestation or certificate of `attestations:`; `rang` counts from 1.

    What the author did not give is None or empty, and so is what cannot be read: `faulty` names those keys.
    """

    rang: int
    type: str = ""
    organisation: str = ""
    du: datetime.date | None = None
    au: datetime.date | None = None
    semaines: float | None = None
    partiel: bool = False
    signee: bool | None = None
    fichier: str = ""
    faulty: frozenset[str] = frozenset()

    @property
    def nom(self) -> str:
        return self.organisation or f"n° {self.rang}"

    @property
    def dated_weeks(self) -> int | None:
        """The weeks that its dates cover, from a Monday to a Friday being one; None without two dates in order."""
        if self.du is None or self.au is None or self.au < self.du:
            return None
        return whole_weeks((self.au - self.du).days + 1)

    @property
    def nombre(self) -> float | None:
        """How many weeks it lasts: as it says, else as its dates say; None when neither does."""
        return self.semaines if self.semaines is not None else self.dated_weeks

    @property
    def duree(self) -> str:
        """« 6 semaines », or nothing."""
        return "" if self.nombre is None else format_weeks(self.nombre)


class Situation(NamedTuple):
    """What `mkdocs.yml` says of the candidate. `diagnostics` are the faults of how it is written.

    `unknown_keys` are the keys that are told as misspelt or misplaced. `textes` is all that is written of attestations,
    under whatever key: what names a file there names one that is private.
    """

    reglages: Settings
    statut: str = ""
    amenagement: bool = False
    attestations: tuple[Attestation, ...] = ()
    depot: datetime.date | None = None
    faulty: frozenset[str] = frozenset()
    unknown_keys: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    textes: frozenset[str] = frozenset()


def whole_weeks(days: int) -> int:
    return max(0, (days + 2) // 7)


def format_weeks(number: float) -> str:
    """« 1 semaine », « 5,5 semaines »."""
    text = f"{number:g}".replace(".", ",")
    return f"{text} semaine{'s' if number >= 2 else ''}"


def read_situation(options: Mapping[str, Any], reglages: Settings) -> Situation:
    """Read the options, as MkDocs or as `Reglages` gives them: dates may be dates or texts, booleans texts."""
    lecteur = _Lecteur(reglages)
    candidat = options.get("candidat") or {}
    candidat = candidat if isinstance(candidat, Mapping) else {}
    statut = lecteur.mot(candidat.get("statut"), ("candidat", "statut"), STATUTS, "un statut")
    amenagement = lecteur.mot(candidat.get("amenagement"), ("candidat", "amenagement"), _OUI_NON, "une réponse")
    depot = lecteur.date(options.get("depot"), ("depot",))
    given = options.get("attestations")
    _chercher_egarees(lecteur, options, candidat)
    attestations: list[Attestation] = []
    if given is not None and not isinstance(given, list):
        lecteur.liste(given, "attestations")
    entries: list[Any] = given if isinstance(given, list) else []
    for i, entry in enumerate(entries):
        if isinstance(entry, Mapping):
            attestations.append(_attestation(lecteur, i, entry))
        elif i == 0 or isinstance(entries[i - 1], Mapping):  # a list of names has the same fault in each
            lecteur.liste(entry, "attestations", i)
    return Situation(
        reglages,
        statut,
        amenagement == "oui",
        tuple(attestations),
        depot,
        frozenset(lecteur.faulty),
        frozenset(lecteur.unknown_keys),
        tuple(lecteur.diagnostics),
        frozenset(
            t for given in (options, candidat) for cle in given if _privee(str(cle)) for t in _textes(given[cle])
        ),
    )


def _privee(cle: str) -> bool:
    """Whether a key was meant for the attestations, wherever it stands."""
    return cle == "attestations" or (cle not in _CONNUES and nearest(cle, ["attestations"], 0.6) is not None)


def _textes(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from _textes(child)
    elif isinstance(value, str):
        yield value


def _chercher_egarees(lecteur: "_Lecteur", options: Mapping[str, Any], candidat: Mapping[str, Any]) -> None:
    """Options of this module that are misspelt, or that stand under the wrong key: what they say is not lost on us."""
    ours = {**{cle: (cle,) for cle in ("attestations", "depot")}, **{cle: ("candidat", cle) for cle in _CANDIDAT}}
    for at, given, right in (((), options, _OPTIONS), (("candidat",), candidat, _IDENTITE)):
        for cle in (c for c in map(str, given) if c not in right):
            meant = nearest(cle, ours, 0.75)
            if meant is None or (meant in right and given.get(meant) is not None):
                continue
            where = typeset("« candidat »") if len(ours[meant]) > 1 else "ndrc-portfolio"
            near = None if meant == cle else meant
            lecteur.cle_inconnue(KeyElsewhere(cle=cle, suggestion=near, juste=meant, sous=where), at, meant)


def _attestation(lecteur: "_Lecteur", i: int, entry: Mapping[str, Any]) -> Attestation:
    at = ("attestations", i)
    before, lecteur.faulty = lecteur.faulty, set()
    for cle in (str(k) for k in entry if k not in _CLES):
        meant = nearest(cle, _CLES, 0.7)
        lecteur.cle_inconnue(UnknownKey(cle=cle, suggestion=meant, cles=_CLES), at, meant)
    attestation = Attestation(
        rang=i + 1,
        type=lecteur.mot(entry.get("type"), (*at, "type"), TYPES, "un type d’attestation"),
        organisation=_texte(entry.get("organisation")),
        du=lecteur.date(entry.get("du"), (*at, "du")),
        au=lecteur.date(entry.get("au"), (*at, "au")),
        semaines=lecteur.nombre(entry.get("semaines"), (*at, "semaines")),
        partiel=lecteur.mot(entry.get("temps"), (*at, "temps"), _TEMPS, "un temps de travail") == "partiel",
        signee={"oui": True, "non": False}.get(
            lecteur.mot(entry.get("signee"), (*at, "signee"), _OUI_NON, "une réponse")
        ),
        fichier=_texte(entry.get("fichier")),
        faulty=frozenset(lecteur.faulty),
    )
    lecteur.faulty = before | ({"attestations"} if attestation.faulty else set())
    return attestation


@dataclass(slots=True)
class _Lecteur:
    """Reads values, and tells those that cannot be read."""

    reglages: Settings
    diagnostics: list[Diagnostic] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    unknown_keys: set[str] = field(default_factory=set)

    def _signaler(self, message: Message, at: tuple[str | int, ...]) -> None:
        self.diagnostics.append(self.reglages.signaler(message, *at))
        self.faulty.add(str(next(step for step in reversed(at) if isinstance(step, str))))

    def mot(self, value: Any, at: tuple[str | int, ...], known: Collection[str], nom: str) -> str:
        text = _texte(value).casefold()
        if not text or text in known:
            return text
        near = nearest(text, known)
        self._signaler(UnknownValue(valeur=text, cle=str(at[-1]), nom=nom, suggestion=near, valeurs=tuple(known)), at)
        return ""

    def date(self, value: Any, at: tuple[str | int, ...]) -> datetime.date | None:
        text = _texte(value)
        if not text:
            return None
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            self._signaler(NoDate(valeur=text, cle=str(at[-1])), at)
            return None

    def nombre(self, value: Any, at: tuple[str | int, ...]) -> float | None:
        text = _texte(value).replace(",", ".")
        if not text:
            return None
        if re.fullmatch(r"\d+(\.\d+)?", text):
            return float(text)
        self._signaler(NoWeeks(valeur=text, cle=str(at[-1])), at)
        return None

    def liste(self, value: Any, *at: str | int) -> None:
        whole = len(at) == 1
        received = "object" if isinstance(value, Mapping) else "array" if isinstance(value, list) else "string"
        self._signaler(
            AttestationWanted(
                cle=str(at[0]) if whole else f"attestation {int(at[1]) + 1}",
                wanted=("array" if whole else "object",),
                received=received,
            ),
            at,
        )

    def cle_inconnue(self, message: UnknownKey, at: tuple[str | int, ...], meant: str | None) -> None:
        """`meant` is the key that it seems to be: of what that lacks nothing more is to be said."""
        self.diagnostics.append(self.reglages.diagnostic_at_key(message, *at, message.cle))
        self.faulty.add(meant or message.cle)
        self.unknown_keys.add(message.cle)


def _texte(value: Any) -> str:
    """A value of YAML as it was written, or nearly: `true` is « oui », a date is ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, list | Mapping):
        return "[…]"
    text = str(value).strip()
    return {"true": "oui", "false": "non"}.get(text.casefold(), text)
