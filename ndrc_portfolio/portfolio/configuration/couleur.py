"""The colour of one's own, option `couleur:`: what may be written, and what can be read in it.

Contrast is that of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), of relative luminances between 0 and 1.
"""

import colorsys
import re
from collections.abc import Callable
from typing import NamedTuple

from ndrc_portfolio.messages.words import normalise

NOMS = {
    "bleu": "#1f4fa3",
    "bleu marine": "#1f2f5c",
    "bordeaux": "#7b1e3a",
    "gris": "#444b54",
    "orange": "#a34400",
    "rose": "#a8195f",
    "rouge": "#b3202a",
    "turquoise": "#00626e",
    "vert": "#1f6b3a",
    "violet": "#5b2f91",
}
LEAST = 4.5
"""The contrast that a text must have (WCAG 2.2, 1.4.3)."""
_TINT = 0.07  # of the colour in the ground of the home page: `--ndrc-doux`, in page.css
_NIGHT = (0.149, 0.169, 0.227)  # that ground in the dark


class Couleur(NamedTuple):
    """Red, green and blue, from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def code(self) -> str:
        return "#" + "".join(f"{round(part * 255):02x}" for part in self)


def read_couleur(text: str) -> Couleur | None:
    """The colour that a text names: a French name, or three or six figures of hexadecimal with or without their `#`."""
    names = {normalise(nom): code for nom, code in NOMS.items()}
    code = names.get(normalise(text), text.strip()).removeprefix("#")
    if re.fullmatch(r"[0-9A-Fa-f]{3}", code):
        code = "".join(figure * 2 for figure in code)
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", code):
        return None
    return Couleur(*(int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)))


def contrast(couleur: Couleur) -> float:
    """That of a text of this colour on the palest ground it stands on, white tinted with it."""
    return _contrast(couleur, _mixed(couleur))


def readable(couleur: Couleur) -> Couleur:
    """The nearest darker colour of its hue that can be read on white."""
    return _moved(couleur, -0.01, lambda c: contrast(c) >= LEAST)


def style_sheet(couleur: Couleur) -> str:
    """What makes Material use it: in the band on top, in links, by day and by night."""
    day = readable(couleur)
    night = _moved(day, 0.01, lambda c: _contrast(c, Couleur(*_NIGHT)) >= LEAST + 1)
    soft = _moved(day, 0.01, lambda c: _contrast(c, Couleur(1, 1, 1)) <= LEAST)
    return (
        f":root,[data-md-color-scheme][data-md-color-primary]{{--md-primary-fg-color:{day.code};"
        f"--md-primary-fg-color--light:{soft.code};--md-primary-fg-color--dark:{day.code};--md-primary-bg-color:#fff;"
        f"--md-primary-bg-color--light:#ffffffb3;--md-typeset-a-color:{day.code};--md-accent-fg-color:{day.code}}}\n"
        "@media screen{[data-md-color-scheme=slate][data-md-color-primary]"
        f"{{--md-typeset-a-color:{night.code};--md-accent-fg-color:{night.code}}}}}\n"
    )


def _moved(couleur: Couleur, step: float, enough: Callable[[Couleur], bool]) -> Couleur:
    """The same hue, lighter or darker by steps, until it is enough or black or white."""
    hue, light, depth = colorsys.rgb_to_hls(*couleur)
    while not enough(couleur) and 0 < light + step < 1:
        light += step
        couleur = Couleur(*colorsys.hls_to_rgb(hue, light, depth))
    return couleur


def _mixed(couleur: Couleur) -> Couleur:
    return Couleur(*(1 - _TINT * (1 - part) for part in couleur))


def _contrast(one: Couleur, other: Couleur) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(couleur: Couleur) -> float:
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in couleur)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
