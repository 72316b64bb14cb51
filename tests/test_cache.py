"""What is kept from one run to the next: what somebody else put there is not taken for ours."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from ndrc_portfolio import cache
from ndrc_portfolio.annexes.metadata import clean_cached
from ndrc_portfolio.annexes.model import Picture
from ndrc_portfolio.annexes.pictures import make_pictures
from ndrc_portfolio.checks.memory import read_valid, write_valid

PLACE = {"win32": "LOCALAPPDATA", "darwin": "HOME"}.get(sys.platform, "XDG_CACHE_HOME")
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache of its own."""
    monkeypatch.setenv(PLACE, str(tmp_path / "user"))
    folder = cache.user_cache()
    assert folder is not None
    return folder


def photo(path: Path) -> Path:
    image = Image.new("RGB", (40, 30), "red")
    exif = Image.Exif()
    exif[0x0110] = "Fairphone"
    image.save(path, exif=exif)
    return path


def test_what_was_kept_is_found_again_under_its_name_alone(tmp_path: Path) -> None:
    cache.write_sealed(tmp_path / "a", "pages", b"contenu")
    assert cache.open_sealed(tmp_path / "a", "pages") == b"contenu"
    assert cache.open_sealed(tmp_path / "a", "images") is None
    assert cache.open_sealed(tmp_path / "b", "pages") is None


@pytest.mark.parametrize("planted", [b"", b"contenu", b"0" * 64 + b"contenu", "é".encode() * 60])
def test_what_has_no_seal_of_ours_is_not_there(tmp_path: Path, planted: bytes) -> None:
    (tmp_path / "a").write_bytes(planted)
    assert cache.open_sealed(tmp_path / "a", "pages") is None


def test_nor_what_was_changed(tmp_path: Path) -> None:
    cache.write_sealed(tmp_path / "a", "pages", b"contenu")
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes() + b"!")
    assert cache.open_sealed(tmp_path / "a", "pages") is None


def test_nor_what_another_user_has_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write_sealed(tmp_path / "a", "pages", b"contenu")
    monkeypatch.setenv(PLACE, str(tmp_path / "other"))
    assert cache.user_key() is not None
    assert cache.open_sealed(tmp_path / "a", "pages") is None


@posix
def test_the_key_is_closed_to_others_and_made_anew_when_it_was_not(own: Path) -> None:
    first = cache.user_key()
    (key,) = own.iterdir()
    assert key.read_bytes() == first
    assert key.stat().st_mode & 0o777 == 0o600
    for spoil in (lambda: key.chmod(0o644), lambda: key.write_bytes(b"short"), key.unlink):
        before = cache.user_key()
        spoil()
        cache._key_in.cache_clear()
        after = cache.user_key()
        assert after is not None
        assert after != before
        assert [p.name for p in own.iterdir()] == ["cle"]
        assert key.stat().st_mode & 0o777 == 0o600


def test_the_first_of_many_processes_makes_the_key(own: Path) -> None:
    code = "from ndrc_portfolio.cache import user_key; print(user_key().hex())"
    runs = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(6)]
    keys = {run.communicate()[0] for run in runs}
    assert keys == {(own / "cle").read_bytes().hex().encode() + os.linesep.encode()}


@posix
def test_without_a_key_nothing_is_kept_and_all_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE, "/dev/null")
    assert cache.seal("pages", b"contenu") is None
    cache.write_sealed(tmp_path / "a", "pages", b"contenu")
    assert not (tmp_path / "a").exists()
    source = photo(tmp_path / "photo.jpg")
    made = make_pictures([(source, "image")], tmp_path / "images")[source]
    assert isinstance(made, list)
    assert made[0].path.is_file()


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache.write_sealed(tmp_path / "file" / "a", "pages", b"contenu")
    assert cache.open_sealed(tmp_path / "file" / "a", "pages") is None


def test_a_planted_picture_is_not_shown(tmp_path: Path) -> None:
    source = photo(tmp_path / "photo.jpg")
    first = make_pictures([(source, "image")], tmp_path / "images")[source]
    assert isinstance(first, list)
    honest = first[0].path.read_bytes()
    stamp = first[0].path.stat().st_mtime_ns
    assert make_pictures([(source, "image")], tmp_path / "images")[source] == first
    assert first[0].path.stat().st_mtime_ns == stamp  # kept, not made again
    Image.new("RGB", (40, 30), "blue").save(first[0].path)
    assert make_pictures([(source, "image")], tmp_path / "images")[source] == first
    assert first[0].path.read_bytes() == honest


