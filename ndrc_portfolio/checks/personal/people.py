"""Who somebody is: mailboxes, dates of birth, names behind a civil title."""

import re
from collections.abc import Iterator
from itertools import islice

from ndrc_portfolio.checks.personal.context import MOST, Found, before, follows_organisation, letters
from ndrc_portfolio.checks.personal.words import BOXES, BRANDS, FREE_MAIL, LOWER_WORDS, ROLES, STARTS
from ndrc_portfolio.messages.words import normalise

_DOT = r"(?:\.| ?[(\[](?:point|dot)[)\]] ?| point )"
_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<box>[\w+'-]{1,64}(?:\.[\w+'-]{1,64}){0,8})(?:@| ?[(\[](?:at|arobase)[)\]] ?| arobase )"
    rf"(?P<domain>[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,5}}?){_DOT}[A-Za-z]{{2,24}}(?![\w-])"
)


def emails(text: str) -> Iterator[Found]:
    for found in _EMAIL.finditer(text):
        box, domain = letters(found["box"]), letters(found["domain"])
        words = [word for word in re.split(r"[\W_]+", normalise(found["box"])) if word]
        roles = words[:1] if found["domain"].lower() in FREE_MAIL else words
        named = len(box) >= 4 and (box in domain or (len(domain) >= 4 and domain in box))  # the organisation's own name
        if not named and BOXES.isdisjoint(roles):
            yield Found("courriel", *found.span())


_MONTHS = (
    "janvier|janv\\.?|février|fevrier|févr?\\.?|mars|avril|avr\\.?|mai|juin|juillet|juil\\.?|août|aout|septembre|sept\\.?"
    "|octobre|oct\\.?|novembre|nov\\.?|décembre|decembre|déc\\.?"
)
_DATE = (
    r"(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}(?!\d)"
    rf"|\d{{1,2}}(?:er)? (?:{_MONTHS}) (?:\d{{4}}|\d{{2}})(?!\d))"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_BORN = (1910, 2014)
_WHERE = r"(?: [A-ZÀ-Ý][\w’'-]+){0,3}(?: (?:à|en|au|aux) [\w’' -]{2,30}?)?"
_BIRTH = (
    (
        "é",
        re.compile(
            rf"(?<!\w)[Nn]ée?(?:\(e\)|\.e|-e|·e)?s?{_WHERE},?(?: le| un)?(?: (?:\w+di|dimanche))? ?:? ?"
            rf"(?P<date>{_DATE})"
        ),
    ),
    ("vu le jour", re.compile(rf"vu le jour{_WHERE},? le (?P<date>{_DATE})")),
    ("aissance", re.compile(rf"(?i:naissance)[^.;\d\n]{{0,25}}(?P<date>{_DATE})")),
    ("DDN", re.compile(rf"DDN[^.;\d\n]{{0,25}}(?P<date>{_DATE})")),
    ("aissance", re.compile(rf"(?P<date>{_DATE})\)?,? ?[(:–-]? ?(?:(?:est|:) (?:ma|sa|la) )?date de naissance")),
    ("nniversaire", re.compile(rf"[Aa]nniversaire[^.;\d\n]{{0,40}}(?P<date>{_DATE})")),
)
"""By a sign that must be there."""


def births(text: str) -> Iterator[Found]:
    for sign, pattern in _BIRTH:
        for found in islice(pattern.finditer(text), MOST) if sign in text or sign.upper() in text else ():
            year = _YEAR.search(found["date"])
            if year and not _BORN[0] <= int(year[0]) <= _BORN[1]:
                continue
            if not follows_organisation(text, found.start("date")):
                yield Found("naissance", *found.span("date"))


_TITLE = (
    r"(?:M\.|MM\.|Mr\.?|M(?= [A-ZÀ-Ý][a-zà-ÿ])|Mme\.?|Mmes|Mlle\.?|Mlles|Melle|MME|MLLE|MR"
    r"|[Mm](?:onsieur|adame|ademoiselle|essieurs|esdames)|MONSIEUR|MADAME|MADEMOISELLE)"
)
_NAMED = re.compile(
    rf"(?<![\w.’'-])(?<!\d ){_TITLE} *(?:(?:et|ou|&) +{_TITLE} +)?(?P<initial>[A-ZÀ-Ý]\.(?:-?[A-ZÀ-Ý]\.)? *)?"
    r"(?:(?:de la|de|du|des|d[’']|van|von|ben|el|al|da|dos|di) ?)?(?P<word>[A-ZÀ-Ý](?:[\w’'-]*[\w’'])?)(?!\w)"
    r"(?: +[A-ZÀ-Ý][\w’'-]+)*"
)
_LOWER = re.compile(r"(?<![\w.’'-])(?:[Mm]me|[Mm]lle|[Mm]r|M(?=\.))\.? (?P<word>[a-zà-ÿ][a-zà-ÿ’'-]{2,})")
_THING = (
    r"(?:marques?|enseignes?|magazines?|blogs?|films?|séries?|chaînes?|franchises?|concurrents?|fournisseurs?|parfums?)"
)
_BRAND_BEFORE = re.compile(rf"{_THING}(?: de [\w’-]+)? [«“\" ]*$", re.IGNORECASE)
_BRAND_AFTER = re.compile(rf"[^.;]{{0,40}}\b(?:est|sont) (?:une?|des|la|le|les) {_THING}", re.IGNORECASE)
_SIZE = re.compile(r"taille|format|modèle|catégorie|size", re.IGNORECASE)
_BETWEEN = re.compile(r"[^\w :,/-]")


_CAPITAL, _SMALL = re.compile(r"M[.\w ]"), re.compile(r"m(?:onsieur|adame|ademoiselle|essieurs|esdames)")


def _at_titles(text: str) -> Iterator[re.Match[str]]:
    """Names, sought where a title may begin: one letter is sought much faster than twenty titles."""
    end = 0
    for start in sorted(m.start() for pattern in (_CAPITAL, _SMALL) for m in pattern.finditer(text)):
        if start >= end and (found := _NAMED.match(text, start)):
            end = found.end()
            yield found


def names(text: str) -> Iterator[Found]:
    for found in _at_titles(text):
        word = normalise(found["word"]).replace(" ", "-")
        first = word.partition("-")[0]
        shown = before(text, found.start())
        size = found[0].startswith("M ") and _SIZE.search(_BETWEEN.split(shown)[-1])
        brand = {word, first} & BRANDS or _BRAND_BEFORE.search(shown) or _BRAND_AFTER.match(text, found.end())
        begins = found["initial"] and word in STARTS  # « M. T. Votre offre »: a sentence, behind an initial
        if len(set(word)) > 1 and not size and not brand and not begins and word not in ROLES:
            yield Found("nom", *found.span())
    for found in _LOWER.finditer(text):
        if found["word"] not in LOWER_WORDS:
            yield Found("nom", *found.span())
