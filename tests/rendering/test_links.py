"""Pieces of HTML moved to another page: their URLs, ids and links follow."""

import pytest

from ndrc_portfolio.portfolio.urls import join_url, relative_url, to_root
from ndrc_portfolio.rendering.links import link_inside, move_urls, prefix_ids


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


def test_urls_follow_a_fragment() -> None:
    html = '<a href="../b/#x">b</a><img alt="a > b" src="photo.png"><a href="https://x.fr/">x</a><a href="#ici">i</a>'
    moved = move_urls(html, "e4/a/", "dossier/e4/")
    assert 'href="../../e4/b/#x"' in moved
    assert 'href="https://x.fr/"' in moved
    assert 'href="#ici"' in moved
    assert move_urls("src=photo et href=ici : du texte", "a/", "b/c/") == "src=photo et href=ici : du texte"


def test_ids_get_a_prefix_with_the_links_to_them() -> None:
    html = '<h2 id="cadre">id="texte"</h2><a href="#cadre">x</a><a href="b/#cadre">y</a><label for="c">'
    assert prefix_ids(html, "d1-") == (
        '<h2 id="d1-cadre">id="texte"</h2><a href="#d1-cadre">x</a><a href="b/#cadre">y</a><label for="d1-c">'
    )


def test_links_to_what_the_dossier_holds_stay_inside() -> None:
    html = '<a href="../../e4/a/#cadre"><a href="../../e4/a/"><a href="../../autre/"><img src="../../e4/a/">'
    assert link_inside(html, "dossier/e4/", {"e4/a/": "d1-"}) == (
        '<a href="#d1-cadre"><a href="#d1-fiche"><a href="../../autre/"><img src="../../e4/a/">'
    )


def test_links_to_the_file_of_an_annexe_lead_to_the_annexe() -> None:
    targets = {"annexes/a.pdf": ("e4/a/#annexe-1", "annexes/a-1.jpg"), "annexes/b.pdf": ("", "")}
    html = '<a href="../../annexes/a.pdf">A</a><img src="../../annexes/a.pdf"><img src="../../annexes/b.pdf">'
    assert remplacer_liens(html, "e4/a/", targets) == ('<a href="#annexe-1">A</a><img src="../../annexes/a-1.jpg">')
    assert remplacer_liens('<a href="annexes/a.pdf">A</a>', "", targets) == '<a href="e4/a/#annexe-1">A</a>'
    assert remplacer_liens('<a href="annexes/b.pdf">B</a>', "", targets) == "<a>B</a>"
