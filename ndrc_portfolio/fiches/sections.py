"""The body as the form reads it: the text below each heading is that of a rubrique."""

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.fiches.headings import Matched, match_headings
from ndrc_portfolio.fiches.markdown.structure import Heading, Structure, is_empty, read_structure
from ndrc_portfolio.fiches.markdown_faults import markdown_faults
from ndrc_portfolio.fiches.model import Value
from ndrc_portfolio.fiches.refused_faults import refused_in_text
from ndrc_portfolio.fiches.slip_faults import Extensions, faults_in_body
from ndrc_portfolio.formulaires.model import Bloc, Champ, Chemin, Formulaire, Noeud, heading_level, heading_line
from ndrc_portfolio.messages.catalogue.body import (
    AlsoInFrontMatter,
    NoHeading,
    TextBeforeHeadings,
    TextUnderBlock,
    TextUnwanted,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import normalise

_INDENTED = re.compile(r"[ \t]*#+[ \t]*")


class Sections(NamedTuple):
    """What a body holds. `values` are those of the front matter too; `Fiche` says what the others are."""

    values: Mapping[Chemin, Value]
    headings: Mapping[Chemin, Place]
    definitions: str
    explained: frozenset[Chemin]
    unplaced: tuple[str, ...]
    faults: list[Fault[Message]]


def read_sections(
    text: str, line: int, form: Formulaire, entries: Mapping[Chemin, Value], extensions: Extensions
) -> Sections:
    """`line` is that of the file where the body begins, `entries` what the front matter gives."""
    body = read_structure(text, line)
    meant = [h for h in body.nearly if is_meant(h, text, form)]
    matched = match_headings(sorted([*body.headings, *meant], key=attrgetter("start")), form)
    values = dict(entries)
    definitions: list[str] = []
    explained = set(matched.explained)
    unplaced: list[str] = []
    faults: list[Fault[Message]] = [
        *markdown_faults(body),
        *matched.faults,
        *refused_in_text(text, line),
    ]
    for heading, node, start, end in _passages(body, matched.given):
        passage = body.between(start, end)
        if heading is not None and isinstance(node, Champ):
            before = values.get(node.chemin)
            given = before is not None and not all(is_empty(cell) for cell in before.cells)
            if before and given and not before.in_body and not is_empty(passage):
                faults.append(Fault(AlsoInFrontMatter(titre=heading.text, autre=before.place.line), heading.place))
            if before and not given:
                definitions.append("\n".join(before.cells))  # what is empty may hold definitions
            values[node.chemin] = _joined(before if given else None, passage, heading.place)
        elif not isinstance(node, Bloc) and heading is not None:
            unplaced.append(body.between(heading.start, end).strip("\n"))  # it names nothing, which is reported
        elif is_empty(passage):
            if passage.strip():
                definitions.append(passage.strip("\n"))
        else:
            bloc = node if isinstance(node, Bloc) else None
            unplaced.append(passage.strip("\n"))
            faults.append(Fault(_stray_text(form, bloc), _first_line(body, start, passage, line)))
            explained.update(n.chemin for n in (bloc.enfants if bloc else ()) if n.chemin not in matched.places)
    for heading in body.nearly:
        if heading not in meant and (nodes := form.by_label.get(normalise(heading.text))):
            fix = _as_heading(heading, nodes, matched, text)
            faults.append(Fault(NoHeading(titre=heading.text), heading.place, fix))
            explained.update(n.chemin for n in nodes if n.chemin not in matched.places)
    for fault, node in faults_in_body(body, line, form, {*values, *matched.places}, extensions):
        faults.append(fault)
        explained.update([node.chemin] if node else [])
    shared = "".join(f"{d}\n" for d in definitions)
    return Sections(values, matched.places, shared, frozenset(explained), tuple(unplaced), faults)


def is_meant(nearly: Heading, text: str, form: Formulaire) -> bool:
    """Students leave no space behind the `#`: in front of a label of the form, it is a heading all the same."""
    return text[nearly.start] == "#" and normalise(nearly.text) in form.by_label


def _as_heading(nearly: Heading, nodes: Sequence[Noeud], matched: Matched, text: str) -> Edit | None:
    """The heading that it was meant to be: behind spaces alone, where one rubrique of that name is not yet given."""
    hashes = _INDENTED.match(text, nearly.start)
    above = [node.chemin[:1] for heading, node in matched.given if node and heading.start < nearly.start]
    near = [n for n in nodes if len(nodes) == 1 or n.chemin[:1] in above[-1:]]
    if hashes is None or len(near) != 1 or near[0].chemin in matched.places:
        return None
    return Edit(nearly.place._replace(width=len(hashes[0])), f"{'#' * heading_level(near[0])} ")


_Passage = tuple[Heading | None, Noeud | None, int, int]
"""A heading, what it names, and the offsets of the text below it; no heading for what stands above the first."""


def _passages(body: Structure, given: Sequence[tuple[Heading, Noeud | None]]) -> Iterator[_Passage]:
    ends = [*(heading.start for heading, _ in given), len(body.text)]
    yield None, None, 0, ends[0]
    for (heading, node), end in zip(given, ends[1:], strict=True):
        yield heading, node, heading.end, end


def _joined(before: Value | None, passage: str, place: Place) -> Value:
    """Nothing that an author wrote is lost, even where it is in error."""
    text = passage.strip("\n").rstrip()
    if before is None:
        return Value((text,), place, in_body=True)
    return before if is_empty(text) else Value((f"{before.text}\n\n{text}",), place, in_body=True)


def _stray_text(form: Formulaire, bloc: Bloc | None) -> Message:
    if not form.noeuds:
        return TextUnwanted()
    if bloc is None:
        rubrique = next(node for node in form.noeuds if isinstance(node, Champ))
        return TextBeforeHeadings(ligne=heading_line(rubrique))
    return TextUnderBlock(bloc=bloc.libelle, ligne=heading_line(bloc.enfants[0]))


def _first_line(body: Structure, start: int, passage: str, line: int) -> Place:
    """Where a passage without its comments begins to say something."""
    said = next(shown for shown in passage.split("\n") if shown.strip())
    at = max(0, body.text[start:].find(said))
    return Place(line + body.text.count("\n", 0, start + at), 1, len(said))
