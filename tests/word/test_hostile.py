"""Files from anybody: each is refused in French or read, and nothing is written but the fiche."""

from pathlib import Path

import pytest

from tests.support import ndrc
from tests.word import hostile

REFUSED, READ = dict(hostile.refused()), dict(hostile.read())


def files_in(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_french(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(REFUSED[name])
    said = ndrc(tmp_path, "importer", name, "-o", "ici")
    assert (said.code, files_in(tmp_path)) == (2, {name})
    assert said.err.startswith(f"ndrc : « {name} » est ")
    assert "[NDRC70" in said.err


@pytest.mark.parametrize("name", READ)
def test_it_is_read_for_what_it_is(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(READ[name])
    said = ndrc(tmp_path, "importer", name, "-o", "ici")
    assert said.code in (0, 1), said.err
    assert files_in(tmp_path) == {name, "ici/e6/fiche-1.md"}
    assert files_in(tmp_path.parent) == {f"{tmp_path.name}/{file}" for file in files_in(tmp_path)}
    assert ndrc(tmp_path, "verifier", "ici").code == 0
