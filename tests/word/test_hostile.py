"""Files from anybody: each is refused in French or read, and nothing is written but the fiche."""

from pathlib import Path

import pytest

from ndrc_portfolio.messages.french import typeset
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
    assert said.err.startswith(typeset(f"ndrc : « {name} » est "))
    assert "[NDRC70" in said.err


@pytest.mark.parametrize("name", READ)
def test_it_is_read_for_what_it_is(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "dossier" / "bureau"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(READ[name])
    said = ndrc(folder, "importer", name, "-o", "ici")
    assert said.code in (0, 1), said.err
    assert files_in(tmp_path) == {f"dossier/bureau/{file}" for file in (name, "ici/e6/fiche-1.md")}
