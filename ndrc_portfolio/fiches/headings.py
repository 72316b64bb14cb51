"""Which rubrique a heading names, however it is written: after a wrong one, reading goes on with the nearest."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from ndrc_portfolio.fiches.body import Heading
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
    TopHeading,
    UnderlinedText,
    UnknownHeading,
    WrongBlock,
    WrongLevel,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place
from ndrc_portfolio.messages.words import is_slip, nearest, normalise

_CONTENU = object()  # a heading that belongs to the text of its rubrique


class _Inconnu:
    """Stands for the node that an unknown heading meant: what is below it is not told again."""


_Parent = Bloc | Champ | _Inconnu | None  # None: the form itself


class HeadingMatcher:
    """Gives each heading of a body its node of the form, and tells through `signaler` what is wrong with it.

    `donnes` are the headings that name a node (None: which one cannot be told), in the order of the body; those
    that are the text of a rubrique are not among them. `places` tells where each node is named. `explained` are the
    nodes whose emptiness follows from a fault that is told.
    """

    def __init__(self, titres: Sequence[Heading], form: Formulaire, signaler: Callable[..., None]) -> None:
        self.form = form
        self.signaler = signaler
        self.places: dict[Chemin, Place] = {}
        self.explained: set[Chemin] = set()
        # How often each label is given as it should be: it is then not what an unknown heading meant.
        self.exact = Counter(normalise(t.text) for t in titres)
        self.by_label = form.by_label
        self.stack: list[tuple[int, Noeud | _Inconnu]] = []
        self.doubled: set[Chemin] = set()
        self.perhaps: set[Chemin] = set()  # what an unknown heading may have meant
        found = [(titre, self._resolve(titre)) for titre in titres]
        self.donnes = [(t, n if isinstance(n, Champ | Bloc) else None) for t, n in found if n is not _CONTENU]
        self.explained |= self.perhaps - self.places.keys()

    def _resolve(self, titre: Heading) -> Any:
        """The node that `titre` names, an `_Inconnu`, or `_CONTENU`."""
        label = normalise(titre.text)
        if titre.level == 1:
            return self._top_level(titre, label)
        before = list(self.stack)
        while self.stack and self.stack[-1][0] >= titre.level:
            self.stack.pop()
        parent: _Parent = self.stack[-1][1] if self.stack else None
        if isinstance(parent, Champ):
            if label in self.by_label:
                self._label_as_content(titre, label, parent)
            return _CONTENU
        same = self.by_label.get(label, ())
        above = None if isinstance(parent, _Inconnu) else parent.chemin if parent else ()
        for noeud in same:
            if noeud.chemin[:-1] == above and len(noeud.chemin) == titre.level - 1:
                return self._accept(titre, noeud)
        if same:
            return self._misplaced(titre, label, parent)
        if isinstance(parent, _Inconnu):
            return parent
        return self._unknown(titre, parent, self._children(parent), before)

    def _children(self, parent: _Parent) -> tuple[Noeud, ...]:
        if parent is None:
            return self.form.corps
        return parent.enfants if isinstance(parent, Bloc) else ()

    def _accept(self, titre: Heading, noeud: Noeud) -> Noeud:
        """Enter a node: what follows is read as below it."""
        chemin = noeud.chemin
        self.stack = list(self.form.lineages[chemin])
        if isinstance(noeud, Champ):  # what stands below a heading too deep is below it all the same
            self.stack[-1] = (max(titre.level, heading_level(noeud)), noeud)
        first = self.places.get(chemin)
        if first is None:
            self.places[chemin] = titre.place
        elif not any(chemin[:n] in self.doubled for n in range(1, len(chemin))):
            self.signaler(DoubleHeading(titre=titre.text, autre=first.line), titre.place)
            self.doubled.add(chemin)
        return noeud

    def _first_free(self, nodes: list[Noeud], parent: _Parent) -> Noeud:
        """Of several nodes of one label, the one most likely meant: near by, else the first not yet given."""
        if isinstance(parent, Bloc):
            for noeud in nodes:
                if noeud.chemin[: len(parent.chemin)] == parent.chemin:
                    return noeud
        free = [n for n in nodes if n.chemin not in self.places]
        return (free or nodes)[0]

    def _top_level(self, titre: Heading, label: str) -> Any:
        if label in self.by_label:
            noeud = self._first_free(self.by_label[label], None)
            self._wrong_level(titre, noeud)
            return self._accept(titre, noeud)
        cle = "titre" if "titre" in self.form.identification else "title"
        self.signaler(TopHeading(titre=titre.text, cle=cle), titre.place)
        self.explained.add(("titre",))
        return _Inconnu()

    def _label_as_content(self, titre: Heading, label: str, parent: Champ) -> None:
        noeud = self._first_free(self.by_label[label], None)
        bloc = self._bloc(noeud)
        rubrique = natural(parent.libelle)
        message = (
            LabelWithoutBlock(titre=titre.text, rubrique=rubrique, ligne=heading_line(bloc))
            if bloc is not None and bloc.chemin not in self.places
            else LabelInText(titre=titre.text, rubrique=rubrique, ligne=heading_line(noeud))
        )
        self.signaler(message, titre.place)
        self.explained.add(noeud.chemin)

    def _misplaced(self, titre: Heading, label: str, parent: _Parent) -> Noeud:
        noeud = self._first_free(self.by_label[label], parent)
        bloc = self._bloc(noeud)
        if not isinstance(parent, _Inconnu):
            given = self.places.get(bloc.chemin) if bloc else None
            if bloc is None or (given and heading_level(noeud) != titre.level):
                self._wrong_level(titre, noeud)
                return self._accept(titre, noeud)
            message = (
                BlockIsElsewhere(titre=titre.text, bloc=bloc.libelle, ligne=heading_line(bloc), autre=given.line)
                if given
                else WrongBlock(titre=titre.text, bloc=bloc.libelle, ligne=heading_line(bloc))
            )
            self.signaler(message, titre.place)
            if given:  # a stray rubrique: what follows still belongs to the block at hand
                around = list(self.stack)
                self._accept(titre, noeud)
                self.stack = [*around, (titre.level, noeud)]
                return noeud
        return self._accept(titre, noeud)

    def _unknown(
        self,
        titre: Heading,
        parent: _Parent,
        children: tuple[Noeud, ...],
        before: list[tuple[int, Noeud | _Inconnu]],
    ) -> Any:
        absent = [n for n in children if n.chemin not in self.places]
        free = [n for n in absent if not any(self.exact[x] >= len(self.by_label[x]) for x in label_names(n))]
        near = nearest(titre.text, [n.libelle for n in free])
        if near is not None:
            noeud = next(n for n in free if n.libelle == near)
        elif not titre.underlined and (far := nearest(titre.text, [n.libelle for n in self.form.noeuds], 0.8)):
            noeud = self._first_free(self.by_label[normalise(far)], parent)
        else:
            noeud = None
        suggestion = heading_line(noeud) if noeud else None
        message = UnknownHeading(
            titre=titre.text, suggestion=suggestion, titres=[heading_line(n) for n in absent or children]
        )
        if titre.underlined:
            message = UnderlinedText(titre=titre.text, suggestion=suggestion)
        elif not self.form.noeuds:
            message = HeadingUnwanted(titre=titre.text, suggestion=suggestion)
        fix = (
            Edit(titre.place, suggestion) if suggestion and not titre.underlined and is_slip(titre.text, near) else None
        )
        self.signaler(message, titre.place, fix)
        if noeud is not None:
            return self._accept(titre, noeud)
        if titre.underlined:
            self.stack = before
            return _CONTENU
        # Any of these may be the one that was meant.
        self.perhaps.update(n.chemin for n in walk_nodes(tuple(free)))
        unknown = _Inconnu()
        self.stack.append((titre.level, unknown))
        return unknown

    def _wrong_level(self, titre: Heading, noeud: Noeud) -> None:
        juste = heading_line(noeud)
        fix = None if titre.underlined else Edit(titre.place, juste)
        self.signaler(WrongLevel(titre=titre.text, juste=juste), titre.place, fix)

    def _bloc(self, noeud: Noeud) -> Bloc | None:
        return next((n for n in self.form.noeuds if isinstance(n, Bloc) and noeud in n.enfants), None)
