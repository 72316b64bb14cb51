"""What keeps a file from being a règlement that can be followed: its schema, and the forms that it speaks of."""

import json
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from ndrc_portfolio.formulaires.check import first_of_each, schema_faults, where
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.json_text import Steps, place_of, read_json
from ndrc_portfolio.formulaires.loose import as_dict, as_list
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.sessions import Forms
from ndrc_portfolio.messages.catalogue.reglement import (
    BadReglement,
    EndedForm,
    FormOfAnother,
    NoChoice,
    NoSuchForm,
    NoSuchRule,
    NotInForm,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest

Found = tuple[Steps, Message]


def reglement_faults(path: Path, shown: str, forms: Forms) -> tuple[Diagnostic, ...]:
    """What is wrong with the règlement in a file, for the session of these forms; `shown` names it in messages."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        return (_bad((), f"ce fichier ne peut pas être lu : {system_reason(fault)}").at(shown, Place(1)),)
    value, unreadable, broken = read_json(data)
    if value is None:
        place, what = broken or (Place(1), unreadable[0][1])
        return (_bad((), what).at(shown, place),)
    faults = first_of_each([*unreadable, *schema_faults(validator(), value)])
    found: list[Found] = [
        *((steps, _bad(steps, what)) for steps, what in faults.items()),
        *(f for steps, rule in _rules(value) if _sound(steps, faults) for f in _of_rule(steps, rule, forms)),
        *_of_dispenses(value, faults),
    ]
    text = data.decode("utf-8-sig")
    lines = text.split("\n")
    placed = sorted(((place_of(text, steps), message) for steps, message in found), key=lambda at: at[0][:2])
    return tuple(message.at(shown, place, excerpt=lines[place.line - 1]) for place, message in placed)


@lru_cache(maxsize=1)
def validator() -> Draft202012Validator:
    text = (data_dir("schemas") / "reglement.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _bad(steps: Steps, what: str) -> BadReglement:
    return BadReglement(ou=where(steps), quoi=what)


def _rules(value: Any) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """All that stands where a rule should, with the way to it."""
    for epreuve, articles in as_dict(as_dict(value).get("dossiers")).items():
        for i, article in enumerate(as_list(articles)):
            yield ("dossiers", epreuve, i), as_dict(article)


def _sound(steps: Steps, faults: Collection[Steps]) -> bool:
    """Whether nothing is wrong with what stands there, so that it can be compared with the forms."""
    return not any(fault[: len(steps)] == steps for fault in faults)


def _of_rule(steps: Steps, article: Mapping[str, Any], forms: Forms) -> Iterator[Found]:
    """That it asks for a form that there is not, or of a form what it has not."""
    other = forms.elsewhere.get(article.get("formulaire", ""))
    if "formulaire" not in article or (other and other.modalite):  # there, where the other modality is asked for
        return
    id_, epreuve, here = article["formulaire"], str(steps[1]), (*steps, "formulaire")
    mine = {i: form for i, form in forms.items() if form.by_candidat and not form.keyword.a_la_main}
    theirs = tuple(i for i, form in mine.items() if form.epreuve == epreuve)
    blanks = {"fiche": id_, "session": forms.session, "regle": article["regle"]}
    if other and other.ended:
        yield here, EndedForm(**blanks, suggestion=None, formulaires=theirs, annee=other.ended)
    elif id_ not in mine:
        yield here, NoSuchForm(**blanks, suggestion=nearest(id_, mine), formulaires=tuple(mine))
    elif (ailleurs := mine[id_].epreuve) != epreuve:
        yield here, FormOfAnother(**blanks, suggestion=None, formulaires=theirs, ailleurs=ailleurs, epreuve=epreuve)
    else:
        yield from _of_form(steps, article, mine[id_])


def _of_form(steps: Steps, article: Mapping[str, Any], form: Formulaire) -> Iterator[Found]:
    blanks = {"fiche": form.id, "regle": article["regle"]}
    choix = form.choix
    if article["controle"] in ("fiches", "differentes") and choix is None:
        yield (
            (*steps, "formulaire"),
            NoChoice(**blanks, valeur="", attendu="", suggestion=None, valeurs=()),
        )
    values = tuple(option.valeur for option in choix.options) if choix else ()
    answers = tuple(champ.cle for champ in form.identification.values() if champ.oui_non)
    asked: list[tuple[Steps, str, str, tuple[str, ...]]] = [
        (("choix", i), valeur, "une valeur du choix", values) for i, valeur in enumerate(article.get("choix", ()))
    ]
    if "champ" in article:
        asked.append((("champ",), article["champ"], "un champ OUI ou NON", answers))
    for way, valeur, attendu, known in asked:
        if valeur not in known and not (way[0] == "choix" and choix is None):
            near = nearest(valeur, known)
            yield (
                (*steps, *way),
                NotInForm(**blanks, valeur=valeur, attendu=attendu, suggestion=near, valeurs=known),
            )


def _of_dispenses(value: Any, faults: Collection[Steps]) -> Iterator[Found]:
    """That one names a rule that is not there."""
    known = tuple(dict.fromkeys(a["regle"] for _, a in _rules(value) if isinstance(a.get("regle"), str)))
    for i, dispense in enumerate(as_list(as_dict(value).get("dispenses"))):
        steps: Steps = ("dispenses", i)
        for j, regle in enumerate(dispense["regles"] if known and _sound(steps, faults) else ()):
            if regle not in known:
                message = NoSuchRule(regle=regle, suggestion=nearest(regle, known), regles=known)
                yield (*steps, "regles", j), message
