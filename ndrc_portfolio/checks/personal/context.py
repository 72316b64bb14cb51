"""What was found in a text, and what the words around it tell: of whom it is."""

import re
from typing import Literal, NamedTuple

from ndrc_portfolio.messages.words import normalise

Kind = Literal["courriel", "telephone", "naissance", "iban", "nir", "carte", "plaque", "adresse", "nom"]

MOST = 200  # of a kind that are looked at closely in one text
_AROUND = 90  # characters on a side in which a word tells of whom it is
_REFERENCE = re.compile(
    r"(?:commande|facture|devis|référence|réf|ref|dossier|siret|siren|code|lot|série|article|contrat|bon|ticket|suivi|colis"
    r"|modèle|produit)s?\.?(?: de (?:commande|suivi|série|livraison))?(?: (?:client|produit|article))?"
    r" ?(?:n(?:°|o|uméro)?\.?)? ?:? ?#?$",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """What was found, and where in the text: offsets of its first character and behind its last."""

    kind: Kind
    start: int
    end: int


def letters(text: str) -> str:
    """Its letters and digits, however they are written."""
    return re.sub(r"[\W_]", "", normalise(text))


def before(text: str, at: int) -> str:
    """What stands before in the same line, sentence or not."""
    return text[max(0, text.rfind("\n", 0, at) + 1, at - _AROUND) : at]


def after(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : min(len(text) if end < 0 else end, at + _AROUND)]


def is_organisations(text: str, start: int, end: int) -> bool:
    """Whether it is about an organisation: as the nearest word before says, else the nearest behind."""
    nearest = max(_told(before(text, start)), default=None) or min(_told(after(text, end)), default=None)
    return nearest is not None and nearest[1] == "organisation"


def follows_organisation(text: str, start: int) -> bool:
    """Whether it is said of an organisation, which stands before."""
    return max(_told(before(text, start)), default=(0, ""))[1] == "organisation"


def is_reference(text: str, start: int) -> bool:
    """Whether what follows is the number of an order, of a product."""
    return _REFERENCE.search(before(text, start)) is not None


def is_near(words: str, text: str, start: int, end: int) -> bool:
    """Whether one of these words (a pattern) stands around."""
    return re.search(words, f"{before(text, start)} {after(text, end)}", re.IGNORECASE) is not None


def _told(words: str) -> list[tuple[int, str]]:
    """Of whom a passage speaks, and where."""
    from ndrc_portfolio.checks.personal.words import NO_PERSON, ORGANISATION, PERSON  # late: 15 ms to compile

    words = NO_PERSON.sub(lambda m: m[0][:-3] + "___", words)
    found = [(m.start(), "organisation") for m in ORGANISATION.finditer(words)]
    return found + [(m.start(), "personne") for m in PERSON.finditer(words)]
