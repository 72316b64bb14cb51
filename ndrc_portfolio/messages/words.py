"""Words: how labels are compared, and which known word an unknown one is nearest to."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ORNAMENTS = re.compile(
    r"<sup>.*?</sup>"  # a footnote mark, as HTML
    r"|<[^<>]*>"
    r"|\[\^[^\]]*\]"  # a footnote mark, as Markdown
    r"|[⁰¹²³⁴-⁹₀-₉]"
    r"|\([^()]*\)"
    r"|\{[^{}]*\}\s*$"  # attributes: {#id .class}
)
_LINK = re.compile(r"\[([^\]]*)\](?:\([^()]*\)|\[[^\]]*\])")
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")  # Word's optional hyphen, spaces without width
_LOOKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"})


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Reduce a label to what counts when labels are compared (design §1, « Rubriques »).

    Case, accents, apostrophes, punctuation, inline markup, attributes, footnote marks and what stands
    in parentheses do not count: « Offre commerciale¹ : » gives `offre commerciale`.
    """
    bare = _ORNAMENTS.sub(" ", _LINK.sub(r"\1", _UNSEEN.sub("", text)))
    return _NOT_ALPHANUMERIC.sub(" ", folded(bare)).strip()


def folded(text: str) -> str:
    """A text without its capitals and accents, however these are encoded: « Vérifier » gives `verifier`."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def look_the_same(one: str, other: str) -> bool:
    """Whether nobody sees by what two words differ: an accent coded otherwise, a character that is not shown."""
    first, second = (
        unicodedata.normalize("NFC", _UNSEEN.sub("", word)).translate(_LOOKS).strip() for word in (one, other)
    )
    return first == second


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like `word` (compared normalised), or None when none is like it."""
    import difflib  # only wrong words need it

    by_normal = {normalise(k): k for k in reversed(list(known))}
    normal = normalise(word)
    matches = difflib.get_close_matches(normal, by_normal, n=1, cutoff=cutoff)
    begun = [n for n in by_normal if len(normal) > 3 and n.startswith(normal)]  # « Historique » alone
    inside = [n for n in by_normal if len(normal) > 4 and normal in n.split()]  # « vente » for « negociation-vente »
    found = matches or next((some for some in (begun, inside) if len(some) == 1), [])
    return by_normal[found[0]] if found else None


def is_slip(word: str, meant: str | None) -> bool:
    """Whether `word` is `meant` but for a slip of the fingers: sure enough to be mended without asking.

    What says more is none (« Objectifs fixés à LT »), nor what says another thing (« Outils utilisés »).
    """
    if not meant:
        return False
    import difflib  # only wrong words need it

    given, right = normalise(word), normalise(meant)
    matcher = difflib.SequenceMatcher(None, given, right, autojunk=False)
    wrong = sum(b - a + d - c for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")
    longer = given.startswith(f"{right} ") or right.startswith(f"{given} ")
    return matcher.ratio() >= 0.85 and wrong <= max(2, len(right) // 8) and not longer


def number_of(text: str) -> int | None:
    """The number that a text is, in the digits 0 to 9; None of any other text: « ² » and « ٣ » are digits elsewhere.

    None also of more digits than anybody counts with: Python refuses to read thousands of them.
    """
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


def bare_number(text: str) -> str:
    """A number as numbers are compared: « 02 » is « 2 »; any other text as it is."""
    return text if (number := number_of(text)) is None else str(number)
