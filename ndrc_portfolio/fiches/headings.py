"""Which rubrique a heading names, however it is written: after a wrong one, reading goes on with the nearest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Any, NamedTuple

from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.fiches.markdown.structure import Heading
from ndrc_portfolio.fiches.suggestions import suggest
from ndrc_portfolio.formulaires.model import (
    Bloc,
    Champ,
    Chemin,
    Formulaire,
    Noeud,
    heading_level,
    heading_line,
    label_names,
    natural,
    walk_nodes,
)
from ndrc_portfolio.messages.catalogue.body import (
    BlockIsElsewhere,
    DoubleHeading,
    HeadingUnwanted,
    LabelInText,
    LabelWithoutBlock,
    OtherMeaning,
    TopHeading,
    UnderlinedText,
    UnknownHeading,
    WrongBlock,
    WrongLevel,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import normalise

_CONTENT = object()  # a heading that belongs to the text of its rubrique


class _Unknown:
    """Stands for the node that an unknown heading meant: what is below it is not reported again."""


_Parent = Bloc | Champ | _Unknown | None  # None: the form itself


class Matched(NamedTuple):
    """The headings of a body and what they name.

    `given` are those that name a node (None: which one is not known), in the order of the body; those that are
    the text of a rubrique are not among them. `places` tells where each node is named. `explained` are the nodes
    whose emptiness follows from one of the faults.
    """

    given: Sequence[tuple[Heading, Noeud | None]]
    places: Mapping[Chemin, Place]
    explained: frozenset[Chemin]
    faults: Sequence[Fault[Message]]


def match_headings(headings: Sequence[Heading], form: Formulaire) -> Matched:
    """Give each heading of a body its node of the form."""
    matcher = _Matcher(headings, form)
    found = [(heading, matcher.resolve(heading)) for heading in headings]
    given = [(h, n if isinstance(n, Champ | Bloc) else None) for h, n in found if n is not _CONTENT]
    explained = matcher.explained | (matcher.perhaps - matcher.places.keys())
    return Matched(given, matcher.places, frozenset(explained), matcher.faults)


class _Matcher:
    """Where reading stands between two headings; `stack` are the nodes that the next one may be below."""

    def __init__(self, headings: Sequence[Heading], form: Formulaire) -> None:
        self.form = form
        self.headings = headings
        self.faults: list[Fault[Message]] = []
        self.places: dict[Chemin, Place] = {}
        self.explained: set[Chemin] = set()
        self.by_label = form.by_label
        self.stack: list[tuple[int, Noeud | _Unknown]] = []
        self.doubled: set[Chemin] = set()
        self.perhaps: set[Chemin] = set()  # what an unknown heading may have meant
        self.guessed: set[Chemin] = set()  # what unknown headings are read as
        self.strayed: set[Chemin] = set()  # those of them that stand elsewhere: another heading may have a better claim

    @cached_property
    def exact(self) -> Counter[str]:
        """How often each label is given as it should be: it is then not what an unknown heading meant."""
        return Counter(normalise(h.text) for h in self.headings)

    def resolve(self, heading: Heading) -> Any:
        """The node that `heading` names, an `_Unknown`, or `_CONTENT`."""
        label = normalise(heading.text)
        if heading.level == 1:
            return self._top_level(heading, label)
        before = list(self.stack)
        while self.stack and self.stack[-1][0] >= heading.level:
            self.stack.pop()
        parent: _Parent = self.stack[-1][1] if self.stack else None
        if isinstance(parent, Champ):
            if label in self.by_label:
                self._label_as_content(heading, label, parent)
            return _CONTENT
        same = self.by_label.get(label, ())
        above = None if isinstance(parent, _Unknown) else parent.chemin if parent else ()
        for node in same:
            if node.chemin[:-1] == above and len(node.chemin) == heading.level - 1:
                return self._accept(heading, node)
        if same:
            return self._misplaced(heading, label, parent)
        if isinstance(parent, _Unknown):
            return parent
        return self._unknown(heading, self._children(parent), before)

    def _children(self, parent: _Parent) -> tuple[Noeud, ...]:
        if parent is None:
            return self.form.corps
        return parent.enfants if isinstance(parent, Bloc) else ()

    def _accept(self, heading: Heading, node: Noeud) -> Noeud:
        """Enter a node: what follows is read as below it."""
        chemin = node.chemin
        self.stack = list(self.form.lineages[chemin])
        if isinstance(node, Champ):  # what stands below a heading too deep is below it all the same
            self.stack[-1] = (max(heading.level, heading_level(node)), node)
        first = self.places.get(chemin)
        if first is None:
            self.places[chemin] = heading.place
        elif chemin in self.guessed:
            self.strayed.discard(chemin)  # that it is given twice follows from a fault already told
        elif not any(chemin[:n] in self.doubled for n in range(1, len(chemin))):
            self._say(DoubleHeading(titre=heading.text, autre=first.line), heading.place)
            self.doubled.add(chemin)
        return node

    def _first_free(self, nodes: list[Noeud], parent: _Parent) -> Noeud:
        """Of several nodes of one label, the one most likely meant: near by, else the first not yet given."""
        if isinstance(parent, Bloc):
            for node in nodes:
                if node.chemin[: len(parent.chemin)] == parent.chemin:
                    return node
        free = [n for n in nodes if n.chemin not in self.places]
        return (free or nodes)[0]

    def _top_level(self, heading: Heading, label: str) -> Any:
        if label in self.by_label:
            node = self._first_free(self.by_label[label], None)
            self._wrong_level(heading, node)
            return self._accept(heading, node)
        cle = "titre" if "titre" in self.form.identification else "title"
        self._say(TopHeading(titre=heading.text, cle=cle), heading.place)
        self.explained.add(("titre",))
        return _Unknown()

    def _label_as_content(self, heading: Heading, label: str, parent: Champ) -> None:
        node = self._first_free(self.by_label[label], None)
        block = self._block_of(node)
        rubrique = natural(parent.libelle)
        message = (
            LabelWithoutBlock(titre=heading.text, rubrique=rubrique, ligne=heading_line(block))
            if block is not None and block.chemin not in self.places
            else LabelInText(titre=heading.text, rubrique=rubrique, ligne=heading_line(node))
        )
        self._say(message, heading.place)
        self.explained.add(node.chemin)

    def _misplaced(self, heading: Heading, label: str, parent: _Parent) -> Noeud:
        node = self._first_free(self.by_label[label], parent)
        block = self._block_of(node)
        if not isinstance(parent, _Unknown):
            given = self.places.get(block.chemin) if block else None
            if block is None or (given and heading_level(node) != heading.level):
                self._wrong_level(heading, node)
                return self._accept(heading, node)
            message = (
                BlockIsElsewhere(titre=heading.text, bloc=block.libelle, ligne=heading_line(block), autre=given.line)
                if given
                else WrongBlock(titre=heading.text, bloc=block.libelle, ligne=heading_line(block))
            )
            self._say(message, heading.place, None if given else self._block_above(heading, block))
            if given:  # a stray rubrique: what follows still belongs to the block at hand
                around = list(self.stack)
                self._accept(heading, node)
                self.stack = [*around, (heading.level, node)]
                return node
        return self._accept(heading, node)

    def _unknown(
        self,
        heading: Heading,
        children: tuple[Noeud, ...],
        before: list[tuple[int, Noeud | _Unknown]],
    ) -> Any:
        absent = [n for n in children if self._is_absent(n)]
        free = [n for n in absent if not any(self.exact[x] >= len(self.by_label[x]) for x in label_names(n))]
        others = [n for n in self.form.noeuds if n not in children and self._is_absent(n)]
        meant = suggest(heading.text, free, () if heading.underlined else others)
        node = meant.node if meant else None
        suggestion = heading_line(node) if node else None
        kind = OtherMeaning if meant and meant.other else UnknownHeading
        message = kind(titre=heading.text, suggestion=suggestion, titres=[heading_line(n) for n in absent or children])
        if heading.underlined:
            message = UnderlinedText(titre=heading.text, suggestion=suggestion)
        elif not self.form.noeuds:
            message = HeadingUnwanted(titre=heading.text, suggestion=suggestion)
        sure = suggestion and meant and meant.sure and not heading.underlined
        self._say(message, heading.place, Edit(heading.place, suggestion) if sure and suggestion else None)
        if node is not None:
            self.guessed.add(node.chemin)
            self.strayed |= set() if node in free else {node.chemin}
            return self._accept(heading, node)
        if heading.underlined:
            self.stack = before
            return _CONTENT
        # Any of these may be the one that was meant.
        self.perhaps.update(n.chemin for n in walk_nodes(tuple(free)))
        unknown = _Unknown()
        self.stack.append((heading.level, unknown))
        return unknown

    def _is_absent(self, node: Noeud) -> bool:
        return node.chemin not in self.places or node.chemin in self.strayed

    def _wrong_level(self, heading: Heading, node: Noeud) -> None:
        right = heading_line(node)
        fix = None if self._would_swallow(heading, node) else Edit(heading.place, right)
        self._say(WrongLevel(titre=heading.text, juste=right), heading.place, fix)

    def _block_above(self, heading: Heading, block: Bloc) -> Edit | None:
        """The heading that a rubrique lacks, where all that stands below up to the next block is of that block."""
        run = takewhile(lambda h: h.level > 2, self.headings[self.headings.index(heading) :])
        whole = all(any(n in block.enfants for n in self.by_label.get(normalise(h.text), ())) for h in run)
        sure = len(self.by_label[normalise(heading.text)]) == 1 and not self.exact[normalise(block.libelle)]
        if not (whole and sure and len(block.chemin) == 1):
            return None
        return Edit(Place(heading.place.line, 1, 0), f"{heading_line(block)}\n\n")

    def _would_swallow(self, heading: Heading, node: Noeud) -> bool:
        """Whether a rubrique at its level would take the next ones for its text: those are to be mended first."""
        later = self.headings[self.headings.index(heading) + 1 :]
        below = takewhile(lambda h: h.level > heading_level(node), later)
        return isinstance(node, Champ) and any(normalise(h.text) in self.by_label for h in below)

    def _say(self, message: Message, place: Place, fix: Edit | None = None) -> None:
        self.faults.append(Fault(message, place, fix))

    def _block_of(self, node: Noeud) -> Bloc | None:
        return next((n for n in self.form.noeuds if isinstance(n, Bloc) and node in n.enfants), None)
