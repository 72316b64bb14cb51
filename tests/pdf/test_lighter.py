"""The pictures of a PDF made lighter, and its fonts replaced."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Pdf

from ndrc_portfolio.annexes.model import MOST
from ndrc_portfolio.pdf import fonts
from ndrc_portfolio.pdf.weight import lighten
from tests.pdf.annexes import annexe, noise


def test_pictures_of_a_pdf_are_made_lighter_and_kept(tmp_path: Path) -> None:
    for _ in range(2):
        with Pdf.open(BytesIO(annexe(image=noise(1900, 2500)))) as pdf:
            lighten(pdf, tmp_path)
            resources: Any = pdf.pages[0].resources
            picture = resources.XObject.Im1
            assert len(picture.read_raw_bytes()) <= MOST
            assert max(int(picture.Width), int(picture.Height)) <= 1800
            assert pikepdf.PdfImage(picture).as_pil_image().size == (picture.Width, picture.Height)
            lighten(pdf, tmp_path, total=200_000)
            assert len(picture.read_raw_bytes()) <= 200_000
    assert list(tmp_path.glob("*.jpg"))


@pytest.mark.parametrize(
    ("nom", "style"),
    [
        ("Helvetica", "Regular"),
        ("Helvetica-BoldOblique", "BoldItalic"),
        ("Arial,Bold", "Bold"),
        ("ArialMT", "Regular"),
        ("Arial-ItalicMT", "Italic"),
        ("Times-Roman", "Regular"),
        ("Times-Italic", "Italic"),
        ("TimesNewRoman,BoldItalic", "BoldItalic"),
        ("TimesNewRomanPS-BoldMT", "Bold"),
        ("CourierNewPSMT", "Regular"),
        ("Courier-Oblique", "Italic"),
        ("ArialNarrow", ""),
        ("ArialNarrow-Bold", ""),
        ("Arial-Black", ""),
        ("Helvetica-Narrow", ""),
        ("HelveticaNeue", ""),
        ("Helvetica-Light", ""),
        ("CourierStd", ""),
        ("TimesTen-Roman", ""),
    ],
)
def test_a_font_is_replaced_by_one_that_is_as_wide(nom: str, style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_file", lambda path: path.stem.startswith("Liberation"))
    found = fonts._font_file.__wrapped__(f"/{nom}")
    assert (found.stem.partition("-")[2] if found else "") == style
