"""The front matter of a page: where it begins and ends, even where its author forgot to say so.

MkDocs swallows a front matter that is broken; here every fault in it is told at once (`lecture_yaml`).
"""

import re
from dataclasses import dataclass
from typing import Any

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from ndrc_portfolio.fiches.yaml_faults import Fault, KeyPath
from ndrc_portfolio.fiches.yaml_text import YamlText, read_yaml
from ndrc_portfolio.messages.catalogue.front_matter import NeverClosed, NeverOpened, TextAbove
from ndrc_portfolio.messages.diagnostic import Edit, Place

_FENCE = re.compile(r"^(?:-{3}|\.{3})[ \t]*$", re.MULTILINE)


_OPENING = re.compile(r"\s*^---[ \t]*$", re.MULTILINE)


_DASHES = re.compile(r"\s*^[-–—−=_*]+[ \t]*$", re.MULTILINE)


_FICHE_LINE = re.compile(r"^[^\w\n]*fiches?\b", re.MULTILINE | re.IGNORECASE)


_FIRST_LINE = re.compile(r"[\"'{ ]*fiche[\"']?[ \t]*:[ \t]*[\"']?(?:\w+-[\w-]+|e\d)", re.IGNORECASE)


_ALMOST_END = re.compile(r"\n?[-–—=.]{1,4}[ \t]*(?=\n|$)")  # a closing mark of another length


# A line or two, or the fence of an example that was copied whole, above the front matter.
_LATE_OPENING = re.compile(
    r"(?P<avant>\s*(?:(?:`{3,}|~{3,})[^\n]*\n|(?:(?![`~#])[^\n]*\n){1,3}))---[ \t]*\nfiche[ \t]*:"
)


_LIKE_YAML = re.compile(r"(?:[\"']?[\w.-]+[\"']?\s*:(?:\s|$)|[\w.-]+:\S|-\s|\s+\S|[{}\]]|#\s|\s*$)")


@dataclass(slots=True)
class FrontMatter(YamlText):
    """A front matter as read. `body` is what follows it, `body_line` the first line of that."""

    present: bool = False
    body: str = ""
    body_line: int = 1

    def place(self, path: KeyPath) -> Place:
        """Where to point for `path`: its value, else its key, else the nearest ancestor's."""
        for end in range(len(path), 0, -1):
            if found := self.value_places.get(path[:end]) or self.key_places.get(path[:end]):
                return found
        return self.key_places.get(("fiche",), Place(1))


class _Handler(YAMLHandler):
    """python-frontmatter's reading, with the offsets kept that it strips."""

    def __init__(self, entete: FrontMatter, first_line: int) -> None:
        super().__init__(fm_boundary=_FENCE)
        self._entete = entete
        self._first_line = first_line

    def split(self, text: str) -> tuple[str, str]:
        head, content = super().split(text)
        self._entete.body = content.removeprefix("\n")
        self._entete.body_line = self._first_line + head.count("\n") + 1
        return head.removeprefix("\n"), content

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        read_yaml(fm, self._first_line + 1, self._entete)
        return self._entete.data


def read_front_matter(text: str) -> FrontMatter:
    """Split a page into front matter and body, and read the front matter.

    `text` is the whole page with `\\n` ends of line and no byte order mark. Never raises: what is wrong
    stands in `faults`, and what could be read in the rest.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return _without_opening(text)
    first_line = opening.group().count("\n") + 1
    if _FENCE.search(text, opening.end()) is None:
        return _without_end(text, opening.end() + 1, first_line)
    entete = FrontMatter(present=True)
    frontmatter.parse(text, handler=_Handler(entete, first_line))
    return entete


def names_a_fiche(text: str) -> bool:
    """Whether the head of a page that is no valid front matter was meant to say which fiche it is."""
    return bool(_FICHE_LINE.search(head_of(text)))


def head_of(text: str) -> str:
    """What was meant as the front matter: up to its end mark, else as far as it looks like YAML."""
    start = opening.end() + 1 if (opening := _DASHES.match(text)) else 0
    end = _FENCE.search(text, start)
    if opening and end:
        return text[start : end.start()]
    return _yaml_prefix(text[start:])


def _yaml_prefix(text: str) -> str:
    """The lines that look like YAML, without the empty ones at their end."""
    taken: list[str] = []
    for line in text.split("\n"):
        if not _LIKE_YAML.match(line) or _FENCE.match(line):
            break
        taken.append(line)
    while taken and not taken[-1].strip():
        taken.pop()
    return "\n".join(taken)


def _without_opening(text: str) -> FrontMatter:
    """No `---` at the top, though the page says which fiche it is."""
    if late := _LATE_OPENING.match(text):
        entete = read_front_matter(text[late.end("avant") :])
        data = {"fiche": entete.data.get("fiche")}
        return FrontMatter(present=True, faults=[Fault(TextAbove(), Place(1))], data=data, whole=False)
    meant = _DASHES.match(text)
    start = meant.end() + 1 if meant else len(text) - len(text.lstrip())
    if not _FIRST_LINE.match(text[start:].lstrip()):
        return FrontMatter(body=text)
    place = Place(text.count("\n", 0, meant.end() if meant else start) + 1)
    if meant:  # other dashes than three, or more of them
        return _mended(text, start, head_of(text), Fault(NeverOpened(), place))
    opening = Edit(Place(place.line, 1, 0), "---\n")
    return _mended(text, start, _yaml_prefix(text[start:]), Fault(NeverOpened(), place, opening))


def _without_end(text: str, start: int, first_line: int) -> FrontMatter:
    """No second `---`: the front matter ends where it no longer looks like YAML."""
    head = _yaml_prefix(text[start:])
    if not _FICHE_LINE.search(head):
        return FrontMatter(body=text)  # a page that begins with a rule
    almost = _ALMOST_END.match(text, start + len(head))
    last = first_line + head.count("\n") + 1 + bool(almost)
    return _mended(text, start, head, Fault(NeverClosed(), Place(last)))


def _mended(text: str, start: int, head: str, faute: Fault) -> FrontMatter:
    entete = FrontMatter(present=True, faults=[faute])
    read_yaml(head, text.count("\n", 0, start) + 1, entete)
    end = start + len(head)
    end = mark.end() if (mark := _ALMOST_END.match(text, end)) else end
    entete.body = text[end:].removeprefix("\n")
    entete.body_line = text.count("\n", 0, end) + 1 + text[end:].startswith("\n")
    return entete
