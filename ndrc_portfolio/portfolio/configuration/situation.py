"""The candidate's situation, options of the portfolio: statut, aménagement, attestations, date of deposit.

What is written wrong is reported with its place in `mkdocs.yml`; what could be read is kept.
"""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.messages.catalogue.front_matter import (
    AttestationWanted,
    KeyElsewhere,
    NoDate,
    NoWeeks,
    UnknownKey,
    UnknownValue,
)
from ndrc_portfolio.messages.catalogue.site import OptionLooksRight, UnknownOption
from ndrc_portfolio.messages.dates import french_date
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import is_slip, look_the_same, nearest, normalise
from ndrc_portfolio.portfolio.configuration.attestation import Attestation
from ndrc_portfolio.portfolio.configuration.options import ATTESTATION, CANDIDAT, OPTIONS, PLUGIN
from ndrc_portfolio.portfolio.configuration.settings import Settings

STATUTS = {
    "scolaire": "élève ou étudiant, avec des stages",
    "apprentissage": "apprenti",
    "formation-continue": "première formation ou reconversion",
    "perfectionnement": "formation continue, pour se perfectionner",
    "experience": "candidat au titre de l’expérience professionnelle",
}


_PUPILS = ("étudiant", "étudiante", "élève", "lycéen", "lycéenne", "voie scolaire", "formation initiale")


_STATUT_OF = {**{normalise(s): s for s in STATUTS}, **{normalise(word): "scolaire" for word in _PUPILS}}


TYPES = ("stage", "contrat", "certificat")


_TEMPS = ("plein", "partiel")


_OUI_NON = ("oui", "non")


_BOOLEANS = {**dict.fromkeys(("true", "yes", "on"), "oui"), **dict.fromkeys(("false", "no", "off"), "non")}  # of YAML


_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|\s+)\d.*)?")  # what YAML takes for one, with a time too


_HERE = ("statut", "amenagement")  # what is read here, of all that stands under `candidat:`


_KNOWN = frozenset((*OPTIONS, *CANDIDAT))


class Situation(NamedTuple):
    """What `mkdocs.yml` says of the candidate. `diagnostics` are the faults of how it is written.

    `faulty` names the options that cannot be read. `misnamed` are those of the `diagnostics` that are about the name of
    an option; `unknown` are names that are no option, and near none of those that are read here. `texts` is all that is
    written of attestations, under whatever key: what names a file there names one that is private.
    """

    settings: Settings
    statut: str = ""
    amenagement: bool = False
    attestations: tuple[Attestation, ...] = ()
    depot: datetime.date | None = None
    faulty: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    misnamed: tuple[Diagnostic, ...] = ()
    unknown: tuple[Diagnostic, ...] = ()
    texts: frozenset[str] = frozenset()


def statut_of(text: str) -> str:
    """The statut that a text names, « scolaire » or « étudiante »; empty if it names none."""
    return _STATUT_OF.get(normalise(text), "")


def read_situation(options: Mapping[str, Any], settings: Settings) -> Situation:
    """Read the options, as MkDocs or as `Settings` gives them: dates may be dates or texts, booleans texts."""
    reader = _Reader(settings)
    candidat = options.get("candidat") or {}
    candidat = candidat if isinstance(candidat, Mapping) else {}
    given = _text(candidat.get("statut"))
    statut = reader.word(statut_of(given) or given, ("candidat", "statut"), STATUTS, "un statut")
    amenagement = reader.word(candidat.get("amenagement"), ("candidat", "amenagement"), _OUI_NON, "une réponse")
    depot = reader.date(options.get("depot"), ("depot",))
    unknown = _check_names(reader, options, candidat)
    attestations = tuple(_attestations(reader, options.get("attestations")))
    texts = (t for given in (options, candidat) for key in given if _is_private(str(key)) for t in _texts(given[key]))
    return Situation(
        settings,
        statut,
        amenagement == "oui",
        attestations,
        depot,
        frozenset(reader.faulty),
        tuple(reader.diagnostics),
        tuple(d for d in reader.diagnostics if d.is_a(KeyElsewhere)),
        tuple(unknown),
        frozenset(texts),
    )


def _is_private(key: str) -> bool:
    """Whether a key was meant for the attestations, wherever it stands."""
    return key == "attestations" or (key not in _KNOWN and nearest(key, ["attestations"], 0.6) is not None)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from _texts(child)
    elif isinstance(value, str):
        yield value


def _check_names(reader: "_Reader", options: Mapping[str, Any], candidat: Mapping[str, Any]) -> list[Diagnostic]:
    """What is no option. One of this module that is misspelt, or under the wrong key, is a fault of the situation."""
    ours = {**{key: (key,) for key in ("attestations", "depot")}, **{key: ("candidat", key) for key in _HERE}}
    unknown = []
    for at, given, right in (((), options, OPTIONS), (("candidat",), candidat, CANDIDAT)):
        for key in (k for k in map(str, given) if k not in right):
            if twin := next((name for name in right if look_the_same(key, name)), None):
                reader.report_key(OptionLooksRight(cle=key, suggestion=twin, cles=right), at, twin)
                continue
            meant = nearest(key, ours, 0.75)
            if meant is None or (meant in right and given.get(meant) is not None):
                near = nearest(key, right)
                instead = near if near and is_slip(key, near) and given.get(near) is None else ""
                message = UnknownOption(cle=key, suggestion=near, cles=right)
                unknown.append(reader.settings.diagnostic_at_key(message, *at, key, instead=instead))
                continue
            where = typeset("« candidat »") if len(ours[meant]) > 1 else PLUGIN
            near = None if meant == key else meant
            reader.report_key(KeyElsewhere(cle=key, suggestion=near, juste=meant, sous=where), at, meant)
    return unknown


