"""Compiled templates are code: they are kept where nobody but their user can write, or not at all."""

import sys
from pathlib import Path

import jinja2
import pytest

from ndrc_portfolio.cache import user_cache, user_key
from ndrc_portfolio.rendering.compiled import compiled

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the place and the rights are Linux’s")


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "ndrc-portfolio"


def rendered(source: str, *, extensions: tuple[str, ...] = ()) -> str:
    env = jinja2.Environment(
        loader=jinja2.DictLoader({"a.html": source}), bytecode_cache=compiled("essai"), extensions=extensions
    )
    return env.get_template("a.html").render(x=3)


def test_it_is_closed_to_others(caches: Path) -> None:
    assert user_cache() == caches
    assert caches.stat().st_mode & 0o777 == 0o700


def test_what_is_kept_is_what_would_be_compiled(caches: Path) -> None:
    assert rendered("{{ x }}") == rendered("{{ x }}") == "3"
    assert len(list(caches.rglob("*.cache"))) == 1
    assert rendered("{{ x + 1 }}") == "4"
    assert rendered("{{ x }}", extensions=("jinja2.ext.do",)) == "3"
    assert len(list(caches.rglob("*.cache"))) == 3


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_where_others_can_write_is_not_used(caches: Path, mode: int) -> None:
    caches.mkdir()
    caches.chmod(mode)
    assert user_cache() is None
    assert compiled("essai") is None
    assert rendered("{{ x }}") == "3"


def test_nor_one_inside_of_it(caches: Path) -> None:
    assert rendered("{{ x }}") == "3"
    (own,) = (path for path in caches.iterdir() if path.is_dir())
    own.chmod(0o777)
    assert compiled("essai") is None


def test_a_link_or_a_file_in_its_place_is_not_used(caches: Path, tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir(mode=0o700)
    caches.symlink_to(tmp_path / "ailleurs")
    assert user_cache() is None
    caches.unlink()
    caches.touch()
    assert user_cache() is None


@pytest.mark.parametrize("place", ["/dev/null/caches", "relatif"])
def test_without_a_place_to_write_nothing_is_kept(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    assert compiled("essai") is None
    assert rendered("{{ x }}") == "3"


def test_a_full_disk_is_no_error(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    assert user_key() is not None
    monkeypatch.setattr("tempfile.mkstemp", full)
    assert rendered("{{ x }}") == "3"
    assert not list(caches.rglob("*.cache"))


def test_what_the_disk_has_damaged_is_compiled_anew(caches: Path) -> None:
    source = "{{ x }}" + "{% if x %} et {{ x }}{% endif %}" * 3
    right = rendered(source)
    (kept,) = caches.rglob("*.cache")
    content = kept.read_bytes()
    for place in range(0, len(content), 37):
        for damaged in (content[:place], content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]):
            kept.write_bytes(damaged)
            assert rendered(source) == right
            assert kept.read_bytes() == content, "and kept anew"
