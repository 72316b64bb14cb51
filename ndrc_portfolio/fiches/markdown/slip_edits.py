"""What mends a mark that is put wrong, where nobody can have meant another thing: no word goes, none comes."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Change(NamedTuple):
    """What to write between two offsets of a text."""

    start: int
    end: int
    written: str


_SPACES = " \u00a0\u202f"
_SURE = re.compile(r"(?:https?://|mailto:|\.{1,2}/)[^\s()\[\]]+")
_BOXES = {"[ ]": "☐", "[x]": "☒", "[X]": "☒"}


def _bold(text: str, found: re.Match[str]) -> Change | None:
    """`** gras **`: the spaces go out of the bold, or away where it begins or ends the line."""
    start, end = found.span()
    above, below = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[above:] if below < 0 else text[above:below]
    if line.count("**") % 2 or "***" in line:
        return None  # which pairs were meant is not known
    inner = text[start + 2 : end - 2]
    bare = inner.strip(_SPACES)
    before, after = text[above:start].strip(" \t>"), text[end : end + 1].strip()
    front = inner[: len(inner) - len(inner.lstrip(_SPACES))] if before and not text[start - 1].isspace() else ""
    back = inner[len(inner.rstrip(_SPACES)) :] if after else ""
    return Change(start, end, f"{front}**{bare}**{back}")


def _link(_: str, found: re.Match[str]) -> Change | None:
    """`[le site] (https://…)`."""
    sure = found["fin"] and _SURE.fullmatch(found["vers"][1:-1])
    return Change(*found.span(), found["texte"] + found["vers"]) if sure else None


def _reversed(_: str, found: re.Match[str]) -> Change | None:
    """`(le site)[https://…]`."""
    sure = found["fin"] and _SURE.fullmatch(found["vers"])
    return Change(*found.span(), f"[{found['data']}]({found['vers']})") if sure else None


def _box(text: str, found: re.Match[str]) -> Change | None:
    """`- [x] fait`, as it would be printed; `[x]: …` would make a link of it."""
    return None if f"{found['data']}:" in text else Change(*found.span("data"), _BOXES[found["data"]])


MENDED: Mapping[str, Callable[[str, re.Match[str]], Change | None]] = {
    "gras-avec-espace": _bold,
    "lien-avec-espace": _link,
    "lien-a-l-envers": _reversed,
    "case-a-cocher": _box,
}
"""By kind of slip."""