def _attestations(reader: "_Reader", given: Any) -> Iterator[Attestation]:
    if given is not None and not isinstance(given, list):
        reader.report_type(given, "attestations")
    entries: list[Any] = given if isinstance(given, list) else []
    for i, entry in enumerate(entries):
        if isinstance(entry, Mapping):
            yield _attestation(reader, i, entry)
        elif i == 0 or isinstance(entries[i - 1], Mapping):  # a list of names has the same fault in each
            reader.report_type(entry, "attestations", i)


def _attestation(reader: "_Reader", i: int, entry: Mapping[str, Any]) -> Attestation:
    at = ("attestations", i)
    before, reader.faulty = reader.faulty, set()
    for key in (str(k) for k in entry if k not in ATTESTATION):
        meant = nearest(key, ATTESTATION, 0.7)
        reader.report_key(UnknownKey(cle=key, suggestion=meant, cles=ATTESTATION), at, meant)
    signee = reader.word(entry.get("signee"), (*at, "signee"), _OUI_NON, "une réponse")
    attestation = Attestation(
        numero=i + 1,
        type=reader.word(entry.get("type"), (*at, "type"), TYPES, "un type d’attestation"),
        organisation=_text(entry.get("organisation")),
        du=reader.date(entry.get("du"), (*at, "du")),
        au=reader.date(entry.get("au"), (*at, "au")),
        semaines=reader.number(entry.get("semaines"), (*at, "semaines")),
        partiel=reader.word(entry.get("temps"), (*at, "temps"), _TEMPS, "un temps de travail") == "partiel",
        signee={"oui": True, "non": False}.get(signee),
        fichier=_text(entry.get("fichier")),
        faulty=frozenset(reader.faulty),
    )
    reader.faulty = before | ({"attestations"} if attestation.faulty else set())
    return attestation


@dataclass(slots=True)
class _Reader:
    """Reads values, and keeps what is to be said of those that cannot be read."""

    settings: Settings
    diagnostics: list[Diagnostic] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)

    def word(self, value: Any, at: KeyPath, known: Collection[str], nom: str) -> str:
        text = _text(value).casefold()
        if not text or text in known:
            return text
        near = nearest(text, known)
        sure = near if near and is_slip(text, near) else ""
        message = UnknownValue(valeur=text, cle=str(at[-1]), nom=nom, suggestion=near, valeurs=tuple(known))
        self._report(message, at, sure)
        return ""

    def date(self, value: Any, at: KeyPath) -> datetime.date | None:
        text = _text(value)
        if not text:
            return None
        try:
            found = _DATE.fullmatch(text)
            return datetime.date(*map(int, found.groups())) if found else datetime.date.fromisoformat(text)
        except ValueError:
            meant = french_date(text)
            self._report(NoDate(valeur=text, cle=str(at[-1])), at, meant.isoformat() if meant else "")
            return None

    def number(self, value: Any, at: KeyPath) -> float | None:
        text = _text(value).replace(",", ".")
        if not text:
            return None
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
            return float(text)
        self._report(NoWeeks(valeur=text, cle=str(at[-1])), at)
        return None

    def report_type(self, value: Any, *at: str | int) -> None:
        whole = len(at) == 1
        received = "object" if isinstance(value, Mapping) else "array" if isinstance(value, list) else "string"
        name = str(at[0]) if whole else f"attestation {int(at[1]) + 1}"
        wanted = ("array" if whole else "object",)
        self._report(AttestationWanted(cle=name, wanted=wanted, received=received), at)

    def report_key(self, message: UnknownKey, at: KeyPath, meant: str | None) -> None:
        """`meant` is the key that it seems to be: of what that lacks nothing more is to be said."""
        slip = meant and not isinstance(message, KeyElsewhere) and is_slip(message.cle, meant)
        self.diagnostics.append(
            self.settings.diagnostic_at_key(message, *at, message.cle, instead=meant if slip and meant else "")
        )
        self.faulty.add(meant or message.cle)

    def _report(self, message: Message, at: KeyPath, instead: str = "") -> None:
        self.diagnostics.append(self.settings.diagnostic(message, *at, instead=instead))
        self.faulty.add(str(next(step for step in reversed(at) if isinstance(step, str))))


def _text(value: Any) -> str:
    """A value of YAML as it was written, or nearly: `true` is « oui », a date is ISO."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, list | Mapping):
        return "[…]"
    text = str(value).strip()
    return _BOOLEANS.get(text.casefold(), text)
