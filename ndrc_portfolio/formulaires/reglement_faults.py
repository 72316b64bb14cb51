"""What keeps a file from being a règlement that can be followed: its schema, and the forms that it speaks of."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from ndrc_portfolio.formulaires.check import first_of_each, schema_faults, where
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.json_text import Steps, place_of, read_json
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
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest

Found = tuple[Steps, Message]


def reglement_faults(path: Path, shown: str, forms: Forms) -> tuple[Diagnostic, ...]:
    """What is wrong with the règlement in a file, for the session of these forms; `shown` names it in messages.

    Raises:
        OSError: it cannot be read.
    """
    data = path.read_bytes()
    value, unreadable, broken = read_json(data)
    if value is None:
        place, what = broken or (Place(1), unreadable[0][1])
        return (_bad((), what).at(shown, place),)
    found: list[Found] = [
        (steps, _bad(steps, what))
        for steps, what in first_of_each([*unreadable, *schema_faults(validator(), value)]).items()
    ]
    if not found:  # what the schema has not let pass cannot be compared with the forms
        found += [*_of_forms(value, forms), *_of_dispenses(value)]
    text = data.decode("utf-8-sig")
    lines = text.splitlines()
    placed = sorted(((place_of(text, steps), message) for steps, message in found), key=lambda at: at[0][:2])
    return tuple(message.at(shown, place, excerpt=lines[place.line - 1]) for place, message in placed)


@lru_cache(maxsize=1)
def validator() -> Draft202012Validator:
    text = (data_dir("schemas") / "reglement.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _bad(steps: Steps, what: str) -> BadReglement:
    return BadReglement(ou=where(steps), quoi=what)


def _of_forms(value: Any, forms: Forms) -> Iterator[Found]:
    """Rules that ask for a form that there is not, or of a form what it has not."""
    mine = {id_: form for id_, form in forms.items() if form.by_candidat and not form.keyword.a_la_main}
    for epreuve, articles in value["dossiers"].items():
        for i, article in enumerate(articles):
            steps: Steps = ("dossiers", epreuve, i)
            id_, regle = article.get("formulaire"), article["regle"]
            if id_ is None:
                continue
            blanks = {"fiche": id_, "session": forms.session, "regle": regle}
            other = forms.elsewhere.get(id_)
            if other and other.ended:
                ended = EndedForm(**blanks, suggestion=None, formulaires=tuple(mine), annee=other.ended)
                yield (*steps, "formulaire"), ended
            elif id_ not in mine:
                yield (
                    (*steps, "formulaire"),
                    NoSuchForm(**blanks, suggestion=nearest(id_, mine), formulaires=tuple(mine)),
                )
            elif (ailleurs := mine[id_].epreuve) != epreuve:
                theirs = tuple(id_ for id_, form in mine.items() if form.epreuve == epreuve)
                yield (
                    (*steps, "formulaire"),
                    FormOfAnother(**blanks, suggestion=None, formulaires=theirs, ailleurs=ailleurs, epreuve=epreuve),
                )
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


def _of_dispenses(value: Any) -> Iterator[Found]:
    known = tuple(dict.fromkeys(a["regle"] for articles in value["dossiers"].values() for a in articles))
    for i, dispense in enumerate(value.get("dispenses", ())):
        for j, regle in enumerate(dispense["regles"]):
            if regle not in known:
                yield (
                    ("dispenses", i, "regles", j),
                    NoSuchRule(regle=regle, suggestion=nearest(regle, known), regles=known),
                )
