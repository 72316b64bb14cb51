"""A class read from its folder: `classe.yml` and the list that it names. Never raises: all faults are in the value."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ndrc_portfolio.classe.eleves import read_list
from ndrc_portfolio.classe.model import CLASSE, Classe, Echeance
from ndrc_portfolio.fiches.fault import KeyPath
from ndrc_portfolio.formulaires.keyword import MODALITES
from ndrc_portfolio.formulaires.modeles import Modeles, load_models
from ndrc_portfolio.formulaires.sessions import current_session
from ndrc_portfolio.messages.catalogue.front_matter import MissingKey, NoDate, UnknownKey, UnknownValue
from ndrc_portfolio.messages.catalogue.settings import NoSuchFolder
from ndrc_portfolio.messages.catalogue.site import NoYear
from ndrc_portfolio.messages.dates import french_date
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest, number_of
from ndrc_portfolio.portfolio.configuration.options import modalite_of, year_of
from ndrc_portfolio.portfolio.configuration.settings_file import SettingsFile, read_file, shown_path

KEYS = ("classe", "session", "modalite", "candidats", "schemas", "echeances", "conservation")
_OF_ECHEANCE = ("titre", "document", "nombre", "le", "limite", "epreuve")
_KEPT = re.compile(r"([0-9]{1,3})\s*(an|ans|mois)?")
_YEAR = 12  # months


def read_class(root: Path) -> Classe:
    """The class of a folder."""
    file = read_file(root / CLASSE)
    reader = _Reader(file)
    data = file.data
    reader.check_keys(data, KEYS, ())
    session = year_of(data.get("session")) if data.get("session") else current_session()
    if session is None:
        reader.report(NoYear(valeur=str(data["session"])), "session")
    written = str(data.get("candidats") or "eleves.csv")
    eleves, faults = read_list(root / written, shown_path(root / written))
    modalite = modalite_of(data.get("modalite"))
    if data.get("modalite") and not modalite:
        given = str(data["modalite"])
        near = nearest(given, MODALITES)
        reader.report(UnknownValue(valeur=given, cle="modalite", suggestion=near, valeurs=MODALITES), "modalite")
    schemas = root / str(data["schemas"]) if data.get("schemas") else None
    if schemas and not schemas.is_dir():
        reader.report(NoSuchFolder(cle="schemas", valeur=str(data["schemas"])), "schemas")
        schemas = None
    yaml = (file.diagnostic(fault.message.in_settings(), fault.place, fault.fix) for fault in file.yaml.faults)
    classe = Classe(
        root=root,
        nom=str(data.get("classe") or root.resolve().name),
        liste=written,
        session=session or current_session(),
        modalite=modalite,
        schemas=schemas,
        echeances=(),
        conservation=_months(data.get("conservation"), reader),
        eleves=tuple(eleves),
    )
    echeances = tuple(_echeances(data.get("echeances"), reader, models_of(classe)))
    return classe._replace(echeances=echeances, diagnostics=(*yaml, *reader.said, *faults))


def models_of(classe: Classe) -> Modeles:
    """The forms and the règlement that the portfolios of a class are held against.

    Raises:
        FormulaireError: there are none for its session.
    """
    roots = (classe.schemas.resolve(),) if classe.schemas else ()
    return load_models(classe.session, *roots, modalite=classe.modalite)


@dataclass(slots=True)
class _Reader:
    """What is read of one file, and what is to be said of it."""

    file: SettingsFile
    said: list[Diagnostic] = field(default_factory=list)

    def report(self, message: Message, *path: str | int) -> None:
        places = (self.file.yaml.value_places, self.file.yaml.key_places)
        ends: list[KeyPath] = [path[:end] for end in range(len(path), 0, -1)]
        place = next((p[at] for at in ends for p in places if at in p), Place(1))
        self.said.append(self.file.diagnostic(message, place))

    def check_keys(self, data: Mapping[str, Any], known: tuple[str, ...], at: KeyPath) -> None:
        for key in (key for key in map(str, data) if key not in known):
            place = self.file.yaml.key_places.get((*at, key), Place(1))
            message = UnknownKey(cle=key, suggestion=nearest(key, known), cles=known)
            self.said.append(self.file.diagnostic(message, place))

    def date(self, value: object, *path: str | int) -> datetime.date | None:
        text = str(value or "").strip()
        try:
            return french_date(text) or datetime.date.fromisoformat(text)
        except ValueError:
            self.report(NoDate(valeur=text, cle=str(path[-1])), *path)
            return None


def _echeances(given: Any, reader: _Reader, modeles: Modeles) -> Iterator[Echeance]:
    forms = [form.id for form in modeles.formulaires.values() if form.by_candidat]
    for i, entry in enumerate(given if isinstance(given, list) else []):
        at = ("echeances", i)
        if not isinstance(entry, dict):
            reader.report(MissingKey(manque="document", cle="echeances"), *at)
            continue
        reader.check_keys(entry, _OF_ECHEANCE, at)
        if missing := next((key for key in ("document", "le") if not entry.get(key)), None):
            reader.report(MissingKey(manque=missing, cle=f"échéance {i + 1}"), *at)
            continue
        document = str(entry["document"])
        if document not in forms:
            near = nearest(document, forms)
            message = UnknownValue(valeur=document, cle="document", nom="un document", suggestion=near, valeurs=forms)
            reader.report(message, *at, "document")
        day = reader.date(entry["le"], *at, "le")
        last = reader.date(entry["limite"], *at, "limite") if entry.get("limite") else day
        if day and last and document in forms:
            titre = str(entry.get("titre") or modeles.formulaires[document].titre)
            yield Echeance(titre, document, number_of(str(entry.get("nombre") or "1")) or 1, day, max(day, last))


def _months(given: object, reader: _Reader) -> int:
    """How long things are kept: « 1 an », « 18 mois »."""
    if given in (None, ""):
        return _YEAR
    found = _KEPT.fullmatch(str(given).strip().casefold())
    if found is None:
        message = UnknownValue(valeur=str(given), cle="conservation", nom="une durée", valeurs=("1 an", "18 mois"))
        reader.report(message, "conservation")
        return _YEAR
    return int(found[1]) * (1 if found[2] == "mois" else _YEAR)
