"""What is published of style sheets says the same, in fewer bytes."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.hosts.mkdocs.lighter import lighter
from tests.support import CONFIGURATION, FICHE, Built, build, write

SHEETS = sorted((data_dir("overrides") / "assets" / "ndrc").glob("*.css"))
MAX_BYTES = 75_000


@pytest.mark.navigateur
@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_browser_reads_the_same_rules(page: Page, path: Path) -> None:
    css = path.read_text(encoding="utf-8")
    read = "css => { const s = new CSSStyleSheet(); s.replaceSync(css); return [...s.cssRules].map(r => r.cssText); }"
    whole, light = ([re.sub(r",\s*", ",", rule) for rule in page.evaluate(read, text)] for text in (css, lighter(css)))
    assert whole
    assert light == whole


def test_only_colours_that_are_worn(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"fiche.md": FICHE}))
    (palette,) = (text.decode() for name, text in built.files().items() if re.search(r"/palette\..*\.css$", name))
    assert "primary=pink" not in palette
    assert "[data-md-color-scheme=slate]{" in palette
    assert palette.count("{") == palette.count("}")


def test_the_colours_of_the_author_stay(tmp_path: Path) -> None:
    own = CONFIGURATION.replace("theme: material", "theme: {name: material, palette: {primary: pink}}")
    built = build(write(tmp_path, {"fiche.md": FICHE}, own))
    assert [name for name, text in built.files().items() if "stylesheets/palette" in name and b"primary=pink" in text]


def test_the_weight_of_a_page(example: Built) -> None:
    """Compressed as a server sends it, without pictures; the search index comes when one searches."""
    page = example.site / "e4" / "vente-vehicule" / "index.html"
    sheets = re.findall(r'(?:href|src)="([^"]+\.(?:css|js))"', page.read_text(encoding="utf-8"))
    files = [page, example.site / "assets" / "ndrc" / "print.css", *(page.parent / name for name in sheets)]
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= MAX_BYTES
