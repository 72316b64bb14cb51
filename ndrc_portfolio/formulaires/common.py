"""The keys that all documents share, whatever their form: `schemas/commun.schema.json`."""

import json
from functools import lru_cache
from typing import Any

from ndrc_portfolio.formulaires.data import data_dir


@lru_cache(maxsize=1)
def common_schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((data_dir("schemas") / "commun.schema.json").read_text(encoding="utf-8"))
    return schema
