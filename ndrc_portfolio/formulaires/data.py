"""Where the data folders (`schemas/`, `overrides/`) are, in a wheel and in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_dir(name: str) -> Path:
    """The folder `name`: in the package in a wheel, at the root of the repository in a checkout."""
    for candidate in (_PACKAGE / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{name} is missing from the installation of ndrc_portfolio")
