"""The front matter of a page: where it begins and ends, even where its author forgot to say so.

MkDocs swallows a front matter that is broken. Here its marks are first put right, then every page is cut and read in
one way: python-frontmatter cuts it at the marks, `yaml_text` reads it and says all that is wrong.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from frontmatter.default_handlers import YAMLHandler

from ndrc_portfolio.fiches.fault import Fault, KeyPath
from ndrc_portfolio.fiches.odd_spaces import as_spaces
from ndrc_portfolio.fiches.yaml_text import YamlText, read_yaml
from ndrc_portfolio.messages.catalogue.front_matter import FrontMatterFault, NeverClosed, NeverOpened, TextAbove
from ndrc_portfolio.messages.diagnostic import Edit, Place

_MARK = re.compile(r"^(?:-{3}|\.{3})[ \t\u00a0\u202f]*$", re.MULTILINE)
_PAGE = YAMLHandler(fm_boundary=_MARK)

_OPENING = re.compile(r"\s*^---[ \t\u00a0\u202f]*$", re.MULTILINE)
_DASHES = re.compile(r"\s*^[-–—−=_*]+[ \t]*$", re.MULTILINE)
_FICHE_LINE = re.compile(r"^[^\w\n]*fiches?\b", re.MULTILINE | re.IGNORECASE)
_FIRST_LINE = re.compile(r"[\"'{ ]*fiche[\"']?[ \t]*:[ \t]*[\"']?(?:\w+-[\w-]+|e\d)", re.IGNORECASE)
_ALMOST_END = re.compile(r"\n?[-–—=.]{1,4}[ \t]*(?=\n|$)")  # a closing mark of another length
# A line or two, or the fence of an example that was copied whole, above the front matter.
_LATE_OPENING = re.compile(
    r"(?P<avant>\s*(?:(?:`{3,}|~{3,})[^\n]*\n|(?:(?![`~#])[^\n]*\n){1,3}))---[ \t]*\nfiche[ \t]*:"
)
_LIKE_YAML = re.compile(r"(?:[\"']?[\w.-]+[\"']?\s*:(?:\s|$)|[\w.-]+:\S|-\s|\s+\S|[{}\]]|#\s|\s*$)")
_SURE_END = re.compile(r"\s*(?:#|\Z)")  # behind the front matter: a heading, or nothing


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A front matter as read. `body` is what follows it, `body_line` the first line of that."""

    yaml: YamlText = YamlText()  # noqa: RUF009  # it cannot be changed
    present: bool = False
    body: str = ""
    body_line: int = 1

    @property
    def data(self) -> Mapping[str, Any]:
        return self.yaml.data

    @property
    def faults(self) -> Sequence[Fault[FrontMatterFault]]:
        return self.yaml.faults

    @property
    def whole(self) -> bool:
        return self.yaml.whole

    @property
    def key_places(self) -> Mapping[KeyPath, Place]:
        return self.yaml.key_places

    def place(self, path: KeyPath) -> Place:
        """Where to point for `path`: its value, else its key, else the nearest ancestor's."""
        for end in range(len(path), 0, -1):
            if found := self.yaml.value_places.get(path[:end]) or self.yaml.key_places.get(path[:end]):
                return found
        return self.start

    @property
    def start(self) -> Place:
        """Where to point for the whole document: at its line `fiche:`."""
        return self.yaml.key_places.get(("fiche",), Place(1))


class _Marked(NamedTuple):
    """A page with both marks. `line` is that of its file where the front matter begins."""

    text: str
    line: int
    faults: tuple[Fault[FrontMatterFault], ...] = ()


