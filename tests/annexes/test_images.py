"""Pictures made ready for the site and the dossiers."""

from pathlib import Path

from PIL import Image

from ndrc_portfolio.annexes import model, pictures
from tests.annexes.photos import photo
from tests.pdf.annexes import noise


def test_large_and_odd_pictures(tmp_path: Path) -> None:
    sources = {}
    for i, size in enumerate([(6000, 9000), (600, 9000), (3, 3)]):
        sources[tmp_path / f"{i}.jpg"] = size
        Image.new("RGB", size, "gray").save(tmp_path / f"{i}.jpg")
    for mode in ("P", "LA", "RGBA", "I;16", "CMYK", "1", "L"):
        suffix = "tif" if mode == "CMYK" else "png"
        path = tmp_path / f"{mode.replace(';', '')}.{suffix}"
        Image.new(mode, (30, 20)).save(path)
        sources[path] = (30, 20)
    made = pictures.make_pictures([(p, "image") for p in sources], tmp_path / "cache")
    for path in sources:
        vues = made[path]
        assert isinstance(vues, list), path
        (vue,) = vues
        assert max(vue.width, vue.height) <= model.LONG_SIDE
        with Image.open(vue.path) as shown:
            assert shown.size == (vue.width, vue.height)
            assert shown.mode in ("RGB", "L")


def test_processed_files_are_kept_by_content(tmp_path: Path) -> None:
    source, copy = tmp_path / "a.jpg", tmp_path / "b.jpg"
    source.write_bytes(photo())
    copy.write_bytes(photo())
    made = pictures.make_pictures([(source, "image")], tmp_path / "cache")[source]
    assert isinstance(made, list)
    before = made[0].path.stat().st_mtime_ns
    again = pictures.make_pictures([(copy, "image")], tmp_path / "cache")[copy]
    assert isinstance(again, list)
    assert again == made
    assert again[0].path.stat().st_mtime_ns == before


def test_a_noisy_photo_is_capped(tmp_path: Path) -> None:
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(noise(2600, 1900))
    vues = pictures._pictures(picture, "image", tmp_path / "cache")
    assert isinstance(vues, list)
    assert vues[0].path.stat().st_size <= model.MOST
    with Image.open(vues[0].path) as shown:
        assert shown.size == (vues[0].width, vues[0].height)
