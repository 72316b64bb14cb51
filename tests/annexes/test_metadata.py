"""Nothing that is published says where a photo was taken: each kind of file, and pictures inside of texts."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import pytest
from PIL import Image, PngImagePlugin

from ndrc_portfolio.annexes.metadata import clean_cached, clean_html, clean_picture
from ndrc_portfolio.annexes.model import PictureError
from tests.annexes.photos import APPAREIL, photo
from tests.annexes.test_pictures import saved
from tests.support import FICHE, try_build, write

SECRET = APPAREIL.encode()


def data(content: bytes, kind: str = "image/jpeg") -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


def pictures_of(html: str) -> list[bytes]:
    """What the `data:` of a page hold."""
    from base64 import b64decode

    return [b64decode(part.split('"')[0].split("&")[0].split(")")[0]) for part in html.split(";base64,")[1:]]


# ---- Files


def png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", APPAREIL)
    told.add_itxt("XML:com.adobe.xmp", f"<x>{APPAREIL}</x>")
    return saved(Image.new("RGB", (20, 10), "red"), "PNG", pnginfo=told, dpi=(96, 96))


def gif() -> bytes:
    frames = [Image.new("RGB", (20, 10), c) for c in ("red", "lime", "blue")]
    made = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=SECRET, loop=0, duration=80)
    xmp = b"!\xff\x0bXMP DataXMP" + bytes((len(SECRET),)) + SECRET + b"\0"
    return made[:-1] + xmp + b";"


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 10), c) for c in ("red", "blue")]
    exif = Image.Exif()
    exif[0x010F] = APPAREIL
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], exif=exif, xmp=SECRET)


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return (8 + len(content)).to_bytes(4, "big") + name + content


def video(track: bytes = b"vide") -> bytes:
    """A film as a phone makes it: its place, its date, its device."""
    dated = box(b"mvhd", bytes(4) + b"\xde\xad\xbe\xef" * 2 + bytes(88))
    place = box(b"udta", box(b"\xa9xyz", b"\0\x12\0\0+43.9491+004.8056/", SECRET))
    handler = box(b"hdlr", bytes(8) + track + bytes(12))
    trak = box(b"trak", box(b"mdia", box(b"mdhd", bytes(4) + b"\xde\xad\xbe\xef" * 2 + bytes(12)), handler))
    apple = box(b"meta", SECRET)
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"moov", dated, trak, place, apple) + box(b"mdat", b"FILM")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", photo()),
        ("a.png", png()),
        ("a.gif", gif()),
        ("a.webp", animated("WEBP")),
        ("b.webp", photo("WEBP")),
        ("a.avif", photo("AVIF")),
        ("a.tif", photo("TIFF")),
        ("a.mp4", video()),
        ("sans-nom", photo()),
    ],
)
@pytest.mark.parametrize("more", [b"", SECRET])
def test_no_file_keeps_its_place(tmp_path: Path, name: str, content: bytes, more: bytes) -> None:
    """Also when something follows the end of the picture, as phones and steganography do."""
    path = tmp_path / name
    after = box(b"free", more) if name.endswith(".mp4") and more else more
    path.write_bytes(content + after)
    assert SECRET in content or b"Exif" in content or name.endswith("avif")
    kept = clean_cached(path, tmp_path / "cache")
    assert kept is not None
    cleaned = kept.read_bytes()
    assert SECRET not in cleaned
    assert b"Exif" not in cleaned
    assert clean_cached(path, tmp_path / "cache") == kept
    if not name.endswith(".mp4"):
        with Image.open(BytesIO(cleaned)) as image:
            image.load()
            assert not image.getexif().get_ifd(0x8825)


def test_what_is_clean_is_published_as_it_is(tmp_path: Path) -> None:
    for name, content in {
        "a.png": saved(Image.new("RGB", (9, 9)), "PNG"),
        "a.gif": saved(Image.new("P", (9, 9)), "GIF"),
        "a.webp": saved(Image.new("RGB", (9, 9)), "WEBP"),
        "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        "a.css": b"a{background:url(data:image/svg+xml,%3Csvg%3E%3C/svg%3E)}"
        b"@font-face{src:url(data:font/woff2;base64,AAAA)}",
        "a.js": b'x = "data:image/png;base64," + y; BM = `data:image/png;base64,${x}`',
        "BM.txt": b"BM et cie",
        "a.zip": b"PK\3\4",
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert clean_cached(path, tmp_path / "cache") is None, name


def test_animations_and_pixels_stay() -> None:
    for content, frames in ((gif(), 3), (animated("WEBP"), 2), (animated("PNG"), 2)):
        cleaned = clean_picture(content)
        assert cleaned is not None
        with Image.open(BytesIO(content)) as before, Image.open(BytesIO(cleaned)) as after:
            assert getattr(after, "n_frames", 1) == frames
            for number in range(frames):
                before.seek(number)
                after.seek(number)
                assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def test_the_colours_of_a_profile_are_kept_its_words_are_not() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    secret = profile.replace(b"sRGB", b"CANA")
    for kind in ("PNG", "WEBP", "JPEG"):
        cleaned = clean_picture(saved(Image.new("RGB", (20, 10), (200, 60, 60)), kind, icc_profile=secret))
        assert cleaned is not None
        assert b"CANA" not in cleaned
        with Image.open(BytesIO(cleaned)) as image:
            assert "icc_profile" not in image.info
            red, _, _ = image.convert("RGB").getpixel((9, 5))  # type: ignore[misc]
            assert red == pytest.approx(200, abs=6)


def test_a_video_keeps_its_film_where_it_was() -> None:
    before = video()
    cleaned = clean_picture(before)
    assert cleaned is not None
    assert len(cleaned) == len(before)
    assert cleaned.index(b"FILM") == before.index(b"FILM")
    assert b"+43.9491" not in cleaned
    assert b"\xde\xad\xbe\xef" not in cleaned
    assert clean_picture(cleaned) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mov", video(b"meta")),  # the places where one went, as a track
        ("a.mp4", box(b"ftyp", b"isom") + b"\0\0\xff\xffmoov"),
        ("a.mp4", SECRET),
        ("a.heic", box(b"ftyp", b"heic")),
        ("a.jpg", b"GARBAGE" + photo()),
        ("a.png", png()[:60]),
        ("a.gif", gif()[:40]),
        ("a.webp", b"RIFF\xff\xff\0\0WEBPVP8 \xff\xff\0\0"),
        ("a.svgz", b"\x1f\x8b"),
        ("a.jpg", b""),
    ],
)
def test_what_cannot_be_cleaned_is_refused_with_a_remedy(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PictureError) as refused:
        clean_cached(path, tmp_path / "cache")
    assert refused.value.cause
    assert refused.value.remede


# ---- Texts


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{data(photo())}" alt="x">',
        f"<img src='{data(photo())}'>",
        f"<img src={data(photo())} alt=x>",
        f'<img src="{data(photo(), "IMAGE/JPEG").replace("data:", "DATA:")}">',
        f'<img src="{data(photo(), "application/octet-stream")}">',
        f'<p style="background:url({data(photo())})">',
        f'<p style="background:url(&quot;{data(photo())}&quot;)">',
        f'<a href="{data(photo("PNG"), "image/png")}">photo</a>',
        f'<svg><image xlink:href="{data(photo())}"/></svg>',
        f'<img srcset="{data(photo())} 2x, b.jpg">',
    ],
)
def test_pictures_of_a_page_are_cleaned(tmp_path: Path, html: str) -> None:
    cleaned, refused = clean_html(html, tmp_path)
    assert refused == 0
    (picture,) = pictures_of(cleaned.replace("'", '"').replace(" ", '"'))
    assert SECRET not in picture
    with Image.open(BytesIO(picture)) as image:
        assert image.size == (300, 400)
        assert not image.getexif()
    assert len(cleaned) < len(html) * 4
    assert cleaned[:3] == html[:3]
    assert cleaned[-2:] == html[-2:]


def test_a_drawing_inside_of_a_drawing(tmp_path: Path) -> None:
    inner = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{data(photo())}"/></svg>'
    for middle in (data(inner.encode(), "image/svg+xml"), "data:image/svg+xml;utf8," + quote(inner)):
        cleaned, refused = clean_html(f'<img src="{middle}">', tmp_path)
        assert refused == 0
        raw = unquote_to_bytes(cleaned) + b"".join(pictures_of(cleaned))
        assert b"<svg" in raw
        assert all(SECRET not in p for p in pictures_of(raw.decode("latin-1").split("<svg", 1)[1]))
    deep = inner
    for _ in range(5):
        deep = f'<svg><image href="{data(deep.encode(), "image/svg+xml")}"/></svg>'
    assert clean_html(deep, tmp_path)[1] == 1


def test_pages_without_pictures_are_the_same_object(tmp_path: Path) -> None:
    html = "<p data-x='1'>Des données : date, lieu</p>"
    assert clean_html(html, tmp_path)[0] is html
    html = "<p>metadata: oui, data:, data:text/plain,bonjour, data:image/png;base64,iVBORw0KGgoAAA…</p>"
    assert clean_html(html, tmp_path) == (html, 0)


def test_a_picture_that_cannot_be_cleaned_leaves_the_page(tmp_path: Path) -> None:
    heic, unknown = data(box(b"ftyp", b"heic", SECRET * 6), "image/heic"), data(b"12Exif" + bytes(2) + SECRET * 6)
    html = f'<img src="{heic}"><img src="{unknown}">'
    assert clean_html(html, tmp_path) == ('<img src="data:,"><img src="data:,">', 2)


def test_drawings_and_styles_lose_photos_and_their_authors_words(tmp_path: Path) -> None:
    svg = tmp_path / "a.svg"
    text = f'<svg xmlns="x"><metadata>{APPAREIL}</metadata><desc>été</desc><image href="{data(photo())}"/></svg>'
    for encoding in ("utf-8", "utf-16"):
        svg.write_bytes(text.encode(encoding))
        kept = clean_cached(svg, tmp_path / "cache")
        assert kept is not None
        cleaned = kept.read_bytes().decode(encoding)
        assert APPAREIL not in cleaned
        assert "<desc>été</desc>" in cleaned
        (picture,) = pictures_of(cleaned)
        assert SECRET not in picture


def test_a_whole_site(tmp_path: Path) -> None:
    inline = data(photo())
    files: dict[str, str | bytes] = {
        "fiche.md": FICHE.replace("Une rubrique", f"![a][p] <img src='{inline}'>\n\n[p]: <{inline}>\n\nUne rubrique"),
        "index.md": f"![a]({inline})\n\n![]({data(box(b'ftyp', b'heic', SECRET * 6))})\n",
        "images/a.svg": f'<svg><image href="{inline}"/></svg>',
        "images/a.gif": gif(),
        "films/a.mov": video(),
        "films/b.mov": video(b"meta"),
    }
    built = try_build(write(tmp_path, files))
    assert built.code == 0, built.output
    assert b64encode(SECRET)[4:12].decode() not in "".join(c.decode("latin-1") for c in built.files().values())
    for name, content in built.files().items():
        assert SECRET not in content, name
        for picture in (
            pictures_of(content.decode("latin-1").replace("'", '"')) if b"image/jpeg;base64" in content else ()
        ):
            assert SECRET not in picture, name
    assert "films/a.mov" in built.files()
    assert "films/b.mov" not in built.files()
    assert "« b.mov » ne se verra pas" in built.output.replace("\u00a0", " ")
    assert "index.md:1:1: avertissement NDRC413" in built.output
