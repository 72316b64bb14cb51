"""What MkDocs' own reading of a configuration gives up at, though it is well written."""

import re

import yaml

from ndrc_portfolio.portfolio.settings import Settings

_SHOWN = 30  # characters of a refused value
_DATED = re.compile(r"[0-9]{4}-")


def refused_value(settings: Settings) -> str | None:
    """Why PyYAML gave up, if it did: a date or an hour that there is not, or a number that Python does not read."""
    for file in settings.files:
        for place in (*file.yaml.value_places.values(), *file.yaml.key_places.values()):
            text = file.text_at(place)
            if text[:1] in ("[", "{"):  # what is refused is one of its values
                continue
            try:
                yaml.safe_load(text)
            except yaml.YAMLError:  # a part of a longer value
                continue
            except ValueError:
                shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
                fault = "n’est pas une date qui existe" if _DATED.match(text) else "est un nombre trop long"
                return f"{file.shown}, ligne {place.line} : « {shown} » {fault} ; corrigez cette valeur."
    return None
