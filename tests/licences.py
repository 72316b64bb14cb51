"""`make lock`: the licences of what is installed with the package, as LICENCES.md has them."""

import re
from importlib.metadata import metadata

from tests.support import ROOT

FILE = ROOT / "LICENCES.md"
_HEAD = """\
# Licences

ndrc-portfolio est sous licence [MIT](LICENSE). Il s’installe avec les paquets ci-dessous, dont chacun a la sienne. \
Cette liste est faite par `make lock` de ce que disent les paquets eux-mêmes.

| Paquet | Licence |
|---|---|
"""
_NAME = re.compile(r"^([A-Za-z0-9_.-]+)==", re.MULTILINE)
_BY_HAND = {"pyromark": "MIT"}  # its licence is a file, which its metadata do not name


def packages() -> list[str]:
    """Those of requirements/run.txt."""
    return list(dict.fromkeys(_NAME.findall((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"))))


def licence(name: str) -> str:
    """What a package that is installed says of itself."""
    said = metadata(name).json
    classifiers = (c.rpartition(" :: ")[2] for c in said.get("classifier", ()) if c.startswith("License"))
    return str(said.get("license_expression") or ", ".join(classifiers) or said.get("license") or _BY_HAND[name])


def table() -> str:
    return _HEAD + "".join(f"| {name} | {licence(name)} |\n" for name in packages())


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8", newline="\n")
