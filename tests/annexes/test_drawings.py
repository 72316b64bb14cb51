"""Drawings as files: nothing in them acts or asks another site, and what is drawn stays."""

import pytest

from ndrc_portfolio.annexes.active import acts
from ndrc_portfolio.annexes.drawings import clean_drawing
from ndrc_portfolio.annexes.model import PictureError

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:inkscape="http://www.inkscape.org/" viewBox="0 0 9 9">{}</svg>'
)


def drawing(inside: str) -> bytes:
    return DRAWING.format(inside).encode()


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="a"><stop offset="1"/></linearGradient></defs><path d="M1" fill="url(#a)"/>',
        '<style>.a{fill:#fff;transform:rotate(3deg)} @media print{.a{fill:url(#b)}}</style><g class="a"/>',
        '<a href="https://exemple.fr"><text x="1">é<tspan dy="2">b</tspan></text></a><use xlink:href="#a"/>',
        '<image href="data:image/png;base64,iVBO" width="3"/><image href="photo.png"/><title>Titre</title>',
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect style="filter:url(\'#f\')" data-name="A"/>',
    ],
)
def test_a_drawing_in_order_is_published_to_the_byte(inside: str) -> None:
    assert clean_drawing(drawing(inside)) == (drawing(inside), ())


@pytest.mark.parametrize(
    ("inside", "taken"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<path onload="alert(1)"/>', "onload"),
        ('<a xlink:href="javascript:alert(1)"><text>a</text></a>', "href"),
        ('<a href="jav&#x0a;ascript:alert(1)"/>', "href"),
        ('<use href="http://e.fr/x.svg#a"/>', "href"),
        ('<image href="//e.fr/x.png"/>', "href"),
        ("<style>@import url(http://e.fr/x.css);</style>", "style"),
        ("<style>path{fill:url(http://e.fr/x)}</style>", "style"),
        ('<path style="fill:u\\72l(http://e.fr)"/>', "style"),
        ('<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>', "foreignObject"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>', "script"),
        ('<a><animate attributeName="href" values="javascript:alert(1)"/></a>', "animate"),
    ],
)
def test_what_acts_goes_and_is_told(inside: str, taken: str) -> None:
    made = clean_drawing(drawing(f'{inside}<path d="M1 2"/>'))
    assert made.taken == (taken,)
    assert b'd="M1 2"' in made.content
    assert not any(word in made.content for word in (b"alert", b"e.fr"))
    assert clean_drawing(made.content) == (made.content, ())


@pytest.mark.parametrize(
    "told",
    [
        "<!-- SECRET -->",
        "<metadata>SECRET</metadata>",
        '<inkscape:view path="SECRET"/>',
        '<g inkscape:export="C:\\SECRET"/>',
        '<?xml-stylesheet href="SECRET.css"?>',
    ],
)
def test_what_a_program_notes_for_itself_goes_without_a_word(told: str) -> None:
    made = clean_drawing(drawing(f"<text>a{told}b</text>"))
    assert b"SECRET" not in made.content
    assert b">a" in made.content
    assert b"b</text>" in made.content
    assert made.taken == ()


def test_entities_of_illustrator_are_read_and_none_of_a_file() -> None:
    named = b'<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;"><path d="M1"/></svg>'
    assert b"<path" in clean_drawing(named).content
    with pytest.raises(PictureError):
        clean_drawing(b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + drawing("&a;"))


@pytest.mark.parametrize("content", [b"", b"<svg", b"<html/>", b"<svg><path/></svg>", drawing("<g>")])
def test_what_is_no_drawing_is_refused(content: bytes) -> None:
    with pytest.raises(PictureError, match="dessin SVG"):
        clean_drawing(content)


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        (".html", b""),
        (".xhtml", b""),
        (".js", b"1"),
        (".xml", b"<a/>"),
        ("", b"<!DOCTYPE html>"),
        ("", b"\xef\xbb\xbf\n <SCRIPT>"),
        (".zz", b"<!-- a -->"),
        (".old", b"<p>x"),
    ],
)
def test_what_could_act(suffix: str, start: bytes) -> None:
    assert acts(suffix, start)


@pytest.mark.parametrize(
    ("suffix", "start"),
    [(".txt", b"<html>"), (".csv", b"<a>"), (".pdf", b"%PDF"), ("", b"exemple.fr"), ("", b"<palette>"), (".ico", b"")],
)
def test_what_could_not(suffix: str, start: bytes) -> None:
    assert not acts(suffix, start)
