"""The catalogue of messages: each is well set in French. That each is given is shown by `test_examples`."""

import re
from pathlib import Path

import pytest

from ndrc_portfolio.messages import catalogue
from ndrc_portfolio.messages.catalogue import SUBJECTS, whole
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Message, Offence
from tests.support import CASES

CATALOGUE = whole()
VARIANTS = {v.__name__: v for kind in CATALOGUE.values() for v in kind.variants()}
# What no file of a case can hold: a build, git, a browser, the day, an encoding of the system, a file of Word.
NO_CASE = re.compile(r"NDRC(7\d\d|5(?!3[0-4])\d\d|65[12]|66[12359]|41[02456]|433|134|002|004|120|404|641)")


def test_each_message_of_the_reader_has_a_case() -> None:
    """`ndrc verifier` shows it in a frozen output."""
    cases = "".join(path.read_text(encoding="utf-8") for path in CASES.glob("*/attendu.txt"))
    shown = set(re.findall(r"NDRC\d{3}", cases))
    assert shown == {code for code in CATALOGUE if not NO_CASE.fullmatch(code)}


def test_each_subject_has_its_file() -> None:
    folder = Path(catalogue.__file__).parent
    assert sorted(SUBJECTS) == sorted(p.stem for p in folder.glob("*.py") if p.stem != "__init__")
    assert {v.__module__.rsplit(".", 1)[-1] for v in VARIANTS.values()} == set(SUBJECTS)


def test_a_code_is_given_to_one_message_alone() -> None:
    with pytest.raises(TypeError, match="NDRC103"):
        type("AnotherTab", (Message,), {"code": "NDRC103"})


# ---- Texts

TEXTS = {f"{name} message": typeset(v.sentence) for name, v in VARIANTS.items()}
TEXTS |= {f"{name} remède": typeset(v.remedy) for name, v in VARIANTS.items()}


def without_code(text: str) -> str:
    """A message without what is code in it: keys with their values, paths, tags, commands."""
    text = re.sub(r"\{[^{}]*\}", "x", text)
    return re.sub(r"\b(?:git|mkdocs) [a-z][^;,»]*|\b\w+:(?= [\w\"…])", "", text)


@pytest.mark.parametrize("name", TEXTS)
def test_typography(name: str) -> None:
    text = TEXTS[name]
    prose = without_code(text)
    assert not re.search(r" [:;?!»%]|« ", prose), "espace ordinaire"
    assert not re.search(r"[^\s\u00a0\"(/][;?!»]", re.sub(r"\w\?\w", "", prose)), "espace manquante"
    assert "'" not in prose, "apostrophe droite"
    assert "..." not in text, "points de suspension"
    assert not re.search(r"oe[ui]", prose), "œ"
    assert "  " not in text
    assert text == text.strip()
    assert not text.endswith((".", " "))


@pytest.mark.parametrize("name", VARIANTS)
def test_a_message_goes_on_and_is_no_sentence(name: str) -> None:
    """It follows « erreur NDRC104 : », so it begins with no capital."""
    kind = VARIANTS[name]
    assert kind.sentence
    assert kind.sentence[0].islower() or kind.sentence[0] in "«{"
    assert kind.remedy or name == "SettingsNotMapping", "un remède est dit"
    assert re.fullmatch(r"(R\d+)?", kind.rule if issubclass(kind, Offence) else "")
    assert "\n" not in kind.sentence + kind.remedy


@pytest.mark.parametrize("name", VARIANTS)
def test_the_blanks_of_a_message_are_declared(name: str) -> None:
    """Each blank of a sentence is a field or a property of its class."""
    kind = VARIANTS[name]
    fields = {field for parent in kind.__mro__ for field in vars(parent).get("__annotations__", {})}
    blanks = set(re.findall(r"\{(\w+)(?::[^\s{}]+)?\}", kind.sentence + kind.remedy))
    assert blanks <= fields | {field for field in dir(kind) if isinstance(getattr(kind, field), property)}
