"""The fonts of a PDF that are not embedded, replaced."""

from pathlib import Path

import pytest

from ndrc_portfolio.pdf import fonts


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
