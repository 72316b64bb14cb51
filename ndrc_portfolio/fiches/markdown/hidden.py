"""Comments of Obsidian, `%%…%%`: who writes one thinks that nobody will read it."""

import re

from ndrc_portfolio.fiches.markdown.blocks import events

_BEFORE = r"(?<![\d%])(?<!\d[ \u00a0\u202f])"  # « 10 %% » is a percentage, mistyped
_HIDDEN = re.compile(
    rf"^[ \t]*%%(?!%)(?:(?!%%).)*%%[ \t]*$"  # of whole lines, with empty ones among them
    rf"|{_BEFORE}%%(?!%)(?:(?!%%|\n[ \t]*\n).)+%%(?!%)",
    re.DOTALL | re.MULTILINE,
)
_OPEN = re.compile(rf"{_BEFORE}%%(?!%)")


def hidden(text: str) -> list[tuple[int, int]]:
    """Where such comments begin and end; code holds none."""
    if "%%" not in text:
        return []
    code = code_in(text)
    spans = (found.span() for found in _HIDDEN.finditer(text))
    return [(start, end) for start, end in spans if not any(first <= start < last for first, last in code)]


def left_open(text: str) -> list[int]:
    """Where a `%%` stands that begins nothing."""
    if "%%" not in text:
        return []
    known = [*hidden(text), *code_in(text)]
    return [m.start() for m in _OPEN.finditer(text) if not any(first <= m.start() < last for first, last in known)]


def without_hidden(text: str) -> str:
    """A text without them; the line on which one stands alone goes with it."""
    for start, end in reversed(hidden(text)):
        whole = end < len(text) and text.rfind("\n", 0, start) + 1 == start and text[end] == "\n"
        text = text[:start] + text[end + whole :]
    return text


def code_in(text: str) -> list[tuple[int, int]]:
    """Where code stands, in lines or between fences."""
    found: list[tuple[int, int]] = []
    if "`" in text or "~~~" in text:
        for event, place in events(text):
            begun = event.get("Start") if isinstance(event, dict) else None
            fenced = isinstance(begun, dict) and isinstance(begun.get("CodeBlock"), dict)
            if fenced or (isinstance(event, dict) and "Code" in event):
                found.append((place["start"], place["end"]))
    return found
