"""Numbers that are somebody's: telephones, accounts, cards, plates, of social security.

Their keys are python-stdnum's, telephones of other countries phonenumbers': both are loaded late, for a text that seems
to have one.
"""

import itertools
import re
from collections.abc import Iterator

from ndrc_portfolio.checks.personal.context import MOST, Found, is_near, is_organisations, is_reference

_PHONE = re.compile(
    r"(?<![\w,+/-])(?<!\d\.)(?<!\d )(?:(?:\+|00) ?33[ .-]?(?:\(0\)[ .]?)?|0)(?P<first>[1-79])"
    r"(?:(?P<by>[ .-]?| - |/)\d{2}(?:(?P=by)\d{2}){3}|[ .]\d{3}[ .]\d{3}[ .]\d{2}|[ .]?\d{2}(?:[ .]\d{3}){2}"
    r"|[ .-]\d{8}|(?:[ .-]?\d{4}){2})(?!\d|[ .,-]\d)"
    r"|(?<![\w,+/-])(?<!\d )0 (?P<alone>[1-79])(?:(?: \d){8}|\d{2}(?: \d{3}){2})(?! ?\d)"
)
_FOREIGN = re.compile(r"(?<![\w+])(?:\+|00 ?)(?!33)\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,6}(?![\w]| ?[€%])")


def phones(text: str) -> Iterator[Found]:
    for found in itertools.islice(_PHONE.finditer(text), MOST):
        if is_reference(text, found.start()) or _is_a_count(found[0]):
            continue
        fixed = (found["first"] or found["alone"]) in "123459"
        if not (fixed and is_organisations(text, *found.span())):
            yield Found("telephone", *found.span())
    for found in _FOREIGN.finditer(text):
        if _is_foreign_phone(found[0]):
            yield Found("telephone", *found.span())


def _is_a_count(text: str) -> bool:
    """« 05 06 07 08 09 »: sizes, days."""
    pairs = [int(pair) for pair in re.findall(r"\d{2}", text)] if re.fullmatch(r"\d{2}(?:\D+\d{2}){4}", text) else []
    return bool(pairs) and all(after - before == 1 for before, after in itertools.pairwise(pairs))


def _is_foreign_phone(text: str) -> bool:
    import phonenumbers  # late: 50 ms, and few texts have such a number

    written = "+" + text[2:].lstrip() if text.startswith("00") else text
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(written))
    except phonenumbers.NumberParseException:
        return False


_IBAN = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{2}|fr)\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,4})?(?![A-Za-z0-9])"
)
_FRENCH_IBAN = re.compile(r"FR\d{12}[A-Z0-9]{11}\d{2}")
_RIB = re.compile(r"(?<!\d)\d{5} ?\d{5} ?[0-9A-Z]{11} ?\d{2}(?!\d)")
_NIR = re.compile(
    r"(?<![\d.,])[12378][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?(?:\d{2}|2[ABab])[ .]?\d{3}[ .]?\d{3}"
    r"(?:[ .]?/? ?\d{2})?(?![ .]?\d)"
)
_CARD = re.compile(r"(?<![\d.,])(?:[2-6]\d{3}(?:[ -]?\d{4}){3}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?![ -]?\d)")


def ibans(text: str) -> Iterator[Found]:
    for found in itertools.islice(_IBAN.finditer(text), MOST):
        from stdnum import iban  # late, as all of it

        bare = re.sub(r"[ -]", "", found[0]).upper()
        said = r"\b(?:iban|rib|compte|virement|bancaires?)\b"
        if iban.is_valid(bare) or _FRENCH_IBAN.fullmatch(bare) or is_near(said, text, *found.span()):
            yield Found("iban", *found.span())
    for found in _RIB.finditer(text):
        if is_near(r"\b(?:rib|compte|bancaire)\b", text, *found.span()):
            yield Found("iban", *found.span())


def nirs(text: str) -> Iterator[Found]:
    for found in _NIR.finditer(text):
        from stdnum.fr import nir

        bare = re.sub(r"[ /.]", "", found[0]).upper()
        said = r"s[ée]cu(?:rité sociale)?\b|\bNIR\b|\bINSEE\b|\bvitale\b|immatriculation sociale|n° ?ss\b"
        if (len(bare) == 15 and nir.is_valid(bare)) or is_near(said, text, *found.span()):
            yield Found("nir", *found.span())


def cards(text: str) -> Iterator[Found]:
    for found in _CARD.finditer(text):
        from stdnum import luhn

        said = (
            r"\bcarte (?:bancaire|bleue|de (?:crédit|paiement))|\bCB\b|\bvisa\b|mastercard|american express|\bcarte\b"
        )
        if luhn.is_valid(re.sub(r"\D", "", found[0])) or is_near(said, text, *found.span()):
            yield Found("carte", *found.span())


_PLATE = re.compile(
    r"(?<![\w-])(?:(?P<sure>[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2})|[A-HJ-NP-TV-Z]{2} ?\d{3} ?[A-HJ-NP-TV-Z]{2}"
    r"|[a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2}"
    r"|\d{2,4}[ -][A-HJ-NP-TV-Z]{2,3}[ -](?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97\d))(?![\w-])"
)
_VEHICLE = (
    r"immatricul|plaque|véhicule|voiture|\bauto\b|automobile|scooter|\bmoto\b|camion|utilitaire|fourgon|berline|citadine"
    r"|peugeot|renault|citroën|dacia|clio|twingo|mégane|megane|\b[23]08\b|toyota|volkswagen|golf|polo|ford|fiesta|fiat|opel|audi|bmw"
    r"|mercedes|kangoo|berlingo|scenic|duster|sandero|nissan|kia|hyundai|tesla|\bSUV\b|carte grise|remorque|caravane"
)


def plates(text: str) -> Iterator[Found]:
    for found in _PLATE.finditer(text):
        if is_reference(text, found.start()):
            continue
        if found["sure"] or is_near(_VEHICLE, text, *found.span()):
            yield Found("plaque", *found.span())
