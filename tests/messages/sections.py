"""The page of messages of the guide, section by section."""

import re
from typing import NamedTuple

from tests.support import ROOT

GUIDE = ROOT / "docs" / "guide"
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A block of code, in its language."""

    language: str
    text: str


def _sections() -> dict[str, str]:
    """The text of each section, by its code."""
    page = (GUIDE / "messages.md").read_text(encoding="utf-8")
    hidden = FENCED.sub(lambda m: re.sub(r"[^\n]", "x", m.group()), page)  # code holds headings too
    titles = list(re.finditer(r"^## (\S+) — .+\n", hidden, flags=re.MULTILINE))
    assert len(titles) == len(re.findall(r"^##? ", hidden, flags=re.MULTILINE)) - 1
    codes = [title[1] for title in titles]
    assert codes == sorted(set(codes)), "une section par code, dans l’ordre"
    ends = [*(title.start() for title in titles[1:]), len(page)]
    return {title[1]: page[title.end() : end] for title, end in zip(titles, ends, strict=True)}


SECTIONS = _sections()


def examples(code: str) -> list[Example]:
    return [Example(*found) for found in FENCED.findall(SECTIONS[code])]
