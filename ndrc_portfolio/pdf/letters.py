"""Letters that cannot be seen, over a picture of them: what one searches for, and copies.

They are of a font that draws nothing and says what each of its codes means: nothing of the annexe's own fonts is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import hypot
from operator import itemgetter

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from ndrc_portfolio.pdf.seen import Letter

_CODES = 255  # of a font
_WIDTH = 500  # of each letter, in thousandths of its size
_CMAP = """\
/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /N def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
{}
endcmap CMapName currentdict /CMap defineresource pop end end
"""

Codes = Mapping[str, tuple[str, int]]
"""Of each letter the name of its font, and its code there."""


def fonts_of(letters: Iterable[str], pdf: Pdf) -> tuple[Dictionary, Codes]:
    """Fonts that have all of these letters: the resources of a page, and where each letter is."""
    wanted = sorted(set(letters))
    fonts, codes = Dictionary(), dict[str, tuple[str, int]]()
    glyph = pdf.make_stream(f"{_WIDTH} 0 0 0 {_WIDTH} 700 d1".encode())
    for first in range(0, len(wanted), _CODES):
        name, part = f"/L{first}", wanted[first : first + _CODES]
        codes |= {letter: (name, code) for code, letter in enumerate(part, 1)}
        fonts[name] = pdf.make_indirect(_font(pdf, part, glyph))
    return fonts, codes


def _font(pdf: Pdf, letters: Sequence[str], glyph: Stream) -> Dictionary:
    lines = [f"<{code:02X}> <{_utf_16(letter)}>" for code, letter in enumerate(letters, 1)]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]  # the most that a block may have
    mapped = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
    encoding = Dictionary(Type=Name.Encoding, Differences=Array([1, *[Name.g] * len(letters)]))
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, _WIDTH, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        FirstChar=1, LastChar=len(letters), Widths=[_WIDTH] * len(letters), Encoding=encoding,
        CharProcs=Dictionary(g=glyph), Resources=Dictionary(), ToUnicode=pdf.make_stream(_CMAP.format(mapped).encode()),
    )  # fmt: skip


def _utf_16(letter: str) -> str:
    return letter.encode("utf-16-be", "surrogatepass").hex().upper()


def layer(letters: Sequence[Letter | None], codes: Codes) -> bytes:
    """The content of a page that has these letters where they are, word by word."""
    return b"BT 3 Tr\n" + b"".join(_word(word, codes) for word in _words(letters)) + b"ET\n"


def _words(letters: Sequence[Letter | None]) -> Iterator[list[Letter]]:
    word: list[Letter] = []
    for letter in (*letters, None):
        if word and (letter is None or not _follows(word[-1], letter)):
            yield word
            word = []
        if letter is not None:
            word.append(letter)


def _follows(before: Letter, letter: Letter) -> bool:
    """Whether it stands where the letter before it ends."""
    away = (
        letter.x - before.x - before.along[0] * before.advance,
        letter.y - before.y - before.along[1] * before.advance,
    )
    return hypot(*away) < before.size / 2 and before.along == letter.along


def _word(word: Sequence[Letter], codes: Codes) -> bytes:
    """A word over its width, whatever the widths of its letters were."""
    first, last = word[0], word[-1]
    across, up = first.along
    length = (last.x - first.x) * across + (last.y - first.y) * up + last.advance
    size = max(first.size, 1.0)
    stretch = max(length / (size * len(word) * _WIDTH / 1000), 0.01)
    place = " ".join(f"{n:.3f}" for n in (across, up, -up, across, first.x, first.y))
    runs = groupby((codes[letter.text] for letter in word), key=itemgetter(0))
    shown = " ".join(f"{font} {size:.2f} Tf <{bytes(code for _, code in run).hex()}> Tj" for font, run in runs)
    return f"{stretch * 100:.2f} Tz {place} Tm {shown}\n".encode()
