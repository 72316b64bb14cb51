"""Links of a PDF that lead to this machine."""

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from ndrc_portfolio.pdf.outward import unlink_this_machine


def linked(action: dict[str, Any]) -> bool:
    """Whether a link goes on doing what it does."""
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(action))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        unlink_this_machine(pdf)
        return "/A" in pdf.pages[0].obj.Annots[0]


@pytest.mark.parametrize(
    "uri",
    [
        "https://example.org/a",
        "HTTP://example.org",
        "mailto:camille@example.org",
        "tel:+33100000000",
        "https://1270.fr/",
    ],
)
def test_links_to_others_stay(uri: str) -> None:
    assert linked({"/S": Name.URI, "/URI": String(uri)})


@pytest.mark.parametrize(
    "uri",
    [
        *(
            "file:///etc/passwd",
            "FILE:///C:/Users",
            "http://127.0.0.1:4567/nom/page",
            "http://localhost/a",
            "http://[::1]/",
        ),
        *(
            "javascript:alert(1)",
            "vscode://file/a",
            "",
            "data:text/html,a",
            "//serveur/partage",
            "\\\\serveur\\partage",
        ),
    ],
)
def test_links_to_this_machine_do_not(uri: str) -> None:
    assert not linked({"/S": Name.URI, "/URI": String(uri)})


def test_nor_does_what_is_no_address() -> None:
    assert linked({"/S": Name.GoTo, "/D": String("d1-fiche")})
    assert not linked({"/S": Name.Launch, "/F": String("calc.exe")})
    assert not linked({"/S": Name.JavaScript, "/JS": String("app.alert(1)")})
    assert not linked({"/S": Name.GoToR, "/F": String("autre.pdf")})
