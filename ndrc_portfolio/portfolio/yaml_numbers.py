"""What PyYAML, and so MkDocs, makes of a value that looks like a number: one may be refused, or lose its zeros."""

import re
from typing import Any

import yaml

from ndrc_portfolio.portfolio.settings import Settings

_SHOWN = 30  # characters of a refused value
_LONGEST = 10_000  # of one that is looked at: « 1:1:1… » is a number for YAML, and takes the square of its length
_DATED = re.compile(r"[0-9]{4}-")
_NUMBER = re.compile(r"[-+.]?[0-9]")


def refused_value(settings: Settings) -> str | None:
    """Why PyYAML gave up, if it did: a date or an hour that there is not, or a number that Python does not read."""
    for file in settings.files:
        for place in (*file.yaml.value_places.values(), *file.yaml.key_places.values()):
            text = file.lines[place.line - 1][place.column - 1 : place.end_column - 1]
            if not _NUMBER.match(text) or len(text) > _LONGEST:  # all else PyYAML takes as it is
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


def as_yaml_has_it(written: str) -> Any:
    """A value as PyYAML gives it, which takes for a number what bears no quotes."""
    try:
        return yaml.safe_load(written[:_LONGEST])
    except (yaml.YAMLError, ValueError):
        return None
