"""The pages of a class in a real browser, from the disk: accessible, sorted, filtered, and nothing of the network."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.classe.support import pages, portfolio, write_class, zipped
from tests.site.test_axe import violations

pytestmark = pytest.mark.navigateur

LISTE = "nom;prenom;groupe\nRoussel;Zoé;A\nBenali;Nadia;B\nÉvrard;Hugo;A\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wrong = {**portfolio("Benali", "Nadia"), "docs/page.md": b"[x](rien.md)\n"}
    remises = {"Roussel Zoé.zip": zipped(portfolio("Roussel", "Zoé")), "Benali Nadia.zip": zipped(wrong)}
    deadline = "echeances:\n  - {titre: Fiche, document: e4-activite, le: 2025-01-10}\n"
    root = write_class(tmp_path_factory.mktemp("site") / "classe", LISTE, remises, deadline)
    pages(root)
    return root / "site-classe"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["index", "a-traiter", "depot", "eleves/benali-nadia", "eleves/evrard-hugo"])
def test_a_page_is_accessible_and_fits(site: Path, page: Page, name: str, width: int) -> None:
    assert violations(page, (site / f"{name}.html").as_uri(), width, "light") == []
    if width == 390:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_table_is_sorted_and_filtered(site: Path, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "index.html").as_uri())
    names = page.locator("#classe tbody tr:not([hidden]) th")
    assert names.all_inner_texts() == ["Roussel", "Benali", "Évrard"]
    page.get_by_role("button", name="Nom", exact=True).click()
    assert names.all_inner_texts() == ["Benali", "Évrard", "Roussel"]
    page.get_by_role("button", name="Nom", exact=True).click()
    assert names.all_inner_texts() == ["Roussel", "Évrard", "Benali"]
    page.get_by_label("Chercher").fill("evrard")
    assert names.all_inner_texts() == ["Évrard"]
    assert page.get_by_role("status").inner_text() == "1 sur 3"
    assert all(url.startswith(site.as_uri()) for url in asked)
