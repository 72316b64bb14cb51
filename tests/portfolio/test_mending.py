"""Damaged fiches: faults become fewer, nothing else changes, no word is lost, and a second time changes nothing."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.portfolio.documents import with_diagnostics
from ndrc_portfolio.portfolio.mended.mending import Checked, Mended, mend
from tests.portfolio.damages import DAMAGES
from tests.support import CASES

FORMS = load_forms(2020)
WHOLE = [(CASES / name / "fiche.md").read_text(encoding="utf-8") for name in ("002-e4-complete", "003-e6-complete")]
# What a damage leaves for its author to decide.
OPEN = {"titre plus long", "texte hors rubrique", "rubrique deux fois"}
# Of these the words change: a heading, a key or a value is written as the form has it, « [x] » is a box.
RENAMED = ("NDRC104", "NDRC111", "NDRC113", "NDRC201", "NDRC202", "NDRC203", "NDRC220")


def check(content: bytes) -> Checked:
    """As of a portfolio whose `mkdocs.yml` names no extension of Markdown."""
    fiche = read_fiche(content, "fiche.md", FORMS, ())
    if fiche is None:
        return Checked(())
    checked = with_diagnostics(fiche, check_fiche(fiche))
    return Checked(checked.diagnostics, checked if checked.formulaire else None)


def mended(text: str) -> Mended:
    return mend(text.encode(), check)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def texts(text: str) -> str:
    """The lines of a body that are no headings."""
    body = re.sub(r"\A\ufeff?---.*?^-{3,}\n", "", text, flags=re.DOTALL | re.MULTILINE)
    return "\n".join(line for line in body.split("\n") if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("where", [0, 1, 4])
def test_one_damage_is_mended(name: str, where: int) -> None:
    for whole in WHOLE:
        assert not check(whole.encode()).faults
        damaged = DAMAGES[name](whole, where)
        if name in OPEN or damaged == whole:
            continue
        found = mended(damaged)
        assert not check(found.content).faults, found.content.decode()


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.sampled_from(sorted(DAMAGES)), st.integers(0, 40)), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_many_damages_become_fewer_and_nothing_is_lost(
    whole: str, damages: list[tuple[str, int]], end: str, mark: str
) -> None:
    text = whole
    for name, where in damages:
        text = DAMAGES[name](text, where)
    damaged = mark + text.replace("\n", end)
    before = check(damaged.encode())
    found = mended(damaged)
    after = found.content.decode()
    assert check(found.content).faults.total() <= before.faults.total()
    assert Counter(d.code for d in found.left if d.severity != "info") == check(found.content).faults
    # What is said to be done is all that was done.
    said = words(damaged)
    for done in found.done:
        said = said - words(done.before) + words(done.after)
        if done.diagnostic.code not in RENAMED:
            assert words(done.before) <= words(done.after), done
    assert said == words(after)
    assert words(texts(text).replace("[x]", "")) <= words(after)
    # Ends of lines and the mark stay.
    assert after.startswith("\ufeff") == bool(mark)
    assert set(re.findall(r"\r\n|\r|\n", after)) == {end}
    # A second time changes nothing.
    again = mend(found.content, check)
    assert (again.content, again.done) == (found.content, [])


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from("- • \t|#*_:“”«» %[]()x \nfiche: e4-activite\nnumero nature: ~>`-\u00a0\r\u200b"), max_size=80
    )
)
def test_whatever_the_text_it_ends_and_a_second_time_changes_nothing(signs: list[str]) -> None:
    text = "---\nfiche: e4-activite\n" + "".join(signs)
    once = mend(text.encode(), check)
    assert check(once.content).faults.total() <= check(text.encode()).faults.total()
    assert mend(once.content, check).content == once.content


def test_what_is_no_text_stays_as_it_is(tmp_path: Path) -> None:
    for content in (b"", b"---\nfiche: e4-activit\ntitre: \xe9\n---\n", b"\xff\xfe-\0-\0-\0", b"\0" * 50):
        assert mend(content, check).content == content
