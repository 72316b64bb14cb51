"""The order of the fiches of an épreuve: by their numbers, then those whose `numero` is none."""

from pathlib import Path

from tests.portfolio.reading import read
from tests.support import FICHE, Contents


def test_fiches_follow_their_numbers_and_what_is_no_number_comes_last(tmp_path: Path) -> None:
    """Paths are no help here: `²`, `٣` and too many digits come after 10, as texts; 02 is 2."""
    numeros = {"a.md": "²", "b.md": "1" * 5000, "c.md": "10", "d.md": "'02'", "e.md": "٣", "f.md": "1"}
    files: Contents = {name: FICHE.replace("numero: 1", f"numero: {n}") for name, n in numeros.items()}
    assert list(read(tmp_path, files).order) == ["f.md", "d.md", "c.md", "b.md", "a.md", "e.md"]
