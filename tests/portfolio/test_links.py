"""Where links lead, as MkDocs and as a browser would look for it; and the nearest file of those that lead nowhere."""

import unicodedata

import pytest

from ndrc_portfolio.fiches.page_links import page_links
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.links.check import Targets, check_links
from ndrc_portfolio.portfolio.links.urls import page_address

SOURCES = [
    *("index.md", "e4/fiche-1.md", "e4/fiche-2.md", "e6/vente-directe.md", "images/stand.jpg", "images/plan.png"),
    *("annexes/mandat.pdf", unicodedata.normalize("NFD", "images/été.png")),
]
MADE = ["dossier/e4/index.html", "e4/fiche-1/imprimer/index.html", "conformite.md", "dossier/e4/dossier-e4.pdf"]
TARGETS = Targets(
    files={uri: page_address(uri, folders=True).file for uri in (*SOURCES, *MADE)},
    hidden=frozenset(("prive/contrat.pdf", "brouillon.md")),
    unnamed=frozenset(("annexes/mandat.pdf",)),
)


def said(text: str, page: str = "e4/fiche-1.md", *, targets: Targets = TARGETS) -> list[Diagnostic]:
    return list(check_links(page_links(text.encode(), None), page, page, targets, of_fiche=False))


@pytest.mark.parametrize(
    "link",
    [
        *("fiche-2.md", "../e6/vente-directe.md#theme", "fiche-1.md?x=1", "#bilan", "../index.md"),
        *("../images/stand.jpg", "../images/%C3%A9t%C3%A9.png", "../images/été.png", "../annexes/../images/plan.png"),
        *(
            "../dossier/e4/index.html",
            "fiche-1/imprimer/index.html",
            "../conformite.md",
            "../dossier/e4/dossier-e4.pdf",
        ),
        *("../../e6/vente-directe/", "../fiche-2/", "imprimer/", "../../"),  # as a browser follows them
        *("https://a.fr", "http://[x", "mailto:a@b.fr", "tel:0102030405", "//a.fr/b", "data:image/png;base64,x"),
        "{{ adresse }}",
    ],
)
def test_a_link_that_leads_somewhere(link: str) -> None:
    assert said(f"[x](<{link}>)") == []


@pytest.mark.parametrize(
    ("text", "meant", "sure"),
    [
        ("[x](vente-directe.md)", "../e6/vente-directe.md", True),
        ("[x](../e6/Vente-directe.MD#theme)", "../e6/vente-directe.md#theme", True),
        ("![x](../image/stand.jpg)", "../images/stand.jpg", True),
        ("![x](../images/Stand.JPG)", "../images/stand.jpg", True),
        ("![x](..\\images\\stand.jpg)", "../images/stand.jpg", True),
        ("![x](../images/stands.jpg)", "../images/stand.jpg", False),
        ("![x](../images/stand.png)", "../images/stand.jpg", False),
        ("[x](fiche-2)", "fiche-2.md", True),
        ("[x](fiche-2.html)", "fiche-2.md", True),
        ("[x](..)", "../index.md", True),
        ("[x](../dossier/e4/)", "../dossier/e4/index.html", True),
        ("[x](../../telechargements/dossier-e4.pdf)", "../dossier/e4/dossier-e4.pdf", True),
        ('<img src="../images/stand.jpg">', "../../images/stand.jpg", True),
        ("[x](zzz.md)", None, False),
    ],
)
def test_the_nearest_file(text: str, meant: str | None, sure: bool) -> None:
    (fault,) = said(text)
    assert fault.code == "NDRC430"
    assert (f"vouliez-vous dire «\u00a0{meant}\u00a0»" in fault.message) == (meant is not None)
    assert (fault.fix.replacement if fault.fix else None) == (meant if sure else None)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("![x](absent.png)", "NDRC430", "image introuvable"),
        ("[x](../../ailleurs.pdf)", "NDRC430", "sort du dossier du portfolio"),
        ("[x](www.lycee.fr/btsndrc)", "NDRC430", "https://www.lycee.fr/btsndrc"),
        ("[x](camille@lycee.fr)", "NDRC430", "mailto:camille@lycee.fr"),
        ("[x](../prive/contrat.pdf)", "NDRC431", "docs/prive/"),
        ("[x](../brouillon.md)", "NDRC431", "exclude_docs"),
        ("[x](/e4/fiche-2/)", "NDRC432", "écrivez «\u00a0fiche-2.md\u00a0»"),
        ("[x](/nulle-part)", "NDRC430", "ne mène nulle part"),
        ("[x]()", "NDRC434", "ce lien"),
        ("![x]()", "NDRC434", "cette image"),
        ("[x](C:\\photos\\a.jpg)", "NDRC221", "votre ordinateur"),
        ("[x](../annexes/mandat.pdf)", "NDRC412", "annexe"),
    ],
)
def test_what_is_said_of_a_link(text: str, code: str, words: str) -> None:
    (fault,) = said(text)
    assert fault.code == code
    assert words in f"{fault.message} {fault.hint}"


def test_a_picture_of_an_original_is_shown() -> None:
    assert said("![x](../annexes/mandat.pdf)") == []


def test_a_link_with_spaces_is_mended_as_markdown_reads_it() -> None:
    targets = TARGETS._replace(files={**TARGETS.files, "images/le stand.jpg": "images/le stand.jpg"})
    (fault,) = said("![x](../image/le stand.jpg)", targets=targets)
    assert fault.fix is not None
    assert fault.fix.replacement == "../images/le%20stand.jpg"


def test_without_folders_in_urls() -> None:
    targets = Targets({uri: page_address(uri, folders=False).file for uri in SOURCES})
    assert said('<img src="../images/stand.jpg"> [x](fiche-2.html)', targets=targets) == []
