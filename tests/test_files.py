"""What is written for an author is there whole, or what was there before is."""

import errno
import io
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from ndrc_portfolio.files import write_file


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "vierge.html"
    write_file(path, b"un", new=True)
    write_file(path, b"deux")
    with pytest.raises(FileExistsError):
        write_file(path, b"trois", new=True)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("vierge.html", b"deux")]


@pytest.mark.parametrize("new", [True, False])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, new: bool) -> None:
    path = tmp_path / "fiche-3.md"
    before = [] if new else [path]
    for there in before:
        there.write_bytes(b"un")
    real = Path.open

    class Full(io.BytesIO):
        def write(self, _: Any) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    def full(where: Path, mode: str) -> Full:
        real(where, mode).close()
        return Full()

    with patch.object(Path, "open", full), pytest.raises(OSError, match="No space"):
        write_file(path, b"deux", new=new)
    assert list(tmp_path.iterdir()) == before
    assert all(there.read_bytes() == b"un" for there in before)