def test_pictures_with_a_planted_list_are_made_again(tmp_path: Path) -> None:
    source = photo(tmp_path / "photo.jpg")
    made = make_pictures([(source, "image")], tmp_path / "images")[source]
    assert isinstance(made, list)
    key = made[0].name.partition("-")[0]
    Image.new("RGB", (9, 9), "blue").save(tmp_path / "images" / f"{key}-p002-9x9.png")
    names = {made[0].name: "…", f"{key}-p002-9x9.png": "…"}
    (tmp_path / "images" / f"{key}.json").write_text("0" * 64 + json.dumps(names), encoding="utf-8")
    assert make_pictures([(source, "image")], tmp_path / "images")[source] == made


def test_that_a_photo_says_nothing_cannot_be_planted(tmp_path: Path) -> None:
    source = photo(tmp_path / "photo.jpg")
    clean = clean_cached(source, tmp_path / "images")
    assert clean is not None
    (sealed,) = (tmp_path / "images").glob("*.json")
    for path in (sealed, clean):
        path.unlink()
    clean.with_suffix(".vide").touch()
    assert clean_cached(source, tmp_path / "images") == clean
    assert b"Fairphone" not in clean.read_bytes()


def test_that_front_matters_are_right_cannot_be_planted(tmp_path: Path) -> None:
    write_valid(tmp_path, {"a"}, set())
    assert read_valid(tmp_path) == {"a"}
    (tmp_path / "conformes.json").write_text('["b"]', encoding="utf-8")
    assert read_valid(tmp_path) == set()


# ---- What lies there may lead elsewhere, or never end


@posix
@pytest.mark.parametrize("linked", [".cache", ".cache/ndrc-portfolio", ".cache/ndrc-portfolio/images"])
def test_nothing_is_written_where_a_link_leads(tmp_path: Path, linked: str) -> None:
    root, away = tmp_path / "portfolio", tmp_path / "ailleurs"
    (root / linked).parent.mkdir(parents=True)
    away.mkdir()
    (root / linked).symlink_to(away)
    (root / linked / "témoin").touch()
    assert [p.name for p in away.iterdir()] == ["témoin"]  # the link is one
    folder = cache.project_cache(root)
    assert not folder.is_relative_to(root)
    write_valid(folder, {"a"}, set())
    make_pictures([(photo(tmp_path / "photo.jpg"), "image")], folder / "images")
    assert read_valid(folder) == {"a"}
    assert [p.name for p in away.iterdir()] == ["témoin"]


@posix
def test_nor_is_a_file_made_where_a_link_leads(tmp_path: Path) -> None:
    own = cache.cache_folder(tmp_path / "portfolio")
    own.mkdir(parents=True)
    (own / ".gitignore").symlink_to(tmp_path / "nouveau")
    assert cache.project_cache(tmp_path / "portfolio") != own
    assert not (tmp_path / "nouveau").exists()


def test_a_cache_of_ones_own_is_used_again(tmp_path: Path) -> None:
    own = cache.cache_folder(tmp_path)
    assert cache.project_cache(tmp_path) == cache.project_cache(tmp_path) == own
    assert (own / ".gitignore").read_text(encoding="utf-8") == "*\n"


@posix
def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("tube", "zero", "absent", "."):
        assert cache.open_sealed(tmp_path / name, "pages") is None


@posix
def test_what_stands_in_the_place_of_a_picture_is_replaced(tmp_path: Path) -> None:
    source, images = photo(tmp_path / "photo.jpg"), tmp_path / "images"
    (first,) = pictures_of(source, images)
    honest = first.path.read_bytes()
    secret = photo(tmp_path / "secret.jpg")
    spoils: list[Callable[[], object]] = [
        first.path.mkdir,
        lambda: os.mkfifo(first.path),
        lambda: first.path.symlink_to(secret),
    ]
    for spoil in spoils:
        first.path.unlink()
        spoil()
        assert pictures_of(source, images) == [first]
        assert not first.path.is_symlink()
        assert first.path.read_bytes() == honest


def pictures_of(source: Path, images: Path) -> list[Picture]:
    made = make_pictures([(source, "image")], images)[source]
    assert isinstance(made, list)
    return made
