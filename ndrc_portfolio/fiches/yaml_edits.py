"""What mends a fault of YAML for sure: the edits, in the lines as they were written."""

import re

from ndrc_portfolio.fiches.yaml_quotes import quoted
from ndrc_portfolio.messages.diagnostic import Edit, Place

KEY = re.compile(r"^(\s*(?:- )?\s*(?:\"[^\"]*\"|'[^']*'|[^\s:#'\"][^:#]*?)\s*:)(?:\s+(.*))?$")
GLUED = re.compile(r"(?P<avant>\s*(?:- +)?)(?P<cle>[^\W\d][\w-]*):(?P<valeur>(?!//)[^ \t].*)")  # `numero:1`

_FIRST_OF_ITEM = re.compile(r"(?P<retrait> *)- +(?P<cle>[\w-]+):(?:\s|$)")
_QUOTED_PATH = re.compile(r"\s*(?:- +)?fichier: +\"(?![A-Za-z]:|\\)([^\"]*)\"\s*$")
_INDENT = re.compile(r"[ \t]*")
_PLAIN_ENTRY = re.compile(r" *(?:- +)?[\w-]+: +[^\s|>&*!].*")  # a key with its value: nothing can stand below it
_PLAIN_KEY = re.compile(r" *[\w-]+:(?: |$)")


def indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def in_quotes(lines: list[str], at: int, start: int, first: int) -> Edit | None:
    """Quotes around the value that begins at the offset `start` of a line, if that line holds the whole of it."""
    value = lines[at][start:].rstrip()
    before = lines[at][:start]
    below = next((line for line in lines[at + 1 :] if line.strip()), "")
    goes_on = indent(below) > indent(before) and not below.lstrip().startswith("#")
    if not value or goes_on or " #" in value or value.endswith(":") or before.lstrip(" -")[:1] in ("{", "["):
        return None
    return Edit(Place(first + at, start + 1, len(value)), quoted(value))


def closed_quote(lines: list[str], at: int, start: int, first: int) -> Edit | None:
    """The second quotation mark, at the end of the line, if the text can only end there."""
    value = lines[at][start:].rstrip()
    below = next((line for line in lines[at + 1 :] if line.strip()), "")
    alone = value.count(value[:1]) == 1 and not value.endswith("\\") and " #" not in value
    if len(value) < 2 or not alone or (below and not (_PLAIN_KEY.match(below) or below.lstrip().startswith("- "))):
        return None
    return Edit(Place(first + at, start + 1 + len(value), 0), value[0])


def slashes(line: str, number: int) -> Edit | None:
    """The path of an annexe as it is written everywhere: `fichier: "..\\annexes\\plan.jpg"`."""
    found = _QUOTED_PATH.match(line)
    return Edit(Place(number, found.start(1) + 1, len(found[1])), found[1].replace("\\", "/")) if found else None


def without_tabs(lines: list[str], first: int) -> Edit:
    """Two spaces for each tab that indents a line: all of them at once, for they come from one habit."""
    tabbed = [i for i, line in enumerate(lines) if "\t" in line[: indent(line)]]
    start, last = tabbed[0], tabbed[-1]
    width = len(_INDENT.match(lines[last])[0])  # type: ignore[index]  # it matches any line
    spaced = [untabbed(line) for line in [*lines[start:last], lines[last][:width]]]
    return Edit(Place(first + start, 1, width, end=(first + last, width + 1)), "\n".join(spaced))


def untabbed(line: str) -> str:
    return _INDENT.sub(lambda found: found[0].replace("\t", "  "), line, count=1)


def first_of_item(lines: list[str], at: int) -> tuple[str, int] | None:
    """The key that follows the dash of the list entry that a line belongs to, and its column (from 0)."""
    lowest = indent(lines[at]) + 1
    for above in (lines[i] for i in range(at - 1, -1, -1) if lines[i].strip()):
        item = _FIRST_OF_ITEM.match(above)
        if item and len(item["retrait"]) < lowest:
            return item["cle"], item.start("cle")
        lowest = min(lowest, indent(above))
        if not lowest:
            return None
    return None


def aligned(lines: list[str], at: int, first: int) -> Edit | None:
    """A key, and what stands below it, moved to the column where it can only belong.

    That is known in an entry of a list, and below a key that has its value, whose neighbour it must be.
    """
    if not _PLAIN_KEY.match(lines[at]):
        return None
    wrong = indent(lines[at])
    above = next((lines[i] for i in range(at - 1, -1, -1) if lines[i].strip()), "")
    if item := first_of_item(lines, at):
        right = item[1]
    elif wrong > indent(above) and _PLAIN_ENTRY.match(above):
        right = indent(above)
    else:
        return None
    last = at
    for i in range(at + 1, len(lines)):
        if lines[i].strip() and (indent(lines[i]) < wrong or (item and lines[i].startswith(" " * wrong + "- "))):
            break
        last = i if lines[i].strip() else last
    width = indent(lines[last])
    moved = [" " * (indent(line) - wrong + right) + line.lstrip() for line in lines[at:last]]
    moved.append(" " * (width - wrong + right))
    return Edit(Place(first + at, 1, width, end=(first + last, width + 1)), "\n".join(moved))
