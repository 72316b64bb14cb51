"""Lines mended so that YAML can be read on, and where what is then found stands in the file."""

from collections.abc import Mapping
from typing import NamedTuple

from ndrc_portfolio.fiches.yaml_edits import GLUED, KEY, indent, untabbed
from ndrc_portfolio.fiches.yaml_quotes import quoted
from ndrc_portfolio.messages.catalogue.front_matter import CurlyQuotes, FrontMatterFault, GluedColon, Misaligned, Tab
from ndrc_portfolio.messages.diagnostic import Place


class Mended(NamedTuple):
    """The lines to read, as many as were written.

    `moves` are, by the index of a line, the columns behind which its text has moved to the right, and by how much, in
    the order in which that was done.
    """

    lines: list[str]
    moves: Mapping[int, tuple[tuple[int, int], ...]] = {}

    def without(self, at: int, message: FrontMatterFault) -> "Mended":
        """The lines without what cannot be read in one of them.

        Tabs, a colon and curly quotes are put right; else the key is kept.
        """
        moves = dict(self.moves)
        if isinstance(message, Tab):  # one message for all tabs
            lines = [untabbed(line) for line in self.lines]
            for i, (before, after) in enumerate(zip(self.lines, lines, strict=True)):
                if before != after:
                    moves[i] = (*moves.get(i, ()), (indent(after), indent(after) - indent(before)))
            return Mended(lines, moves)
        line = self.lines[at]
        if isinstance(message, GluedColon) and (glued := GLUED.match(line)):
            value = glued.start("valeur")
            moves[at] = (*moves.get(at, ()), (value + 1, 1))
            rest = f"{line[:value]} {line[value:]}"
        elif isinstance(message, CurlyQuotes) and (key := KEY.match(line)):
            rest = line[: key.start(2)] + quoted(key[2].strip())
        else:
            rest = "" if isinstance(message, Misaligned) else key_of(line)
        return Mended([*self.lines[:at], rest, *self.lines[at + 1 :]], moves)

    def as_written(self, place: Place, first: int) -> Place:
        """A place in these lines, where it is in the file, whose line `first` the first of them is."""
        if not self.moves:
            return place
        column = self._column(place.line - first, place.column)
        if place.end:
            line, stop = place.end
            return place._replace(column=column, end=(line, self._column(line - first, stop)))
        stop = self._column(place.line - first, place.column + place.width)
        return place._replace(column=column, width=max(1, stop - column))

    def _column(self, at: int, column: int) -> int:
        for behind, by in reversed(self.moves.get(at, ())):
            if column > behind:
                column -= by
        return column


def key_of(line: str) -> str:
    key = KEY.match(line)
    return key.group(1) if key else ""
