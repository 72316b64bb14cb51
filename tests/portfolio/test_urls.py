"""URLs of a site, each seen from another."""

import pytest

from ndrc_portfolio.portfolio.links.urls import join_url, relative_url, to_root


@pytest.mark.parametrize(
    ("page", "url", "joined"),
    [
        ("e4/fiche/", "../photo.png", "e4/photo.png"),
        ("e4/fiche/", "imprimer/", "e4/fiche/imprimer/"),
        ("e4/fiche/", "../", "e4/"),
        ("e4/fiche.html", "a.png", "e4/a.png"),
        ("", "e4/", "e4/"),
        ("e4/fiche/", "../..", ""),
    ],
)
def test_a_relative_url_starts_from_its_page(page: str, url: str, joined: str) -> None:
    assert join_url(page, url) == joined
    if joined:
        assert join_url(page, relative_url(joined, page)) == joined


def test_the_root_is_found_from_everywhere() -> None:
    assert [to_root(url) for url in ("", "e4/", "e4/fiche/", "e4/fiche.html")] == ["./", "../", "../../", "../"]
