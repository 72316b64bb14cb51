"""The front matters that conform to their schema, kept from one build to the next."""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ndrc_portfolio.disk.cache import open_sealed, write_sealed
from ndrc_portfolio.formulaires.common import common_schema
from ndrc_portfolio.formulaires.model import Formulaire


def front_matter_key(form: Formulaire, data: Mapping[str, Any]) -> str:
    """The fingerprint of a front matter and of all that it is validated against."""
    text = json.dumps([schema_digest(form), data], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=64)
def schema_digest(form: Formulaire) -> str:
    text = json.dumps([form.schema, common_schema()], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


_FILE = "conformes.json"


_MOST = 20_000


def read_valid(cache: Path) -> set[str]:
    """The fingerprints of the front matters that conform to their schema."""
    kept = open_sealed(cache / _FILE, _FILE)
    return set(json.loads(kept)) if kept is not None else set()


def write_valid(cache: Path, valid: set[str], before: set[str]) -> None:
    """Keep them for the next build, if there are new ones."""
    if valid != before:
        kept = valid if len(valid) <= _MOST else valid - before
        write_sealed(cache / _FILE, _FILE, json.dumps(sorted(kept)).encode())
