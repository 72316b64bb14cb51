"""The signs of Word's symbol fonts, which are letters of other fonts or have no code at all."""

_WINGDINGS = {
    **dict.fromkeys((0xFE, 0xFC, 0x56), "☑"),
    **dict.fromkeys((0xFD, 0xFB, 0x78, 0x54), "☒"),
    **dict.fromkeys((0xA8, 0x6F, 0x71, 0x72, 0xA1, 0xA6, 0x70), "☐"),
    **{0xD8: "➢", 0xA7: "▪", 0x6C: "●", 0x6E: "■", 0x76: "❖", 0xB7: "•", 0xE0: "→", 0xF0: "⇨", 0xE8: "➔"},
    **{0x4A: "☺", 0x4C: "☹", 0x46: "☞", 0x28: "☎", 0x2A: "✉"},
}
_WINGDINGS_2 = {
    **dict.fromkeys((0x50, 0x52), "☑"),
    **dict.fromkeys((0x4F, 0x51, 0x53, 0x54, 0x56), "☒"),
    **dict.fromkeys((0xA3, 0x2A, 0x30, 0x81, 0x99), "☐"),
}
_SYMBOL = {0xB7: "•", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xDE: "⇒"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
FILLED = frozenset("☒☑✓✔✗✘❌❎✅■◼⬛●⬤◉🗹🗷⊠◾🞬⨯🅇▣")
HOLLOW = frozenset("☐□❏❑❒○⚪◯⬜◻▢⊡▫🔲🔘◽〇☖❍")


def sign(font: str, code: int) -> str:
    """The sign that a code shows in a symbol font: of a private code the sign that it stands for."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    known = _FONTS.get(font.strip().lower())
    if known is None:
        return chr(low) if 0x20 <= low < 0x110000 else ""
    return known.get(low, "•" if known is not _SYMBOL else chr(low))


def in_font(font: str, text: str) -> str:
    """A text as its font shows it: the private codes that Word writes, in any font, and a sign that stands alone.

    A longer text in a symbol font is a slip of formatting: its words are kept.
    """
    if len(text.strip()) == 1 and font.strip().lower().startswith("wingdings"):
        return text.replace(text.strip(), sign(font, ord(text.strip())))
    name = font if font.strip().lower() in _FONTS else "wingdings"
    return "".join(sign(name, ord(c)) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text)
