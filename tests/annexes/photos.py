"""Photos as a phone takes them."""

from io import BytesIO

from PIL import Image

GPS = {1: "N", 2: (43.0, 56.0, 57.5), 3: "E", 4: (4.0, 48.0, 20.0)}
APPAREIL = "CANARI-APPAREIL"


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300)) -> bytes:
    """A photo stored sideways (EXIF orientation 6), red above and blue below once upright, with its GPS."""
    upright = Image.new("RGB", (size[1], size[0]), "red")
    upright.paste("blue", (0, size[0] // 2, size[1], size[0]))
    stored = upright.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = APPAREIL
    exif.get_ifd(0x8825).update(GPS)
    buffer = BytesIO()
    stored.save(buffer, kind, exif=exif.tobytes())
    return buffer.getvalue()
