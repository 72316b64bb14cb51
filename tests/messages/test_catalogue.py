"""The catalogue of messages: each is well set in French. That each is given is shown by `test_examples`."""

import re

import pytest

from ndrc_portfolio.annexes import find
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.french import did_you_mean, typeset
from ndrc_portfolio.messages.message import CATALOGUE
from tests.support import CASES

# What no file of a case can hold: a build, git, a browser, the day, an encoding of the system.
NO_CASE = re.compile(r"NDRC(5\d\d|65\d|410|134|002|004|120|404|641)")


def test_each_message_of_the_reader_has_a_case() -> None:
    """`ndrc verifier` shows it in a frozen output."""
    cases = "".join(path.read_text(encoding="utf-8") for path in CASES.glob("*/attendu.txt"))
    shown = set(re.findall(r"NDRC\d{3}", cases))
    assert shown == {code for code in CATALOGUE if not NO_CASE.fullmatch(code)}


def textes() -> dict[str, str]:
    shown = {f"{code} message": g.message for code, g in CATALOGUE.items()}
    shown |= {f"{code} remède": g.hint for code, g in CATALOGUE.items()}
    shown |= {f"annexes {name}": typeset(text) for name, text in find._REMEDES.items()}
    return shown


def without_code(text: str) -> str:
    """A message without what is code in it: keys with their values, paths, tags, commands."""
    text = re.sub(r"\{[^{}]*\}", "x", text)
    return re.sub(r"\b(?:git|mkdocs) [a-z][^;,»]*|\b\w+:(?= [\w\"…])", "", text)


@pytest.mark.parametrize("nom", textes())
def test_typography(nom: str) -> None:
    text = textes()[nom]
    prose = without_code(text)
    assert not re.search(r" [:;?!»%]|« ", prose), "espace ordinaire"
    assert not re.search(r"[^\s\u00a0\"(/][;?!»]", re.sub(r"\w\?\w", "", prose)), "espace manquante"
    assert "'" not in prose, "apostrophe droite"
    assert "..." not in text, "points de suspension"
    assert not re.search(r"oe[ui]", prose), "œ"
    assert "  " not in text
    assert text == text.strip()
    assert not text.endswith((".", " "))


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_message_goes_on_and_is_no_sentence(code: str) -> None:
    """It follows « erreur NDRC104 : », so it begins with no capital."""
    gabarit = CATALOGUE[code]
    assert gabarit.message
    assert gabarit.message[0].islower() or gabarit.message[0] in "«{"
    assert gabarit.hint, "un remède est dit"
    assert re.fullmatch(r"(R\d+)?", gabarit.rule)
    assert "\n" not in gabarit.message + gabarit.hint


# ---- The diagnostics themselves


def test_no_break_spaces() -> None:
    assert typeset("« a » : b ; c ? d ! 5 %") == "«\u00a0a\u00a0»\u00a0: b\u00a0; c\u00a0? d\u00a0! 5\u00a0%"
    assert did_you_mean(None) == did_you_mean("") == ""


def test_a_diagnostic_does_not_change() -> None:
    shown = diagnostic("NDRC103", "a.md", Place(3, 2))
    assert shown.head == "a.md:3:2: erreur NDRC103: tabulation dans l’en-tête"
    with pytest.raises(AttributeError):
        shown.line = 4  # type: ignore[misc]


def test_values_of_a_message_are_no_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(diagnostics.CATALOGUE, "NDRC999", Gabarit("error", "« {valeur} »"))
    assert diagnostic("NDRC999", "a.md", Place(1), valeur="{autre} {0}").message == "« {autre} {0} »"
