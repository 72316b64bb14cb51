"""What is kept of a class from one run to the next, sealed: results by content, and when what was handed in came.

Nothing that depends on today: only dates of what has happened.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio import __version__
from ndrc_portfolio.checks.memory import schema_digest
from ndrc_portfolio.classe.result import Resultat, from_json, to_json
from ndrc_portfolio.disk.cache import open_sealed, write_sealed
from ndrc_portfolio.formulaires.modeles import Modeles
from ndrc_portfolio.formulaires.sessions import current_session

RESULTS = "resultats"
_STATE = "classe.json"
_FORMAT = 1  # of a result: part of its key


class Past(NamedTuple):
    """What is known of a student's last hand-in: its SHA-256, the day (ISO) on which it came.

    And the deadlines that were met, each on its day, and what of it was left aside, with why.
    """

    digest: str = ""
    day: str = ""
    met: Mapping[str, str] = {}
    left: Sequence[tuple[str, str]] = ()


def read_past(cache: Path) -> dict[str, Past]:
    """By the key of a student."""
    kept = open_sealed(cache / _STATE, _STATE)
    given: dict[str, tuple[str, str, dict[str, str], list[list[str]]]] = json.loads(kept) if kept else {}
    return {
        key: Past(digest, day, met, tuple((path, why) for path, why in left))
        for key, (digest, day, met, left) in given.items()
    }


def write_past(cache: Path, past: Mapping[str, Past]) -> None:
    write_sealed(cache / _STATE, _STATE, json.dumps(past, ensure_ascii=False).encode())


def key_of(digest: str, modeles: Modeles, today: datetime.date) -> str:
    """What the result of a content depends on: ours, the class's forms, and the school year, which a rule looks at."""
    forms = sorted(map(schema_digest, modeles.formulaires.values()))
    year = (current_session(today), today.year + (today.month >= 9))
    text = json.dumps([_FORMAT, __version__, digest, forms, modeles.session, year])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def read_result(cache: Path, key: str) -> Resultat | None:
    kept = open_sealed(cache / RESULTS / f"{key}.json", key)
    return from_json(kept) if kept else None


def write_result(cache: Path, key: str, result: Resultat) -> None:
    write_sealed(cache / RESULTS / f"{key}.json", key, to_json(result))