def read_front_matter(text: str, *, as_mkdocs: bool = False) -> FrontMatter:
    """Split a page into front matter and body, and read the front matter.

    `text` is the whole page with `\\n` ends of line and no byte order mark. Never raises: what is wrong
    stands in `faults`, and what could be read in the rest. `as_mkdocs`: no-break spaces are letters, as for MkDocs.
    """
    if not _OPENING.match(text) and (late := _LATE_OPENING.match(text)):
        document = read_front_matter(text[late.end("avant") :]).data.get("fiche")
        above = YamlText({"fiche": document}, faults=(Fault(TextAbove(), Place(1)),), whole=False)
        return FrontMatter(above, present=True)
    page = _with_marks(text)
    if page is None:
        return FrontMatter(body=text)
    head, body = (part.removeprefix("\n") for part in _PAGE.split(page.text))
    yaml = read_yaml(head if as_mkdocs else as_spaces(head), page.line)
    if page.faults:
        yaml = replace(yaml, faults=(*page.faults, *yaml.faults))
    # Counted from the end, for a mark that was missing is no line of the file.
    return FrontMatter(yaml, True, body, text.count("\n") - body.count("\n") + 1)


def names_a_fiche(text: str) -> bool:
    """Whether the head of a page that is no valid front matter was meant to say which fiche it is."""
    return bool(_FICHE_LINE.search(head_of(text)))


def head_of(text: str) -> str:
    """What was meant as the front matter: up to its end mark, else as far as it looks like YAML."""
    start = opening.end() + 1 if (opening := _DASHES.match(text)) else 0
    end = _MARK.search(text, start)
    if opening and end:
        return text[start : end.start()]
    return _yaml_prefix(text[start:])


def _yaml_prefix(text: str) -> str:
    """The lines that look like YAML, without the empty ones at their end."""
    taken: list[str] = []
    for line in text.split("\n"):
        if not _LIKE_YAML.match(line) or _MARK.match(line):
            break
        taken.append(line)
    while taken and not taken[-1].strip():
        taken.pop()
    return "\n".join(taken)


def _with_marks(text: str) -> _Marked | None:
    """The page with the marks that its author forgot; None when it has no front matter, nor was meant to."""
    opening = _OPENING.match(text)
    if opening is None:
        return _without_opening(text)
    line = opening.group().count("\n") + 2
    if _MARK.search(text, opening.end()):
        return _Marked(text, line)
    start = opening.end() + 1
    head = _yaml_prefix(text[start:])
    if not _FICHE_LINE.search(head):
        return None  # a page that begins with a rule
    return _closed(text, start, head, line)


def _without_opening(text: str) -> _Marked | None:
    """No `---` at the top, though the page says which fiche it is."""
    meant = _DASHES.match(text)  # other dashes than three, or more of them
    start = meant.end() + 1 if meant else len(text) - len(text.lstrip())
    if not _FIRST_LINE.match(text[start:].lstrip()):
        return None
    head = head_of(text) if meant else _yaml_prefix(text[start:])
    line = text.count("\n", 0, start) + 1
    closed = bool(_MARK.match(text, start + len(head.rstrip("\n")) + 1))
    fix = None
    if meant:
        place = Place(line - 1)
        width = len(meant.group().lstrip("\n"))
        fix = Edit(Place(line - 1, 1, width), "---") if closed else None
    else:
        place = Place(line)
        fix = Edit(Place(line, 1, 0), "---\n") if closed else None
    return _marked(text, start, head, line, Fault(NeverOpened(), place, fix))


def _closed(text: str, start: int, head: str, line: int) -> _Marked:
    """No second `---`: the front matter ends where it no longer looks like YAML."""
    end = start + len(head)
    almost = _ALMOST_END.match(text, end)
    last = line + head.count("\n") + bool(almost)
    fix = None
    if almost:
        fix = Edit(Place(last, 1, len(almost.group().strip("\n"))), "---")
    elif _SURE_END.match(text, end):
        width = len(head) - head.rfind("\n") - 1
        fix = Edit(Place(last, width + 1, 0), "\n---")
    return _marked(text, start, head, line, Fault(NeverClosed(), Place(last), fix))


def _marked(text: str, start: int, head: str, line: int, fault: Fault[FrontMatterFault]) -> _Marked:
    end = start + len(head)
    end = mark.end() if (mark := _ALMOST_END.match(text, end)) else end
    return _Marked(f"---\n{head}\n---\n{text[end:].removeprefix(chr(10))}", line, (fault,))
