"""The front matter of a file that the command has written."""

from pathlib import Path
from typing import Any

import yaml


def front_matter(path: Path) -> dict[str, Any]:
    data = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)
    assert isinstance(data, dict)
    return data
