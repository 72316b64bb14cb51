"""What MkDocs' own reading of a configuration gives up at, though it is well written."""

import re

import yaml

from ndrc_portfolio.portfolio.configuration.settings import Settings

_SHOWN = 30  # characters of a refused value
_LONGEST = 10_000  # characters of one that is tried: « 1:1:1… » takes PyYAML the square of its length
_DATED = re.compile(r"[0-9]{4}-")
_NUMBER = re.compile(r"[-+.]?[0-9]")
_FIGURES = re.compile(r"[-+0-9._:]+")


def refused_value(settings: Settings) -> str | None:
    """Why PyYAML gave up, if it did: a date or an hour that there is not, or a number that Python does not read."""
    for file in settings.files:
        for place in (*file.yaml.value_places.values(), *file.yaml.key_places.values()):
            text = file.text_at(place)
            if not _NUMBER.match(text):  # all else PyYAML takes as it is
                continue
            try:
                if len(text) > _LONGEST and _FIGURES.fullmatch(text):
                    raise ValueError
                yaml.safe_load(text[:_LONGEST])
            except yaml.YAMLError:  # a part of a longer value
                continue
            except ValueError:
                shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
                fault = "n’est pas une date qui existe" if _DATED.match(text) else "est un nombre trop long"
                return f"{file.shown}, ligne {place.line} : « {shown} » {fault} ; corrigez cette valeur."
    return None
