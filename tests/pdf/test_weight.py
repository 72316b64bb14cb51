"""The pictures of a PDF made lighter."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Pdf

from ndrc_portfolio.annexes.model import MOST
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
