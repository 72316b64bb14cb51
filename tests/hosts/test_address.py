"""Where a site will be read, and what is shown there for an address that leads nowhere."""

from pathlib import Path

import pytest

from ndrc_portfolio.hosts.mkdocs.address import published_at
from tests.support import CONFIGURATION, FICHE, build, write


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, ""),
        ({"GITHUB_REPOSITORY": "Camille-R/mon.portfolio"}, "https://camille-r.github.io/mon.portfolio/"),
        ({"GITHUB_REPOSITORY": "Camille/camille.github.io"}, "https://camille.github.io/"),
        ({"GITHUB_REPOSITORY": "Camille/p", "GITHUB_SERVER_URL": "https://git.lycee.fr"}, ""),
        ({"GITHUB_REPOSITORY": "camille"}, ""),
        ({"GITHUB_REPOSITORY": "a/b/../c"}, ""),
    ],
)
def test_the_address_that_github_gives(tmp_path: Path, environment: dict[str, str], address: str) -> None:
    assert published_at(tmp_path, environment) == address


@pytest.mark.parametrize(
    ("domain", "address"),
    [
        ("Portfolio.Exemple.fr\n", "https://portfolio.exemple.fr/"),
        ("\n", "https://c.github.io/p/"),
        ("a b.fr", "https://c.github.io/p/"),
    ],
)
def test_a_domain_of_ones_own_comes_first(tmp_path: Path, domain: str, address: str) -> None:
    (tmp_path / "CNAME").write_text(domain, encoding="utf-8")
    assert published_at(tmp_path, {"GITHUB_REPOSITORY": "c/p"}) == address


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_a_page_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "camille/portfolio")
    built = build(write(tmp_path, {"fiche.md": FICHE}, CONFIGURATION.replace("material", theme)))
    page = built.page("404.html")
    assert "Page introuvable" in page
    assert 'href="/portfolio/."' in page
    assert "Not found" not in page
    assert "<loc>https://camille.github.io/portfolio/fiche/</loc>" in built.page("sitemap.xml")


def test_the_address_that_is_given_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "camille/portfolio")
    built = build(write(tmp_path, {"fiche.md": FICHE}, f"site_url: https://a.fr/b/\n{CONFIGURATION}"))
    assert "<loc>https://a.fr/b/fiche/</loc>" in built.page("sitemap.xml")
