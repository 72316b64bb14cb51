"""Accessible, held by axe-core: WCAG 2.2 A and AA and its best practices, a page of each kind, light or dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.support import Built

pytestmark = pytest.mark.navigateur

AXE = Axe()
_PUBLIC = (
    ("index.html", 1280, "dark"),
    ("404.html", 390, "dark"),
    ("e4/vente-vehicule/index.html", 1280, "light"),
    ("e6/etude-reflexive/index.html", 390, "dark"),
    ("guide/ecrire/index.html", 390, "light"),
    ("e4/vente-vehicule/imprimer/index.html", 390, "light"),
    ("e6/etude-reflexive/imprimer/index.html", 390, "light"),
    ("dossier/e4/index.html", 1280, "light"),
    ("modeles/e4-activite.html", 390, "light"),
)
_JURY = (
    ("index.html", 390, "light"),
    ("roussel-camille/index.html", 1280, "dark"),
    ("roussel-camille/grille-e6/index.html", 1280, "light"),
)


@pytest.mark.parametrize(("page_", "width", "scheme"), _PUBLIC)
def test_a_page_of_the_public_site(example_url: str, page: Page, page_: str, width: int, scheme: str) -> None:
    assert violations(page, example_url + page_, width, scheme) == []


@pytest.mark.parametrize(("page_", "width", "scheme"), _JURY)
def test_a_page_of_the_commission(example_of_jury: Built, page: Page, page_: str, width: int, scheme: str) -> None:
    assert violations(page, (example_of_jury.site / page_).as_uri(), width, scheme) == []


def test_the_rules_of_the_dossier(example_of_candidate: Built, page: Page) -> None:
    assert violations(page, (example_of_candidate.site / "conformite" / "index.html").as_uri(), 1280, "dark") == []


def violations(page: Page, url: str, width: int, scheme: str) -> list[str]:
    """What axe finds: the rule, and where it is first broken."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(url)
    found = AXE.run(page).response["violations"]
    return [f"{v['id']} ({len(v['nodes'])}) : {v['nodes'][0]['html'][:200]}" for v in found]
