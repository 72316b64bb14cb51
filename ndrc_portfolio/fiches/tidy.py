"""What is read as its author meant it, and can be written so that every Markdown reader sees the same.

No faults: `ndrc verifier` says nothing of it. Each comes with its edit.
"""

from collections.abc import Callable, Iterator, Sequence

from ndrc_portfolio.fiches.markdown import tables, word_marks
from ndrc_portfolio.fiches.markdown.rewrites import Rewrite
from ndrc_portfolio.fiches.markdown.spelling import own_lines, spell_out
from ndrc_portfolio.fiches.markdown.structure import read_structure
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.odd_spaces import space_edits
from ndrc_portfolio.fiches.sections import is_meant
from ndrc_portfolio.messages.catalogue.body import HeadingGlued, TableOfTabs, TableWithoutRuler, WordMarks, Written
from ndrc_portfolio.messages.catalogue.front_matter import OddSpace
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit, Place

_STEPS: tuple[tuple[Callable[[Sequence[str]], Iterator[Rewrite]], type[Written]], ...] = (
    (word_marks.to_lists, WordMarks),
    (tables.from_tabs, TableOfTabs),
    (tables.from_bars, TableWithoutRuler),
)


def untidy(fiche: Fiche) -> Iterator[Diagnostic]:
    """The passages of a fiche that can be written better; none of them overlap."""
    if fiche.formulaire is None:
        return
    head, body, first = fiche.front_matter.yaml, fiche.front_matter.body, fiche.front_matter.body_line
    for edit in space_edits(fiche.lines, head.key_places, head.value_places):
        yield fiche.diagnostic(OddSpace(), edit.place, edit)
    for nearly in read_structure(body, first).nearly:
        if is_meant(nearly, body, fiche.formulaire):
            edit = Edit(Place(nearly.place.line, nearly.level + 1, 0), " ")
            yield fiche.diagnostic(HeadingGlued(), nearly.place, edit)
    yield from _rewrites(fiche, body.split("\n"), first)


def shown_alike(one: Fiche, other: Fiche) -> bool:
    """Whether two fiches are printed the same."""
    return one.definitions == other.definitions and _shown(one) == _shown(other)


def _rewrites(fiche: Fiche, lines: Sequence[str], first: int) -> Iterator[Diagnostic]:
    """Of the first step that has anything to write: what one writes is not for the next one to see."""
    passages = list(own_lines("\n".join(lines)))
    for step, message in _STEPS:
        found = [(start, r) for start, end in passages for r in step(lines[start:end])]
        for start, (begin, end, written) in found:
            last = start + end - 1
            place = Place(first + start + begin, 1, end=(first + last, len(lines[last]) + 1))
            yield fiche.diagnostic(message(), place, Edit(place, "\n".join(written)))
        if found:
            return


def _shown(fiche: Fiche) -> object:
    assert fiche.formulaire is not None
    champs = fiche.formulaire.champs
    return {
        chemin: [spell_out(cell) if champs[chemin].markdown else cell for cell in value.cells]
        for chemin, value in fiche.values.items()
        if chemin in champs
    }
