"""Fragments of HTML on their way from one page to another."""

import pytest

from ndrc_portfolio.rendering.links import Target, link_inside, move_urls, prefix_ids, relink


@pytest.mark.parametrize(
    ("html", "moved"),
    [
        ('<a href="b/">b</a>', '<a href="../e4/b/">b</a>'),
        ('<a class="x"\n href="../c.pdf?q=1#p2">', '<a class="x"\n href="../c.pdf?q=1#p2">'),
        ('<video poster="a.jpg"></video>', '<video poster="../e4/a.jpg"></video>'),
        ('<object data="b.pdf" type="t"></object>', '<object data="../e4/b.pdf" type="t"></object>'),
        *(
            (same, same)
            for same in (
                '<a href="#x">',
                '<a href="/x">',
                '<a href="https://x">',
                '<i title="src=a">',
                "src=photo, en texte",
            )
        ),
    ],
)
def test_relative_urls_follow_their_page(html: str, moved: str) -> None:
    assert move_urls(html, "e4/", "e6/") == moved


def test_ids_and_what_names_them_are_made_unique() -> None:
    html = '<h2 id="a">x</h2><a href="#a">y</a><label for="a" title="a">z</label><a href="b#a">w</a>'
    expected = '<h2 id="d1-a">x</h2><a href="#d1-a">y</a><label for="d1-a" title="a">z</label><a href="b#a">w</a>'
    assert prefix_ids(html, "d1-") == expected


def test_links_between_documents_of_a_dossier_stay_inside() -> None:
    html = '<a href="../../a/">1</a><a href="../../a/#bas">2</a><a href="../../c/">3</a><img src="../../a/">'
    expected = '<a href="#d1-fiche">1</a><a href="#d1-bas">2</a><a href="../../c/">3</a><img src="../../a/">'
    assert link_inside(html, "dossier/e4/", {"a/": "d1-"}) == expected


def test_what_names_a_file_that_is_not_shown_goes_away() -> None:
    """The link stays as words, the picture does not stay at all; of what nobody withholds nothing changes."""
    html = '<a class="x" href="../a.pdf">a</a><img alt="t" src="../a.pdf"><img src="../b.png">'
    found = relink(html, "page/", {"a.pdf": Target()}, {"a.pdf"})
    assert found == ('<a class="x">a</a><img src="../b.png">', frozenset(), ())


def test_links_to_originals() -> None:
    targets = {"annexes/a.png": Target("fiche/#annexe-1", "assets/1.png"), "prive/b.png": Target()}
    originals = {"annexes/a.png", "annexes/c.png", "prive/b.png"}
    html = (
        '<a href="../annexes/a.png">a</a><img alt="" src="../annexes/a.png"><a href="../prive/b.png">b</a>'
        '<img src="../prive/b.png"><img src="../annexes/c.png"><a href="../annexes/c.png">c</a><a href="https://x/">x</a>'
    )
    found = relink(html, "page/", targets, originals)
    assert found.html == (
        '<a href="../fiche/#annexe-1">a</a><img alt="" src="../assets/1.png"><a>b</a>'
        '<img src="../annexes/c.png"><a href="../annexes/c.png">c</a><a href="https://x/">x</a>'
    )
    assert found.shown == {"annexes/c.png"}
    assert found.lost == ("annexes/c.png",)
    own = relink('<a href="../annexes/a.png">a</a>', "fiche/", targets, originals)
    assert own.html == '<a href="#annexe-1">a</a>'
    assert relink(html, "page/", targets, ()) == (html, frozenset(), ())
